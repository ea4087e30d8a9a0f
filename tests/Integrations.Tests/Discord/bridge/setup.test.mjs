import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { modules, skip } from './modules.mjs';

const repository = path.resolve(import.meta.dirname ?? '.', '../../../..');
const cannot = process.platform === 'win32' ? 'run.ps1 does it there.' : skip;

/** A program `npm` that writes down how it was called and links each package of this machine, but one. @param {string} calls */
const npm = (calls) => `#!/bin/sh
set -e
echo "$*" >> '${calls}'
cd '${realpathSync(modules)}'
for package in [!@]* @*/*; do
  [ "$package" != "$LACKS" ] || continue
  mkdir -p "$OLDPWD/node_modules/$(dirname "$package")"
  case "$package" in
    @noble/*) cp -r "$package" "$OLDPWD/node_modules/$package" ;; # it must lie where it is looked for
    *) ln -s "$PWD/$package" "$OLDPWD/node_modules/$package" ;;
  esac
done
`;

/** A clone with what eng/discord/fetch.sh needs, and an npm that lays down what this machine has, without the network. */
function clone() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'ishowtts-setup-'));
  for (const part of ['eng/lib.sh', 'eng/discord', 'src/Integrations/Discord/bridge']) cpSync(path.join(repository, part), path.join(root, part), { recursive: true });
  const bin = path.join(root, 'bin');
  const calls = path.join(root, 'npm-calls');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'npm'), npm(calls));
  chmodSync(path.join(bin, 'npm'), 0o755);
  const target = path.join(root, 'artifacts', 'discord');
  return {
    target,
    fetch: (lacks = '') => spawnSync('bash', [path.join(root, 'eng/discord/fetch.sh')], { encoding: 'utf8', timeout: 60_000, env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, LACKS: lacks } }),
    calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []),
    marker: path.join(target, 'fetched'),
    end: () => rmSync(root, { recursive: true }),
  };
}

test('the packages are fetched once, with the optional ones, and the marker names the machine', { skip: cannot }, () => {
  const { fetch, calls, marker, end } = clone();
  const first = fetch();
  assert.equal(first.status, 0, first.stderr);
  assert.match(calls()[0], /^ci .*--include=optional/);
  assert.equal(readFileSync(marker, 'utf8').split('\n', 1)[0], `${process.platform}-${process.arch}`);
  assert.equal(fetch().status, 0);
  assert.equal(calls().length, 1);
  end();
});

test('half a folder, one of another machine and one of another lock file are fetched anew', { skip: cannot }, () => {
  const { fetch, calls, marker, target, end } = clone();
  fetch();
  const good = readFileSync(marker, 'utf8');
  const damages = [
    () => rmSync(path.join(target, 'node_modules', 'opusscript'), { recursive: true }),
    () => rmSync(path.join(target, 'node_modules', '@snazzah', 'davey'), { recursive: true }),
    () => rmSync(path.join(target, 'node_modules'), { recursive: true }),
    () => writeFileSync(marker, good.replace(/^.*\n/, 'plan9-mips\n')),
    () => writeFileSync(marker, good.replace(/^.*\n/, '')),
    () => writeFileSync(marker, `${good} `),
  ];
  for (const [i, damage] of damages.entries()) {
    damage();
    const { status, stderr } = fetch();
    assert.equal(status, 0, stderr);
    assert.equal(calls().length, i + 2, String(damage));
    assert.equal(readFileSync(marker, 'utf8'), good);
  }
  end();
});

test('packages that cannot be loaded are not taken for good: it says which, keeps what was there, and tries again', { skip: cannot }, () => {
  const { fetch, calls, marker, target, end } = clone();
  const { status, stderr } = fetch('@snazzah/davey');
  assert.equal(status, 1);
  assert.match(stderr, /davey/);
  assert.equal(existsSync(target), false);
  assert.equal(fetch().status, 0);
  writeFileSync(marker, 'of another machine');
  assert.equal(fetch('opusscript').status, 1);
  assert.ok(existsSync(path.join(target, 'node_modules', 'opusscript')));
  assert.equal(calls().length, 3);
  end();
});

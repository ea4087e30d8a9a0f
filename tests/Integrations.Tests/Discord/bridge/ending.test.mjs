import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('with nothing left to do the process still ends with the code that was meant', () => {
  const bridge = new URL('../../../../src/Integrations/Discord/bridge/bridge.mjs', import.meta.url);
  const never = '() => new Promise(() => {})';
  const script = `
    import { Bridge } from ${JSON.stringify(bridge.href)};
    const bridge = new Bridge(process.platform === 'win32' ? '\\\\\\\\.\\\\pipe\\\\ishowtts-nobody' : '/nobody/listens', '', '');
    bridge.link.socket.removeAllListeners().on('error', () => {}).destroy();
    bridge.bot = { stop: ${never} };
    bridge.end(3, '');`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 30_000 });
  assert.equal(status, 3, stderr);
});

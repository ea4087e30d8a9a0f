// The worker ends without a word (kill -9), at each moment of the bridge's start: the bridge ends too.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FrameReader, jsonToFrame, parseMessage } from '../../../../src/Integrations/Discord/bridge/framing.mjs';
import { modules, skip } from './modules.mjs';

const main = fileURLToPath(new URL('../../../../src/Integrations/Discord/bridge/main.mjs', import.meta.url));
const limit = { timeout: 60_000 };

/** A bridge as the worker starts it. `address` is where the worker would listen. */
function start(t) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ishowtts-orphan-'));
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 's');
  const bridge = spawn(process.execPath, [main, address, modules], { stdio: ['pipe', 'ignore', 'ignore'] });
  bridge.stdin.on('error', () => {});
  t.after(() => {
    bridge.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return { bridge, address, ended: once(bridge, 'exit') };
}

/** Listens as the worker does and tells the nonce; resolves with its end of the socket and the bridge's first message. */
async function accept(t, { bridge, address }) {
  const server = net.createServer();
  t.after(() => server.close());
  await new Promise((resolve) => server.listen(address, resolve));
  bridge.stdin.write('nonce\n');
  const [worker] = await once(server, 'connection');
  worker.on('error', () => {});
  const hello = await new Promise((resolve) => {
    const reader = new FrameReader((_, payload) => resolve(parseMessage(payload)));
    worker.on('data', (chunk) => reader.push(chunk));
  });
  return { worker, hello };
}

/** A Discord that does not answer; `asked` resolves when it was asked for that much. */
async function mute(t, isRestAnswered) {
  let asked;
  const isAsked = new Promise((resolve) => (asked = resolve));
  const server = http.createServer((_, response) => {
    if (!isRestAnswered) return asked();
    const url = `ws://127.0.0.1:${server.address().port}`;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url, shards: 1, session_start_limit: { total: 1, remaining: 1, reset_after: 0, max_concurrency: 1 } }));
  });
  server.on('upgrade', () => asked());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked: isAsked, url: `http://127.0.0.1:${server.address().port}/api` };
}

const hasEnded = async (ended) => {
  const [code, signal] = await ended;
  assert.equal(signal, null);
  return code;
};

test('before it has told the nonce', limit, async (t) => {
  const { bridge, ended } = start(t);
  bridge.stdin.end();
  assert.equal(await hasEnded(ended), 1);
});

test('before the bridge has connected', limit, async (t) => {
  const { bridge, ended } = start(t);
  bridge.stdin.write('nonce\n');
  assert.equal(await hasEnded(ended), 1);
});

test('before it has said start', { ...limit, skip }, async (t) => {
  const started = start(t);
  const { worker, hello } = await accept(t, started);
  assert.equal(hello.nonce, 'nonce');
  worker.destroy();
  await hasEnded(started.ended);
});

for (const [name, isRestAnswered] of Object.entries({ 'while the bridge logs in': false, 'while the bridge connects to the gateway': true })) {
  test(name, { ...limit, skip }, async (t) => {
    const started = start(t);
    const discord = await mute(t, isRestAnswered);
    const { worker } = await accept(t, started);
    worker.write(jsonToFrame({ t: 'start', token: 'loopback.bot.token', apiUrl: discord.url, intents: 1, textChannels: [], commands: [] }));
    await discord.asked;
    worker.destroy();
    await hasEnded(started.ended);
  });
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { checkNode } from '../../../../src/Integrations/Discord/bridge/bridge.mjs';
import { FrameReader, ProtocolError, audioFrame, frame, jsonToFrame, parseMessage } from '../../../../src/Integrations/Discord/bridge/framing.mjs';
import { Link } from '../../../../src/Integrations/Discord/bridge/link.mjs';

/** A worker's socket, and a link to it. */
async function start(t) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ishowtts-link-'));
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 's');
  const server = net.createServer();
  await new Promise((resolve) => server.listen(address, resolve));
  const got = [];
  let over;
  const closed = new Promise((resolve) => (over = resolve));
  const link = new Link(address, {
    message: (message) => got.push(message),
    audio: (sink, epoch, samples) => got.push({ sink, epoch, length: samples.length }),
    closed: (error) => over({ error }),
  });
  const [worker] = await once(server, 'connection');
  worker.on('error', () => {});
  const heard = [];
  const reader = new FrameReader((_, payload) => heard.push(parseMessage(payload)));
  worker.on('data', (chunk) => reader.push(chunk));
  t.after(() => {
    worker.destroy();
    link.socket.destroy();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { link, worker, got, heard, closed };
}

const audio = (sink, epoch, length) => {
  const payload = Buffer.alloc(5 + length);
  payload.writeUInt8(sink, 0);
  payload.writeUInt32LE(epoch, 1);
  return frame(audioFrame, payload);
};

test('control and audio are handled in the order they came, also what came before it began to read', async (t) => {
  const { link, worker, got, closed } = await start(t);
  for (let i = 0; i < 200; i++) {
    worker.write(jsonToFrame({ t: 'play', epoch: i }));
    worker.write(audio(0, i, 40));
    worker.write(jsonToFrame({ t: 'flush', epoch: i }));
  }
  link.read();
  worker.write(frame(77, Buffer.from('a frame of a later version')));
  worker.end();
  assert.deepEqual(await closed, { error: null });
  assert.equal(got.length, 600);
  got.forEach((one, i) => assert.deepEqual(one, [{ t: 'play', epoch: Math.floor(i / 3) }, { sink: 0, epoch: Math.floor(i / 3), length: 40 }, { t: 'flush', epoch: Math.floor(i / 3) }][i % 3]));
});

test('what breaks the protocol ends it, and nothing after it is handled', async (t) => {
  const { link, worker, got, closed } = await start(t);
  link.read();
  worker.write(Buffer.concat([jsonToFrame({ t: 'a' }), frame(1, Buffer.from('no json')), jsonToFrame({ t: 'b' })]));
  const { error } = await closed;
  assert.ok(error instanceof ProtocolError);
  assert.deepEqual(got, [{ t: 'a' }]);
});

test('what is sent arrives in order; ending waits until it has left', async (t) => {
  const { link, worker, heard } = await start(t);
  await link.sendAndWait({ t: 'hello' });
  for (let i = 0; i < 500; i++) link.send({ t: 'sent', frames: i });
  const ended = once(worker, 'end');
  await link.end(20_000);
  link.send({ t: 'too late' });
  await ended;
  assert.equal(heard.length, 501);
  assert.deepEqual(heard.at(-1), { t: 'sent', frames: 499 });
});

test('a worker that does not read loses what can be missed, and at last the bridge', async (t) => {
  const { link, worker, closed } = await start(t);
  worker.pause();
  const text = 'x'.repeat(500_000);
  for (let i = 0; i < 20; i++) link.offer({ t: 'message', text });
  assert.ok(link.socket.writableLength < 3_000_000, String(link.socket.writableLength));
  for (let i = 0; i < 60; i++) link.send({ t: 'interaction', text });
  const { error } = await closed;
  assert.match(error.message, /does not read/);
});

test('a Node that is too old is named', () => {
  for (const good of ['20.19.0', '22.0.0', '100.1.2']) checkNode(good);
  for (const old of ['20.18.3', '18.20.1']) assert.throws(() => checkNode(old), new RegExp(`20\\.19 or newer is needed, this is ${old.replaceAll('.', '\\.')}`));
});

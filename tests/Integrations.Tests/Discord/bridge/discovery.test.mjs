// The voice server is asked again for our address until it answers. Through real sockets.
import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { guardSockets } from '../../../../src/Integrations/Discord/bridge/library-guard.mjs';
import { require, skip } from './modules.mjs';

const ssrc = 0x01020304;
const voice = skip ? null : require('@discordjs/voice');
if (voice) guardSockets(voice);

/** A voice server that a test answers for, and a socket of the library to it. */
async function start(t) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const server = dgram.createSocket('udp4');
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const udp = new voice.VoiceUDPSocket({ ip: '127.0.0.1', port: server.address().port });
  const closed = once(udp.socket, 'close');
  t.after(async () => {
    if (udp.socket) udp.destroy();
    server.close();
    await closed;
  });
  // The library keeps the way open with 8 bytes now and then.
  const requests = [];
  server.on('message', (message, from) => {
    if (message.length === 8) return;
    requests.push({ message, from });
    server.emit('request');
  });
  const asked = async (count) => {
    while (requests.length < count) await once(server, 'request');
    const { message, from } = requests[count - 1];
    assert.deepEqual([message.length, message.readUInt16BE(0), message.readUInt16BE(2), message.readUInt32BE(4)], [74, 1, 70, ssrc]);
    return from;
  };
  /** How many requests came before this moment. */
  const count = async () => {
    udp.send(Buffer.from('end'));
    while (String(requests.at(-1)?.message) !== 'end') await once(server, 'request');
    return requests.length - 1;
  };
  return { server, udp, asked, count };
}

test('datagrams that are lost are sent again each half second, until one is answered', { skip }, async (t) => {
  const { server, udp, asked, count } = await start(t);
  const found = udp.performIPDiscovery(ssrc);
  await asked(1); // lost
  t.mock.timers.tick(500);
  await asked(2); // lost, too
  t.mock.timers.tick(499);
  t.mock.timers.tick(1);
  const from = await asked(3);
  const answer = Buffer.alloc(74);
  answer.writeUInt16BE(2, 0);
  answer.write('192.0.2.7', 8);
  answer.writeUInt16BE(4711, 72);
  server.send(answer, from.port, from.address);
  assert.deepEqual(await found, { ip: '192.0.2.7', port: 4711 });
  await Promise.resolve();
  t.mock.timers.tick(60_000);
  assert.equal(await count(), 3, 'nothing is asked after the answer');
});

test('nobody answers: asked for 15 s, then no more', { skip }, async (t) => {
  const { udp, asked, count } = await start(t);
  udp.performIPDiscovery(ssrc).catch(() => {});
  for (let i = 1; i <= 31; i++) {
    await asked(i);
    t.mock.timers.tick(500);
  }
  t.mock.timers.tick(60_000);
  assert.equal(await count(), 31);
});

test('a socket that closes is not asked through any more, and says so', { skip }, async (t) => {
  const { udp } = await start(t);
  const found = udp.performIPDiscovery(ssrc);
  udp.destroy();
  await assert.rejects(found, /socket closed/);
  t.mock.timers.tick(60_000);
});

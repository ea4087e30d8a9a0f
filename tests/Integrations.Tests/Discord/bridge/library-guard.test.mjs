import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { loadLibraries } from '../../../../src/Integrations/Discord/bridge/libraries.mjs';
import { SendError, checkLibrary, checkVersions } from '../../../../src/Integrations/Discord/bridge/library-guard.mjs';
import { mayLeave } from '../../../../src/Integrations/Discord/bridge/privacy.mjs';
import { modules, require, skip } from './modules.mjs';

const good = { '@discordjs/voice': '0.19.2', '@snazzah/davey': '0.1.12' };
const voice = skip ? null : loadLibraries(modules).voice;

/** The library's UDP socket to a socket of ours, and what it told. */
async function udp(t) {
  const server = dgram.createSocket('udp4');
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = new voice.VoiceUDPSocket({ ip: '127.0.0.1', port: server.address().port });
  t.after(() => {
    socket.destroy();
    server.close();
  });
  return { server, socket };
}

test('the versions that are needed are those of package.json', () => {
  const { dependencies } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../../src/Integrations/Discord/bridge/package.json'), 'utf8'));
  checkVersions('folder', dependencies);
});

test('another version is refused, and the error says which, where and what is needed', () => {
  assert.throws(() => checkVersions('folder', { ...good, '@discordjs/voice': '0.19.3' }), /@discordjs\/voice in folder is 0\.19\.3, this bridge needs 0\.19\.2/);
  assert.throws(() => checkVersions('folder', { '@discordjs/voice': '0.19.2' }), /davey in folder is missing/);
});

test('a folder with another version, or whose cipher lies elsewhere, is not loaded', (t) => {
  const root = mkdtempSync(path.join(tmpdir(), 'ishowtts-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const folder = path.join(root, 'inner', 'node_modules');
  const put = (at, name, version, more) => {
    mkdirSync(path.join(at, name), { recursive: true });
    writeFileSync(path.join(at, name, 'package.json'), JSON.stringify({ name, version, ...more }));
    writeFileSync(path.join(at, name, 'chacha.js'), '');
  };
  for (const [name, version] of Object.entries(good)) put(folder, name, version);
  assert.throws(() => loadLibraries(folder), /chacha\.js/);
  put(path.join(root, 'node_modules'), '@noble/ciphers', '2.4.0');
  assert.throws(() => loadLibraries(folder), /chacha\.js lies in .*, not in /);
  put(folder, '@snazzah/davey', '0.1.11');
  assert.throws(() => loadLibraries(folder), /davey in .* is 0\.1\.11, this bridge needs 0\.1\.12/);
});

test('members that have other names are found out at the start', { skip }, () => {
  const { NetworkingStatusCode, DAVESession, VoiceUDPSocket } = voice;
  checkLibrary({ NetworkingStatusCode, DAVESession, VoiceUDPSocket });
  assert.throws(() => checkLibrary({ NetworkingStatusCode: { Ready: 5, Resuming: 4 }, DAVESession, VoiceUDPSocket }), /not what its version says/);
  assert.throws(() => checkLibrary({ NetworkingStatusCode, DAVESession, VoiceUDPSocket: class {} }), /not what its version says/);
  class Renamed extends DAVESession {
    get voicePrivacyCode() {
      return undefined;
    }
  }
  assert.throws(() => checkLibrary({ NetworkingStatusCode, DAVESession: Renamed, VoiceUDPSocket }), /not what its version says/);
});

test('an encryption whose version is not to be read counts as on: without keys nothing leaves', () => {
  const networking = { state: { code: 4, dave: { version: 1, session: { ready: false } } } };
  assert.equal(mayLeave(networking), false);
});

test('datagrams from anybody, of any length, harm nothing', { skip }, async (t) => {
  const { server, socket } = await udp(t);
  const receiver = new voice.VoiceReceiver({ state: {} });
  socket.on('message', receiver.onUdpMessage);
  const [, from] = await once(server, 'message');
  let came = 0;
  const all = new Promise((resolve) => socket.on('message', () => ++came === 13 && resolve()));
  for (let length = 0; length <= 12; length++) server.send(Buffer.alloc(length, 0xff), from.port, '127.0.0.1');
  await all;
});

test('a message of the voice server that is too short, or no object, is an error of that socket', { skip }, async (t) => {
  const { WebSocketServer } = require('ws');
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  t.after(() => {
    for (const client of server.clients) client.terminate();
    http.close();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const socket = new voice.VoiceWebSocket(`ws://127.0.0.1:${http.address().port}`, false);
  const errors = [];
  socket.on('error', (error) => errors.push(error));
  const last = new Promise((resolve) => socket.on('packet', (packet) => packet.op === 99 && resolve()));
  const [peer] = await once(server, 'connection');
  for (const bad of [Buffer.alloc(0), Buffer.alloc(2), 'null', '{', '7']) peer.send(bad);
  peer.send('{"op":99}');
  await last;
  assert.equal(errors.length, 4);
});

test('packets that the system does not send are told at the third in a row, once', { skip }, async (t) => {
  const { socket } = await udp(t);
  const errors = [];
  socket.on('error', (error) => errors.push(error));
  let works = false;
  socket.socket.send = (...all) => all.at(-1)(works ? null : Object.assign(new Error('send ENETUNREACH'), { code: 'ENETUNREACH' }));
  const send = (times) => {
    for (let i = 0; i < times; i++) socket.send(Buffer.alloc(20));
  };
  send(2);
  works = true;
  send(1);
  works = false;
  send(2);
  assert.deepEqual(errors, []);
  send(5);
  assert.equal(errors.length, 1);
  assert.ok(errors[0] instanceof SendError);
  assert.match(errors[0].message, /ENETUNREACH/);
});

test('what the system itself refuses to send reaches the listener', { skip }, async (t) => {
  const { socket } = await udp(t);
  socket.remote.ip = '255.255.255.255'; // broadcast without leave: EACCES
  const failed = new Promise((resolve) => socket.once('error', resolve));
  for (let i = 0; i < 3; i++) socket.send(Buffer.alloc(20));
  const error = await failed;
  assert.ok(error instanceof SendError, String(error));
});

test('an address that is none is told at once', { skip }, async (t) => {
  const { socket } = await udp(t);
  const errors = [];
  socket.on('error', (error) => errors.push(error));
  socket.remote.port = 700_000;
  socket.send(Buffer.alloc(20));
  assert.ok(errors[0] instanceof SendError);
});

test('a socket that is destroyed in the turn in which it was made does not throw at the event loop', { skip }, async () => {
  const socket = new voice.VoiceUDPSocket({ ip: '127.0.0.1', port: 9 });
  socket.destroy();
  await once(socket, 'close');
  // keepAlive comes by setImmediate.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  socket.send(Buffer.alloc(20));
});

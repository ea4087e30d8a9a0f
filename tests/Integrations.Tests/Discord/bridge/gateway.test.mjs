// How often the real library asks a Discord that always refuses, with time that passes at once.
import assert from 'node:assert/strict';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { Bot } from '../../../../src/Integrations/Discord/bridge/bot.mjs';
import { Log } from '../../../../src/Integrations/Discord/bridge/log.mjs';
import { FakeClock } from './fake-clock.mjs';
import { modules, require, skip } from './modules.mjs';

const minute = 60_000;
const resumed = 6;
const identified = 2;

/** Of the test that runs. The library's own waits for the gateway go by it too; calls of REST have real limits, far longer than a test. */
let clock = new FakeClock();
require('node:timers/promises').setTimeout = (ms, value, { signal } = {}) =>
  new Promise((resolve, reject) => {
    const timer = clock.after(() => resolve(value), ms);
    signal?.addEventListener('abort', () => {
      clock.cancel(timer);
      reject(signal.reason);
    });
  });

/** REST and gateway: `answer` is what becomes of a login, `rest` the status of a call, 0 for a cut. */
async function serve(t, { answer, rest = () => 200 }) {
  const { WebSocketServer } = require('ws');
  const seen = { rest: [], logins: [] };
  const sockets = new WebSocketServer({ noServer: true });
  const server = http.createServer((request, response) => {
    seen.rest.push(clock.now());
    const status = rest(seen.rest.length);
    if (!status) return request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json' });
    const url = `ws://127.0.0.1:${server.address().port}`;
    response.end(JSON.stringify(status === 200 ? { url, shards: 1, session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 } } : { message: 'loopback', code: 0 }));
  });
  server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, (ws) => {
    const send = (message) => ws.send(JSON.stringify(message));
    ws.on('message', (data) => {
      const { op } = JSON.parse(data);
      if (op !== identified && op !== resumed) return;
      seen.logins.push({ at: clock.now(), op });
      answer({ op, number: seen.logins.length, send, close: (code) => ws.close(code), ready: () => send({ op: 0, t: 'READY', s: 1, d: ready(server) }) });
    });
    send({ op: 10, d: { heartbeat_interval: 100 * minute } });
  }));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const ws of sockets.clients) ws.terminate();
    server.closeAllConnections();
    server.close();
  });
  return { seen, url: `http://127.0.0.1:${server.address().port}/api` };
}

const ready = (server) => ({
  v: 10, session_id: 's', resume_gateway_url: `ws://127.0.0.1:${server.address().port}`, guilds: [], application: { id: '1', flags: 0 }, user: { id: '2', username: 'bot', discriminator: '0', avatar: null, bot: true },
});

/** A bot of ours is there for so many minutes. @returns {Promise<string[]>} For what reasons it gave up for good. */
async function run(t, url, minutes) {
  clock = new FakeClock();
  const log = new Log();
  log.sink = () => {};
  const libraries = { discord: require('discord.js'), ws: createRequire(path.join(modules, 'discord.js', 'package.json'))('@discordjs/ws') };
  const failed = [];
  const handlers = { created() {}, ready() {}, guildChanged() {}, guildJoined() {}, failed: (reason) => failed.push(reason) };
  const bot = new Bot({ libraries, clock, log, send() {}, handlers });
  t.after(() => bot.stop());
  bot.start('loopback.bot.token', url, 1);
  for (let passed = 0; passed < minutes * minute; passed += 50) {
    clock.advance(50);
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  return failed;
}

/** Each wait is at least the one before it doubled, jitter and the limit of a minute aside. */
function assertBacksOff(times, firstMs) {
  const gaps = times.slice(1).map((at, i) => at - times[i]);
  gaps.forEach((gap, i) => assert.ok(gap >= 0.75 * Math.min(minute, firstMs * 2 ** i), `${gap} ms at ${i}: ${gaps}`));
}

const answers = {
  'a session that is always invalid and must begin anew': ({ send }) => send({ op: 9, d: false }),
  'a session that is always invalid and may be resumed': ({ number, send, ready: welcome }) => {
    if (number === 1) welcome();
    send({ op: 9, d: true });
  },
  'a gateway that lets in and asks to reconnect': ({ send, ready: welcome }) => {
    welcome();
    send({ op: 7, d: null });
  },
  'a gateway that lets in and closes': ({ close, ready: welcome }) => {
    welcome();
    close(4000);
  },
};

for (const [name, answer] of Object.entries(answers)) {
  test(`${name} is asked ever more rarely`, { skip }, async (t) => {
    const { seen, url } = await serve(t, { answer });
    assert.deepEqual(await run(t, url, 10), []);
    const times = seen.logins.map(({ at }) => at);
    assert.ok(times.length >= 8 && times.length <= 25, `${times.length} logins in ten minutes`);
    // The first time after a good connection it is tried at once.
    assertBacksOff(times.slice(1), 500);
    assert.equal(seen.rest.length, 1);
  });
}

for (const [name, status] of Object.entries({ 'a Discord that fails': 500, 'a Discord that cuts each call': 0, 'a proxy that refuses': 403 })) {
  test(`${name} is asked ever more rarely`, { skip }, async (t) => {
    const { seen, url } = await serve(t, { answer: () => assert.fail('no login'), rest: () => status });
    assert.deepEqual(await run(t, url, 10), []);
    // The library tries a call four times in a breath.
    const tries = seen.rest.filter((at, i) => i === 0 || at - seen.rest[i - 1] >= 500);
    assert.ok(tries.length >= 8 && tries.length <= 20 && seen.rest.length <= 4 * tries.length, `${seen.rest.length} calls, ${tries.length} tries in ten minutes`);
    assertBacksOff(tries, 1_000);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SendError } from '../../../../src/Integrations/Discord/bridge/library-guard.mjs';
import { PrivacyError } from '../../../../src/Integrations/Discord/bridge/privacy.mjs';
import { speak, start, started, wish } from './sink-stage.mjs';

test('joins, waits for keys, is ready; speech leaves only then', () => {
  const all = start();
  all.sink.join(wish);
  all.server.place('1');
  all.server.serve();
  assert.equal(all.last(), 'joining');
  all.server.connection.ready();
  assert.equal(all.last(), 'securing');
  assert.equal(speak(all), 0);
  all.server.connection.keys(true);
  assert.equal(all.last(), 'ready');
  assert.equal(speak(all), 2);
  assert.deepEqual(all.states(), ['joining', 'securing', 'ready']);
  assert.equal(all.told.filter(({ t }) => t === 'sink').at(-1).encrypted, true);
});

test('a stage has no keys and speaks', () => {
  const all = start();
  all.sink.join(wish);
  all.server.place('1');
  all.server.connection.connect(0);
  all.server.connection.ready();
  assert.equal(all.last(), 'ready');
  assert.equal(speak(all), 2);
});

test('keys that do not come within 5 s: the connection is made anew, after a wait', () => {
  const { server, clock, sink, last } = start();
  sink.join(wish);
  server.place('1');
  server.serve();
  server.connection.ready();
  clock.advance(4_999);
  assert.equal(last(), 'securing');
  clock.advance(1);
  assert.equal(last(), 'lost no-keys');
  assert.deepEqual(server.asked, ['1', null]);
  clock.advance(500);
  assert.deepEqual(server.asked, ['1', null, '1']);
  server.welcome();
  assert.equal(last(), 'ready');
});

test('keys that go mean silence, and 5 s later a new connection', () => {
  const all = started();
  all.server.connection.keys(false);
  assert.equal(all.last(), 'securing');
  assert.equal(speak(all), 0);
  all.clock.advance(5_000);
  assert.equal(all.last(), 'lost no-keys');
});

test('an unexpected message of the encryption rebuilds the connection', () => {
  const { server, clock, last } = started();
  server.connection.emit('error', new PrivacyError(new Error('UnexpectedUser(424242)')));
  assert.equal(last(), 'lost no-keys');
  clock.advance(500);
  server.welcome();
  assert.equal(last(), 'ready');
});

test('packets that the system does not send: the connection is made anew', () => {
  const { server, clock, last } = started();
  server.connection.emit('error', new SendError(new Error('send ENETUNREACH')));
  assert.equal(last(), 'lost socket');
  clock.advance(500);
  server.welcome();
  assert.equal(last(), 'ready');
});

test('a network that swallows everything is noticed within 5 s of speech; what nobody took is not told as heard', () => {
  const all = started();
  const { server, clock, sink, told, last } = all;
  assert.equal(speak(all), 2);
  server.connection.answers = false;
  let beats = 0;
  for (; last() === 'ready' && beats < 300; beats++) {
    sink.speaker.audio(1, Buffer.alloc(960 * 4, 1));
    clock.advance(20);
    sink.speaker.tick();
  }
  assert.equal(last(), 'lost socket');
  assert.ok(beats <= 251, String(beats));
  assert.deepEqual(told.filter(({ t }) => t === 'flushed'), [{ t: 'flushed', sink: 0, epoch: 1, frames: 0 }]);
  assert.equal(sink.speaker.busy, false);
});

test('while it answers it is asked every two seconds, and only while something is said', () => {
  const all = started();
  const { server, clock, sink, last } = all;
  sink.speaker.play(1);
  for (let beats = 0; beats < 490; beats++) {
    sink.speaker.audio(1, Buffer.alloc(960 * 4, 1));
    sink.speaker.tick();
    clock.advance(20);
  }
  assert.ok(server.connection.heartbeats >= 4 && server.connection.heartbeats <= 6, String(server.connection.heartbeats));
  const asked = server.connection.heartbeats;
  clock.advance(600_000);
  assert.equal(server.connection.heartbeats, asked);
  assert.equal(last(), 'ready');
});

test('another error of the library is only logged', () => {
  const { server, last } = started();
  server.connection.emit('error', new Error('socket hang up'));
  assert.equal(last(), 'ready');
});

const endless = {
  'an invalid session (4006)': (server) => server.connection.close(4006),
  'a server that speaks no TLS': ({ connection }) => {
    connection.emit('error', new Error('write EPROTO wrong version number'));
    connection.close(1006);
  },
  'a session that ends as soon as it is ready': (server) => {
    server.connection.ready();
    server.connection.keys(true);
    server.connection.close(4009);
  },
  'keys that never come': (server) => server.connection.ready(),
};

for (const [name, refuse] of Object.entries(endless)) {
  test(`${name}, again and again: asked ever more rarely`, () => {
    const { server, clock, sink } = start();
    sink.join(wish);
    const times = [];
    for (let i = 0; i < 36_000; i++) {
      if (server.joins > times.length) {
        times.push(clock.now());
        server.place('1');
        server.serve();
        refuse(server);
      }
      clock.advance(100);
    }
    // An hour: about eight tries until the waits are a minute, then one a minute.
    assert.ok(times.length > 50 && times.length < 100, String(times.length));
    assert.equal(server.joins, times.length);
    const gaps = times.slice(1).map((at, i) => at - times[i]);
    // The clock goes in steps of 100 ms.
    gaps.forEach((gap, i) => assert.ok(gap + 100 >= 0.75 * Math.min(60_000, 400 * 2 ** i), `${gap} ms at ${i}`));
  });
}

test('close codes: which end it, which are tried again', () => {
  for (const [code, expected] of [[4006, 'lost session'], [4009, 'lost session'], [4011, 'lost socket'], [1006, 'lost socket'], [4017, 'stopped dave-required'], [4021, 'stopped rate-limited'], [4022, 'stopped call-ended']]) {
    const { server, clock, sink, last } = started();
    server.connection.close(code);
    assert.equal(last(), expected, String(code));
    clock.advance(599_999);
    assert.equal(server.joins > 1, expected.startsWith('lost'), String(code));
    if (expected.startsWith('stopped')) {
      sink.join(wish);
      server.welcome();
      assert.equal(last(), 'ready');
    }
  }
});

test('too many tries (4021): quiet for ten minutes, whatever happens meanwhile, then once more', () => {
  const { server, clock, sink, last } = started();
  server.connection.close(4021);
  clock.advance(599_999);
  sink.guildChanged();
  assert.deepEqual([last(), server.joins], ['stopped rate-limited', 1]);
  clock.advance(1);
  assert.deepEqual([last(), server.joins], ['joining', 2]);
  server.welcome();
  assert.equal(last(), 'ready');
  server.connection.close(4021);
  sink.leave();
  clock.advance(1e7);
  assert.deepEqual([last(), server.joins], ['left', 2]);
});

test('stopped for what people can mend, it looks again when they did', () => {
  const { server, clock, sink, last } = start();
  server.client.guilds.cache.delete('g');
  sink.join({ ...wish, channelId: '3' });
  assert.equal(last(), 'stopped no-channel');
  server.client.guilds.cache.set('g', server.guild); // invited
  sink.guildChanged();
  clock.advance(600_000);
  assert.deepEqual([last(), server.joins], ['stopped no-channel', 0]);
  server.guild.channels.cache.get('3').permissionsFor = server.guild.channels.cache.get('1').permissionsFor;
  server.sit('ann', '3');
  sink.guildChanged();
  assert.deepEqual([last(), server.asked], ['joining', ['3']]);
  server.welcome('3');
  assert.equal(last(), 'ready');
  server.connection.close(4017); // what they cannot mend stays
  sink.guildChanged();
  clock.advance(1e7);
  assert.equal(server.joins, 1);
});

test('no answer within 15 s', () => {
  const { server, clock, sink, last } = start();
  sink.join(wish);
  clock.advance(15_000);
  assert.equal(last(), 'lost no-answer');
  clock.advance(500);
  assert.equal(server.joins, 2);
});

test('what has no sense is not even tried', () => {
  const { server, sink, last } = start();
  for (const [channelId, guildId, expected] of [['3', 'g', 'stopped no-permission'], ['9', 'g', 'stopped no-channel'], ['1', 'elsewhere', 'stopped no-channel']]) {
    sink.join({ ...wish, guildId, channelId });
    assert.equal(last(), expected);
  }
  assert.equal(server.joins, 0);
});

test('without the gateway it waits for it, without asking', () => {
  const { server, clock, sink, last } = start();
  server.online = false;
  sink.join(wish);
  clock.advance(600_000);
  assert.equal(last(), 'joining');
  assert.equal(server.joins, 0);
  server.online = true;
  sink.gatewayReady(true);
  server.welcome();
  assert.equal(last(), 'ready');
});

test('while the gateway reconnects speech goes on; with a new session the connection is made anew', () => {
  const all = started();
  all.server.online = false;
  all.sink.guildChanged();
  assert.equal(speak(all), 2);
  all.server.online = true;
  all.sink.gatewayReady(false);
  assert.equal(all.last(), 'ready');
  all.sink.gatewayReady(true);
  assert.equal(all.last(), 'lost session');
  all.clock.advance(500);
  all.server.welcome();
  assert.equal(all.last(), 'ready');
});

test('disconnected because the gateway went: no kick', () => {
  const { server, clock, sink, last } = started();
  server.connection.close(4014);
  server.online = false;
  clock.advance(5_000);
  assert.equal(last(), 'lost session');
  clock.advance(60_000);
  server.online = true;
  sink.gatewayReady(true);
  server.welcome();
  assert.equal(last(), 'ready');
});

test('the region changes: waits for the new server', () => {
  const { server, clock, last } = started();
  server.connection.set({ ...server.connection.state, status: 'disconnected', reason: 2 });
  assert.equal(last(), 'lost region');
  clock.advance(10_000);
  server.welcome();
  assert.equal(last(), 'ready');
  assert.equal(server.joins, 1);
});

test('a server that never comes after a change of region', () => {
  const { server, clock, last } = started();
  server.connection.set({ ...server.connection.state, status: 'disconnected', reason: 2 });
  clock.advance(15_000);
  assert.equal(last(), 'lost region');
  clock.advance(500);
  assert.equal(server.joins, 2);
});

test('a voice socket that drops right after each resume is given up', () => {
  const { server, clock, states } = started();
  for (let i = 0; i < 6; i++) {
    const { networking } = server.connection.state;
    if (!networking) break;
    networking.emit('stateChange', { code: 4 }, { code: 5 });
    server.connection.set({ ...server.connection.state, status: 'connecting' });
    server.connection.ready();
    clock.advance(100);
  }
  assert.ok(states().includes('lost socket'));
  assert.equal(server.asked.at(-1), null);
});

test('told to leave, it leaves for good; joining another channel leaves first', () => {
  const { server, clock, sink, last } = started();
  sink.join({ ...wish, channelId: '2' });
  assert.deepEqual(server.asked, ['1', null]);
  clock.advance(400);
  assert.deepEqual(server.asked, ['1', null, '2']);
  sink.leave();
  assert.equal(last(), 'left');
  clock.advance(1e7);
  assert.equal(server.joins, 2);
});

test('the gateway is shut down', () => {
  const { server, last } = started();
  server.shutDown();
  assert.equal(last(), 'lost session');
});

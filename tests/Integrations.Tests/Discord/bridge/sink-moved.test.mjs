// Who is in a channel, and who moves or kicks the bot.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speak, start, started, wish } from './sink-stage.mjs';

/** Moved to channel 2, where ann is too. */
function moved() {
  const all = started();
  all.server.sit('ann', '2');
  all.server.welcome('2');
  assert.equal(all.last(), 'ready');
  return all;
}

test('alone where a moderator moved it to, it goes away, and comes back where it is configured', () => {
  const { server, clock, told, sink, last } = moved();
  server.go('ann');
  sink.guildChanged();
  clock.advance(60_000);
  assert.equal(last(), 'away');
  assert.equal(told.at(-1).channelId, '1');
  server.sit('bob', '2');
  sink.guildChanged();
  clock.advance(60_000);
  assert.deepEqual([last(), server.joins], ['away', 1]);
  server.sit('ann', '1');
  sink.guildChanged();
  assert.equal(server.asked.at(-1), '1');
  server.welcome();
  assert.equal(last(), 'ready');
});

test('alone where a moderator moved it to, with people where it is configured: it goes home, not in one breath', () => {
  const { server, clock, sink, last } = moved();
  server.sit('ann', '1');
  sink.guildChanged();
  clock.advance(60_000);
  assert.deepEqual(server.asked, ['1', null]);
  clock.advance(400);
  assert.deepEqual(server.asked, ['1', null, '1']);
  server.welcome();
  assert.equal(last(), 'ready');
});

test('a foreign channel that ends, refuses or does not answer is left for the configured one', () => {
  for (const code of [4017, 4022]) {
    const { server, clock, last } = moved();
    server.sit('ann', '1');
    server.connection.close(code);
    assert.match(last(), /^lost /);
    clock.advance(500);
    assert.equal(server.asked.at(-1), '1', String(code));
    server.welcome();
    assert.equal(last(), 'ready');
    server.connection.close(code); // at home it is for good
    clock.advance(1e7);
    assert.match(last(), /^stopped /);
    assert.equal(server.joins, 2);
  }
  const { server, clock } = moved();
  server.connection.close(4006);
  clock.advance(500);
  assert.equal(server.asked.at(-1), '2'); // lost only: back to where it was
  clock.advance(15_000);
  clock.advance(1_000);
  assert.equal(server.asked.at(-1), '1');
});

test('a foreign channel without permission, or one that is gone, is not asked for: home', () => {
  for (const channelId of ['3', '9']) {
    const { server, clock, last } = started();
    server.welcome(channelId);
    server.connection.close(4006);
    clock.advance(500);
    assert.deepEqual(server.asked, ['1', null, '1']);
    server.welcome();
    assert.equal(last(), 'ready');
  }
});

test('moved, and the server told before the move: noticed at once, not when no keys came', () => {
  const { server, clock, last } = started();
  server.sit('ann', '2');
  clock.advance(60_000);
  server.serve();
  clock.advance(20);
  server.place('2');
  clock.advance(299);
  assert.equal(server.asked.length, 1);
  clock.advance(1);
  assert.equal(last(), 'lost moved');
  clock.advance(500);
  assert.deepEqual(server.asked, ['1', null, '2']);
  server.welcome('2');
  assert.equal(last(), 'ready');
});

test('moved, and the server told after the move, however late: the connection goes on', () => {
  for (const wait of [0, 20, 3_000]) {
    const { server, clock, last } = started();
    server.sit('ann', '2');
    clock.advance(60_000);
    server.place('2');
    clock.advance(wait);
    server.serve();
    server.connection.ready();
    server.connection.keys(true);
    clock.advance(10_000);
    assert.deepEqual([last(), server.asked], ['ready', ['1']], String(wait));
  }
});

test('4014 and a new voice server: it was moved, follows and tells the channel', () => {
  const { server, clock, told, last } = started();
  server.connection.close(4014);
  assert.equal(last(), 'lost moved');
  clock.advance(3_000);
  server.sit('ann', '2');
  server.welcome('2');
  assert.equal(last(), 'ready');
  assert.equal(told.filter(({ t }) => t === 'sink').at(-1).channelId, '2');
  clock.advance(60_000);
  assert.equal(server.joins, 1);
});

test('4014 and nothing more: kicked, back after the wait, into the channel that was wished', () => {
  const { server, clock, last } = started();
  server.place('2');
  server.connection.close(4014);
  clock.advance(5_000);
  assert.equal(last(), 'lost kicked');
  clock.advance(29_999);
  assert.equal(server.joins, 1);
  clock.advance(1);
  assert.deepEqual(server.asked.at(-1), '1');
});

test('kicked as the gateway tells it: at once; told to stay away, it stays', () => {
  const { server, clock, last } = started({ wish: { rejoinMs: 0 } });
  server.place(null);
  assert.equal(last(), 'stopped kicked');
  clock.advance(1e7);
  assert.equal(server.joins, 1);
});

test('that the last stay ended is told late: it does not end this one', () => {
  const { server, sink, last } = start();
  sink.join(wish);
  server.place(null);
  server.welcome();
  assert.equal(last(), 'ready');
});

test('nobody there: silent, then away, and back when somebody comes; a bot is nobody', () => {
  const all = started({ people: false });
  all.server.sit('music', '1', true);
  all.sink.guildChanged();
  assert.equal(all.last(), 'alone');
  assert.equal(speak(all), 0);
  all.clock.advance(60_000);
  assert.equal(all.last(), 'away');
  assert.equal(all.server.asked.at(-1), null);
  all.sink.guildChanged();
  assert.equal(all.server.joins, 1);
  all.server.sit('ann', '1');
  all.sink.guildChanged();
  all.server.welcome();
  assert.equal(all.last(), 'ready');
});

test('in the audience, or muted by a moderator, it is silent: what it has waits until it may speak', () => {
  for (const [member, reason] of [['suppress', 'suppressed'], ['serverMute', 'server-muted']]) {
    const all = start();
    const me = all.server.guild.members.me.voice;
    me[member] = true;
    all.sink.join(wish);
    all.server.welcome();
    assert.equal(all.last(), `muted ${reason}`);
    assert.equal(speak(all), 0, 'nobody would hear it');
    me[member] = false;
    all.sink.guildChanged();
    assert.equal(all.last(), 'ready');
    all.sink.speaker.tick();
    me[member] = true;
    all.sink.speaker.tick();
    assert.equal(all.server.connection.spoken.length, 1, 'it was muted before the second packet');
    all.clock.advance(60_000);
    assert.equal(all.server.joins, 1, 'being muted is no fault of the connection');
  }
});

test('nobody there is told before that nobody would hear it', () => {
  const all = start({ people: false });
  all.server.guild.members.me.voice.suppress = true;
  all.sink.join(wish);
  all.server.welcome();
  assert.equal(all.last(), 'alone');
});

test('somebody who comes before the time keeps the bot there', () => {
  const { server, clock, sink, last } = started({ people: false });
  clock.advance(59_999);
  server.sit('ann', '1');
  sink.guildChanged();
  clock.advance(600_000);
  assert.equal(last(), 'ready');
  server.go('ann');
  sink.guildChanged();
  assert.equal(last(), 'alone');
});

for (const [what, leave] of Object.entries({
  'the last listener leaves': ({ server }) => server.go('ann'),
  'a moderator mutes it': ({ server }) => { server.guild.members.me.voice.serverMute = true; },
})) {
  test(`all was sent, and ${what} before the voice server has answered: it is over, not to be said again`, () => {
    const all = started();
    all.clock.advance(10_000);
    all.server.connection.answers = false;
    speak(all);
    all.sink.speaker.flush(1);
    assert.equal(all.told.some(({ t }) => t === 'flushed'), false, 'it is asked');
    leave(all);
    all.sink.guildChanged();
    const [end, state] = all.told.slice(-2);
    assert.deepEqual(end, { t: 'flushed', sink: 0, epoch: 1, frames: 1_920 });
    assert.ok(['alone', 'muted'].includes(state.state), state.state);
  });
}

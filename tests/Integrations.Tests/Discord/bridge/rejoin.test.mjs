// Asking to join while nobody hears it, and the way home.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start, started, wish } from './sink-stage.mjs';

test('asked just before the gateway went: asked again as soon as it is back, once', () => {
  const { server, clock, sink, last } = start();
  sink.join(wish);
  server.online = false;
  clock.advance(60_000);
  assert.equal(last(), 'joining', 'there is nobody who could answer');
  assert.equal(server.joins, 1);
  server.online = true;
  sink.gatewayReady(false);
  clock.advance(399);
  assert.equal(server.joins, 1, 'not in one breath with the leave');
  clock.advance(1);
  assert.equal(server.joins, 2);
  server.welcome();
  assert.equal(last(), 'ready');
  clock.advance(60_000);
  sink.gatewayReady(false);
  clock.advance(60_000);
  assert.equal(server.joins, 2, 'one that was answered is not asked again');
});

test('what was answered before the gateway told that it is back goes on', () => {
  for (const answer of ['place', 'serve']) {
    const { server, clock, sink, last } = start();
    sink.join(wish);
    server.online = false;
    clock.advance(5_000);
    server.online = true;
    if (answer === 'place') server.place('1');
    else server.serve();
    sink.gatewayReady(false);
    clock.advance(1_000);
    assert.equal(server.joins, 1, answer);
    server.welcome();
    assert.equal(last(), 'ready', answer);
  }
});

test('nobody answered before the gateway was found dead: the long wait ends when it is back', () => {
  const { server, clock, sink, last } = start();
  sink.join(wish);
  for (let tries = 1; tries < 8; tries++) clock.advance(75_000);
  clock.advance(16_000);
  assert.equal(last(), 'lost no-answer');
  const joins = server.joins;
  sink.gatewayReady(false);
  clock.advance(400);
  assert.equal(server.joins, joins + 1);
});

test('a gateway that comes and goes has it asked once each time, and told to leave never', () => {
  const { server, clock, sink } = start();
  sink.join(wish);
  for (let i = 0; i < 10; i++) {
    server.online = false;
    clock.advance(1_000);
    server.online = true;
    sink.gatewayReady(false);
    sink.gatewayReady(false);
    clock.advance(1_000);
  }
  assert.equal(server.joins, 11);
  sink.leave();
  sink.gatewayReady(false);
  sink.gatewayReady(true);
  clock.advance(600_000);
  assert.equal(server.joins, 11);
});

/** Moved to an empty channel by a moderator; told to stay wherever it is alone. */
function moved(more) {
  const all = started({ wish: { aloneMs: 0, ...more } });
  // Later than a server that was told of before the move.
  all.clock.advance(10_000);
  all.server.place('2');
  all.sink.guildChanged();
  assert.equal(all.last(), 'alone');
  return all;
}

test('told to stay when alone, in a foreign channel it goes home after a minute when people are there', () => {
  const { server, clock, last, states } = moved();
  clock.advance(59_999);
  assert.equal(last(), 'alone');
  clock.advance(1);
  assert.deepEqual(states().slice(-1), ['away']);
  clock.advance(400);
  assert.equal(server.asked.at(-1), '1');
  server.welcome();
  assert.equal(last(), 'ready');
});

test('it stays while nobody is at home, and when somebody comes in time; the minute begins when they come home', () => {
  const { server, clock, sink, last } = moved();
  clock.advance(30_000);
  server.go('ann');
  sink.guildChanged();
  clock.advance(7 * 86_400_000);
  assert.equal(last(), 'alone');
  server.sit('ann', '1');
  sink.guildChanged();
  clock.advance(59_999);
  server.sit('bob', '2');
  sink.guildChanged();
  clock.advance(600_000);
  assert.equal(last(), 'ready');
});

test('alone at home it stays', () => {
  const { server, clock, sink, last } = started({ wish: { aloneMs: 0 } });
  server.go('ann');
  sink.guildChanged();
  clock.advance(7 * 86_400_000);
  assert.equal(last(), 'alone');
});

test('it goes home before the longer wait for leaving is over', () => {
  const { clock, last } = moved({ aloneMs: 300_000 });
  clock.advance(60_000);
  assert.equal(last(), 'away');
});

// The end of an utterance before a network that swallows everything: told as heard only when somebody took it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pulse } from '../../../../src/Integrations/Discord/bridge/pulse.mjs';
import { FakeClock } from './fake-clock.mjs';
import { speak, started } from './sink-stage.mjs';

const flushed = ({ told }) => told.filter(({ t }) => t === 'flushed').map(({ frames }) => frames);

/** Two packets in a channel whose server answered in time until now, and no more from now on. */
function said() {
  const all = started();
  speak(all);
  all.server.connection.answers = false;
  all.told.length = 0;
  return all;
}

/** Any message of the voice server. */
const hear = ({ server }) => server.connection.state.networking.emit('privacy');

test('the end is told when the server has given a sign of life after it, not before', () => {
  const all = said();
  const asked = all.server.connection.heartbeats;
  // Two more, of which the server has not said anything.
  for (let i = 0; i < 2; i++) all.sink.speaker.audio(1, Buffer.alloc(960 * 4, 1));
  all.sink.speaker.flush(1);
  all.sink.speaker.tick();
  all.sink.speaker.tick();
  assert.deepEqual(flushed(all), []);
  assert.equal(all.server.connection.heartbeats, asked + 1);
  assert.deepEqual(all.told.at(-1), { t: 'sent', sink: 0, epoch: 1, frames: 960 * 4 }, 'the worker sees that nothing hangs');
  all.sink.speaker.flush(1);
  all.clock.advance(300);
  hear(all);
  hear(all);
  assert.deepEqual(flushed(all), [960 * 4], 'once');
});

test('without one within 3 s the connection is lost, and what was sent since the last one was not heard', () => {
  const all = said();
  for (let i = 0; i < 3; i++) all.sink.speaker.audio(1, Buffer.alloc(960 * 4, 1));
  all.sink.speaker.flush(1);
  for (let i = 0; i < 12; i++) all.sink.speaker.tick();
  assert.equal(all.sink.speaker.busy, false, 'also the silence has gone');
  all.clock.advance(2_999);
  assert.deepEqual([all.last(), flushed(all)], [undefined, []]);
  all.clock.advance(1);
  assert.equal(all.last(), 'lost socket');
  assert.equal(flushed(all).length, 1);
  assert.ok(flushed(all)[0] < 960 * 5, 'fewer than were sent');
});

test('a fading, a leave, a kick, a cut socket and the next epoch do not wait for it', () => {
  const ends = {
    fade: ({ sink }) => sink.speaker.fade(1),
    leave: ({ sink }) => sink.leave(),
    kick: ({ server }) => server.place(null),
    cut: ({ server }) => server.connection.set({ ...server.connection.state, status: 'connecting' }),
    play: ({ sink }) => sink.speaker.play(2),
  };
  for (const [name, end] of Object.entries(ends)) {
    const all = said();
    all.sink.speaker.audio(1, Buffer.alloc(960 * 4, 1));
    all.sink.speaker.flush(1);
    all.sink.speaker.tick();
    assert.deepEqual(flushed(all), [], name);
    end(all);
    const told = all.told.filter(({ t }) => t === 'flushed' || t === 'faded').map(({ t, frames }) => [t, frames]);
    assert.deepEqual(told, [[name === 'fade' ? 'faded' : 'flushed', 960 * 3]], name);
  }
});

test('an utterance of which nothing was said, or all was taken, is not asked about', () => {
  const all = said();
  const asked = all.server.connection.heartbeats;
  hear(all);
  all.sink.speaker.flush(1);
  all.sink.speaker.play(2);
  all.sink.speaker.flush(2);
  assert.deepEqual(flushed(all), [960 * 2, 0]);
  assert.equal(all.server.connection.heartbeats, asked);
});

test('it is asked once a second at most, and not while it is asked already', () => {
  const clock = new FakeClock();
  const state = { asked: 0, dead: 0 };
  const pulse = new Pulse(clock, { ask: () => state.asked++, dead: () => state.dead++ });
  const words = [];
  for (let i = 0; i < 100; i++) {
    words.push(pulse.check());
    pulse.alive();
    clock.advance(100);
  }
  assert.equal(words.filter(Boolean).length, 10);
  assert.deepEqual(state, { asked: 10, dead: 0 });
  clock.advance(1_000);
  assert.ok(pulse.check());
  assert.ok(pulse.check());
  assert.deepEqual(state, { asked: 11, dead: 0 });
});

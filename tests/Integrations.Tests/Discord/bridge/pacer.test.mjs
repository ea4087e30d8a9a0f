import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pacer } from '../../../../src/Integrations/Discord/bridge/pacer.mjs';
import { FakeClock } from './fake-clock.mjs';

function start(more = () => true) {
  const clock = new FakeClock();
  const beats = [];
  const pacer = new Pacer(clock, () => {
    if (!more()) return false;
    beats.push(clock.now());
    return true;
  });
  return { clock, beats, pacer };
}

test('beats each 20 ms, the first at once', () => {
  const { clock, beats, pacer } = start();
  pacer.wake();
  pacer.wake();
  clock.advance(100);
  assert.deepEqual(beats, [0, 20, 40, 60, 80, 100]);
});

test('timers that are late do not add up', () => {
  const { clock, beats, pacer } = start();
  const after = clock.after;
  clock.after = (action, ms) => after(action, ms + 3);
  pacer.wake();
  clock.advance(60_000);
  assert.ok(Math.abs(beats.length - 3000) <= 1, String(beats.length));
});

test('a stall of 100 ms is caught up with, one of a second is not', () => {
  const { clock, beats, pacer } = start();
  pacer.wake();
  clock.time += 100;
  clock.advance(0);
  assert.equal(beats.length, 6);
  clock.time += 1000;
  clock.advance(0);
  assert.equal(beats.length, 7);
});

test('with nothing to do it costs nothing, and is never sooner back than a beat after the last', () => {
  let left = 2;
  const { clock, beats, pacer } = start(() => left-- > 0);
  pacer.wake();
  clock.advance(25);
  left = 0;
  clock.advance(20);
  assert.equal(clock.waiting, 0);
  left = 1;
  pacer.wake();
  clock.advance(100);
  assert.deepEqual(beats.slice(0, 2), [0, 20]);
  assert.equal(beats.length, 3);
  assert.ok(beats[2] >= 40);
});

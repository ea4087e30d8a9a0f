import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pulse } from '../../../../src/Integrations/Discord/bridge/pulse.mjs';
import { FakeClock } from './fake-clock.mjs';

function start() {
  const clock = new FakeClock();
  const state = { asked: 0, dead: 0 };
  const pulse = new Pulse(clock, { ask: () => state.asked++, dead: () => state.dead++ });
  return { clock, state, pulse };
}

test('dead 3 s after the question, 5 s after the last sign of life', () => {
  const { clock, state, pulse } = start();
  pulse.alive();
  for (let i = 0; i < 249; i++) {
    clock.advance(20);
    pulse.spoke();
  }
  assert.deepEqual(state, { asked: 1, dead: 0 });
  clock.advance(20);
  assert.deepEqual(state, { asked: 1, dead: 1 });
});

test('a sign of life in time ends the wait, and the next question comes when it is old', () => {
  const { clock, state, pulse } = start();
  pulse.spoke();
  clock.advance(2_999);
  pulse.alive();
  pulse.spoke();
  clock.advance(1_999);
  pulse.spoke();
  assert.equal(state.asked, 1);
  clock.advance(1);
  pulse.spoke();
  assert.deepEqual(state, { asked: 2, dead: 0 });
});

test('nothing is said: nothing is asked, and a rest waits for nothing', () => {
  const { clock, state, pulse } = start();
  pulse.spoke();
  pulse.rest();
  clock.advance(1e9);
  assert.deepEqual(state, { asked: 1, dead: 0 });
  assert.equal(clock.waiting, 0);
});

test('after a stall of the process what came meanwhile is read before it is given up', () => {
  const { clock, state, pulse } = start();
  pulse.spoke();
  // All of the stall at once: the timer is called late, and only then the answer is read.
  clock.time = 60_000;
  clock.advance(0);
  pulse.alive();
  clock.advance(60_000);
  assert.deepEqual(state, { asked: 1, dead: 0 });
});

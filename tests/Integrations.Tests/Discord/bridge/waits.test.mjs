import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AloneTimer } from '../../../../src/Integrations/Discord/bridge/alone.mjs';
import { Backoff } from '../../../../src/Integrations/Discord/bridge/backoff.mjs';
import { GatewayTurns } from '../../../../src/Integrations/Discord/bridge/gateway-turns.mjs';
import { Repeats } from '../../../../src/Integrations/Discord/bridge/repeats.mjs';
import { Retries } from '../../../../src/Integrations/Discord/bridge/retries.mjs';
import { FakeClock, seeded } from './fake-clock.mjs';

test('waits double up to the limit and begin anew after a reset', () => {
  const backoff = new Backoff({ firstMs: 400, limitMs: 60_000, jitter: 0 });
  assert.deepEqual(Array.from({ length: 10 }, () => backoff.next()), [400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 60_000, 60_000]);
  assert.equal(backoff.failures, 10);
  backoff.reset();
  assert.equal(backoff.next(), 400);
});

test('jitter spreads by a quarter and never passes the limit; ten thousand failures stay a number', () => {
  const backoff = new Backoff({ firstMs: 1000, limitMs: 60_000, random: seeded(3) });
  for (let i = 0; i < 10_000; i++) {
    const plain = Math.min(60_000, 1000 * 2 ** Math.min(i, 20));
    const wait = backoff.next();
    assert.ok(wait >= plain * 0.75 && wait <= Math.min(60_000, plain * 1.25), `${i}: ${wait}`);
  }
});

test('nobody there: leaves after the whole time, and only when nobody came meanwhile', () => {
  const clock = new FakeClock();
  let left = 0;
  const alone = new AloneTimer(clock, () => left++);
  alone.set(true, 5000);
  clock.advance(4000);
  alone.set(true, 5000); // told again, does not begin anew
  clock.advance(999);
  assert.equal(left, 0);
  clock.advance(1);
  assert.equal(left, 1);
  alone.set(true, 5000);
  clock.advance(4999);
  alone.set(false, 5000);
  clock.advance(60_000);
  assert.equal(left, 1);
});

test('with 0 it stays for ever', () => {
  const clock = new FakeClock();
  const alone = new AloneTimer(clock, () => assert.fail());
  alone.set(true, 0);
  clock.advance(1e9);
  assert.equal(clock.waiting, 0);
});

test('a kick waits as asked, doubling to ten minutes; other trouble has waits of its own', () => {
  const clock = new FakeClock();
  let tries = 0;
  const retries = new Retries(clock, () => tries++, () => 0.5);
  retries.reset(30_000);
  assert.deepEqual([retries.failed(true), retries.failed(true), retries.failed(false)], [30_000, 60_000, 400]);
  assert.equal(retries.waits, true);
  clock.advance(400);
  assert.equal(tries, 1); // one wait at a time
  clock.advance(1e6);
  assert.equal(tries, 1);
  const kicks = Array.from({ length: 6 }, () => retries.failed(true));
  assert.deepEqual(kicks, [120_000, 240_000, 480_000, 600_000, 600_000, 600_000]);
});

test('an hour after it came back from a kick the next one is a first one', () => {
  const clock = new FakeClock();
  const retries = new Retries(clock, () => {}, () => 0.5);
  retries.reset(30_000);
  assert.equal(retries.failed(true), 30_000);
  clock.advance(30_000 + 3_599_999);
  assert.equal(retries.failed(true), 60_000);
  clock.advance(60_000 + 3_600_000);
  assert.equal(retries.failed(true), 30_000);
});

test('only after half a minute without trouble the waits are short again', () => {
  const clock = new FakeClock();
  const retries = new Retries(clock, () => {}, () => 0.5);
  const fail = () => {
    const wait = retries.failed(false);
    clock.advance(wait);
    return wait;
  };
  assert.deepEqual([fail(), fail()], [400, 800]);
  retries.steady(true);
  clock.advance(29_999);
  retries.steady(false);
  assert.equal(fail(), 1600);
  retries.steady(true);
  clock.advance(15_000);
  retries.steady(true); // told again, does not begin anew
  clock.advance(15_000);
  assert.equal(fail(), 400);
});

test('the gateway is tried at once, once more after a drop, then with growing waits', async () => {
  const clock = new FakeClock();
  const turns = new GatewayTurns(clock, () => 0.5);
  await turns.turn();
  turns.connected();
  await turns.turn();
  for (const wait of [500, 1000, 2000]) {
    let may = false;
    const turn = turns.turn().then(() => (may = true));
    assert.equal(clock.next, wait);
    clock.advance(wait - 1);
    await Promise.resolve();
    assert.equal(may, false);
    clock.advance(1);
    await turn;
  }
  turns.connected();
  clock.advance(30_001);
  await turns.turn(); // after a good connection at once again
  assert.equal(clock.waiting, 0);
});

test('what happens too often within the window is noticed, what is spread is not', () => {
  const clock = new FakeClock();
  const repeats = new Repeats(clock, 3, 10_000);
  for (let i = 0; i < 20; i++) {
    assert.equal(repeats.add(), false);
    clock.advance(3_400);
  }
  assert.deepEqual([repeats.add(), repeats.add()], [false, true]);
});

// When a sink goes back into its channel.
import { Backoff } from './backoff.mjs';
import { Timer } from './clock.mjs';
/** @import {Clock} from './clock.mjs' */

/** Also the time between a leave and the next join: in one breath the server mixes them up. */
export const firstRetryMs = 400;

const retryLimitMs = 60_000;
const kickLimitMs = 600_000;

/** After so long without trouble the next wait is a short one again. */
const steadyMs = 30_000;

/** So long after it came back from a kick that one is forgotten. */
const forgetKicksMs = 3_600_000;

/** One wait at a time, each longer than the last. */
export class Retries {
  #failures;
  #kicks;
  #kicksForgottenAt = 0;
  #timer;
  #steady;

  /**
   * @param {Clock} clock
   * @param {() => void} again It is time.
   * @param {() => number} [random]
   */
  constructor(clock, again, random) {
    this.clock = clock;
    this.#failures = new Backoff({ firstMs: firstRetryMs, limitMs: retryLimitMs, random });
    this.#kicks = new Backoff({ firstMs: 0, limitMs: kickLimitMs, jitter: 0 });
    this.#timer = new Timer(clock, again);
    this.#steady = new Timer(clock, () => this.#failures.reset());
  }

  /** Whether a wait is under way. */
  get waits() {
    return this.#timer.runs;
  }

  /** @param {number} rejoinMs After the first kick. Somebody wished it: all begins anew. */
  reset(rejoinMs) {
    this.cancel();
    this.#failures.reset();
    this.#kicks = new Backoff({ firstMs: rejoinMs, limitMs: kickLimitMs, jitter: 0 });
  }

  /** @param {boolean} kicked @returns {number} Milliseconds until the next try. */
  failed(kicked) {
    if (kicked && this.clock.now() >= this.#kicksForgottenAt) this.#kicks.reset();
    const wait = kicked ? this.#kicks.next() : this.#failures.next();
    if (kicked) this.#kicksForgottenAt = this.clock.now() + wait + forgetKicksMs;
    this.after(wait);
    return wait;
  }

  /** @param {number} ms */
  after(ms) {
    this.#timer.cancel();
    this.#timer.start(ms);
  }

  cancel() {
    this.#timer.cancel();
  }

  /** @param {boolean} well To be told at every change. */
  steady(well) {
    if (!well) this.#steady.cancel();
    else this.#steady.start(steadyMs);
  }
}

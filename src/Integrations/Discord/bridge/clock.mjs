// Time, so that tests can give their own.

/**
 * @typedef {object} Clock
 * @property {() => number} now Milliseconds; never goes back.
 * @property {(action: () => void, ms: number) => unknown} after Calls once; returns what `cancel` takes.
 * @property {(timer: unknown) => void} cancel Nothing when it was called or is undefined.
 */

/** @type {Clock} */
export const systemClock = {
  now: () => performance.now(),
  after: (action, ms) => setTimeout(action, ms),
  cancel: (timer) => clearTimeout(/** @type {NodeJS.Timeout | undefined} */ (timer)),
};

/** One timer that runs or does not. */
export class Timer {
  /** @type {unknown} */ #handle;
  #runs = false;

  /** @param {Clock} clock @param {() => void} action */
  constructor(clock, action) {
    this.clock = clock;
    this.action = action;
  }

  /** Whether its time is still to come. */
  get runs() {
    return this.#runs;
  }

  /** @param {number} ms Nothing when it runs already. */
  start(ms) {
    if (this.#runs) return;
    this.#runs = true;
    this.#handle = this.clock.after(() => {
      this.#runs = false;
      this.action();
    }, ms);
  }

  cancel() {
    if (this.#runs) this.clock.cancel(this.#handle);
    this.#runs = false;
  }
}

// How long to wait before the next try.

/** Doubling waits with jitter, up to a limit. */
export class Backoff {
  #failures = 0;

  /**
   * @param {object} options
   * @param {number} options.firstMs Wait after the first failure.
   * @param {number} options.limitMs Longest wait.
   * @param {number} [options.jitter] Share of the wait that is random, both ways; 0 for none.
   * @param {() => number} [options.random] From 0 to below 1.
   */
  constructor({ firstMs, limitMs, jitter = 0.25, random = Math.random }) {
    this.firstMs = firstMs;
    this.limitMs = limitMs;
    this.jitter = jitter;
    this.random = random;
  }

  /** Failures since the last reset. */
  get failures() {
    return this.#failures;
  }

  /** @returns {number} Milliseconds to wait now; the next one is twice as long. Never over the limit. */
  next() {
    // The exponent is bounded so that the power stays a number.
    const plain = this.firstMs * 2 ** Math.min(this.#failures, 40);
    this.#failures++;
    const spread = 1 + this.jitter * (2 * this.random() - 1);
    return Math.min(this.limitMs, plain * spread);
  }

  /** It has worked for long enough: the next wait is the first one again. */
  reset() {
    this.#failures = 0;
  }
}

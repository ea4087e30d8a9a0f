// A line that delays messages and keeps their order.

/** Random numbers from 0 to 1 that are the same in every run. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export class SlowLine {
  #due = 0;
  #waiting = [];
  #random;
  #speed;

  /** `speed()` gives `{delayMs, jitterMs}` of the moment. */
  constructor(speed, seed) {
    this.#speed = speed;
    this.#random = seeded(seed);
  }

  /** Does it now or, on a slow line, later, but never before what came earlier. */
  pass(action) {
    const { delayMs, jitterMs } = this.#speed();
    const now = performance.now();
    this.#due = Math.max(this.#due, now + delayMs + (jitterMs * this.#random()));
    if (this.#due <= now && this.#waiting.length === 0) return action();
    // Timers of different lengths that end together fire in any order: each lets the oldest go.
    this.#waiting.push(action);
    setTimeout(() => this.#waiting.shift()(), this.#due - now);
  }
}

// Notices what happens again and again.

/** @import {Clock} from './clock.mjs' */

/** Counts within a window of time that moves along. */
export class Repeats {
  /** @type {number[]} */ #times = [];

  /** @param {Clock} clock @param {number} most So often is still well. @param {number} windowMs */
  constructor(clock, most, windowMs) {
    this.clock = clock;
    this.most = most;
    this.windowMs = windowMs;
  }

  /** It happened. @returns {boolean} Whether it was too often within the window. */
  add() {
    const now = this.clock.now();
    this.#times = [...this.#times.filter((at) => now - at < this.windowMs), now];
    return this.#times.length > this.most;
  }
}

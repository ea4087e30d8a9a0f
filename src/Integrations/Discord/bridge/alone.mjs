// When to leave a channel in which nobody is.

/** @import {Clock} from './clock.mjs' */

/** Calls once after nobody was there for the whole time. */
export class AloneTimer {
  /** @type {unknown} */
  #timer;

  /**
   * @param {Clock} clock
   * @param {() => void} expired
   */
  constructor(clock, expired) {
    this.clock = clock;
    this.expired = expired;
  }

  /**
   * To be told at every change; the same value again changes nothing.
   * @param {boolean} alone Whether the bot is in the channel and nobody else is.
   * @param {number} ms How long to stay; 0 for ever.
   */
  set(alone, ms) {
    if (!alone || ms <= 0) {
      this.clock.cancel(this.#timer);
      this.#timer = undefined;
    } else if (this.#timer === undefined) {
      this.#timer = this.clock.after(() => {
        this.#timer = undefined;
        this.expired();
      }, ms);
    }
  }
}

// When to leave a channel in which nobody is.

import { Timer } from './clock.mjs';
/** @import {Clock} from './clock.mjs' */

/** Calls once after nobody was there for the whole time. */
export class AloneTimer {
  #timer;

  /** @param {Clock} clock @param {() => void} expired */
  constructor(clock, expired) {
    this.#timer = new Timer(clock, expired);
  }

  /**
   * To be told at every change; the same value again changes nothing.
   * @param {boolean} alone Whether the bot is in the channel and nobody else is.
   * @param {number} ms How long to stay; 0 for ever.
   */
  set(alone, ms) {
    if (!alone || ms <= 0) this.#timer.cancel();
    else this.#timer.start(ms);
  }
}

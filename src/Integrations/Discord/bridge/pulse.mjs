// Whether anybody still takes what is said. A network that swallows everything closes nothing, and the library notices after a minute at the earliest.
import { Timer } from './clock.mjs';
/** @import {Clock} from './clock.mjs' */

/** While something is said a sign of life is at most so old, or one is asked for. */
const freshMs = 2_000;

/** It comes within two of these. Two, so that after a stall of this process what came meanwhile is read first. */
const halfAnswerMs = 1_500;

/** Whether all was taken is asked at most so often: somebody who speaks one word after another must not cost us the connection. */
const checkMs = 1_000;

export class Pulse {
  #last = Number.NEGATIVE_INFINITY;
  #checked = Number.NEGATIVE_INFINITY;
  #isSecondHalf = false;
  #wait;

  /**
   * @param {Clock} clock
   * @param {object} events
   * @param {() => void} events.ask Asks for a sign of life.
   * @param {() => void} events.dead There was none.
   */
  constructor(clock, { ask, dead }) {
    this.clock = clock;
    this.ask = ask;
    this.dead = dead;
    this.#wait = new Timer(clock, () => this.#missed());
  }

  /** Something was said. */
  spoke() {
    if (!this.#wait.runs && this.clock.now() - this.#last >= freshMs) this.#askNow();
  }

  /** All was said. @returns {boolean} Whether a sign of life is waited for: `alive` or `dead` follows, if no rest does. */
  check() {
    if (this.#wait.runs) return true;
    if (this.clock.now() - this.#checked < checkMs) return false;
    this.#checked = this.clock.now();
    this.#askNow();
    return true;
  }

  /** A sign of life. */
  alive() {
    this.#last = this.clock.now();
    this.#wait.cancel();
  }

  /** Nothing is expected for now. */
  rest() {
    this.#wait.cancel();
  }

  #askNow() {
    this.#isSecondHalf = false;
    this.#wait.start(halfAnswerMs);
    this.ask();
  }

  #missed() {
    if (this.#isSecondHalf) return this.dead();
    this.#isSecondHalf = true;
    this.#wait.start(halfAnswerMs);
  }
}

// Whether anybody still takes what is said. A network that swallows everything closes nothing, and the library notices after a minute at the earliest.
import { Timer } from './clock.mjs';
/** @import {Clock} from './clock.mjs' */

/** While something is said a sign of life is at most so old, or one is asked for. */
const freshMs = 2_000;

/** It comes within two of these. Two, so that after a stall of this process what came meanwhile is read first. */
const halfAnswerMs = 1_500;

export class Pulse {
  #last = Number.NEGATIVE_INFINITY;
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
    if (this.#wait.runs || this.clock.now() - this.#last < freshMs) return;
    this.#isSecondHalf = false;
    this.#wait.start(halfAnswerMs);
    this.ask();
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

  #missed() {
    if (this.#isSecondHalf) return this.dead();
    this.#isSecondHalf = true;
    this.#wait.start(halfAnswerMs);
  }
}

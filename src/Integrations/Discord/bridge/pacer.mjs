// The beat of 20 ms that all sinks share.
/** @import {Clock} from './clock.mjs' */

/** Milliseconds from packet to packet. */
export const beatMs = 20;

/** After a longer stall the packets that were missed are not hurried after. */
const mostCatchUpMs = 200;

/** Calls `beat` each 20 ms on average while it says that there is more to do; costs nothing else. */
export class Pacer {
  #running = false;
  #next = Number.NEGATIVE_INFINITY;

  /**
   * @param {Clock} clock
   * @param {() => boolean} beat Sends what is due; false: nothing to do until `wake`.
   */
  constructor(clock, beat) {
    this.clock = clock;
    this.beat = beat;
  }

  /** There may be something to do. The first beat comes at once when the last one is long ago. */
  wake() {
    if (this.#running) return;
    this.#running = true;
    // Never sooner than a beat after the last one.
    this.#next = Math.max(this.clock.now(), this.#next);
    this.#step();
  }

  #step() {
    const now = this.clock.now();
    if (now - this.#next > mostCatchUpMs) this.#next = now;
    while (this.#next <= now) {
      this.#next += beatMs;
      if (!this.beat()) {
        this.#running = false;
        return;
      }
    }
    this.clock.after(() => this.#step(), Math.max(1, this.#next - now));
  }
}

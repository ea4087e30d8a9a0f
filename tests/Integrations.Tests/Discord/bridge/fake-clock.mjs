// Time that a test moves by hand.

/** @implements {import('../../../../src/Integrations/Discord/bridge/clock.mjs').Clock} */
export class FakeClock {
  time = 0;
  #timers = new Map();
  #ids = 0;

  now = () => this.time;

  after = (action, ms) => {
    const id = ++this.#ids;
    this.#timers.set(id, { at: this.time + ms, id, action });
    return id;
  };

  cancel = (id) => {
    this.#timers.delete(id);
  };

  /** How many wait. */
  get waiting() {
    return this.#timers.size;
  }

  /** Milliseconds to the next one. */
  get next() {
    return Math.min(...[...this.#timers.values()].map((timer) => timer.at)) - this.time;
  }

  /** Calls in order what is due within so many milliseconds. */
  advance(ms) {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.#timers.values()].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!due) break;
      this.#timers.delete(due.id);
      this.time = Math.max(this.time, due.at);
      due.action();
    }
    this.time = end;
  }
}

/** Numbers from 0 to below 1 that are the same in each run. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

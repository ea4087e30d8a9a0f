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

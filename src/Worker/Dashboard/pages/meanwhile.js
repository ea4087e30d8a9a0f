// What events told while an answer was under way. Events come in the worker's order, so they are newer than the answer, which must not replace them.

/** @typedef {{ utterances: Map<string, Utterance>, hasStatus: boolean, hasHealth: boolean, isOver: boolean }} Meanwhile */

/** @type {Set<Meanwhile>} */
const open = new Set();

/**
 * Listens while an answer is asked for.
 * @template T
 * @param {(meanwhile: Meanwhile) => Promise<T>} ask gets what came; `isOver` when the line was opened anew, and the answer belongs to the line before
 * @returns {Promise<T>}
 */
export async function during(ask) {
  /** @type {Meanwhile} */
  const mine = { utterances: new Map(), hasStatus: false, hasHealth: false, isOver: false };
  open.add(mine);
  try {
    return await ask(mine);
  } finally {
    open.delete(mine);
  }
}

/** @param {(meanwhile: Meanwhile) => void} tell */
export const tellAll = (tell) => open.forEach(tell);

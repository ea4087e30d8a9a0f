// Which held message the keys A and R decide.
import { heldOf } from './lists.js';
import { getState, subscribe, toast } from './store.js';
import { texts } from './texts.js';

/** So long after the one at hand vanished by itself the keys decide no other: they were meant for the one that is gone. */
const SETTLE_MS = 1000;
const KEPT = 50;

/** Ids of those that this page decided. @type {string[]} */
let decided = [];
/** @type {string | null} */
let atHand = null;
let vanishedAt = -Infinity;

/** @param {string} id */
export function decidedHere(id) {
  decided = [...decided.slice(1 - KEPT), id];
}

/** Notices when somebody else decides the one at hand. */
export const watchHeld = () => subscribe(() => {
  const held = heldOf(getState());
  if (atHand !== null && !held.some((u) => u.id === atHand) && !decided.includes(atHand)) vanishedAt = performance.now();
  atHand = pick(held)?.id ?? null;
});

/** The one that the keyboard is on, else the oldest; none, and a word about it, right after the one that was meant is gone. */
export function heldToDecide() {
  const held = heldOf(getState());
  const found = held.find((u) => u.id === focused());
  if (found) return found;
  if (held.length > 0 && performance.now() - vanishedAt < SETTLE_MS) {
    vanishedAt = -Infinity; // once told, the next press is meant
    toast(texts.waiting.goneByItself, true);
    return undefined;
  }

  return held[0];
}

const focused = () => document.activeElement?.closest('[data-held]')?.getAttribute('data-held');

/** @param {Utterance[]} held */
const pick = (held) => held.find((u) => u.id === focused()) ?? held[0];

// What the page knows, in one object that is replaced on every change.
import { useEffect, useReducer, useRef } from './lib.js';

/** Utterances kept in the page; of the finished ones the oldest go first. */
const MAX_UTTERANCES = 600;
const TOAST_MS = 6000;

/** What was read from the worker or written for it; who may not read has none of it. @type {Omit<PageState, 'connection' | 'epoch'>} */
const NOTHING = { session: null, status: null, health: null, level: null, utterances: new Map(), order: [], toasts: [], dialog: null, player: null, edits: {}, editErrors: {} };

/** @type {PageState} */
let state = { ...NOTHING, connection: 'connecting', epoch: 0 };

/** @type {Set<() => void>} */
const listeners = new Set();
let nextToast = 1;

export const getState = () => state;

/** @param {Partial<PageState>} change */
export function setState(change) {
  state = { ...state, ...change };
  for (const listener of [...listeners]) listener();
}

/** Forgets all that is the worker's. */
export const forget = () => setState(NOTHING);

/** Calls after every change. @param {() => void} listener */
export const subscribe = (listener) => listeners.add(listener);

/**
 * A part of the state; the component is drawn again when that part changes.
 * @template T
 * @param {(state: PageState) => T} pick
 * @returns {T}
 */
export function useStore(pick) {
  const [, draw] = useReducer((/** @type {number} */ n) => n + 1, 0);
  const seen = useRef({ pick, value: pick(state) });
  seen.current = { pick, value: pick(state) };
  useEffect(() => {
    const check = () => {
      if (!Object.is(seen.current.pick(state), seen.current.value)) draw(undefined);
    };
    listeners.add(check);
    check();
    return () => {
      listeners.delete(check);
    };
  }, []);
  return seen.current.value;
}

/** @param {Utterance[]} list */
export function putUtterances(list) {
  if (list.length > 0) setState({ utterances: withAll(state.utterances, list) });
}

/**
 * Replaces everything that was known by what the worker says now.
 * @param {Utterance[]} list
 */
export const resetUtterances = (list) => setState({ utterances: withAll(new Map(), list) });

/** @param {Map<string, Utterance>} known @param {Utterance[]} list */
function withAll(known, list) {
  const utterances = new Map(known);
  for (const utterance of list) utterances.set(utterance.id, utterance);
  if (utterances.size > MAX_UTTERANCES) {
    const finished = [...utterances.values()].filter((u) => isFinal(u.state)).sort((a, b) => endedAt(a) - endedAt(b));
    for (const old of finished.slice(0, utterances.size - MAX_UTTERANCES)) utterances.delete(old.id);
  }
  return utterances;
}

const FINAL = new Set(['heard', 'rejected', 'skipped', 'cancelled', 'failed', 'expired']);

/** @param {string} name */
export const isFinal = (name) => FINAL.has(name);

/** @param {Utterance} utterance when it entered its state, milliseconds */
export const endedAt = (utterance) => Date.parse(utterance.timestamps[utterance.state] ?? '') || 0;

/** @param {Utterance} utterance when it came, milliseconds */
export const cameAt = (utterance) => Math.min(...Object.values(utterance.timestamps).map((at) => Date.parse(at) || Infinity));

/**
 * Shows a line for a moment; screen readers say it once.
 * @param {string} text
 * @param {boolean} [isError]
 */
export function toast(text, isError = false) {
  const id = nextToast++;
  setState({ toasts: [...state.toasts.slice(-3), { id, text, isError }] });
  setTimeout(() => dropToast(id), isError ? TOAST_MS * 2 : TOAST_MS);
}

/** @param {number} id */
export const dropToast = (id) => setState({ toasts: state.toasts.filter((one) => one.id !== id) });

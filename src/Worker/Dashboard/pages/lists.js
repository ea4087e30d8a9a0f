// What the page shows of all utterances, in its order.
import { endedAt, isFinal } from './store.js';

/** What waits for approval, is prepared, and waits for its turn. @param {Pick<PageState, 'utterances' | 'order'>} state */
export function waitingOf(state) {
  const all = [...state.utterances.values()];
  const started = all.filter((u) => u.state === 'synthesizing');
  const place = new Map(state.order.map((id, index) => [id, index]));
  const queued = all.filter((u) => u.state === 'queued').sort((a, b) => (place.get(a.id) ?? 1e9) - (place.get(b.id) ?? 1e9) || (a.id < b.id ? -1 : 1));
  return { held: heldOf(state), started, queued };
}

/** The oldest first. @param {Pick<PageState, 'utterances'>} state */
export const heldOf = (state) => [...state.utterances.values()].filter((u) => u.state === 'held').sort((a, b) => (a.id < b.id ? -1 : 1));

/** What ended last comes first. @param {Pick<PageState, 'utterances'>} state */
export const finishedOf = (state) => [...state.utterances.values()].filter((u) => isFinal(u.state)).sort((a, b) => endedAt(b) - endedAt(a) || (a.id < b.id ? 1 : -1));

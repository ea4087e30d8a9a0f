// Everything a person can order, each in one place, for buttons and keys alike.
import { act, call, post } from './api.js';
import { decidedHere } from './held-at-hand.js';
import { connect, readOrder } from './live.js';
import { during } from './meanwhile.js';
import { getState, putUtterances, setState } from './store.js';
import { texts } from './texts.js';
import { textOf } from './format.js';

/**
 * @param {Utterance} utterance
 * @param {string} order
 * @param {unknown} [body]
 */
async function order(utterance, order, body) {
  /** @type {Record<string, string>} */
  const done = texts.done;
  const changed = await during(async (meanwhile) => {
    const answer = await act(() => post(`/api/utterances/${utterance.id}/${order}`, body), done[order]);
    if (answer?.id && !meanwhile.isOver && !meanwhile.utterances.has(answer.id)) putUtterances([answer]);
    return answer;
  });
  if (changed) void readOrder();
  return changed;
}

/** @param {Utterance} utterance @param {string} what */
function decide(utterance, what) {
  decidedHere(utterance.id);
  return order(utterance, what);
}

/** @param {Utterance} u */ export const skipOne = (u) => order(u, 'skip');
/** @param {Utterance} u */ export const approve = (u) => decide(u, 'approve');
/** @param {Utterance} u */ export const reject = (u) => decide(u, 'reject');
/** @param {Utterance} u */ export const hold = (u) => order(u, 'hold');
/** @param {Utterance} u */ export const again = (u) => order(u, 'again');
/** @param {Utterance} u */ export const release = (u) => order(u, 'release');

/**
 * @param {Utterance} utterance
 * @param {string | null} before id of the one that is to follow it; null for the end
 */
export const move = (utterance, before) => order(utterance, 'move', { before });

/**
 * @param {string} path
 * @param {unknown} [body]
 */
const steer = (path, body) => during(async (meanwhile) => {
  const status = await act(() => post(`/api/speech/${path}`, body));
  if (status?.mode && !meanwhile.isOver && !meanwhile.hasStatus) setState({ status });
  return status;
});

export const pauseOrResume = () => steer(getState().status?.paused ? 'resume' : 'pause');
export const enableOrDisable = () => steer(getState().status?.enabled ? 'disable' : 'enable');
/** @param {string} mode */
export const setMode = (mode) => steer('mode', { mode });

export async function skip() {
  const answer = await act(() => post('/api/speech/skip'));
  if (answer && !answer.skipped) await act(() => Promise.resolve(), texts.nothingToSkip);
}

export const stopAll = () => act(async () => {
  const answer = await post('/api/speech/stop');
  return answer.count;
}, texts.done.stop);

/**
 * @param {string} text
 * @param {string} voice
 */
export const say = (text, voice) => act(() => post('/api/utterances', voice ? { text, voice } : { text }), texts.done.say);

/** @param {{ code?: string, token?: string }} proof @returns {Promise<string>} what went wrong; empty when signed in */
export async function signIn(proof) {
  try {
    await post('/api/session', proof);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message;
  }

  setState({ dialog: null });
  connect();
  return '';
}

export async function signOut() {
  await act(() => call('DELETE', '/api/session'));
  setState({ session: null, edits: {}, editErrors: {} }); // an edit may be a secret
  connect();
}

/** @param {Utterance} utterance one line about it, for names of buttons */
export const lineOf = (utterance) => {
  const text = textOf(utterance);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

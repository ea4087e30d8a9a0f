// "Listen here": synthesizes for this browser alone and plays while it still comes. Nothing of it is heard on stream. One thing plays at a time.
import { problemOf } from './api.js';
import { Output } from './player-output.js';
import { decodePcm, readEvents } from './player-schedule.js';
import { setState, toast } from './store.js';
import { texts } from './texts.js';

/** @typedef {{ stop: () => void }} Playing */

/** @type {Playing | null} */
let running = null;

/** Ends what plays here, without a click. */
export function stopListening() {
  running?.stop();
  running = null;
  setState({ player: null });
}

/** @param {Playing} mine @param {string} text */
function began(mine, text) {
  stopListening();
  running = mine;
  setState({ player: { text, metrics: null } });
}

/** @param {Playing} mine */
function ended(mine) {
  if (running !== mine) return;
  running = null;
  setState({ player: null });
}

/**
 * Plays a text in this browser; one that plays already ends.
 * @param {{ text: string, voice?: string | null }} wish
 */
export async function listen({ text, voice }) {
  const abort = new AbortController();
  /** @type {Output | null} */
  let output = null;
  const mine = { stop: () => { abort.abort(); output?.fadeOut(); } };
  began(mine, text);
  try {
    const response = await fetch('/api/tts/stream', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(voice ? { text, voice } : { text }),
      signal: abort.signal,
    });
    if (!response.ok || !response.body) throw await problemOf(response);
    for await (const { event, data } of readEvents(response.body)) {
      const body = JSON.parse(data);
      if (event === 'start') output = new Output(body.sampleRate);
      if (event === 'audio') output?.add(decodePcm(body.pcm));
      if (event === 'metrics' && running === mine) setState({ player: { text, metrics: body } });
      if (event === 'error') throw new Error(body.detail ?? body.title);
    }

    await output?.finish();
  } catch (error) {
    if (!abort.signal.aborted) {
      output?.fadeOut();
      const status = /** @type {any} */ (error).status;
      if (status === 401) setState({ dialog: 'sign-in' });
      else toast(`${texts.player.failed}: ${status === 404 ? texts.notInThisWorker : /** @type {Error} */ (error).message}`, true);
    }
  } finally {
    abort.abort(); // an answer that was given up must not go on being spoken
    ended(mine);
  }
}

/**
 * Plays a recording in this browser; what plays already ends.
 * @param {string} address
 * @param {string} text what to say about it
 * @param {string} failed what to say when it cannot be played
 */
export async function playFile(address, text, failed) {
  const audio = new Audio(address);
  let isOver = false;
  const mine = { stop: () => { isOver = true; audio.pause(); audio.removeAttribute('src'); audio.load(); } };
  began(mine, text);
  audio.onended = () => ended(mine);
  try {
    audio.onerror = () => tell();
    await audio.play();
  } catch {
    tell();
  }

  function tell() {
    if (isOver) return;
    isOver = true;
    toast(failed, true);
    ended(mine);
  }
}

// "Listen here": synthesizes for this browser alone and plays while it still comes. Nothing of it is heard on stream.
import { problemOf } from './api.js';
import { decodePcm, readEvents, Schedule } from './player-schedule.js';
import { setState, toast } from './store.js';
import { texts } from './texts.en.js';

const FADE_OUT_SECONDS = 0.03;

/** @type {{ stop: () => void } | null} */
let running = null;

/** Ends what plays here, without a click. */
export function stopListening() {
  running?.stop();
  running = null;
  setState({ player: null });
}

/**
 * Plays a text in this browser; one that plays already ends.
 * @param {{ text: string, voice?: string | null }} wish
 */
export async function listen({ text, voice }) {
  stopListening();
  const abort = new AbortController();
  /** @type {Output | null} */
  let output = null;
  const mine = { stop: () => { abort.abort(); output?.fadeOut(); } };
  running = mine;
  setState({ player: { text, metrics: null } });
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
    if (running === mine) {
      running = null;
      setState({ player: null });
    }
  }
}

/** The sound card's side: a context at the stream's own rate, so that nothing is resampled at the borders. */
class Output {
  /** @param {number} sampleRate */
  constructor(sampleRate) {
    this.context = new AudioContext({ sampleRate });
    this.gain = this.context.createGain();
    this.gain.connect(this.context.destination);
    this.schedule = new Schedule(sampleRate);
    /** @type {Promise<void>} */
    this.last = Promise.resolve();
    this.isOver = false;
  }

  /** @param {Float32Array} samples */
  add(samples) {
    this.#play(this.schedule.push(samples, this.context.currentTime));
  }

  /** Waits until everything was heard. */
  async finish() {
    this.#play(this.schedule.end(this.context.currentTime));
    await this.last;
    this.#close();
  }

  fadeOut() {
    if (this.isOver) return;
    const now = this.context.currentTime;
    this.gain.gain.setValueAtTime(1, now);
    this.gain.gain.linearRampToValueAtTime(0, now + FADE_OUT_SECONDS);
    setTimeout(() => this.#close(), FADE_OUT_SECONDS * 2000);
  }

  #close() {
    if (this.isOver) return;
    this.isOver = true;
    void this.context.close();
  }

  /** @param {import('./player-schedule.js').Piece | null} piece */
  #play(piece) {
    if (!piece || this.isOver) return;
    const buffer = this.context.createBuffer(1, piece.samples.length, this.schedule.sampleRate);
    buffer.copyToChannel(piece.samples, 0);
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.gain);
    this.last = new Promise((resolve) => { source.onended = () => resolve(); });
    source.start(piece.at);
  }
}

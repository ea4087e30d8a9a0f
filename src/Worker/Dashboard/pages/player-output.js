// The sound card's side of "listen here".
import { Schedule } from './player-schedule.js';

const FADE_OUT_SECONDS = 0.03;

/** One stream of sound: a context at the stream's own rate, so that nothing is resampled at the borders. */
export class Output {
  /** @param {number} sampleRate hertz */
  constructor(sampleRate) {
    this.context = new AudioContext({ sampleRate });
    this.gain = this.context.createGain();
    this.gain.connect(this.context.destination);
    this.schedule = new Schedule(sampleRate);
    /** @type {Promise<void>} */
    this.last = Promise.resolve();
    this.isOver = false;
    /** @type {() => void} */
    this.close = () => {};
    /** Ends when nothing of it can be heard any more, however that came. @type {Promise<void>} */
    this.closed = new Promise((resolve) => {
      this.close = () => {
        if (this.isOver) return;
        this.isOver = true;
        void this.context.close();
        resolve();
      };
    });
  }

  /** @param {Float32Array} samples */
  add(samples) {
    this.#play(this.schedule.push(samples, this.context.currentTime));
  }

  /** Waits until everything was heard, or it was stopped. */
  async finish() {
    this.#play(this.schedule.end(this.context.currentTime));
    await Promise.race([this.last, this.closed]);
    this.close();
  }

  /** Ends it without a click. */
  fadeOut() {
    if (this.isOver) return;
    const now = this.context.currentTime;
    this.gain.gain.setValueAtTime(1, now);
    this.gain.gain.linearRampToValueAtTime(0, now + FADE_OUT_SECONDS);
    setTimeout(() => this.close(), FADE_OUT_SECONDS * 2000);
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

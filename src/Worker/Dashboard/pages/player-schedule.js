// The arithmetic of gapless playback, without any audio device, so that it can be tested.

/** @typedef {{ samples: Float32Array<ArrayBuffer>, at: number }} Piece samples with their ramps, and when they start, seconds of the clock */

/**
 * Cuts a stream of chunks into pieces that overlap by a short linear cross-fade: the end of a piece goes down while the same samples at the start of the
 * next go up, so in time their sum is exactly the stream. When the next chunk comes late, the sound has already faded out, and it fades in again: no click.
 */
export class Schedule {
  /** @type {Float32Array<ArrayBuffer>} */
  #tail = new Float32Array(0);
  /** @type {Float32Array<ArrayBuffer>} */
  #short = new Float32Array(0);
  /** Frame at which the next piece starts when it comes in time; null before the first. @type {number | null} */
  #next = null;

  /**
   * @param {number} sampleRate hertz
   * @param {number} [fadeSeconds] length of a cross-fade
   * @param {number} [leadSeconds] time between a chunk that comes late (or first) and its sound
   */
  constructor(sampleRate, fadeSeconds = 0.008, leadSeconds = 0.1) {
    this.sampleRate = sampleRate;
    this.fade = Math.max(1, Math.round(sampleRate * fadeSeconds));
    this.lead = Math.round(sampleRate * leadSeconds);
    /** Times the sound stopped because a chunk came late. */
    this.gaps = 0;
  }

  /**
   * Takes the next chunk.
   * @param {Float32Array} chunk
   * @param {number} now seconds of the clock
   * @returns {Piece | null} null while the chunks are too short for a piece
   */
  push(chunk, now) {
    const fresh = join(this.#short, chunk);
    if (fresh.length < 2 * this.fade) {
      this.#short = fresh;
      return null;
    }

    this.#short = new Float32Array(0);
    return this.#cut(fresh, now);
  }

  /**
   * Ends the stream.
   * @param {number} now seconds of the clock
   * @returns {Piece | null} what was too short until now
   */
  end(now) {
    const rest = this.#short;
    this.#short = new Float32Array(0);
    return rest.length > 0 ? this.#cut(rest, now) : null;
  }

  /**
   * @param {Float32Array<ArrayBuffer>} fresh
   * @param {number} now
   * @returns {Piece}
   */
  #cut(fresh, now) {
    const here = Math.ceil(now * this.sampleRate);
    const isLate = this.#next === null || this.#next < here;
    if (isLate && this.#next !== null) this.gaps++;
    const start = isLate ? here + this.lead : /** @type {number} */ (this.#next);
    const samples = join(this.#tail, fresh);
    const fade = Math.min(this.fade, Math.floor(samples.length / 2));
    const up = this.#tail.length || fade;
    this.#tail = samples.slice(samples.length - fade);
    this.#next = start + samples.length - fade;
    for (let i = 0; i < up; i++) samples[i] = /** @type {number} */ (samples[i]) * ((i + 0.5) / up);
    for (let i = 0; i < fade; i++) {
      const at = samples.length - fade + i;
      samples[at] = /** @type {number} */ (samples[at]) * (1 - (i + 0.5) / fade);
    }

    return { samples, at: start / this.sampleRate };
  }
}

/**
 * @param {Float32Array} first
 * @param {Float32Array} second
 */
function join(first, second) {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/**
 * Base64 of 16-bit little-endian PCM as samples from -1 to 1.
 * @param {string} text
 */
export function decodePcm(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const samples = new Float32Array(bytes.length >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(2 * i, true) / 32768;
  return samples;
}

/**
 * Server-sent events of a response, as they come.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @returns {AsyncGenerator<{ event: string, data: string }>}
 */
export async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = 'message';
  /** @type {string[]} */
  let data = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { event, data: data.join('\n') };
        event = 'message';
        data = [];
      } else if (line.startsWith('event:')) {
        event = line.slice(6).trim();
      } else if (line.startsWith('data:')) {
        data.push(line.slice(5).replace(/^ /, ''));
      }
    }
  }
}

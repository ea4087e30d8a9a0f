// All voice channels of the worker.
import { systemClock } from './clock.mjs';
import { createEncoder } from './opus.mjs';
import { Pacer } from './pacer.mjs';
import { Sink } from './sink.mjs';

/** An encoder takes 150 kB of the codec's memory, which must not grow. */
const mostSinks = 64;

const bitrates = { least: 8_000, most: 510_000 };
const longestMs = 7 * 86_400_000;

export class Sinks {
  /** @type {Map<number, Sink>} */ #sinks = new Map();

  /**
   * @param {object} parts
   * @param {import('./libraries.mjs').Libraries} parts.libraries
   * @param {import('./log.mjs').Log} parts.log
   * @param {() => any} parts.client discord.js' Client, or undefined.
   * @param {() => boolean} parts.isOnline
   * @param {(message: object) => void} parts.send To the worker.
   */
  constructor({ libraries, log, client, isOnline, send }) {
    this.libraries = libraries;
    this.log = log;
    this.client = client;
    this.isOnline = isOnline;
    this.send = send;
    this.pacer = new Pacer(systemClock, () => this.#beat());
  }

  /** @param {any} message `join`. */
  join(message) {
    const number = Number(message.sink);
    if (!Number.isInteger(number) || number < 0 || number >= mostSinks) return this.log.error(`There is no sink ${message.sink}: at most ${mostSinks}.`);
    const sink = this.#sinks.get(number) ?? this.#create(number);
    const taken = [...this.#sinks.values()].some((other) => other !== sink && other.guildId === message.guildId);
    if (taken) return sink.stop('guild-taken', 'Another configured channel of that server is in use; a bot can be in one voice channel of a server.');
    sink.join({
      guildId: String(message.guildId),
      channelId: String(message.channelId),
      aloneMs: bounded(message.aloneMs, 0, longestMs),
      rejoinMs: bounded(message.rejoinMs, 0, longestMs),
      bitrate: bounded(message.bitrate ?? 64_000, bitrates.least, bitrates.most),
    });
  }

  /** @param {any} message One that names a sink and is not `join`. */
  control(message) {
    const sink = this.#sinks.get(Number(message.sink));
    if (message.t === 'leave') sink?.leave();
    else if (message.t === 'play') sink?.speaker.play(message.epoch);
    else if (message.t === 'flush') sink?.speaker.flush(message.epoch);
    else if (message.t === 'fade') sink?.speaker.fade(message.epoch);
    this.#wake(sink);
  }

  /** @param {number} number @param {number} epoch @param {Buffer} samples */
  audio(number, epoch, samples) {
    const sink = this.#sinks.get(number);
    sink?.speaker.audio(epoch, samples);
    this.#wake(sink);
  }

  /** @param {boolean} fresh */
  gatewayReady(fresh) {
    for (const sink of this.#sinks.values()) sink.gatewayReady(fresh);
  }

  /** @param {string} guildId */
  guildChanged(guildId) {
    for (const sink of this.#sinks.values()) if (sink.guildId === guildId) sink.guildChanged();
  }

  /** @param {string} detail */
  encryptionFailed(detail) {
    for (const sink of this.#sinks.values()) sink.encryptionFailed(detail);
  }

  /** Leaves everywhere. */
  leaveAll() {
    for (const sink of this.#sinks.values()) sink.leave();
  }

  /** @param {number} number */
  #create(number) {
    const sink = new Sink({
      number,
      voice: this.libraries.voice,
      encoder: createEncoder(this.libraries.OpusScript),
      clock: systemClock,
      log: this.log,
      client: this.client,
      isOnline: this.isOnline,
      send: this.send,
      wake: () => this.pacer.wake(),
    });
    this.#sinks.set(number, sink);
    return sink;
  }

  /** @param {Sink | undefined} sink */
  #wake(sink) {
    if (sink?.speaker.busy) this.pacer.wake();
  }

  #beat() {
    let busy = false;
    for (const { speaker } of this.#sinks.values()) {
      if (!speaker.busy) continue;
      busy = true;
      speaker.tick();
    }
    return busy;
  }
}

/** @param {unknown} value @param {number} least @param {number} most */
function bounded(value, least, most) {
  const number = Number(value);
  return Number.isFinite(number) ? Math.min(most, Math.max(least, Math.round(number))) : least;
}

// A member who listens: decrypts what the bot sends and decodes it when asked.
import { DAVESession, OpusScript } from './packages.mjs';
import { DaveGroup } from './dave.mjs';
import { isEncrypted, isSilence } from './rtp.mjs';
import { now } from './time.mjs';

const MAX_FRAMES = 200_000;
const BYTES_PER_FRAME = 3840;
/** For so long the keys of a group that ended open what was still on its way. */
const OLD_KEYS_MS = 10_000;

export class Listener {
  #frames = [];
  #last = null;
  /** The session of the group before, and until when it is of use. */
  #old = null;

  constructor(userId, channelId, hasDave) {
    this.userId = userId;
    this.channelId = channelId;
    this.session = null;
    if (hasDave) this.session = this.#newSession();
    /** Frames heard; silence frames among them; lost on the way; not decrypted: after the first that was, and before it. */
    this.counters = { frames: 0, silence: 0, lost: 0, failures: 0, early: 0 };
    this.lastError = null;
  }

  get keyPackage() {
    return this.session.getSerializedKeyPackage();
  }

  /** Leaves its group and waits for the next. */
  restart() {
    this.#old = { session: this.session, until: now() + OLD_KEYS_MS };
    this.session = this.#newSession();
  }

  #newSession() {
    const session = new DAVESession(1, this.userId, this.channelId);
    session.setExternalSender(DaveGroup.senderPackage);
    return session;
  }

  #decrypt(userId, frame, at) {
    const old = this.#old && this.#old.until > at ? this.#old.session : null;
    if (!old) return this.session.decrypt(userId, 0, frame);
    try {
      return old.decrypt(userId, 0, frame);
    } catch {
      return this.session.decrypt(userId, 0, frame); // of the new group, then
    }
  }

  /** Takes one frame; `at` is its arrival in milliseconds. */
  receive(connection, packet, at) {
    const { counters } = this;
    const isSameStream = this.#last?.connection === connection.number;
    if (isSameStream) {
      const step = (packet.sequence - this.#last.sequence) & 0xffff;
      if (step > 0 && step < 0x8000) counters.lost += step - 1;
    }
    const kind = isSilence(packet.frame) ? 'silence' : 'audio';
    let opus = packet.frame;
    if (kind === 'audio' && connection.dave && isEncrypted(packet.frame)) {
      try {
        opus = this.#decrypt(connection.userId, packet.frame, at);
      } catch (error) {
        if (isSameStream) counters.failures++;
        else counters.early++;
        this.lastError = String(error);
        return;
      }
    }
    counters.frames++;
    if (kind === 'silence') counters.silence++;
    this.#last = kind === 'audio' || isSameStream ? { connection: connection.number, sequence: packet.sequence } : this.#last;
    if (this.#frames.length >= MAX_FRAMES) this.#frames.shift();
    this.#frames.push({ at, connection: connection.number, sequence: packet.sequence, timestamp: packet.timestamp, silence: kind === 'silence', opus: Buffer.from(opus) });
  }

  /** What was heard since frame `from`: 48 kHz stereo s16le, 20 ms a frame, and where each came from. */
  async hear(from) {
    const frames = this.#frames.slice(from);
    const pcm = Buffer.alloc(frames.length * BYTES_PER_FRAME);
    const decoder = new OpusScript(48000, 2, OpusScript.Application.AUDIO);
    try {
      for (let i = 0; i < frames.length; i++) {
        decoder.decode(frames[i].opus).copy(pcm, i * BYTES_PER_FRAME, 0, BYTES_PER_FRAME);
        if (i % 20 === 19) await new Promise(setImmediate); // packets that arrive meanwhile are timed right
      }
    } finally {
      decoder.delete();
    }
    return { pcm, frames: frames.map(({ at, connection, sequence, timestamp, silence }) => ({ at, connection, sequence, timestamp, silence })) };
  }
}

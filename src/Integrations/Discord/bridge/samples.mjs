// A queue of samples: comes in pieces of any length, leaves in packets.
import { ProtocolError } from './framing.mjs';
import { packetBytes, packetFrames } from './opus.mjs';

const bytesPerFrame = 4;

/** Most that may lie in it: the worker keeps to 400 ms, so more is a worker that does not wait. */
const limitBytes = 5 * 48000 * bytesPerFrame;

/** Stereo s16le samples in order. */
export class SampleQueue {
  /** @type {Buffer[]} */
  #pieces = [];
  #bytes = 0;

  /** Sample frames in it. */
  get frames() {
    return this.#bytes / bytesPerFrame;
  }

  /** @param {Buffer} samples Whole sample frames; copied. Throws ProtocolError over five seconds. */
  push(samples) {
    if (samples.length === 0) return;
    if (this.#bytes + samples.length > limitBytes) throw new ProtocolError('More than 5 s of audio came without waiting for "sent".');
    this.#pieces.push(Buffer.from(samples));
    this.#bytes += samples.length;
  }

  /** Forgets all. */
  clear() {
    this.#pieces = [];
    this.#bytes = 0;
  }

  /**
   * Looks at the next packet and leaves it in: it is dropped when it was really sent.
   * @param {Buffer} packet Of `packetBytes`; filled, with zeros where there is no more.
   * @returns {number} Sample frames that are real, 0 to 960.
   */
  peek(packet) {
    let filled = 0;
    for (const piece of this.#pieces) {
      filled += piece.copy(packet, filled);
      if (filled === packetBytes) break;
    }
    packet.fill(0, filled);
    return filled / bytesPerFrame;
  }

  /** @param {number} frames How many to drop from the front, at most what is there. */
  drop(frames = packetFrames) {
    let bytes = frames * bytesPerFrame;
    this.#bytes -= bytes;
    while (bytes > 0) {
      const first = this.#pieces[0];
      if (first.length <= bytes) {
        bytes -= first.length;
        this.#pieces.shift();
      } else {
        this.#pieces[0] = first.subarray(bytes);
        bytes = 0;
      }
    }
  }
}

/**
 * Fades a packet out in place. It ends before the packet does, so that the encoder's look-ahead holds nothing of it back.
 * @param {Buffer} packet Of `packetBytes`.
 * @param {number} rampFrames Sample frames until silence.
 */
export function fadeOut(packet, rampFrames) {
  for (let i = 0; i < packetFrames; i++) {
    const gain = Math.max(0, 1 - i / rampFrames);
    for (const at of [i * bytesPerFrame, i * bytesPerFrame + 2]) packet.writeInt16LE(Math.round(packet.readInt16LE(at) * gain), at);
  }
}

// What is said on one sink: epochs in, packets out, one each 20 ms. Knows nothing of Discord.
import { lookAheadFrames, packetBytes, packetFrames, silencePacket } from './opus.mjs';
import { SampleQueue, fadeOut } from './samples.mjs';

/** Discord wants this many packets of silence before a pause. */
const silences = 5;

/** Packets that must lie ready before the first one goes, so that a late piece makes no hole. */
const readyPackets = 2;

/** `sent` is told after so many packets: 40 ms. */
const packetsPerReport = 2;

/** Sample frames from full loudness to nothing: 13 ms, what remains of the packet is the look-ahead. */
const rampFrames = packetFrames - lookAheadFrames - 24;

/**
 * @typedef {object} SpeakerEvents
 * @property {(epoch: number, frames: number) => void} sent
 * @property {(epoch: number, frames: number) => void} flushed
 * @property {(epoch: number, frames: number) => void} faded
 * @property {() => void} quiet The last packet of silence has gone.
 */

/** @typedef {'idle' | 'filling' | 'playing' | 'sent'} Mode idle: no epoch, or its end was told; filling: waiting for enough to begin or go on; sent: all of it, and whether somebody took it is asked. */

/** One utterance after another. `tick` is called each 20 ms while `busy`. */
export class Speaker {
  /** @type {Mode} */
  #mode = 'idle';
  #epoch = -1;
  #sent = 0;
  #reported = 0;
  /** Sample frames up to the last sign of life. */
  #confirmed = 0;
  #flush = false;
  /** Packets of silence still to go; before them the look-ahead, when the last packet had no room for it. */
  #tail = 0;
  #drain = false;
  #queue = new SampleQueue();
  #packet = Buffer.alloc(packetBytes);
  /** What is to be sent next, when it is encoded already. @type {{real: number, packet: Buffer} | null} */ #encoded = null;

  /**
   * @param {object} parts
   * @param {import('./opus.mjs').Encoder} parts.encoder
   * @param {(packet: Buffer) => boolean} parts.send True when it is on the wire.
   * @param {() => boolean} parts.maySend Whether `send` would do it now.
   * @param {() => boolean} [parts.check] Asks for a sign of life of whoever takes the packets. True: `confirm`, `unsay` or `settle` follows.
   * @param {SpeakerEvents} parts.events
   */
  constructor({ encoder, send, maySend, check = () => false, events }) {
    this.encoder = encoder;
    this.send = send;
    this.maySend = maySend;
    this.check = check;
    this.events = events;
  }

  /** Whether there is something for `tick` to do. */
  get busy() {
    if (this.#tail > 0 || this.#drain || this.#mode === 'playing') return true;
    return this.#mode === 'filling' && this.#isReady() && this.maySend();
  }

  /** @param {number} epoch Begins it; what is left of another one is dropped. */
  play(epoch) {
    if (this.#drain && this.maySend()) this.#sendTail();
    this.settle();
    this.#report();
    this.#queue.clear();
    this.#epoch = epoch;
    this.#encoded = null;
    this.#sent = this.#reported = this.#confirmed = 0;
    this.#flush = false;
    this.#drain = false;
    this.#mode = 'filling';
    this.encoder.reset();
  }

  /**
   * @param {number} epoch Of another epoch, or of one that was dropped: thrown away.
   * @param {Buffer} samples
   */
  audio(epoch, samples) {
    if (epoch === this.#epoch && !this.#flush && (this.#mode === 'filling' || this.#mode === 'playing')) this.#queue.push(samples);
  }

  /** @param {number} epoch No more of it comes. */
  flush(epoch) {
    if (epoch !== this.#epoch) return this.events.flushed(epoch, 0);
    if (this.#mode === 'idle') return this.events.flushed(epoch, this.#sent);
    if (this.#mode === 'sent') return;
    this.#flush = true;
    if (this.#queue.frames > 0) return;
    this.#drain = this.#mode === 'playing';
    this.#endEpoch();
  }

  /** @param {number} epoch What is not sent of it is dropped; when it is being heard, a ramp of one packet goes first, at once, a little before its beat. */
  fade(epoch) {
    if (epoch !== this.#epoch) return this.events.faded(epoch, 0);
    if (this.#mode === 'playing' && this.maySend()) {
      // With nothing in hand the encoder still holds the end of what was sent.
      this.#drain = this.#queue.peek(this.#packet) === 0;
      this.#tail = silences;
      if (!this.#drain) {
        fadeOut(this.#packet, rampFrames);
        this.send(this.encoder.encode(this.#packet));
      }
    }
    this.#encoded = null;
    this.#mode = 'idle';
    this.#queue.clear();
    this.#reported = this.#sent;
    this.events.faded(epoch, this.#sent);
  }

  /** A sign of life of whoever takes the packets. */
  confirm() {
    this.#confirmed = this.#sent;
    this.settle();
  }

  /** No sign of life is waited for any more: an epoch that was sent is over. */
  settle() {
    if (this.#mode !== 'sent') return;
    this.#mode = 'idle';
    this.#reported = this.#sent;
    this.events.flushed(this.#epoch, this.#sent);
  }

  /** Nobody took what was sent since the last sign of life: the epoch ends there, and its `flushed` says so. */
  unsay() {
    if (this.#mode === 'idle' || this.#sent === this.#confirmed) return;
    this.#mode = 'idle';
    this.#queue.clear();
    this.#sent = this.#reported = this.#confirmed;
    this.events.flushed(this.#epoch, this.#sent);
  }

  /** Sends one packet, when there is one and it may leave. */
  tick() {
    if (!this.maySend()) return this.#hold();
    if (this.#mode === 'filling' && this.#isReady()) {
      this.#mode = 'playing';
      this.#tail = 0;
      this.#drain = false;
    }
    if (this.#mode === 'playing') return this.#sendNext();
    this.#sendTail();
  }

  #isReady() {
    return this.#queue.frames >= readyPackets * packetFrames || (this.#flush && this.#queue.frames > 0);
  }

  /** The connection went, or nobody is there: audio waits, silence does not. */
  #hold() {
    this.#tail = 0;
    this.#drain = false;
    if (this.#mode === 'playing') {
      this.#mode = 'filling';
      this.#report();
    }
  }

  #sendNext() {
    if (this.#queue.frames < packetFrames && !(this.#flush && this.#queue.frames > 0)) {
      // Nothing in time: silence to the ear, and two packets in hand before it goes on.
      this.#mode = 'filling';
      this.#tail = silences;
      this.#report();
      return this.#sendTail();
    }
    // One that did not leave is not encoded again: the encoder goes on from it.
    this.#encoded ??= { real: this.#queue.peek(this.#packet), packet: this.encoder.encode(this.#packet) };
    const { real, packet } = this.#encoded;
    if (!this.send(packet)) return;
    this.#encoded = null;
    this.#queue.drop(real);
    this.#sent += real;
    if (this.#flush && this.#queue.frames === 0) {
      this.#drain = packetFrames - real < lookAheadFrames;
      this.#endEpoch();
    } else if (this.#sent - this.#reported >= packetsPerReport * packetFrames) {
      this.#report();
    }
  }

  #sendTail() {
    if (this.#drain) {
      this.#drain = false;
      this.send(this.encoder.encode(this.#packet.fill(0)));
    } else if (this.#tail > 0) {
      this.#tail--;
      this.send(silencePacket);
      if (this.#tail === 0) this.events.quiet();
    }
  }

  #endEpoch() {
    if (this.#mode === 'playing') this.#tail = silences;
    this.#mode = 'sent';
    if (this.#sent === this.#confirmed || !this.check()) return this.settle();
    // Else the worker would see no progress meanwhile.
    if (this.#mode === 'sent') this.#report();
  }

  #report() {
    if (this.#sent === this.#reported) return;
    this.#reported = this.#sent;
    this.events.sent(this.#epoch, this.#sent);
  }
}

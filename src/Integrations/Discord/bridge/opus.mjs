// The encoder: 20 ms of 48 kHz stereo into one Opus packet.

/** Sample frames in a packet: 20 ms. */
export const packetFrames = 960;

/** Bytes of them: stereo s16. */
export const packetBytes = packetFrames * 4;

/** Sample frames that the encoder holds back (look-ahead); so much must follow the last real one. */
export const lookAheadFrames = 312;

/** Opus' own "nothing": what Discord expects five times before a pause. Sent bare, never encrypted end to end. */
export const silencePacket = Buffer.from([0xf8, 0xff, 0xfe]);

// opus_defines.h
const setBitrate = 4002;
const resetState = 4028;

/**
 * @typedef {object} Encoder
 * @property {(samples: Buffer) => Buffer} encode One packet of exactly `packetBytes`.
 * @property {() => void} reset Forgets what came before.
 * @property {(bitsPerSecond: number) => void} bitrate
 */

/**
 * @param {any} OpusScript The module opusscript 0.0.8.
 * @returns {Encoder}
 */
export function createEncoder(OpusScript) {
  const opus = new OpusScript(48000, 2, OpusScript.Application.AUDIO);
  // The library lays its input view at twice the pointer it allocated (a u16 view sliced by a byte offset): wrong memory, and out of bounds from the 20th encoder on.
  opus.inPCM = new Uint16Array(opus.outOpus.buffer, opus.inPCMPointer, opus.inPCMLength / 2);
  return {
    encode: (samples) => opus.encode(samples, packetFrames),
    reset: () => opus.encoderCTL(resetState, 0),
    bitrate: (bitsPerSecond) => opus.encoderCTL(setBitrate, bitsPerSecond),
  };
}

/**
 * Loads the codec and lets the machine compile it, which would stall the first words by 100 to 200 ms.
 * @param {any} OpusScript
 */
export function warmEncoder(OpusScript) {
  const encoder = createEncoder(OpusScript);
  const noise = Buffer.alloc(packetBytes);
  for (let i = 0; i < packetBytes; i += 2) noise.writeInt16LE(((i * 7919) % 8192) - 4096, i);
  for (let i = 0; i < 50; i++) encoder.encode(noise);
  return encoder;
}

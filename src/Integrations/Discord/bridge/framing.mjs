// Frames of docs/discord-bridge.md: u8 type, u32le length, payload.

/** Payload: one JSON object, UTF-8. */
export const jsonFrame = 1;

/** Payload: u8 sink, u32le epoch, samples. */
export const audioFrame = 2;

/** Longest payload, bytes. */
export const maxPayload = 1 << 20;

const headerLength = 5;

/** Somebody does not keep to the protocol; nothing after it can be trusted. */
export class ProtocolError extends Error {
  /** @param {string} message What was wrong. */
  constructor(message) {
    super(message);
    this.name = 'ProtocolError';
  }
}

/**
 * Header and payload in one buffer, so that they leave in one write.
 * @param {number} type
 * @param {Buffer} payload
 * @returns {Buffer}
 */
export function frame(type, payload) {
  if (payload.length > maxPayload) throw new ProtocolError(`A frame of ${payload.length} bytes is longer than ${maxPayload}.`);
  const whole = Buffer.allocUnsafe(headerLength + payload.length);
  whole.writeUInt8(type, 0);
  whole.writeUInt32LE(payload.length, 1);
  payload.copy(whole, headerLength);
  return whole;
}

/**
 * @param {object} message Anything that JSON can hold.
 * @returns {Buffer} Its frame.
 */
export function jsonToFrame(message) {
  return frame(jsonFrame, Buffer.from(JSON.stringify(message), 'utf8'));
}

/** Cuts what arrives into frames, and hands each over in order before it returns. */
export class FrameReader {
  /** @type {Buffer} */
  #rest = Buffer.alloc(0);

  /** @type {(type: number, payload: Buffer) => void} */
  #take;

  /** @param {(type: number, payload: Buffer) => void} take Gets each frame; the payload is only good during the call. */
  constructor(take) {
    this.#take = take;
  }

  /** @param {Buffer} chunk As it came. Throws ProtocolError on a length over the limit, before anything is kept for it. */
  push(chunk) {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (data.length >= headerLength) {
      const length = data.readUInt32LE(1);
      if (length > maxPayload) throw new ProtocolError(`A frame says that it has ${length} bytes, more than ${maxPayload}.`);
      if (data.length < headerLength + length) break;
      const type = data.readUInt8(0);
      const payload = data.subarray(headerLength, headerLength + length);
      data = data.subarray(headerLength + length);
      this.#take(type, payload);
    }
    // A copy: the rest must not hold the whole chunk.
    this.#rest = data.length === 0 ? Buffer.alloc(0) : Buffer.from(data);
  }
}

/**
 * @param {Buffer} payload Of a JSON frame.
 * @returns {{t: string} & Record<string, unknown>} The message. Throws ProtocolError when it is not one object with a kind.
 */
export function parseMessage(payload) {
  let message;
  try {
    message = JSON.parse(payload.toString('utf8'));
  } catch {
    throw new ProtocolError('A JSON frame cannot be read.');
  }
  if (message === null || typeof message !== 'object' || Array.isArray(message) || typeof message.t !== 'string') {
    throw new ProtocolError('A JSON frame is not an object with "t".');
  }
  return message;
}

const audioHeaderLength = 5;
const bytesPerSampleFrame = 4;

/** Longest audio in one frame, bytes: 40 ms. */
const maxAudio = 1920 * bytesPerSampleFrame;

/**
 * @param {Buffer} payload Of an audio frame.
 * @returns {{sink: number, epoch: number, samples: Buffer}} Throws ProtocolError when it is no whole number of sample frames or too long.
 */
export function parseAudio(payload) {
  const length = payload.length - audioHeaderLength;
  if (length < 0 || length > maxAudio || length % bytesPerSampleFrame !== 0) {
    throw new ProtocolError(`An audio frame of ${payload.length} bytes is not 0 to 40 ms of whole sample frames.`);
  }
  return { sink: payload.readUInt8(0), epoch: payload.readUInt32LE(1), samples: payload.subarray(audioHeaderLength) };
}

// The one socket to the worker.
import net from 'node:net';
import { FrameReader, ProtocolError, audioFrame, jsonFrame, jsonToFrame, parseAudio, parseMessage } from './framing.mjs';

/** What the worker has not read: over this, what can be missed is dropped. */
const soft = 1 << 20;

/** Over this the worker is taken for dead. */
const hard = 16 << 20;

/**
 * @typedef {object} LinkHandlers
 * @property {(message: {t: string} & Record<string, any>) => void} message In order, before anything that came later.
 * @property {(sink: number, epoch: number, samples: Buffer) => void} audio The samples are only good during the call.
 * @property {(error: Error | null) => void} closed Once. Null when the worker closed it.
 */

/** Frames to and from the worker. */
export class Link {
  #closed = false;
  #reader;

  /**
   * @param {string} path Of the Unix socket or named pipe.
   * @param {LinkHandlers} handlers
   */
  constructor(path, handlers) {
    this.handlers = handlers;
    this.socket = net.connect({ path });
    this.#reader = new FrameReader((type, payload) => this.#take(type, payload));
    this.socket.on('error', (error) => this.#close(error));
    this.socket.on('close', () => this.#close(null));
    this.socket.on('end', () => this.#close(null));
  }

  /** Begins to read: before, nothing that comes is lost, and nothing is handled. */
  read() {
    this.socket.on('data', (chunk) => this.#guarded(() => this.#reader.push(/** @type {Buffer} */ (chunk))));
  }

  /** Resolves when the message has left. @param {object} message */
  async sendAndWait(message) {
    await new Promise((resolve) => this.socket.write(jsonToFrame(message), resolve));
  }

  /** @param {object} message Sent in order; nothing after the socket closed. */
  send(message) {
    if (this.#closed) return;
    if (this.socket.writableLength > hard) {
      this.#close(new Error('The worker does not read its socket.'));
      return;
    }
    this.socket.write(jsonToFrame(message));
  }

  /** @param {object} message Sent, unless the worker lags far behind. */
  offer(message) {
    if (this.socket.writableLength < soft) this.send(message);
  }

  /** Says nothing more; resolves when what was said has left, or after `limitMs`. @param {number} limitMs */
  async end(limitMs) {
    this.#closed = true;
    if (this.socket.destroyed) return;
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.socket.end(() => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
  }

  /** @param {number} type @param {Buffer} payload */
  #take(type, payload) {
    if (this.#closed) return;
    if (type === audioFrame) {
      const { sink, epoch, samples } = parseAudio(payload);
      this.handlers.audio(sink, epoch, samples);
    } else if (type === jsonFrame) {
      this.handlers.message(parseMessage(payload));
    }
  }

  /** @param {() => void} action */
  #guarded(action) {
    try {
      action();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#close(error);
    }
  }

  /** @param {Error | null} error */
  #close(error) {
    if (this.#closed) return;
    this.#closed = true;
    this.handlers.closed(error);
  }
}

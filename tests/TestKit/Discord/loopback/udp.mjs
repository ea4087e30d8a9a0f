// The voice server's UDP port as the main thread sees it.
import { Worker } from 'node:worker_threads';

export class UdpPort {
  #thread = new Worker(new URL('./udp-thread.mjs', import.meta.url));
  #resolve;
  /** Who waits for `settle`, in order. */
  #settling = [];

  /** Its port. */
  bound = new Promise((resolve) => (this.#resolve = resolve));

  /** @param {(data: Buffer, remote: {address: string, port: number}, at: number) => void} came Of each packet, with the time of its arrival. */
  constructor(came) {
    this.#thread.on('message', ({ bound, settled, data, address, port, at }) => {
      if (bound) this.#resolve(bound);
      else if (settled) this.#settling.shift()();
      else came(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { address, port }, at);
    });
  }

  /** Waits until every packet that had arrived by now was handled. */
  settle() {
    return new Promise((resolve) => {
      this.#settling.push(resolve);
      this.#thread.postMessage({ settle: true });
    });
  }

  send(data, port, address) {
    this.#thread.postMessage({ data, port, address });
  }
}

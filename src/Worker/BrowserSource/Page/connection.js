// Starts the thread that holds the line to the worker (line.js), and tells the page what comes through it.

const retryWait = 2000; // after the thread could not be started or broke, as when the worker stops while the page loads

export class Connection {
  #address;
  #handlers;
  #thread = null;

  /** @param {URL} address of the socket, with key and name
   *  @param {{message: Function, open: Function, lost: (why: string) => void, made: Function}} handlers made: there is a new thread, which needs the player's port */
  constructor(address, handlers) {
    this.#address = address;
    this.#handlers = handlers;
    addEventListener('online', () => this.#hurry());
    document.addEventListener('visibilitychange', () => this.#hurry());
    queueMicrotask(() => this.#start());
  }

  /** Says how the audio is: starting, running, blocked, off or unsupported. */
  tellAudio(state) {
    this.#thread?.postMessage({ type: 'audio', state });
  }

  /** Hands the line a port to the player, which takes audio and answers what was played. */
  attach(port) {
    this.#thread?.postMessage({ type: 'player', port }, [port]);
  }

  #start() {
    const thread = this.#thread = new Worker(new URL('line.js', import.meta.url), { type: 'module' });
    thread.onerror = problem => {
      if (thread !== this.#thread) return;
      console.error('The line to the worker could not be started or broke; it is started again:', problem.message);
      thread.terminate();
      this.#thread = null;
      this.#handlers.lost('');
      setTimeout(() => this.#start(), retryWait);
    };
    thread.onmessage = ({ data }) => {
      if (thread !== this.#thread) return;
      switch (data.type) {
        case 'open': return this.#handlers.open();
        case 'lost': return this.#handlers.lost(data.why);
        case 'message': return this.#handlers.message(data.message);
      }
    };
    thread.postMessage({ type: 'connect', address: this.#address.href });
    this.#handlers.made();
  }

  #hurry() {
    if (document.visibilityState === 'visible') this.#thread?.postMessage({ type: 'hurry' });
  }
}

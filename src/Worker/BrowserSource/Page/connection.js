// The line to the worker. It is made again by itself, sooner after a short time and later after a long one.

const firstWait = 300;
const longestWait = 5000;
const refusedWait = 20000; // nothing changes by asking again soon, and wrong keys are counted
const wrongKey = 'The key in this page\'s address is missing or wrong. Make one with: ishowtts keys add obs --scope overlay';
const silenceLimit = 15000; // the worker says something every 5 s
const askLimit = 5000; // what takes the question why and does not answer must not hold up the next try

export class Connection {
  #address;
  #handlers;
  #socket = null;
  #failures = 0;
  #timer = 0;
  #heardAt = 0;

  /** @param {URL} address of the socket, with key and name
   *  @param {{message: Function, audio: Function, open: Function, lost: (why: string) => void}} handlers */
  constructor(address, handlers) {
    this.#address = address;
    this.#handlers = handlers;
    addEventListener('online', () => this.#hurry());
    document.addEventListener('visibilitychange', () => this.#hurry());
    setInterval(() => this.#watch(), 2000);
    this.#connect();
  }

  /** Tells the worker something; lost when there is no line, as all of it is about the line that is. */
  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #connect() {
    clearTimeout(this.#timer);
    const url = new URL(this.#address);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = this.#socket = new WebSocket(url);
    let isOpen = false;
    socket.binaryType = 'arraybuffer';
    this.#heardAt = performance.now();
    socket.onopen = () => {
      if (socket !== this.#socket) return;
      isOpen = true;
      this.#failures = 0;
      this.#handlers.open();
    };
    socket.onmessage = event => {
      if (socket !== this.#socket) return; // a line that was given up speaks no more
      this.#heardAt = performance.now();
      if (typeof event.data === 'string') this.#handlers.message(JSON.parse(event.data));
      else this.#handlers.audio(event.data);
    };
    socket.onclose = async () => {
      if (socket !== this.#socket) return;
      this.#socket = null;
      const why = isOpen ? '' : await this.#askWhy();
      if (this.#socket !== null) return; // it was made again in the meantime
      this.#handlers.lost(why);
      const wait = why === '' ? Math.min(longestWait, firstWait * 2 ** this.#failures++) : refusedWait;
      this.#timer = setTimeout(() => this.#connect(), wait * (0.75 + Math.random() / 2));
    };
  }

  /** A browser does not tell why a socket was refused; a plain request does. */
  async #askWhy() {
    try {
      const answer = await fetch(this.#address, { cache: 'no-store', signal: AbortSignal.timeout(askLimit) });
      if (answer.status === 426) return '';
      if (answer.status === 401) return wrongKey;
      const problem = await answer.json();
      return `${problem.title}. ${problem.detail}`;
    } catch {
      return ''; // the worker is not there; it is tried again
    }
  }

  #watch() {
    if (this.#socket !== null && performance.now() - this.#heardAt > silenceLimit) this.#socket.close();
  }

  #hurry() {
    if (this.#socket === null && document.visibilityState === 'visible') {
      this.#failures = 0;
      this.#connect();
    }
  }
}

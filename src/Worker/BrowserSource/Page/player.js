// Makes the audio graph: an audio thread (player-worklet.js) that gets its audio from the line's thread. The audio clock of this page is the clock of the sink.

const sampleRate = 48000;
const startLimit = 700;
const retryWait = 2000; // after the player could not be loaded or broke, as when the worker stops while the page loads

export class Player {
  #onPort;
  #onState;
  #context = null;
  #timer = 0;
  #node = null;
  #state = '';

  /** @param {(port: MessagePort) => void} onPort is given the port that takes audio and answers what was played
   *  @param {(state: string) => void} onState is told starting, running, blocked or unsupported */
  constructor(onPort, onState) {
    this.#onPort = onPort;
    this.#onState = onState;
  }

  /** starting, running, blocked or unsupported; empty before the first start. */
  get state() {
    return this.#state;
  }

  /** Makes the audio graph unless there is one; tries again by itself. */
  async start() {
    clearTimeout(this.#timer);
    if (this.#context !== null) return;
    if (typeof AudioContext === 'undefined' || !('audioWorklet' in AudioContext.prototype) || !window.isSecureContext) {
      this.#tell('unsupported');
      return;
    }

    try {
      const context = this.#context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
      await context.audioWorklet.addModule(new URL('player-worklet.js', import.meta.url));
      const node = this.#node = new AudioWorkletNode(context, 'ishowtts-player', { numberOfInputs: 0, outputChannelCount: [2] });
      node.onprocessorerror = () => this.#startAgain('The audio player broke.');
      this.attach();
      node.connect(context.destination);
      context.onstatechange = () => this.#look(context);
      context.resume().catch(problem => console.warn('Audio is not allowed yet:', problem));
      setTimeout(() => this.#look(context), startLimit);
      if (context.state === 'running') this.#look(context);
    } catch (problem) {
      this.#startAgain(problem);
    }
  }

  /** Gives up the audio graph and makes another after a while. */
  #startAgain(problem) {
    console.error('The audio player could not be started or broke; it is started again:', problem);
    const context = this.#context;
    this.#context = this.#node = null;
    context?.close().catch(trouble => console.warn('The audio could not be closed:', trouble));
    this.#tell('starting');
    this.#timer = setTimeout(() => this.start(), retryWait);
  }

  /** Asks again, after a click. */
  resume() {
    this.#context?.resume().catch(problem => console.warn('Audio is not allowed yet:', problem));
  }

  /** Gives the audio thread and the line's thread the two ends of a channel; nothing before there is an audio thread. */
  attach() {
    if (this.#node === null) return;
    const { port1, port2 } = new MessageChannel();
    this.#node.port.postMessage({ type: 'line', port: port1 }, [port1]);
    this.#onPort(port2);
  }

  #look(context) {
    if (context !== this.#context) return; // it was given up
    this.#tell(context.state === 'running' ? 'running' : 'blocked');
  }

  #tell(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }
}

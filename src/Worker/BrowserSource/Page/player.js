// Plays the worker's audio and says how far. The audio clock of this page is the clock of the sink.

const sampleRate = 48000;
const headerBytes = 24;
const startLimit = 700;
const retryWait = 2000; // after the player could not be loaded or broke, as when the worker stops while the page loads

export class Player {
  #report;
  #onState;
  #context = null;
  #timer = 0;
  #node = null;
  #state = '';

  /** @param {(message: object) => void} report tells the worker
   *  @param {(state: string) => void} onState is told starting, running, blocked or unsupported */
  constructor(report, onState) {
    this.#report = report;
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
      node.port.onmessage = event => this.#report(event.data);
      node.onprocessorerror = () => this.#startAgain('The audio player broke.');
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

  /** Takes a packet: its layout is said in PcmPacket.cs. */
  play(buffer) {
    if (this.#node === null || this.#state !== 'running' || buffer.byteLength < headerBytes) return;
    const view = new DataView(buffer);
    this.#node.port.postMessage({
      type: 'pcm',
      generation: view.getUint32(0, true),
      sequence: view.getUint32(4, true),
      channels: view.getUint32(8, true),
      position: view.getFloat64(16, true),
      samples: new Int16Array(buffer, headerBytes),
    }, [buffer]);
  }

  /** Hands on fade, utterance and end marks. */
  tell(message) {
    this.#node?.port.postMessage(message);
  }

  /** Forgets all audio: the connection is gone, and with it who counts what is heard. */
  reset() {
    this.#node?.port.postMessage({ type: 'reset' });
  }

  /** Audio that waits when playing stops is never heard: the worker does not count it, and may play it again or never. */
  #look(context) {
    if (context !== this.#context) return; // it was given up
    const isRunning = context.state === 'running';
    if (!isRunning) this.reset();
    this.#tell(isRunning ? 'running' : 'blocked');
  }

  #tell(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }
}

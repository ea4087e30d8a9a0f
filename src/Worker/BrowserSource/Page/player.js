// Plays the worker's audio and says how far. The audio clock of this page is the clock of the sink.

const sampleRate = 48000;
const headerBytes = 24;
const startLimit = 700;

export class Player {
  #report;
  #onState;
  #context = null;
  #node = null;
  #state = '';

  /** @param {(message: object) => void} report tells the worker
   *  @param {(state: string) => void} onState is told running, blocked or unsupported */
  constructor(report, onState) {
    this.#report = report;
    this.#onState = onState;
  }

  /** running, blocked or unsupported; empty while it is not known. */
  get state() {
    return this.#state;
  }

  /** Makes the audio graph; once. */
  async start() {
    if (this.#context !== null) return;
    if (typeof AudioContext === 'undefined' || !('audioWorklet' in AudioContext.prototype) || !window.isSecureContext) {
      this.#tell('unsupported');
      return;
    }

    try {
      this.#context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
      await this.#context.audioWorklet.addModule(new URL('player-worklet.js', import.meta.url));
      this.#node = new AudioWorkletNode(this.#context, 'ishowtts-player', { numberOfInputs: 0, outputChannelCount: [2] });
    } catch (problem) {
      console.error('The audio player could not be started:', problem);
      this.#tell('unsupported');
      return;
    }

    this.#node.port.onmessage = event => this.#report(event.data);
    this.#node.onprocessorerror = () => this.#tell('unsupported');
    this.#node.connect(this.#context.destination);
    this.#context.onstatechange = () => this.#look();
    this.#context.resume().catch(problem => console.warn('Audio is not allowed yet:', problem));
    setTimeout(() => this.#look(), startLimit);
    if (this.#context.state === 'running') this.#look();
  }

  /** Asks again, after a click. */
  resume() {
    this.#context?.resume().catch(problem => console.warn('Audio is not allowed yet:', problem));
  }

  /** Takes a packet: its layout is said in PcmPacket.cs. */
  play(buffer) {
    if (this.#node === null || buffer.byteLength < headerBytes) return;
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

  #look() {
    this.#tell(this.#context.state === 'running' ? 'running' : 'blocked');
  }

  #tell(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }
}

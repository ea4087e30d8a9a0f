// Plays 48 kHz sample frames from a ring, in the audio thread. Gets them from the line's thread, through a port that the page hands over,
// and answers there how many of a run (generation) were played.

const ringFrames = 2 * 48000;
const prebufferFrames = 1920; // 40 ms, so that the first packets may be uneven
const patienceFrames = 2880; // what is less begins after 60 ms all the same
const rampFrames = 96; // 2 ms up after silence
const fadeFrames = 1344; // 28 ms down when the worker says so
const tailDecay = 0.97; // a run that ends off zero falls to it within 5 ms
const reportFrames = 1024; // 21 ms
const heartbeatFrames = 24000; // half a second: the worker shall know that the audio clock runs

class RingPlayer extends AudioWorkletProcessor {
  constructor() {
    super();
    this.left = new Float32Array(ringFrames);
    this.right = new Float32Array(ringFrames);
    this.lastLeft = 0;
    this.lastRight = 0;
    this.sinceReport = heartbeatFrames;
    this.line = null;
    this.#begin(0, 0);
    this.port.onmessage = ({ data }) => this.#connect(data.port);
  }

  #connect(line) {
    this.line?.close();
    this.line = line;
    line.onmessage = ({ data }) => this.#take(data);
    this.#reset();
  }

  /** Forgets all audio, and soon tells that the clock runs. */
  #reset() {
    this.#begin(0, 0);
    this.sinceReport = heartbeatFrames;
  }

  #answer(message) {
    this.line?.postMessage(message);
  }

  #begin(generation, position) {
    this.generation = generation;
    this.played = position; // sample frames of this run that were played
    this.next = position; // and that came
    this.start = 0; // where the next one lies in the ring
    this.count = 0;
    this.isPlaying = false;
    this.waited = 0;
    this.fade = -1; // sample frames of the fall that are left; -1 for none
    this.marks = [];
    this.current = null; // utterance that was said to have started
  }

  #take(message) {
    switch (message.type) {
      case 'pcm':
        if (message.generation > this.generation) this.#begin(message.generation, message.position);
        if (message.generation === this.generation && this.fade < 0) this.#append(message);
        break;
      case 'fade':
        if (message.generation === this.generation) this.#fadeOut();
        else this.#answer({ type: 'faded', generation: message.generation, frames: 0 });
        break;
      case 'utterance':
      case 'end':
        if (message.generation > this.generation) this.#begin(message.generation, message.frame);
        if (message.generation === this.generation && this.marks.length < 64) this.marks.push(message);
        break;
      case 'ask':
        this.sinceReport = heartbeatFrames;
        break;
      case 'reset':
        this.#reset();
        break;
    }
  }

  #append({ position, channels, samples }) {
    if (position !== this.next) this.#begin(this.generation, position); // it came in the middle of a run, or back to it
    const frames = samples.length / channels;
    this.next += frames;
    for (let i = 0; i < frames; i++) {
      if (this.count === ringFrames) { // only in a page that does not count: the one that does is never sent so much
        this.start = (this.start + 1) % ringFrames;
        this.count--;
        this.played++;
      }

      const at = (this.start + this.count++) % ringFrames;
      this.left[at] = samples[i * channels] / 32767;
      this.right[at] = samples[i * channels + channels - 1] / 32767;
    }
  }

  #fadeOut() {
    this.marks = [];
    if (this.isPlaying && this.count > 0) {
      this.count = Math.min(this.count, fadeFrames);
      this.fadeLength = this.count;
      this.fade = this.count;
    } else {
      this.count = 0;
      this.#faded();
    }
  }

  #faded() {
    const ended = this.current;
    this.#answer({ type: 'faded', generation: this.generation, frames: this.played });
    if (ended !== null) this.#answer({ type: 'ended', generation: this.generation, frames: this.played, utterance: ended });
    this.#begin(this.generation + 1, 0);
  }

  process(_inputs, [[left, right]]) {
    const length = left.length;
    if (!this.isPlaying && this.count > 0) {
      this.waited += length;
      if (this.count >= prebufferFrames || this.waited >= patienceFrames) {
        this.isPlaying = true;
        this.waited = 0;
        this.ramp = 0;
      }
    }

    const frames = this.isPlaying ? Math.min(length, this.count) : 0;
    for (let i = 0; i < frames; i++) {
      const at = (this.start + i) % ringFrames;
      let gain = 1;
      if (this.ramp < rampFrames) gain *= ++this.ramp / rampFrames;
      if (this.fade > 0) gain *= 0.5 - 0.5 * Math.cos(Math.PI * --this.fade / this.fadeLength);
      left[i] = this.lastLeft = this.left[at] * gain;
      right[i] = this.lastRight = this.right[at] * gain;
    }

    for (let i = frames; i < length && (this.lastLeft !== 0 || this.lastRight !== 0); i++) {
      left[i] = this.lastLeft = this.#fall(this.lastLeft);
      right[i] = this.lastRight = this.#fall(this.lastRight);
    }

    this.start = (this.start + frames) % ringFrames;
    this.count -= frames;
    this.played += frames;
    this.#pass();
    this.#tell(length, frames > 0 && this.count === 0);
    return true;
  }

  #fall(sample) {
    return Math.abs(sample) < 1e-4 ? 0 : sample * tailDecay;
  }

  /** Says which utterances began and ended up to here. */
  #pass() {
    while (this.marks.length > 0 && (this.marks[0].type === 'end' ? this.marks[0].frame <= this.played : this.marks[0].frame < this.played)) {
      const { type, id } = this.marks.shift();
      this.current = type === 'end' ? null : id;
      this.#answer({ type: type === 'end' ? 'ended' : 'started', generation: this.generation, frames: this.played, utterance: id });
    }
  }

  #tell(length, ranDry) {
    this.sinceReport += length;
    if (ranDry) this.isPlaying = false;
    if (ranDry && this.fade === 0) {
      this.#faded();
      this.sinceReport = 0;
    } else if (ranDry || this.sinceReport >= (this.isPlaying ? reportFrames : heartbeatFrames)) {
      this.#answer({ type: ranDry ? 'dry' : 'played', generation: this.generation, frames: this.played });
      this.sinceReport = 0;
    }
  }
}

registerProcessor('ishowtts-player', RingPlayer);

// One stay in a voice channel, from asking to leaving. It never asks Discord twice: what comes after trouble is the sink's to decide, with a wait.
import { Timer } from './clock.mjs';
import { SendError } from './library-guard.mjs';
import { PrivacyError, hasKeys, isPrivate, mayLeave } from './privacy.mjs';
import { words } from './log.mjs';
import { Pulse } from './pulse.mjs';
import { Repeats } from './repeats.mjs';
import { askOnce } from './voice-adapter.mjs';
import { troubleOfClose } from './voice-trouble.mjs';
/** @import {SessionParts} from './types.mjs' */

/** The gateway, the voice server and the discovery of the address answer within this, or never. */
const answerMs = 15_000;

/** After 4014 a move shows within this. */
const moveMs = 5_000;

/** A voice server so young may have been told before the move that it is for. */
const youngServerMs = 1_000;

/** The group of a channel that the bot is not in any more never gets keys; a right server would be told within this. */
const wrongGroupMs = 300;

/** A server that drops a resumed socket so often within ten seconds is given up. */
const mostResumes = 5;
const resumeWindowMs = 10_000;

/** `Resuming` of the library's NetworkingStatusCode. */
const resuming = 5;

/** Of the library's VoiceConnectionDisconnectReason. */
const disconnected = { socketClosed: 0, adapterUnavailable: 1, endpointRemoved: 2 };

/** Wraps the library's VoiceConnection. */
export class VoiceSession {
  #over = false;
  #inChannel = false;
  #isAnswered = false;
  #answer;
  #move;
  #wrongGroup;
  #resumes;
  #pulse;
  /** The channel that the current connection's group is of. @type {string | null} */ #groupOf = null;
  #servedAt = 0;
  #lastError = '';

  /** Why it is not ready at the moment, when it was before. @type {string} */
  lostReason = '';

  /** @param {SessionParts} parts */
  constructor({ voice, guild, channelId, clock, log, isOnline, changed, alive, failed }) {
    this.clock = clock;
    this.log = log;
    this.isOnline = isOnline;
    this.changed = changed;
    this.alive = alive;
    this.failed = failed;
    this.#answer = new Timer(clock, () => this.#noAnswer());
    this.#move = new Timer(clock, () => this.fail('kicked', 'Discord disconnected the bot (4014)', false));
    this.#wrongGroup = new Timer(clock, () => this.fail('moved', 'the server of the new channel was told before the move', false));
    this.#resumes = new Repeats(clock, mostResumes, resumeWindowMs);
    this.#pulse = new Pulse(clock, {
      ask: () => this.connection.state.networking.state.ws.sendHeartbeat(),
      dead: () => this.fail('socket', 'the voice server does not answer any more', false, true),
    });
    this.#answer.start(answerMs);
    this.connection = voice.joinVoiceChannel({
      channelId,
      guildId: guild.id,
      selfDeaf: true,
      selfMute: false,
      adapterCreator: askOnce(guild, {
        state: (data, pass) => this.#guarded(() => this.#voiceState(data, pass)),
        server: (_, pass) => {
          this.#isAnswered = true;
          this.#guarded(pass);
        },
        gone: () => this.fail('session', 'the gateway was closed', false),
      }),
    });
    this.connection.on('stateChange', (/** @type {any} */ before, /** @type {any} */ now) => this.#stateChanged(before, now));
    this.connection.on('error', (/** @type {any} */ error) => this.#error(error));
    // The shard was not ready: the library says so before anybody could listen.
    if (this.connection.state.status === 'disconnected') clock.after(() => this.fail('session', 'the gateway is not connected', false), 0);
  }

  /** Whether Discord has said anything to the wish to join. */
  get isAnswered() {
    return this.#isAnswered;
  }

  /** Whether the voice server knows us. */
  get isReady() {
    return this.connection.state.status === 'ready';
  }

  /** Where the bot is, or asked to go. @returns {string | null} */
  get channelId() {
    return this.connection.joinConfig.channelId;
  }

  /** Whether speech is encrypted end to end here. */
  get isPrivate() {
    return this.isReady && isPrivate(this.connection.state.networking);
  }

  /** Whether it is, now. */
  get hasKeys() {
    return this.isReady && hasKeys(this.connection.state.networking);
  }

  /** Whether a packet would leave now. */
  get maySend() {
    return !this.#over && this.isReady && mayLeave(this.connection.state.networking);
  }

  /**
   * @param {Buffer} packet Opus.
   * @returns {boolean} Whether it left.
   */
  send(packet) {
    if (!this.maySend) return false;
    try {
      const left = this.connection.playOpusPacket(packet) === true;
      if (left) this.#pulse.spoke();
      return left;
    } catch (error) {
      this.#error(new PrivacyError(error));
      return false;
    }
  }

  /** All was said. @returns {boolean} Whether it is asked who took it: then `alive` follows, or trouble, or the connection is not ready any more. */
  check() {
    return this.maySend && this.#pulse.check();
  }

  /** Tells Discord that nothing is said for now. */
  quiet() {
    if (!this.#over) this.connection.setSpeaking(false);
  }

  /** Leaves; nothing is told afterwards. */
  end() {
    if (this.#over) return;
    this.#over = true;
    this.#answer.cancel();
    this.#move.cancel();
    this.#pulse.rest();
    this.#wrongGroup.cancel();
    if (this.connection.state.status !== 'destroyed') this.connection.destroy();
  }

  /** Leaves and tells why. @param {string} reason @param {string} detail @param {boolean} final @param {boolean} unheard */
  fail(reason, detail, final, unheard = false) {
    if (this.#over) return;
    this.end();
    this.failed({ reason, detail, final, unheard });
  }

  /** @param {any} data VOICE_STATE_UPDATE of the bot. @param {() => void} pass Gives it to the library. */
  #voiceState(data, pass) {
    if (data.channel_id === null) {
      // One that was still under way from the last stay says nothing.
      if (this.#inChannel) this.fail('kicked', 'somebody disconnected the bot', false);
      return;
    }
    this.#inChannel = true;
    this.#isAnswered = true;
    pass();
    if (this.#groupOf === this.channelId) this.#wrongGroup.cancel();
    else if (this.#groupOf && this.clock.now() - this.#servedAt < youngServerMs) this.#wrongGroup.start(wrongGroupMs);
    this.changed();
  }

  /** What servers send must not end the process. @param {() => void} action */
  #guarded(action) {
    if (this.#over) return;
    try {
      action();
    } catch (error) {
      this.fail('socket', words(error), false);
    }
  }

  /** @param {any} before @param {any} now */
  #stateChanged(before, now) {
    if (this.#over) return;
    if (now.networking && now.networking !== before.networking) this.#watch(now.networking);
    const lost = now.status === 'disconnected' ? now.reason : undefined;
    // Of these the close code follows at once.
    if (now.status === 'signalling' || lost === disconnected.adapterUnavailable) return;
    if (now.status === 'ready') this.#answer.cancel();
    else this.#answer.start(answerMs);
    if (now.status !== 'ready') this.#pulse.rest();
    if (now.status === 'disconnected') this.#wrongGroup.cancel();
    if (lost === disconnected.socketClosed) this.#move.start(moveMs);
    else this.#move.cancel();
    if (now.status === 'ready') this.lostReason = '';
    else if (lost === disconnected.socketClosed) this.lostReason = 'moved';
    else if (lost === disconnected.endpointRemoved) this.lostReason = 'region';
    this.changed();
  }

  /** @param {any} networking */
  #watch(networking) {
    if (this.#groupOf && !this.lostReason) this.lostReason = this.#groupOf === this.channelId ? 'region' : 'moved';
    this.#groupOf = this.channelId;
    this.#servedAt = this.clock.now();
    this.#wrongGroup.cancel();
    const isCurrent = () => !this.#over && this.connection.state.networking === networking;
    networking.once('close', (/** @type {number} */ code) => {
      if (!isCurrent() || code === 4014) return;
      const { reason, detail, final } = troubleOfClose(code);
      this.fail(reason, this.#lastError && !final ? `${detail}: ${this.#lastError}` : detail, final);
    });
    networking.on('stateChange', (/** @type {any} */ before, /** @type {any} */ now) => {
      if (isCurrent() && now.code === resuming && before.code !== resuming) this.#resumed();
    });
    networking.on('privacy', () => {
      if (isCurrent()) this.#message();
    });
  }

  /** One came from the voice server. */
  #message() {
    this.#pulse.alive();
    this.alive();
    this.changed();
  }

  #resumed() {
    this.lostReason = 'socket';
    if (this.#resumes.add()) this.fail('socket', 'the voice server drops the connection again and again', false);
  }

  #noAnswer() {
    // What was asked may have gone with the gateway; when that is back, the sink asks again.
    if (!this.#isAnswered && !this.isOnline()) return this.#answer.start(answerMs);
    const detail = this.#lastError || 'Discord did not let the bot into the channel within 15 s; it may be full';
    this.fail(this.lostReason || 'no-answer', detail, false);
  }

  /** @param {any} error */
  #error(error) {
    if (this.#over) return;
    this.#lastError = words(error);
    this.log.warning(`Voice: ${this.#lastError}`);
    if (error instanceof PrivacyError) this.fail('no-keys', this.#lastError, false);
    if (error instanceof SendError) this.fail('socket', this.#lastError, false);
  }
}

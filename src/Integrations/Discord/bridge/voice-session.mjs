// One stay in a voice channel, from asking to leaving. It never asks Discord twice: what comes after trouble is the sink's to decide, with a wait.
import { PrivacyError, hasKeys, isPrivate, mayLeave } from './privacy.mjs';
import { words } from './log.mjs';
import { askOnce } from './voice-adapter.mjs';
import { troubleOfClose } from './voice-trouble.mjs';
/** @import {Clock} from './clock.mjs' */

/** The gateway, the voice server and the discovery of the address answer within this, or never. */
const answerMs = 15_000;

/** After 4014 a move shows within this. */
const moveMs = 5_000;

/** A server that drops a resumed socket so often within ten seconds is given up. */
const mostResumes = 5;
const resumeWindowMs = 10_000;

/** `Resuming` of the library's NetworkingStatusCode; `EndpointRemoved` of its VoiceConnectionDisconnectReason. */
const resuming = 5;
const endpointRemoved = 2;

/** @param {any} networking The library's Networking. @returns {string | undefined} The channel it was made for. */
function channelOf(networking) {
  return networking.state.connectionOptions?.channelId;
}

/** Wraps the library's VoiceConnection. */
export class VoiceSession {
  #over = false;
  #inChannel = false;
  /** @type {unknown} */ #answerTimer;
  /** @type {unknown} */ #moveTimer;
  /** @type {number[]} */ #resumes = [];
  #lastError = '';

  /** Why it is not ready at the moment, when it was before. @type {string} */
  lostReason = '';

  /**
   * @param {object} parts
   * @param {any} parts.voice `@discordjs/voice`.
   * @param {any} parts.guild discord.js' Guild.
   * @param {string} parts.channelId
   * @param {Clock} parts.clock
   * @param {import('./log.mjs').Log} parts.log
   * @param {() => void} parts.changed Something may be different: ready, channel, keys.
   * @param {(trouble: import('./voice-trouble.mjs').Trouble) => void} parts.failed Once, and then nothing more; never from within the constructor.
   */
  constructor({ voice, guild, channelId, clock, log, changed, failed }) {
    this.clock = clock;
    this.log = log;
    this.changed = changed;
    this.failed = failed;
    this.#armAnswer();
    this.connection = voice.joinVoiceChannel({
      channelId,
      guildId: guild.id,
      selfDeaf: true,
      selfMute: false,
      adapterCreator: askOnce(guild, {
        state: (data, pass) => this.#guarded(() => this.#voiceState(data, pass)),
        server: (_, pass) => this.#guarded(pass),
        gone: () => this.fail('session', 'the gateway was closed', false),
      }),
    });
    this.connection.on('stateChange', (/** @type {any} */ before, /** @type {any} */ now) => this.#stateChanged(before, now));
    this.connection.on('error', (/** @type {any} */ error) => this.#error(error));
    // The shard was not ready: the library says so before anybody could listen.
    if (this.connection.state.status === 'disconnected') clock.after(() => this.fail('session', 'the gateway is not connected', false), 0);
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
      return this.connection.playOpusPacket(packet) === true;
    } catch (error) {
      this.#error(new PrivacyError(error));
      return false;
    }
  }

  /** Tells Discord that nothing is said for now. */
  quiet() {
    if (!this.#over) this.connection.setSpeaking(false);
  }

  /** Leaves; nothing is told afterwards. */
  end() {
    if (this.#over) return;
    this.#over = true;
    this.clock.cancel(this.#answerTimer);
    this.clock.cancel(this.#moveTimer);
    if (this.connection.state.status !== 'destroyed') this.connection.destroy();
  }

  /**
   * Leaves and tells why.
   * @param {string} reason
   * @param {string} detail
   * @param {boolean} final
   */
  fail(reason, detail, final) {
    if (this.#over) return;
    this.end();
    this.failed({ reason, detail, final });
  }

  /** @param {any} data VOICE_STATE_UPDATE of the bot. @param {() => void} pass Gives it to the library. */
  #voiceState(data, pass) {
    if (data.channel_id === null) {
      // One that was still under way from the last stay says nothing.
      if (this.#inChannel) this.fail('kicked', 'somebody disconnected the bot', false);
      return;
    }
    this.#inChannel = true;
    pass();
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
    if (now.networking && now.networking !== before.networking) {
      if (before.networking && !this.lostReason) this.lostReason = channelOf(before.networking) === this.channelId ? 'region' : 'moved';
      this.#watch(now.networking);
    }
    if (now.status === 'ready') {
      this.lostReason = '';
      this.clock.cancel(this.#answerTimer);
      this.clock.cancel(this.#moveTimer);
      this.#answerTimer = this.#moveTimer = undefined;
    } else if (now.status === 'disconnected') {
      this.#armAnswer();
      if (now.closeCode === 4014) {
        this.lostReason = 'moved';
        this.#moveTimer ??= this.clock.after(() => this.fail('kicked', 'Discord disconnected the bot (4014)', false), moveMs);
      } else if (now.reason === endpointRemoved) {
        this.lostReason = 'region';
      } else {
        return; // The close code follows at once.
      }
    } else if (now.status === 'signalling') {
      return; // So it does here.
    } else {
      this.clock.cancel(this.#moveTimer);
      this.#moveTimer = undefined;
      this.#armAnswer();
    }
    this.changed();
  }

  /** @param {any} networking */
  #watch(networking) {
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
      if (isCurrent()) this.changed();
    });
  }

  #resumed() {
    const now = this.clock.now();
    this.lostReason = 'socket';
    this.#resumes = [...this.#resumes.filter((at) => now - at < resumeWindowMs), now];
    if (this.#resumes.length > mostResumes) this.fail('socket', 'the voice server drops the connection again and again', false);
  }

  #armAnswer() {
    this.#answerTimer ??= this.clock.after(() => {
      const detail = this.#lastError || 'Discord did not let the bot into the channel within 15 s; it may be full';
      this.fail(this.lostReason || 'no-answer', detail, false);
    }, answerMs);
  }

  /** @param {any} error */
  #error(error) {
    if (this.#over) return;
    this.#lastError = words(error);
    this.log.warning(`Voice: ${this.#lastError}`);
    if (error instanceof PrivacyError) this.fail('no-keys', this.#lastError, false);
  }
}

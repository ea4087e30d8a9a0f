// One voice channel of the worker: where the bot shall be, what is wrong, when to try again.
import { AloneTimer } from './alone.mjs';
import { Backoff } from './backoff.mjs';
import { countListeners, obstacleTo } from './guilds.mjs';
import { Speaker } from './speaker.mjs';
import { Stage, mutedDetail } from './stage.mjs';
import { VoiceSession } from './voice-session.mjs';
/** @import {Clock} from './clock.mjs' */

/** With people there and encryption on, keys come within this, or the connection is broken. */
const keysMs = 5_000;

/** After so long without trouble the next wait is a short one again. */
const steadyMs = 30_000;

const firstRetryMs = 400;
const retryLimitMs = 60_000;
const kickLimitMs = 600_000;

/**
 * @typedef {object} Wish
 * @property {string} guildId
 * @property {string} channelId
 * @property {number} aloneMs
 * @property {number} rejoinMs
 * @property {number} bitrate
 */

/**
 * @typedef {object} SinkParts
 * @property {number} number
 * @property {any} voice `@discordjs/voice`.
 * @property {import('./opus.mjs').Encoder} encoder
 * @property {Clock} clock
 * @property {import('./log.mjs').Log} log
 * @property {() => any} client discord.js' Client; what it knows stays good while it reconnects. Undefined before the first login.
 * @property {() => boolean} isOnline Whether it is logged in and connected now.
 * @property {(message: object) => void} send To the worker.
 * @property {() => void} wake The beat is needed.
 */

export class Sink {
  /** @type {Wish | null} */ #wish = null;
  /** @type {VoiceSession | null} */ #session = null;
  /** Where to go next: the wished channel, or the one a moderator moved the bot to. */ #channelId = '';
  /** What is told while there is no session. */ #rest = { state: 'left', reason: '', detail: '' };
  #away = false;
  #told = '';
  /** @type {unknown} */ #retryTimer;
  /** @type {unknown} */ #keysTimer;
  /** @type {unknown} */ #steadyTimer;

  /** @param {SinkParts} parts */
  constructor(parts) {
    this.parts = parts;
    this.backoff = new Backoff({ firstMs: firstRetryMs, limitMs: retryLimitMs });
    this.kicks = new Backoff({ firstMs: 0, limitMs: kickLimitMs, jitter: 0 });
    this.stage = new Stage(parts.log);
    this.alone = new AloneTimer(parts.clock, () => this.#goAway());
    const told = (/** @type {string} */ t) => (/** @type {number} */ epoch, /** @type {number} */ frames) =>
      parts.send({ t, sink: parts.number, epoch, frames });
    this.speaker = new Speaker({
      encoder: parts.encoder,
      send: (packet) => this.#session?.send(packet) ?? false,
      maySend: () => this.#mayHear(),
      events: { sent: told('sent'), flushed: told('flushed'), faded: told('faded'), quiet: () => this.#session?.quiet() },
    });
  }

  /** The guild it is wished in, or null. @returns {string | null} */
  get guildId() {
    return this.#wish?.guildId ?? null;
  }

  /** @param {Wish} wish To be there from now on. The same channel again only changes the rest, unless it had stopped. */
  join(wish) {
    const stays = this.#session !== null && this.#wish?.guildId === wish.guildId && this.#session.channelId === wish.channelId;
    this.#wish = wish;
    this.#channelId = wish.channelId;
    this.kicks = new Backoff({ firstMs: wish.rejoinMs, limitMs: kickLimitMs, jitter: 0 });
    this.parts.encoder.bitrate(wish.bitrate);
    if (stays) return this.refresh();
    this.backoff.reset();
    const moves = this.#endSession();
    this.#rest = { state: 'joining', reason: '', detail: '' };
    // A leave and a join in one breath are mixed up by the server.
    if (moves) this.#retryAfter(firstRetryMs);
    else this.#tryNow();
  }

  leave() {
    this.#wish = null;
    this.#stay('left', '', '');
  }

  /** @param {string} reason @param {string} detail For good, until the next `join`. */
  stop(reason, detail) {
    this.parts.log.warning(`Voice ${this.parts.number} stopped: ${reason}. ${detail}`);
    this.#stay('stopped', reason, detail);
  }

  /** The bot is logged in, again perhaps. @param {boolean} fresh Whether with a new session: voice connections are gone with the old one. */
  gatewayReady(fresh) {
    if (fresh && this.#session) this.#session.fail('session', 'the gateway began a new session', false);
    if (this.#rest.state === 'joining' || this.#rest.state === 'lost' || this.#away) this.#tryAgainSoon();
    this.refresh();
  }

  /** Something in the guild changed: people, channels, permissions. */
  guildChanged() {
    if (this.#away && this.#listeners(this.#channelId) > 0) this.#tryNow();
    this.refresh();
  }

  /** An error that nobody caught came from the encryption: whatever uses it begins anew. @param {string} detail */
  encryptionFailed(detail) {
    if (this.#session?.isPrivate) this.#session.fail('no-keys', detail, false);
  }

  /** Looks at everything, arms or stops what waits, and tells the worker what is different. */
  refresh() {
    const session = this.#session;
    if (!session) return this.#tell({ ...this.#rest, channelId: this.#wish ? this.#channelId : null, listeners: this.#listeners(this.#channelId), encrypted: false });
    this.#channelId = session.channelId ?? this.#channelId;
    const listeners = this.#listeners(this.#channelId);
    const ready = session.isReady;
    this.alone.set(ready && listeners === 0, this.#wish?.aloneMs ?? 0);
    const insecure = ready && listeners > 0 && !session.maySend;
    this.#keysTimer = this.#armed(this.#keysTimer, insecure, keysMs, () => session.fail('no-keys', 'the keys of the encryption did not come within 5 s', false));
    this.#steadyTimer = this.#armed(this.#steadyTimer, ready && !insecure, steadyMs, () => this.backoff.reset());
    const told = { channelId: this.#channelId, listeners, encrypted: session.hasKeys };
    if (!ready) {
      const rest = session.lostReason ? { state: 'lost', reason: session.lostReason, detail: '' } : this.#rest;
      return this.#tell({ ...rest, ...told });
    }
    this.#rest = { state: 'lost', reason: 'socket', detail: '' };
    this.stage.arrived(this.#guild(), this.#channelId);
    this.#tell({ state: listeners === 0 ? 'alone' : insecure ? 'securing' : 'ready', reason: '', detail: mutedDetail(this.#guild()), ...told });
    if (this.speaker.busy) this.parts.wake();
  }

  #mayHear() {
    return this.#session !== null && this.#session.maySend && this.#listeners(this.#channelId) > 0;
  }

  #guild() {
    return this.#wish ? this.parts.client()?.guilds.cache.get(this.#wish.guildId) : undefined;
  }

  /** @param {string | null} channelId */
  #listeners(channelId) {
    return countListeners(this.#guild(), channelId);
  }

  #tryNow() {
    this.#away = false;
    this.#cancelRetry();
    if (!this.#wish || !this.parts.isOnline()) return this.refresh();
    const guild = this.#guild();
    // An outage of Discord's, not a removal: the guild is told again when it is over.
    if (guild && !guild.available) return this.refresh();
    const obstacle = obstacleTo(guild, this.#channelId);
    if (obstacle) return this.stop(obstacle.reason, obstacle.detail);
    this.#session = new VoiceSession({
      voice: this.parts.voice,
      guild,
      channelId: this.#channelId,
      clock: this.parts.clock,
      log: this.parts.log,
      changed: () => this.refresh(),
      failed: (trouble) => this.#failed(trouble),
    });
    this.refresh();
  }

  /** @param {import('./voice-session.mjs').Trouble} trouble */
  #failed(trouble) {
    const { reason, detail, final } = trouble;
    this.#endSession();
    if (final) return this.stop(reason, detail);
    // Without the gateway it was not a moderator but the session that ended.
    const kicked = reason === 'kicked' && this.parts.isOnline();
    this.#rest = { state: 'lost', reason: reason === 'kicked' && !kicked ? 'session' : reason, detail };
    if (kicked && this.#wish?.rejoinMs === 0) return this.stop('kicked', detail);
    if (kicked) this.#channelId = this.#wish?.channelId ?? this.#channelId;
    const wait = kicked ? this.kicks.next() : this.backoff.next();
    this.parts.log.info(`Voice ${this.parts.number} lost: ${reason}, ${detail}; again in ${Math.round(wait)} ms.`);
    this.#retryAfter(wait);
    this.refresh();
  }

  /** @param {number} ms */
  #retryAfter(ms) {
    this.#cancelRetry();
    this.#retryTimer = this.parts.clock.after(() => {
      this.#retryTimer = undefined;
      this.#tryNow();
    }, ms);
  }

  /** The gateway is back: what only waited for it goes on now; what waits for its turn keeps its turn. */
  #tryAgainSoon() {
    if (this.#session || this.#retryTimer !== undefined) return;
    if (!this.#away || this.#listeners(this.#channelId) > 0) this.#tryNow();
  }

  #cancelRetry() {
    this.parts.clock.cancel(this.#retryTimer);
    this.#retryTimer = undefined;
  }

  #goAway() {
    this.#stay('away', '', 'nobody was there');
    this.#away = true;
    this.guildChanged();
  }

  /** @param {string} state @param {string} reason @param {string} detail */
  #stay(state, reason, detail) {
    this.#cancelRetry();
    this.#away = false;
    this.#endSession();
    this.#rest = { state, reason, detail };
    this.refresh();
  }

  /** @returns {boolean} Whether there was one. */
  #endSession() {
    const session = this.#session;
    this.#session = null;
    this.alone.set(false, 0);
    this.#keysTimer = this.#armed(this.#keysTimer, false, 0, () => {});
    this.#steadyTimer = this.#armed(this.#steadyTimer, false, 0, () => {});
    this.stage.left();
    session?.end();
    // Nothing may be sent any more: the speaker holds what it has.
    this.speaker.tick();
    return session !== null;
  }

  /** @param {unknown} timer @param {boolean} wanted @param {number} ms @param {() => void} action */
  #armed(timer, wanted, ms, action) {
    if (wanted) return timer ?? this.parts.clock.after(action, ms);
    this.parts.clock.cancel(timer);
    return undefined;
  }

  /** @param {{state: string, reason: string, detail: string, channelId: string | null, listeners: number, encrypted: boolean}} state */
  #tell(state) {
    const message = { t: 'sink', sink: this.parts.number, ...state };
    const text = JSON.stringify(message);
    if (text === this.#told) return;
    this.#told = text;
    this.parts.send(message);
  }
}

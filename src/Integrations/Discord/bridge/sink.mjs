// One voice channel of the worker: where the bot shall be, what is wrong, when to try again.
import { AloneTimer } from './alone.mjs';
import { Timer } from './clock.mjs';
import { countListeners, obstacleTo } from './guilds.mjs';
import { Retries, firstRetryMs } from './retries.mjs';
import { Speaker } from './speaker.mjs';
import { Stage, whyUnheard } from './stage.mjs';
import { VoiceSession } from './voice-session.mjs';
/** @import {SinkParts, Trouble, Wish} from './types.mjs' */

/** With people there and encryption on, keys come within this, or the connection is broken. */
const keysMs = 5_000;

/** After "too many" (4021) it is quiet for so long. */
const limitedMs = 600_000;

/** Alone in a foreign channel while people are in the configured one, it goes there after this. */
const homesickMs = 60_000;

/** What people at Discord can mend, and Discord then tells of. */
const mendable = ['no-channel', 'no-permission'];

/** Tells the worker `sink` at every change. */
export class Sink {
  /** @type {Wish | null} */ #wish = null;
  /** @type {VoiceSession | null} */ #session = null;
  /** Where to go next: the wished channel, or the one a moderator moved the bot to. */ #channelId = '';
  /** What is told while there is no session. */ #rest = { state: 'left', reason: '', detail: '' };
  #away = false;
  #told = '';

  /** @param {SinkParts} parts */
  constructor(parts) {
    this.parts = parts;
    this.retries = new Retries(parts.clock, () => this.#tryNow());
    this.keys = new Timer(parts.clock, () => this.#session?.fail('no-keys', 'the keys of the encryption did not come within 5 s', false));
    this.stage = new Stage(parts.log);
    this.alone = new AloneTimer(parts.clock, () => this.#goAway());
    this.homesick = new AloneTimer(parts.clock, () => this.#goAway());
    const told = (/** @type {string} */ t) => (/** @type {number} */ epoch, /** @type {number} */ frames) =>
      parts.send({ t, sink: parts.number, epoch, frames });
    this.speaker = new Speaker({
      encoder: parts.encoder,
      send: (packet) => this.#session?.send(packet) ?? false,
      maySend: () => this.#mayHear(),
      check: () => this.#session?.check() ?? false,
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
    this.retries.reset(wish.rejoinMs);
    this.parts.encoder.bitrate(wish.bitrate);
    if (stays) return this.refresh();
    const moves = this.#endSession();
    this.#rest = { state: 'joining', reason: '', detail: '' };
    if (moves) this.retries.after(firstRetryMs);
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
    // What was asked before went nowhere, or its answer came again before this: there is none to wait for.
    if (this.#session ? !this.#session.isAnswered : this.retries.waits && this.#rest.reason === 'no-answer') return this.#askAgain();
    if (fresh && this.#session) this.#session.fail('session', 'the gateway began a new session', false);
    this.guildChanged();
  }

  /** Something in the guild changed: people, channels, permissions, or that it can be reached. What waits for its turn keeps its turn. */
  guildChanged() {
    const waits = this.#session !== null || this.retries.waits;
    if (!waits && this.#wantsIn()) this.#tryNow();
    else this.refresh();
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
    const isAlone = ready && listeners === 0;
    const home = this.#wish?.channelId ?? this.#channelId;
    this.alone.set(isAlone, this.#wish?.aloneMs ?? 0);
    this.homesick.set(isAlone && home !== this.#channelId && this.#listeners(home) > 0, homesickMs);
    const insecure = ready && listeners > 0 && !session.maySend;
    if (insecure) this.keys.start(keysMs);
    else this.keys.cancel();
    this.retries.steady(ready && !insecure);
    const told = { channelId: this.#channelId, listeners, encrypted: session.hasKeys };
    if (!ready) {
      this.speaker.settle();
      const rest = session.lostReason ? { state: 'lost', reason: session.lostReason, detail: '' } : this.#rest;
      return this.#tell({ ...rest, ...told });
    }
    this.#rest = { state: 'lost', reason: 'socket', detail: '' };
    this.stage.arrived(this.#guild(), this.#channelId);
    const unheard = whyUnheard(this.#guild());
    // Who was to answer for what was sent is gone: told before the state, by which the worker drops what is not over.
    if (listeners === 0 || unheard) this.speaker.settle();
    if (listeners === 0) this.#tell({ state: 'alone', reason: '', detail: '', ...told });
    else if (unheard) this.#tell({ state: 'muted', reason: unheard, detail: '', ...told });
    else this.#tell({ state: insecure ? 'securing' : 'ready', reason: '', detail: '', ...told });
    if (this.speaker.busy) this.parts.wake();
  }

  #wantsIn() {
    if (this.#away) return this.#listeners(this.#channelId) > 0;
    const { state, reason } = this.#rest;
    if (state === 'stopped' && mendable.includes(reason)) return obstacleTo(this.#guild(), this.#channelId) === null;
    return state === 'joining' || state === 'lost';
  }

  #mayHear() {
    return this.#session !== null && this.#session.maySend && this.#listeners(this.#channelId) > 0 && !whyUnheard(this.#guild());
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
    this.retries.cancel();
    if (!this.#wish || !this.parts.isOnline()) return this.refresh();
    const guild = this.#guild();
    // An outage of Discord's, not a removal: the guild is told again when it is over.
    if (guild && !guild.available) return this.refresh();
    if (obstacleTo(guild, this.#channelId)) this.#channelId = this.#wish.channelId;
    const obstacle = obstacleTo(guild, this.#channelId);
    if (obstacle) return this.stop(obstacle.reason, obstacle.detail);
    if (this.#rest.state === 'away' || this.#rest.state === 'stopped') this.#rest = { state: 'joining', reason: '', detail: '' };
    this.#session = new VoiceSession({
      voice: this.parts.voice,
      guild,
      channelId: this.#channelId,
      clock: this.parts.clock,
      log: this.parts.log,
      isOnline: this.parts.isOnline,
      changed: () => this.refresh(),
      alive: () => this.speaker.confirm(),
      failed: (trouble) => this.#failed(trouble),
    });
    this.refresh();
  }

  /** @param {Trouble} trouble */
  #failed(trouble) {
    const { reason, detail, final } = trouble;
    if (trouble.unheard) this.speaker.unsay();
    this.#endSession();
    // Without the gateway it was not a moderator but the session that ended.
    const kicked = reason === 'kicked' && this.parts.isOnline();
    const home = this.#wish?.channelId ?? this.#channelId;
    const wasHome = this.#channelId === home;
    // Where a moderator moved the bot to is of no use any more.
    if (final || kicked || reason === 'no-answer') this.#channelId = home;
    if (final && (wasHome || reason === 'rate-limited')) {
      this.stop(reason, detail);
      if (reason === 'rate-limited') this.retries.after(limitedMs);
      return;
    }
    this.#rest = { state: 'lost', reason: reason === 'kicked' && !kicked ? 'session' : reason, detail };
    if (kicked && this.#wish?.rejoinMs === 0) return this.stop('kicked', detail);
    const wait = this.retries.failed(kicked);
    this.parts.log.info(`Voice ${this.parts.number} lost: ${reason}, ${detail}; again in ${Math.round(wait)} ms.`);
    this.refresh();
  }

  #askAgain() {
    this.#endSession();
    this.retries.after(firstRetryMs);
    this.refresh();
  }

  #goAway() {
    this.#channelId = this.#wish?.channelId ?? this.#channelId;
    this.#stay('away', '', 'nobody was there');
    this.#away = true;
    if (this.#listeners(this.#channelId) > 0) this.retries.after(firstRetryMs);
  }

  /** @param {string} state @param {string} reason @param {string} detail */
  #stay(state, reason, detail) {
    this.retries.cancel();
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
    this.homesick.set(false, 0);
    this.keys.cancel();
    this.retries.steady(false);
    this.stage.left();
    session?.end();
    // Nothing may be sent any more: the speaker holds what it has.
    this.speaker.settle();
    this.speaker.tick();
    return session !== null;
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

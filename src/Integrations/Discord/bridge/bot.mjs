// The bot at Discord: logging in, staying there, what servers it is on.
import { Backoff } from './backoff.mjs';
import { GatewayTurns } from './gateway-turns.mjs';
import { watchGuilds } from './guild-events.mjs';
import { describeGuild } from './guilds.mjs';
import { words } from './log.mjs';
/** @import {Clock} from './clock.mjs' */
/** @import {Libraries} from './libraries.mjs' */

/** Close codes of the gateway after which nothing can get better. @type {Record<number, {reason: string, detail: string}>} */
const fatal = {
  4004: { reason: 'bad-token', detail: 'Discord does not accept the bot\'s token.' },
  4010: { reason: 'library', detail: 'Discord refused the shard.' },
  4011: { reason: 'library', detail: 'The bot is on more servers than one connection can hold.' },
  4012: { reason: 'library', detail: 'Discord no longer knows this version of the gateway.' },
  4013: { reason: 'intents', detail: 'Discord does not know the intents.' },
  4014: { reason: 'intents', detail: 'The bot may not read messages: switch on "Message Content Intent" on its page at Discord, or empty Discord:TextChannels.' },
};

const cached = 1000;

/** A server that is being set up changes many times in a second. */
const gatherMs = 200;

/** `Ready` of discord.js' Status. */
const shardReady = 0;

/**
 * @typedef {object} BotHandlers
 * @property {(client: any) => void} created Before it logs in: add listeners.
 * @property {(fresh: boolean) => void} ready Logged in; `fresh` when with a new session.
 * @property {(guildId: string) => void} guildChanged
 * @property {(guildId: string) => void} guildJoined While running.
 * @property {(reason: string, detail: string) => void} failed For good.
 */

export class Bot {
  #state = '';
  #failed = false;
  /** Guilds to be told. @type {Set<string>} */ #changed = new Set();
  #loginBackoff;

  /**
   * @param {object} parts
   * @param {Libraries} parts.libraries
   * @param {Clock} parts.clock
   * @param {import('./log.mjs').Log} parts.log
   * @param {(message: object) => void} parts.send To the worker.
   * @param {BotHandlers} parts.handlers
   */
  constructor({ libraries, clock, log, send, handlers }) {
    this.libraries = libraries;
    this.clock = clock;
    this.log = log;
    this.send = send;
    this.handlers = handlers;
    this.client = undefined;
    this.#loginBackoff = new Backoff({ firstMs: 1000, limitMs: 60_000 });
    this.turns = new GatewayTurns(clock);
  }

  /** discord.js' Client while it is logged in and connected, else undefined. */
  get ready() {
    const client = this.client;
    return client?.isReady() && client.ws.shards.first()?.status === shardReady ? client : undefined;
  }

  /** The same also while it reconnects: what it knows of guilds. */
  get known() {
    return this.client?.user ? this.client : undefined;
  }

  /** @param {string} token @param {string | null} apiUrl @param {number} intents */
  start(token, apiUrl, intents) {
    this.log.hide(token);
    this.token = token;
    this.apiUrl = apiUrl;
    this.intents = intents;
    this.#tell('connecting');
    this.#login();
  }

  /** Leaves the gateway; Discord then shows the bot offline. */
  async stop() {
    this.#failed = true;
    await this.client?.destroy();
  }

  /** @param {string} reason @param {string} detail */
  fail(reason, detail) {
    if (this.#failed) return;
    this.#failed = true;
    this.#tell('failed', reason, detail);
    this.handlers.failed(reason, detail);
  }

  #login() {
    const client = this.#createClient();
    this.client = client;
    client.login(this.token).catch((/** @type {any} */ error) => {
      if (this.#failed || this.client !== client) return;
      // discord.js says so of 401, and of text that cannot be a token.
      if (error.code === 'TokenInvalid' || error.status === 401) return this.fail(fatal[4004].reason, fatal[4004].detail);
      const wait = this.#loginBackoff.next();
      this.log.warning(`Discord cannot be reached: ${words(error.cause ?? error)}. Again in ${Math.round(wait / 1000)} s.`);
      this.#tell('connecting', '', `Discord cannot be reached: ${this.log.clean(words(error.cause ?? error))}.`);
      this.clock.after(() => this.#failed || this.#login(), wait);
    });
  }

  #createClient() {
    const { Client, Events, Options } = this.libraries.discord;
    const keep = (/** @type {any} */ member) => member.id === member.client.user?.id || Boolean(member.voice?.channelId);
    const client = new Client({
      intents: this.intents,
      rest: this.apiUrl ? { api: this.apiUrl } : {},
      ws: { buildStrategy: (/** @type {any} */ manager) => this.turns.strategy(this.libraries.ws, manager) },
      makeCache: Options.cacheWithLimits({
        ...Options.DefaultMakeCacheSettings,
        MessageManager: 0,
        ReactionManager: 0,
        PresenceManager: 0,
        GuildMemberManager: { maxSize: cached, keepOverLimit: keep },
        UserManager: { maxSize: cached, keepOverLimit: (/** @type {any} */ user) => user.id === user.client.user?.id },
      }),
    });
    client.on(Events.ClientReady, () => {
      this.#loginBackoff.reset();
      for (const guild of client.guilds.cache.values()) if (guild.available) this.send(describeGuild(guild));
      this.#ready(true);
    });
    // The first time the client is ready a moment later.
    client.on(Events.ShardReady, () => {
      if (client.isReady()) this.#ready(true);
    });
    client.on(Events.ShardResume, () => this.#ready(false));
    client.on(Events.ShardReconnecting, () => this.#tell('reconnecting'));
    client.on(Events.ShardDisconnect, (/** @type {any} */ event) => {
      const why = fatal[event.code];
      if (why) this.fail(why.reason, why.detail);
    });
    client.on(Events.ShardError, (/** @type {unknown} */ error) => this.log.warning(`Gateway: ${words(error)}`));
    client.on(Events.Error, (/** @type {unknown} */ error) => this.log.warning(`discord.js: ${words(error)}`));
    client.on(Events.Warn, (/** @type {unknown} */ text) => this.log.warning(`discord.js: ${text}`));
    watchGuilds(client, Events, {
      changed: (guild) => this.#guild(guild),
      joined: (guildId) => this.handlers.guildJoined(guildId),
      left: (guildId) => {
        this.send({ t: 'guild-gone', id: guildId });
        this.handlers.guildChanged(guildId);
      },
      people: (guildId) => this.handlers.guildChanged(guildId),
    });
    this.handlers.created(client);
    return client;
  }

  /** @param {boolean} fresh */
  #ready(fresh) {
    this.turns.connected();
    this.#tell('ready');
    this.handlers.ready(fresh);
  }

  /** Told a moment later, once for many changes. @param {any} guild */
  #guild(guild) {
    this.handlers.guildChanged(guild.id);
    if (this.#changed.has(guild.id)) return;
    this.#changed.add(guild.id);
    this.clock.after(() => {
      this.#changed.delete(guild.id);
      if (guild.available && !this.#failed) this.send(describeGuild(guild));
    }, gatherMs);
  }

  /** @param {string} state */
  #tell(state, reason = '', detail = '') {
    const { user, application } = this.client ?? {};
    const message = { t: 'state', state, reason, detail, user: user?.username ?? '', application: application?.id ?? '' };
    const text = JSON.stringify(message);
    if (text === this.#state) return;
    this.#state = text;
    this.send(message);
  }
}

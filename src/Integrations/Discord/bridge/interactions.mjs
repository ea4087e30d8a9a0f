// Slash commands: acknowledged here at once, answered by the worker. It is told what an answer takes, so that the next bridge can give one when this one is killed.
import { words } from './log.mjs';
import { describeUser } from './people.mjs';
/** @import {Clock} from './clock.mjs' */

/** Discord takes an answer to an autocomplete within 3 s. */
const choicesMs = 2_500;

/** Discord takes an acknowledgement within 3 s, and its answer may take as long. What was acknowledged later is not carried out: whoever skips wants this message gone, not the next. */
const acknowledgeMs = 5_000;

/** The worker answers a command within this, or the person is told that it did not. */
const answerMs = 60_000;

const mostPending = 100;
const longestAnswer = 2000;
const mostChoices = 25;
const longestChoice = 100;
const longestToken = 500;

const kinds = { command: 2, autocomplete: 4 };
const subcommand = 1;
const ephemeral = 64;
const callbackType = { message: 4, deferred: 5, choices: 8 };

export const texts = {
  server: 'This works only on a server.',
  busy: 'iShowTTS is busy. Try again in a moment.',
  slow: 'Discord was too slow: nothing was done. Try again.',
  late: 'iShowTTS did not answer. It may not be running.',
  stopped: 'iShowTTS has stopped.',
};

/**
 * @typedef {object} Pending
 * @property {'command' | 'autocomplete'} kind
 * @property {string} token
 * @property {string} application
 * @property {Promise<boolean>} acknowledged Whether Discord took it.
 * @property {unknown} timer
 */

export class Interactions {
  /** @type {Map<string, Pending>} */ #pending = new Map();

  /**
   * @param {object} parts
   * @param {any} parts.discord discord.js
   * @param {Clock} parts.clock
   * @param {(message: object) => void} parts.send To the worker.
   * @param {import('./log.mjs').Log} parts.log
   */
  constructor({ discord, clock, send, log }) {
    this.discord = discord;
    this.clock = clock;
    this.send = send;
    this.log = log;
    this.client = undefined;
  }

  /** @param {any} client discord.js' Client, before it logs in. */
  listen(client) {
    this.client = client;
    client.ws.on('INTERACTION_CREATE', (/** @type {any} */ data) => this.#came(data));
  }

  /**
   * Choices that come too late are dropped. Text is not: with `token` and `application` it is put where a command of a bridge before this one waits, or in the place of what was said for the worker.
   * @param {{id?: unknown, content?: unknown, choices?: unknown, token?: unknown, application?: unknown}} answer From the worker.
   */
  answer({ id, content, choices, token, application }) {
    const name = String(id);
    const pending = this.#pending.get(name);
    if (pending?.kind === 'autocomplete') this.#choose(name, choices);
    else if (pending) this.#edit(name, String(content ?? ''), true);
    else if (typeof content === 'string' && isToken(token) && typeof application === 'string') this.#put(name, token, application, content);
  }

  /** The worker is gone: everybody who waits is told. */
  async stop() {
    const waiting = [...this.#pending].map(([id, pending]) => (pending.kind === 'command' ? this.#edit(id, texts.stopped) : this.#choose(id, [])));
    await Promise.allSettled(waiting);
  }

  /** @param {any} data INTERACTION_CREATE. */
  #came(data) {
    if (data.type === kinds.autocomplete) return this.#suggest(data);
    if (data.type !== kinds.command) return;
    if (!data.guild_id || !data.member) return this.#refuse(data, texts.server);
    if (this.#pending.has(data.id)) return;
    if (this.#pending.size >= mostPending) return this.#refuse(data, texts.busy);
    const acknowledged = this.#callback(data, { type: callbackType.deferred, data: { flags: ephemeral } });
    const timer = this.clock.after(() => this.#edit(data.id, texts.slow), acknowledgeMs);
    /** @type {Pending} */
    const pending = { kind: 'command', token: data.token, application: this.#applicationOf(data), acknowledged, timer };
    this.#pending.set(data.id, pending);
    this.#ask(data, pending);
  }

  /** Asks the worker, once Discord took the acknowledgement. Else it has told the person that it failed, or somebody else carries it out. @param {any} data @param {Pending} pending */
  async #ask(data, pending) {
    const isTaken = await pending.acknowledged;
    if (!this.#pending.has(data.id)) return;
    if (!isTaken) return void this.#taken(data.id);
    this.clock.cancel(pending.timer);
    pending.timer = this.clock.after(() => this.#edit(data.id, texts.late), answerMs);
    this.send({ t: 'interaction', kind: 'command', ...this.#describe(data), token: pending.token, application: pending.application });
  }

  /** @param {any} data */
  #suggest(data) {
    if (!data.guild_id || !data.member || this.#pending.size >= mostPending) {
      this.#callback(data, { type: callbackType.choices, data: { choices: [] } });
      return;
    }
    const timer = this.clock.after(() => this.#choose(data.id, []), choicesMs);
    this.#pending.set(data.id, { kind: 'autocomplete', token: data.token, application: '', acknowledged: Promise.resolve(true), timer });
    this.send({ t: 'interaction', kind: 'autocomplete', ...this.#describe(data) });
  }

  /** @param {any} data @param {string} text */
  #refuse(data, text) {
    this.#callback(data, { type: callbackType.message, data: { content: text, flags: ephemeral } });
  }

  /** @param {any} data */
  #describe(data) {
    const first = data.data?.options?.[0];
    const isSub = first?.type === subcommand;
    const given = (isSub ? first.options : data.data?.options) ?? [];
    return {
      id: data.id,
      guildId: data.guild_id,
      channelId: data.channel_id ?? '',
      user: describeUser(this.client, data.guild_id, data.member.user, data.member),
      name: isSub ? first.name : String(data.data?.name ?? ''),
      options: Object.fromEntries(given.map((/** @type {any} */ option) => [option.name, option.value ?? ''])),
      focused: given.find((/** @type {any} */ option) => option.focused)?.name ?? '',
    };
  }

  /** @param {any} data @returns {string} */
  #applicationOf(data) {
    return String(data.application_id ?? this.client.application?.id ?? '');
  }

  /** @param {string} id @param {string} content @param {boolean} isAnswer Whether the worker said it. */
  async #edit(id, content, isAnswer = false) {
    const pending = this.#taken(id);
    if (!pending) return;
    if (!(await pending.acknowledged)) return;
    await this.#put(isAnswer ? id : '', pending.token, pending.application, content);
  }

  /** @param {string} id The worker is told that it is answered; empty for nobody. @param {string} token @param {string} application @param {string} content */
  async #put(id, token, application, content) {
    const text = content.length > longestAnswer ? `${content.slice(0, longestAnswer - 1)}…` : content || '✓';
    const route = this.discord.Routes.webhookMessage(application, token, '@original');
    const isThere = await this.#quietly(() => this.client.rest.patch(route, { body: { content: text, allowed_mentions: { parse: [] } }, auth: false }));
    if (isThere && id) this.send({ t: 'answered', id });
  }

  /** @param {string} id @param {unknown} choices */
  async #choose(id, choices) {
    const pending = this.#taken(id);
    if (!pending) return;
    const list = (Array.isArray(choices) ? choices : [])
      .slice(0, mostChoices)
      .map((choice) => ({ name: cut(choice?.name), value: cut(choice?.value) }))
      .filter((choice) => choice.name !== '' && choice.value !== '');
    await this.#callback({ id, token: pending.token }, { type: callbackType.choices, data: { choices: list } });
  }

  /** @param {string} id @returns {Pending | undefined} Once. */
  #taken(id) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    this.clock.cancel(pending?.timer);
    return pending;
  }

  /** @param {{id: string, token: string}} interaction @param {object} body */
  #callback({ id, token }, body) {
    return this.#quietly(() => this.client.rest.post(this.discord.Routes.interactionCallback(id, token), { body, auth: false }));
  }

  /** Too late, answered already, unknown: nobody can do anything about it. @param {() => Promise<unknown>} action @returns {Promise<boolean>} Whether it was done. */
  async #quietly(action) {
    try {
      await action();
      return true;
    } catch (error) {
      this.log.debug(`An answer to a command did not arrive: ${words(error)}`);
      return false;
    }
  }
}

/** @param {unknown} text */
function cut(text) {
  return String(text ?? '').slice(0, longestChoice);
}

/** @param {unknown} token @returns {token is string} */
function isToken(token) {
  return typeof token === 'string' && token.length > 0 && token.length <= longestToken;
}

// Slash commands: acknowledged here at once, answered by the worker.
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

  /** @param {{id?: unknown, content?: unknown, choices?: unknown}} answer From the worker. One that came too late is dropped. */
  answer({ id, content, choices }) {
    const pending = this.#pending.get(String(id));
    if (!pending) return;
    if (pending.kind === 'autocomplete') this.#choose(String(id), choices);
    else this.#edit(String(id), String(content ?? ''));
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
    const pending = { kind: 'command', token: data.token, acknowledged, timer };
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
    this.send({ t: 'interaction', kind: 'command', ...this.#describe(data) });
  }

  /** @param {any} data */
  #suggest(data) {
    if (!data.guild_id || !data.member || this.#pending.size >= mostPending) {
      this.#callback(data, { type: callbackType.choices, data: { choices: [] } });
      return;
    }
    const timer = this.clock.after(() => this.#choose(data.id, []), choicesMs);
    this.#pending.set(data.id, { kind: 'autocomplete', token: data.token, acknowledged: Promise.resolve(true), timer });
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

  /** @param {string} id @param {string} content */
  async #edit(id, content) {
    const pending = this.#taken(id);
    if (!pending) return;
    if (!(await pending.acknowledged)) return;
    const text = content.length > longestAnswer ? `${content.slice(0, longestAnswer - 1)}…` : content || '✓';
    const route = this.discord.Routes.webhookMessage(this.client.application?.id ?? '', pending.token, '@original');
    await this.#quietly(() => this.client.rest.patch(route, { body: { content: text, allowed_mentions: { parse: [] } }, auth: false }));
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

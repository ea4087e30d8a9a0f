// Whether messages of text channels that still wait, and who wrote them, are there: what happened while the bot was away, nobody tells it.
import { words } from './log.mjs';

/** Discord's codes: what is asked for does not exist. */
const unknown = { channel: 10003, member: 10007, message: 10008, user: 10013 };
const mostAsked = 32;
const isId = (/** @type {unknown} */ id) => typeof id === 'string' && /^\d{1,20}$/.test(id);

/** @typedef {'there' | 'deleted' | 'expelled' | 'forbidden' | 'unknown'} Found */

export class Looking {
  #asked = 0;

  /**
   * @param {object} parts
   * @param {any} parts.discord discord.js
   * @param {() => any} parts.client discord.js' Client while it is logged in and connected.
   * @param {(message: object) => void} parts.send To the worker.
   * @param {import('./log.mjs').Log} parts.log
   */
  constructor({ discord, client, send, log }) {
    this.discord = discord;
    this.client = client;
    this.send = send;
    this.log = log;
  }

  /** @param {Record<string, any>} question `look`; answered by `looked`, whatever becomes of it. */
  async look({ id, guildId, channelId, messageId, userId }) {
    const answer = (/** @type {Found} */ result, error = '') => this.send({ t: 'looked', id, result, error });
    const client = this.client();
    if (!client) return answer('unknown', 'The bot is not connected to Discord.');
    if (![guildId, channelId, messageId].every(isId) || (userId && !isId(userId))) return answer('unknown', 'Something that is asked for is no id.');
    if (this.#asked >= mostAsked) return answer('unknown', 'Too much is asked at once.');
    this.#asked++;
    try {
      answer((await this.#message(client, channelId, messageId)) ?? (userId ? await this.#author(client, guildId, userId) : 'there'));
    } catch (/** @type {any} */ error) {
      if (error?.status === 403) answer('forbidden', 'The bot lacks View Channel or Read Message History there: open the link of "ishowtts discord invite" again, or allow it in the channel.');
      else answer('unknown', this.log.clean(`Discord: ${words(error)}.`));
    } finally {
      this.#asked--;
    }
  }

  /** @param {any} client @param {string} channelId @param {string} messageId @returns {Promise<Found | undefined>} Nothing when it is there. */
  async #message(client, channelId, messageId) {
    const message = await orNothing(client.rest.get(this.discord.Routes.channelMessage(channelId, messageId)), [unknown.message, unknown.channel]);
    return message ? undefined : 'deleted';
  }

  /** @param {any} client @param {string} guildId @param {string} userId @returns {Promise<Found>} */
  async #author(client, guildId, userId) {
    const member = await orNothing(client.rest.get(this.discord.Routes.guildMember(guildId, userId)), [unknown.member, unknown.user]);
    return member && !(Date.parse(member.communication_disabled_until) > Date.now()) ? 'there' : 'expelled';
  }
}

/** @param {Promise<any>} asked @param {number[]} codes @returns {Promise<any>} The answer; undefined when Discord says with one of the codes that there is none. */
async function orNothing(asked, codes) {
  try {
    return await asked;
  } catch (/** @type {any} */ error) {
    if (error?.status === 404 && codes.includes(error.code)) return undefined;
    throw error;
  }
}

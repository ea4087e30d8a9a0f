// Slash commands of servers: put only when they changed.
import { words } from './log.mjs';

/**
 * @typedef {object} CommandSet
 * @property {string} guildId
 * @property {string} hash Names the content.
 * @property {unknown} body Discord's array of commands, or its JSON text.
 */

const mostSets = 200;

export class Registration {
  /** @type {Map<string, CommandSet>} */ #wished = new Map();
  /** Hash of what is there and when the bot came, by guild: its commands go when the bot does. @type {Map<string, string>} */ #there = new Map();
  /** @type {Set<string>} */ #underWay = new Set();
  /** Guilds whose wish came true and was told. @type {Set<string>} */ #answered = new Set();

  /**
   * @param {object} parts
   * @param {any} parts.discord discord.js
   * @param {() => any} parts.client discord.js' Client while it is ready, else undefined.
   * @param {(message: object) => void} parts.send To the worker.
   * @param {import('./log.mjs').Log} parts.log
   */
  constructor({ discord, client, send, log }) {
    this.discord = discord;
    this.client = client;
    this.send = send;
    this.log = log;
  }

  /** @param {unknown} sets Of `start` or `commands`; what is no command set is passed over. */
  wish(sets) {
    if (!Array.isArray(sets)) return;
    for (const set of sets.slice(0, mostSets)) {
      if (typeof set?.guildId !== 'string' || typeof set.hash !== 'string') continue;
      this.#wished.set(set.guildId, set);
      this.#answered.delete(set.guildId);
      this.#put(set.guildId);
    }
  }

  /** The bot is ready, again perhaps: what waited or failed is put. */
  ready() {
    for (const guildId of this.#wished.keys()) if (!this.#answered.has(guildId)) this.#put(guildId);
  }

  /** @param {string} guildId Joined anew: its commands went when the bot did. */
  joined(guildId) {
    this.#there.delete(guildId);
    this.#put(guildId);
  }

  /** @param {string} guildId */
  async #put(guildId) {
    const set = this.#wished.get(guildId);
    const client = this.client();
    if (!set || !client || this.#underWay.has(guildId)) return;
    // Left and invited again is seen by the time it came, also when that was while this bridge was away.
    const stamp = `${set.hash}@${client.guilds.cache.get(guildId)?.joinedTimestamp ?? 0}`;
    if (this.#there.get(guildId) === stamp) return this.#done(guildId, set.hash, stamp);
    this.#underWay.add(guildId);
    try {
      const body = typeof set.body === 'string' ? JSON.parse(set.body) : set.body;
      if (!client.guilds.cache.has(guildId)) throw new Error('The bot is not on that server.');
      await client.rest.put(this.discord.Routes.applicationGuildCommands(client.application.id, guildId), { body });
      this.#done(guildId, set.hash, stamp);
    } catch (error) {
      this.send({ t: 'registered', guildId, error: this.log.clean(why(error)) });
    } finally {
      this.#underWay.delete(guildId);
    }
    // Another set may have come meanwhile.
    if (this.#wished.get(guildId) !== set) this.#put(guildId);
  }

  /** @param {string} guildId @param {string} hash @param {string} stamp */
  #done(guildId, hash, stamp) {
    this.#there.set(guildId, stamp);
    this.#answered.add(guildId);
    this.send({ t: 'registered', guildId, hash });
  }
}

/** @param {any} error */
function why(error) {
  return error?.code === 50001 ? 'The bot was invited without "applications.commands": invite it again with the link of: ishowtts discord invite.' : words(error);
}

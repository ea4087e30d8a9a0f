// Being allowed to speak: stages, and what moderators muted.
import { channelType, permission, permissionsIn } from './guilds.mjs';
import { words } from './log.mjs';

/** On a stage everybody arrives as a listener. Asks to speak once for each stay. */
export class Stage {
  #asked = '';

  /** @param {import('./log.mjs').Log} log */
  constructor(log) {
    this.log = log;
  }

  /** @param {any} guild discord.js' Guild. @param {string} channelId Where the bot is. */
  arrived(guild, channelId) {
    const channel = guild?.channels.cache.get(channelId);
    const me = guild?.members.me?.voice;
    // Moved elsewhere in between it is another stay.
    if (this.#asked !== channelId) this.#asked = '';
    if (channel?.type !== channelType.stage || !me?.suppress || this.#asked) return;
    this.#asked = channelId;
    const may = (permissionsIn(guild, channel) & permission.muteMembers) !== 0n;
    const request = may ? me.setSuppressed(false) : me.setRequestToSpeak(true);
    request.catch((/** @type {unknown} */ error) => this.log.warning(`The bot may not speak on the stage ${channel.name}: ${words(error)}`));
  }

  /** The next stay is another one. */
  left() {
    this.#asked = '';
  }
}

/**
 * @param {any} guild discord.js' Guild.
 * @returns {'' | 'server-muted' | 'suppressed'} Why nobody would hear what is sent; empty when they would. Discord takes the packets all the same.
 */
export function whyUnheard(guild) {
  const me = guild?.members.me?.voice;
  if (me?.serverMute) return 'server-muted';
  return me?.suppress ? 'suppressed' : '';
}

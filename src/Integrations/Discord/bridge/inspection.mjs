// What the bot may do in a channel, for doctor.
import { obstacleTo, permissionsIn } from './guilds.mjs';
import { words } from './log.mjs';

/**
 * @param {any} client discord.js' Client, or undefined while it is not ready.
 * @param {Record<string, any>} question `inspect`.
 * @returns {Promise<object>} `inspected`.
 */
export async function inspect(client, { id, guildId, channelId }) {
  const refused = (/** @type {string} */ error) => ({ t: 'inspected', id, permissions: '0', error });
  if (!client) return refused('The bot is not logged in.');
  const guild = client.guilds.cache.get(String(guildId));
  const channel = guild?.channels.cache.get(String(channelId));
  if (!channel) return refused(obstacleTo(guild, String(channelId))?.detail ?? 'There is no such channel.');
  try {
    if (!guild.members.me) await guild.members.fetchMe();
    return { t: 'inspected', id, permissions: permissionsIn(guild, channel).toString(), error: '' };
  } catch (error) {
    return refused(words(error));
  }
}

// What there is on a server: channels, people, what the bot may do.

/** Discord's permission bits. */
export const permission = { viewChannel: 1n << 10n, connect: 1n << 20n, speak: 1n << 21n, muteMembers: 1n << 22n, moveMembers: 1n << 24n };

/** Types of channel. */
export const channelType = { text: 0, voice: 2, stage: 13 };

const mostChannels = 1000;

/**
 * @param {any} guild discord.js' Guild.
 * @param {any} channel One of its channels.
 * @returns {bigint} What the bot may do there; 0 while it does not know itself yet.
 */
export function permissionsIn(guild, channel) {
  const me = guild.members.me;
  return me ? channel.permissionsFor(me, true).bitfield : 0n;
}

/**
 * @param {any} guild discord.js' Guild.
 * @returns {object} The message `guild`.
 */
export function describeGuild(guild) {
  const me = guild.members.me;
  const channels = [...guild.channels.cache.values()]
    .filter((channel) => !channel.isThread())
    .slice(0, mostChannels)
    .map((channel) => ({ id: channel.id, name: channel.name, type: channel.type, permissions: permissionsIn(guild, channel).toString() }));
  const roles = me ? [...me.roles.cache.keys()] : [];
  return { t: 'guild', id: guild.id, name: guild.name, joinedAt: guild.joinedTimestamp ?? 0, channels, me: { id: guild.client.user.id, displayName: me?.displayName ?? guild.client.user.username, roles } };
}

/**
 * @param {any} guild discord.js' Guild.
 * @param {string | null} channelId
 * @returns {number} People in that channel: not the bot, no other bots. Who is not known yet counts as a person.
 */
export function countListeners(guild, channelId) {
  if (!guild || !channelId) return 0;
  let people = 0;
  for (const state of guild.voiceStates.cache.values()) {
    if (state.channelId !== channelId || state.id === guild.client.user.id) continue;
    const user = guild.members.cache.get(state.id)?.user ?? guild.client.users.cache.get(state.id);
    if (user?.bot !== true) people++;
  }
  return people;
}

/**
 * @typedef {object} Obstacle
 * @property {'no-channel' | 'no-permission'} reason
 * @property {string} detail
 */

/**
 * @param {any} guild discord.js' Guild, or undefined.
 * @param {string} channelId
 * @returns {Obstacle | null} Why there is no sense in joining. Discord itself would not say.
 */
export function obstacleTo(guild, channelId) {
  if (!guild) return { reason: 'no-channel', detail: 'The bot is not on that server. Invite it: ishowtts discord invite.' };
  const channel = guild.channels.cache.get(channelId);
  if (!channel) return { reason: 'no-channel', detail: `There is no channel ${channelId} on ${guild.name}, or the bot may not see it.` };
  if (channel.type !== channelType.voice && channel.type !== channelType.stage) {
    return { reason: 'no-channel', detail: `${channel.name} is no voice channel.` };
  }
  // Who it is itself comes with the server; were it not so, Discord's silence would tell.
  if (!guild.members.me) return null;
  const has = permissionsIn(guild, channel);
  const wanted = [
    ['View Channel', permission.viewChannel],
    ['Connect', permission.connect],
    ...(channel.type === channelType.stage ? [] : [['Speak', permission.speak]]),
  ];
  const lacking = wanted.filter(([, bit]) => (has & /** @type {bigint} */ (bit)) === 0n).map(([name]) => name);
  return lacking.length === 0 ? null : { reason: 'no-permission', detail: `The bot lacks in ${channel.name}: ${lacking.join(', ')}.` };
}

// Who did something, as the worker wants to know it.

/**
 * @param {any} client discord.js' Client.
 * @param {string} guildId
 * @param {any} user Discord's user object, raw.
 * @param {any} member Discord's member object, raw; may be missing.
 * @returns {object}
 */
export function describeUser(client, guildId, user, member) {
  const guild = client.guilds.cache.get(guildId);
  return {
    id: user.id,
    name: user.username,
    displayName: member?.nick ?? user.global_name ?? user.username,
    roles: Array.isArray(member?.roles) ? member.roles.map(String) : [],
    isOwner: guild?.ownerId === user.id,
    voiceChannelId: guild?.voiceStates.cache.get(user.id)?.channelId ?? null,
  };
}

// Which of discord.js' events change what a server has, or who is there.

/**
 * @typedef {object} GuildHandlers
 * @property {(guild: any) => void} changed Name, channels or permissions.
 * @property {(guildId: string) => void} joined The bot was invited while it runs.
 * @property {(guildId: string) => void} people Somebody came, went or moved; or the server is gone.
 */

/**
 * @param {any} client discord.js' Client.
 * @param {any} Events discord.js' names of events.
 * @param {GuildHandlers} handlers
 */
export function watchGuilds(client, Events, handlers) {
  const changed = (/** @type {any} */ guild) => {
    if (guild && client.isReady()) handlers.changed(guild);
  };
  client.on(Events.GuildCreate, (/** @type {any} */ guild) => {
    changed(guild);
    handlers.joined(guild.id);
  });
  client.on(Events.GuildAvailable, changed);
  client.on(Events.GuildUpdate, (/** @type {any} */ _, /** @type {any} */ guild) => changed(guild));
  client.on(Events.GuildDelete, (/** @type {any} */ guild) => handlers.people(guild.id));
  for (const event of [Events.ChannelCreate, Events.ChannelDelete]) client.on(event, (/** @type {any} */ channel) => changed(channel.guild));
  client.on(Events.ChannelUpdate, (/** @type {any} */ _, /** @type {any} */ channel) => changed(channel.guild));
  for (const event of [Events.GuildRoleCreate, Events.GuildRoleDelete]) client.on(event, (/** @type {any} */ role) => changed(role.guild));
  client.on(Events.GuildRoleUpdate, (/** @type {any} */ _, /** @type {any} */ role) => changed(role.guild));
  client.on(Events.GuildMemberUpdate, (/** @type {any} */ _, /** @type {any} */ member) => {
    if (member.id === client.user.id) changed(member.guild);
  });
  client.on(Events.VoiceStateUpdate, (/** @type {any} */ _, /** @type {any} */ state) => handlers.people(state.guild.id));
}

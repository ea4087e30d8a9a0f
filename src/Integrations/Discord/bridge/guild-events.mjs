// Which of discord.js' events change what a server has, or who is there.

/**
 * @typedef {object} GuildHandlers
 * @property {(guild: any) => void} changed Name, channels or permissions.
 * @property {(guildId: string) => void} joined The bot was invited while it runs.
 * @property {(guildId: string) => void} left The bot was removed, or the server is no more.
 * @property {(guildId: string) => void} people Somebody came, went or moved.
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
  client.on(Events.GuildDelete, (/** @type {any} */ guild) => handlers.left(guild.id));
  // A new session lists all servers. discord.js keeps those that the bot was removed from while it was away.
  client.ws.on('READY', (/** @type {any} */ data) => {
    const here = new Set(data.guilds.map((/** @type {any} */ guild) => guild.id));
    for (const id of [...client.guilds.cache.keys()]) {
      if (!here.has(id) && client.guilds.cache.delete(id)) handlers.left(id);
    }
  });
  for (const event of [Events.ChannelCreate, Events.ChannelDelete]) client.on(event, (/** @type {any} */ channel) => changed(channel.guild));
  client.on(Events.ChannelUpdate, (/** @type {any} */ _, /** @type {any} */ channel) => changed(channel.guild));
  for (const event of [Events.GuildRoleCreate, Events.GuildRoleDelete]) client.on(event, (/** @type {any} */ role) => changed(role.guild));
  client.on(Events.GuildRoleUpdate, (/** @type {any} */ _, /** @type {any} */ role) => changed(role.guild));
  client.on(Events.GuildMemberUpdate, (/** @type {any} */ _, /** @type {any} */ member) => {
    if (member.id === client.user.id) changed(member.guild);
  });
  client.on(Events.VoiceStateUpdate, (/** @type {any} */ _, /** @type {any} */ state) => handlers.people(state.guild.id));
}

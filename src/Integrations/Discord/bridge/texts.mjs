// Messages of text channels, and what becomes of them.
import { describeUser } from './people.mjs';

/** Discord's types of message that people write: plain, and a reply. */
const written = new Set([0, 19]);

const longestText = 4000;
const mostMentions = 50;
const mostIds = 100;

/**
 * @param {any} client discord.js' Client, before it logs in.
 * @param {(message: object) => void} offer To the worker; may be dropped.
 * @param {(message: object) => void} send To the worker; must not be dropped.
 */
export function listenToTexts(client, offer, send) {
  client.ws.on('MESSAGE_CREATE', (/** @type {any} */ data) => {
    if (!data.guild_id || data.author?.bot || data.webhook_id || !written.has(data.type) || !data.content) return;
    offer({
      t: 'message',
      id: data.id,
      guildId: data.guild_id,
      channelId: data.channel_id,
      user: describeUser(client, data.guild_id, data.author, data.member),
      text: String(data.content).slice(0, longestText),
      at: Date.parse(data.timestamp) || Date.now(),
      mentions: mentionsOf(client, data),
    });
  });
  client.ws.on('MESSAGE_DELETE', (/** @type {any} */ data) => send({ t: 'deleted', channelId: data.channel_id, ids: [data.id] }));
  client.ws.on('MESSAGE_DELETE_BULK', (/** @type {any} */ data) => send({ t: 'deleted', channelId: data.channel_id, ids: (data.ids ?? []).slice(0, mostIds) }));
  client.ws.on('GUILD_BAN_ADD', (/** @type {any} */ data) => send({ t: 'deleted', guildId: data.guild_id, userId: data.user.id }));
}

/**
 * @param {any} client
 * @param {any} data MESSAGE_CREATE.
 * @returns {Record<string, string>} Names by id, of people, roles and channels that the text mentions.
 */
function mentionsOf(client, data) {
  const guild = client.guilds.cache.get(data.guild_id);
  /** @type {[string, string][]} */
  const names = [];
  for (const user of data.mentions ?? []) names.push([user.id, user.member?.nick ?? user.global_name ?? user.username]);
  for (const id of data.mention_roles ?? []) names.push([id, guild?.roles.cache.get(id)?.name]);
  for (const [, id] of String(data.content).matchAll(/<#(\d{1,20})>/g)) names.push([id, guild?.channels.cache.get(id)?.name]);
  return Object.fromEntries(names.filter(([, name]) => typeof name === 'string').slice(0, mostMentions));
}

// Messages of text channels, and what becomes of them.
import { describeUser } from './people.mjs';

/** Discord's types of message that people write: plain, and a reply. */
const written = new Set([0, 19]);

const longestText = 4000;
const mostMentions = 50;
const mostIds = 100;

/** Discord's actions in an audit log after which nothing of somebody shall be heard: kicked, and sent into a timeout by AutoMod. */
const expelled = new Set([20, 145]);
const memberUpdated = 24;

/**
 * @param {any} client discord.js' Client, before it logs in.
 * @param {Set<string>} channels Ids of the text channels that are read; the rest never leaves here.
 * @param {(message: object) => void} offer To the worker; may be dropped.
 * @param {(message: object) => void} send To the worker; must not be dropped.
 */
export function listenToTexts(client, channels, offer, send) {
  // What is asked of a server counts only where one of the channels is.
  const counts = (/** @type {string} */ guildId) => [...channels].some((id) => client.guilds.cache.get(guildId)?.channels.cache.has(id));
  const silence = (/** @type {string} */ guildId, /** @type {unknown} */ userId) => {
    if (typeof userId === 'string' && counts(guildId)) send({ t: 'deleted', guildId, userId });
  };
  const deleted = (/** @type {any} */ data, /** @type {string[]} */ ids) => {
    if (channels.has(data.channel_id)) send({ t: 'deleted', guildId: data.guild_id, channelId: data.channel_id, ids: ids.slice(0, mostIds) });
  };
  client.ws.on('MESSAGE_CREATE', (/** @type {any} */ data) => {
    if (!channels.has(data.channel_id) || !data.guild_id || data.author?.bot || data.webhook_id || !written.has(data.type) || !data.content) return;
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
  client.ws.on('MESSAGE_DELETE', (/** @type {any} */ data) => deleted(data, [data.id]));
  client.ws.on('MESSAGE_DELETE_BULK', (/** @type {any} */ data) => deleted(data, data.ids ?? []));
  client.ws.on('GUILD_BAN_ADD', (/** @type {any} */ data) => silence(data.guild_id, data.user.id));
  client.ws.on('GUILD_AUDIT_LOG_ENTRY_CREATE', (/** @type {any} */ data) => {
    if (expelled.has(data.action_type) || (data.action_type === memberUpdated && isTimeout(data))) silence(data.guild_id, data.target_id);
  });
}

/** @param {any} entry Of the audit log. @returns {boolean} Whether a timeout begins; at its end there is no new value. */
function isTimeout(entry) {
  return (entry.changes ?? []).some((/** @type {any} */ change) => change.key === 'communication_disabled_until' && Date.parse(change.new_value) > Date.now());
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

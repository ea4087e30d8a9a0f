// What the test may ask for; each is one line of JSON on standard input: {"id": 1, "do": "kick", ...}.
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import { DAVESession } from './packages.mjs';
import { now } from './time.mjs';
import { newId } from './world.mjs';

const FAULTS = new Set(['dave', 'modes', 'isDark', 'swallows', 'refuseVoice', 'joinAnswer', 'slow', 'loss', 'rest', 'refuseGateway', 'firstDispatch']);
for (const name of ['slowGateway', 'slowRest', 'refuseVoiceIn', 'plainVoiceIn']) FAULTS.add(name);

/** The commands by name; each gets the line and gives the answer's members. */
export function commands({ world, faults, voice, gateway, rest }) {
  const listener = (userId) => world.listeners.get(userId) ?? fail(`${userId} is in no channel.`);
  const current = (guildId) => voice.current(guildId) ?? fail(`The bot has no voice connection in ${guildId}.`);
  const tellWhere = (userId, channelId, guildId) =>
    gateway.dispatch('VOICE_STATE_UPDATE', world.voiceState(guildId, userId, channelId, `listener-${userId}`));
  const author = ({ guildId, userId }) => ({ author: world.user(userId), member: { ...world.member(guildId, userId), user: undefined } });

  const join = ({ userId, channelId }) => {
    voice.listen(userId, channelId);
    tellWhere(userId, channelId, world.guildOf(channelId).id);
  };

  return {
    now: () => ({ at: now() }),
    join,
    leave({ userId }) {
      const one = listener(userId);
      voice.unlisten(one);
      tellWhere(userId, null, world.guildOf(one.channelId).id);
    },
    async hear({ userId, from, file }) {
      const { pcm, frames } = await listener(userId).hear(from ?? 0);
      await fs.writeFile(file, pcm);
      return { frames };
    },
    fault({ set }) {
      // What a real network holds back comes in the end: here by a resume.
      if (set.swallows === false && faults.swallows) gateway.drop(0);
      for (const [name, value] of Object.entries(set)) {
        if (!FAULTS.has(name)) fail(`There is no fault ${name}.`);
        faults[name] = value;
      }
      if (set.isDark) {
        gateway.drop(0);
        for (const connection of voice.connections) if (!connection.isOver) connection.close(0);
      }
    },
    allowMessageContent({ allowed }) {
      gateway.allowsMessageContent = allowed;
    },
    dropGateway: ({ code }) => gateway.drop(code),
    reconnect: () => gateway.reconnect(),
    invalidate: ({ resumable }) => gateway.invalidate(resumable),
    closeVoice: ({ guildId, code }) => current(guildId).close(code),
    cutWhileOneJoins({ guildId, userId, channelId }) {
      faults.resumedLast = true;
      current(guildId).close(0);
      join({ userId, channelId });
    },
    move: ({ guildId, channelId, first }) => gateway.seat(guildId, channelId, first),
    kick: ({ guildId }) => gateway.kick(guildId),
    migrate: ({ guildId, waitMs }) => gateway.migrate(guildId, waitMs),
    deleteChannel({ channelId }) {
      const guild = world.guildOf(channelId);
      const channel = guild.channels.find((one) => one.id === channelId);
      guild.channels.splice(guild.channels.indexOf(channel), 1);
      gateway.dispatch('CHANNEL_DELETE', { ...channel, guild_id: guild.id });
      if (world.seat(guild.id)?.channelId === channelId) {
        world.seats.delete(guild.id);
        voice.current(guild.id)?.close(4022);
      }
    },
    proposeStranger({ guildId }) {
      const { channelId } = current(guildId);
      voice.group(channelId).proposeStranger(new DAVESession(1, '424242', channelId).getSerializedKeyPackage());
    },
    settle: () => voice.udp.settle(),
    downgrade: ({ guildId }) => voice.group(current(guildId).channelId).downgrade(),
    upgrade: ({ guildId }) => voice.group(current(guildId).channelId).upgrade(current(guildId)),
    resetEpoch: ({ guildId }) => voice.group(current(guildId).channelId).reset(),
    changeSeat: ({ guildId, change }) => gateway.changeSeat(guildId, change),
    grant: ({ guildId, roleId, permissions }) => gateway.grant(guildId, roleId, permissions),
    interaction(ask) {
      const id = newId();
      const token = crypto.randomBytes(12).toString('hex');
      const sub = { type: 1, name: ask.name, options: ask.options ?? [] };
      rest.interactions.set(token, { id, type: ask.type, channelId: ask.channelId, sentAt: performance.now() - (ask.ageMs ?? 0), acknowledged: 0, waitedMs: 0, refused: 0, flags: 0, content: null, choices: null });
      const guild = world.guilds.get(ask.guildId);
      gateway.dispatch('INTERACTION_CREATE', {
        id, token, type: ask.type, application_id: world.applicationId, version: 1, guild_id: ask.guildId, channel_id: ask.channelId,
        channel: { ...guild.channels.find((one) => one.id === ask.channelId), permissions: '36703232' }, locale: 'en-US', guild_locale: 'en-US', entitlements: [], context: 0,
        authorizing_integration_owners: { 0: ask.guildId }, app_permissions: '36703232', attachment_size_limit: 10485760,
        member: { ...world.member(ask.guildId, ask.userId), permissions: '36703232' }, data: { id: '500', name: 'tts', type: 1, guild_id: ask.guildId, options: [sub] },
      });
      return { interaction: id };
    },
    message(said) {
      world.messages.add(`${said.channelId}/${said.messageId}`);
      gateway.dispatch('MESSAGE_CREATE', {
        id: said.messageId, channel_id: said.channelId, guild_id: said.guildId, ...author(said), content: (gateway.intents & (1 << 15)) === 0 ? '' : said.text, timestamp: new Date().toISOString(),
        edited_timestamp: null, tts: false, mention_everyone: false, mention_roles: [], attachments: [], embeds: [], pinned: false, type: 0, flags: 0,
        mentions: (said.mentions ?? []).map((userId) => ({ ...world.user(userId), member: { ...world.member(said.guildId, userId), user: undefined } })),
      });
    },
    deleteMessages({ guildId, channelId, ids }) {
      for (const id of ids) world.messages.delete(`${channelId}/${id}`);
      if (ids.length === 1) gateway.dispatch('MESSAGE_DELETE', { id: ids[0], channel_id: channelId, guild_id: guildId });
      else gateway.dispatch('MESSAGE_DELETE_BULK', { ids, channel_id: channelId, guild_id: guildId });
    },
    ban({ guildId, userId }) {
      world.gone.add(`${guildId}/${userId}`);
      gateway.dispatch('GUILD_BAN_ADD', { guild_id: guildId, user: world.user(userId) });
    },
    audit: ({ guildId, userId, action, changes }) =>
      gateway.dispatch('GUILD_AUDIT_LOG_ENTRY_CREATE', { id: newId(), guild_id: guildId, user_id: world.guilds.get(guildId).ownerId, target_id: userId, action_type: action, changes: changes ?? [] }),
    invite({ guildId }) {
      rest.commands.delete(guildId);
      gateway.invite(world.guilds.get(guildId));
    },
    calls: () => ({ calls: rest.calls }),
    joins: () => ({ joins: world.joins }),
    commands: ({ guildId }) => ({ commands: rest.commands.get(guildId)?.commands ?? [] }),
  };
}

function fail(message) {
  throw new Error(message);
}

// What this Discord knows: guilds, who sits where, and the faults of the moment.
import { MODES } from './rtp.mjs';
import { seeded } from './slow.mjs';
import { now } from './time.mjs';

const MAX_JOINS = 1000;
let ids = 0n;

/** A new snowflake, in order. */
export const newId = () => String(900_000_000_000_000_000n + ++ids);

export class World {
  /** `guilds`: [{id, name, ownerId, roles, channels, members}] as the test gives them. */
  constructor({ guilds, bot, applicationId }) {
    this.bot = bot;
    this.applicationId = applicationId;
    this.guilds = new Map(guilds.map((guild) => [guild.id, guild]));
    this.listeners = new Map();
    /** Messages that are there, as `channel/message`. */
    this.messages = new Set();
    /** Who is no longer a member, as `guild/user`. */
    this.gone = new Set();
    /** The bot's place per guild: {channelId, userId, sessionId, token, suppress, mute, requested}. */
    this.seats = new Map();
    this.counters = { joins: 0, leaves: 0, identifies: 0 };
    /** The last wishes to join or move: {guildId, at}. */
    this.joins = [];
  }

  seat(guildId) {
    return this.seats.get(guildId) ?? null;
  }

  /** The bot wishes to join or move. */
  joined(guildId) {
    this.counters.joins++;
    this.joins.push({ guildId, at: now() });
    if (this.joins.length > MAX_JOINS) this.joins.shift();
  }

  guildOf(channelId) {
    return [...this.guilds.values()].find((guild) => guild.channels.some((channel) => channel.id === channelId)) ?? null;
  }

  isStage(channelId) {
    return this.guildOf(channelId)?.channels.find((channel) => channel.id === channelId)?.type === 13;
  }

  user(userId) {
    const named = [...this.guilds.values()].flatMap((guild) => guild.members).find((member) => member.user.id === userId);
    return named?.user ?? { id: userId, username: `user${userId}`, global_name: null, discriminator: '0', avatar: null, bot: false };
  }

  member(guildId, userId) {
    const member = this.guilds.get(guildId)?.members.find((one) => one.user.id === userId);
    return member ?? { user: this.user(userId), roles: [], nick: null, joined_at: '2026-01-01T00:00:00.000000+00:00', deaf: false, mute: false, flags: 0 };
  }

  /** What the bot may do on a server, its channels aside. */
  botPermissions(guildId) {
    const roles = [guildId, ...this.member(guildId, this.bot.id).roles];
    return this.guilds.get(guildId).roles.filter(({ id }) => roles.includes(id)).reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  }

  /** Whether nobody hears the bot there: it sits in a stage's audience, or a moderator muted it. */
  isUnheard(guildId) {
    const seat = this.seat(guildId);
    return seat !== null && (seat.suppress || seat.mute);
  }

  voiceState(guildId, userId, channelId, sessionId) {
    const seat = userId === this.bot.id ? this.seat(guildId) : null;
    return {
      guild_id: guildId, channel_id: channelId, user_id: userId, session_id: sessionId, member: this.member(guildId, userId),
      deaf: false, mute: seat?.mute ?? false, self_deaf: userId === this.bot.id, self_mute: false, self_video: false,
      suppress: seat?.suppress ?? false, request_to_speak_timestamp: seat?.requested ?? null,
    };
  }

  voiceStates(guildId) {
    const seat = this.seat(guildId);
    const here = [...this.listeners.values()].filter((listener) => this.guildOf(listener.channelId)?.id === guildId);
    return [
      ...(seat ? [this.voiceState(guildId, this.bot.id, seat.channelId, seat.sessionId)] : []),
      ...here.map((listener) => this.voiceState(guildId, listener.userId, listener.channelId, `listener-${listener.userId}`)),
    ];
  }
}

/** What goes wrong now; tests set its members by name. */
export class Faults {
  #random = seeded(1);

  constructor() {
    /** DAVE version of voice channels, 0 or 1. */
    this.dave = 1;
    this.modes = MODES;
    /** Everything is unreachable. */
    this.isDark = false;
    /** Everything that is sent, both ways, is lost, and no connection ends by it. */
    this.swallows = false;
    /** A resume is answered with what was missed first and op 9 after it. */
    this.resumedLast = false;
    /** Close code for each voice identify and resume; 0 for none. */
    this.refuseVoice = 0;
    /** The only guild for which that holds; empty for all. */
    this.refuseVoiceIn = '';
    /** The guild whose voice server speaks no TLS; empty for none. */
    this.plainVoiceIn = '';
    /** How a join is answered: 'yes', 'never', or after so many milliseconds. */
    this.joinAnswer = 'yes';
    /** Delay of each message on the voice websocket, both ways. */
    this.slow = { delayMs: 0, jitterMs: 0 };
    /** Delay of each message to the bot on the main gateway. */
    this.slowGateway = { delayMs: 0, jitterMs: 0 };
    /** REST calls with this part of a path take so long until Discord sees them, and so long until the answer is back. */
    this.slowRest = { path: '', beforeMs: 0, afterMs: 0 };
    /** Share of packets lost on the way to the listeners, 0 to 1. */
    this.loss = 0;
    /** The next REST answers: [{status, times, path (part of it), retryAfter}]. */
    this.rest = [];
    /** Close code for each gateway identify; 0 for none. */
    this.refuseGateway = 0;
    /** Order of the dispatches of a join or move: 'state' or 'server' first. */
    this.firstDispatch = 'state';
  }

  loses() {
    return this.loss > 0 && this.#random() < this.loss;
  }
}

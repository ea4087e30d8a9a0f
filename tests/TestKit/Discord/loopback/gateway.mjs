// The main gateway: sessions that can be resumed, dispatches, and the bot's way into voice channels.
import crypto from 'node:crypto';
import { WebSocketServer } from './packages.mjs';
import { SlowLine } from './slow.mjs';

const HEARTBEAT_MS = 41250;
const MAX_BUFFER = 2000;
const MAX_PAYLOAD = 1 << 20;
const FIRST_JOINED = Date.UTC(2026, 0, 1);
const PRIVILEGED = 1 << 15;
const NEEDS = { GUILD_CREATE: 1, GUILD_ROLE_UPDATE: 1, CHANNEL_DELETE: 1, VOICE_STATE_UPDATE: 128, MESSAGE_CREATE: 512, MESSAGE_DELETE: 512, MESSAGE_DELETE_BULK: 512, GUILD_BAN_ADD: 4, GUILD_AUDIT_LOG_ENTRY_CREATE: 4 };
const ADMINISTRATOR = 1n << 3n;
const VIEW_AUDIT_LOG = 1n << 7n;
/** Permissions of which the bot needs one on the server: ban members or view audit log. */
const MAY = { GUILD_BAN_ADD: (1n << 2n) | VIEW_AUDIT_LOG, GUILD_AUDIT_LOG_ENTRY_CREATE: VIEW_AUDIT_LOG };

export class Gateway {
  #world;
  #faults;
  #voice;
  #changed;
  #log;
  #token;
  #session = null;
  #socket = null;
  #out = new SlowLine(() => this.#faults.slowGateway, 11);

  constructor({ world, faults, voice, changed, log, token }) {
    this.#world = world;
    this.#faults = faults;
    this.#voice = voice;
    this.#changed = changed;
    this.#log = log;
    this.#token = token;
    this.counters = { identifies: 0, resumes: 0, received: 0 };
    this.intents = 0;
    this.allowsMessageContent = true;
  }

  get view() {
    return { isConnected: this.#socket !== null, isReady: this.#session !== null && this.#socket !== null, intents: this.intents, ...this.counters };
  }

  listen(server, url) {
    this.url = url;
    const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });
    server.on('upgrade', (request, socket, head) => {
      if (this.#faults.isDark) socket.destroy();
      else if (this.#faults.swallows) socket.on('error', (error) => this.#log(`swallowed socket: ${error.message}`));
      else sockets.handleUpgrade(request, socket, head, (ws) => this.#accept(ws));
    });
  }

  /** Sends an event to the bot, now or when it resumes. */
  dispatch(t, d) {
    const needed = NEEDS[t];
    if (!this.#session || (needed && (this.intents & needed) === 0)) return;
    if (MAY[t] && (this.#world.botPermissions(d.guild_id) & (MAY[t] | ADMINISTRATOR)) === 0n) return;
    const message = { op: 0, t, s: ++this.#session.sequence, d };
    this.#session.buffer.push(message);
    if (this.#session.buffer.length > MAX_BUFFER) this.#session.buffer.shift();
    this.#send(this.#socket, message);
  }

  /** Ends the socket; the session can be resumed. */
  drop(code) {
    if (code) this.#socket?.close(code);
    else this.#socket?.terminate();
  }

  /** Op 7. */
  reconnect() {
    this.#send(this.#socket, { op: 7, d: null });
  }

  /** Op 9. Without `resumable` the session and the bot's voice are gone. */
  invalidate(resumable) {
    const socket = this.#socket;
    if (!resumable) this.#forget();
    this.#send(socket, { op: 9, d: resumable });
  }

  #forget() {
    this.#session = null;
    for (const guildId of [...this.#world.seats.keys()]) {
      this.#world.seats.delete(guildId);
      this.#voice.current(guildId)?.close(4014);
    }
  }

  #send(socket, message) {
    const data = JSON.stringify(message);
    this.#out.pass(() => {
      if (socket?.readyState === 1 && !this.#faults.swallows) socket.send(data);
    });
  }

  #accept(ws) {
    ws.on('error', (error) => this.#log(`gateway socket: ${error.message}`));
    ws.on('close', () => {
      if (this.#socket === ws) this.#socket = null;
      this.#changed();
    });
    ws.on('message', (data) => {
      if (this.#faults.swallows) return;
      try {
        this.#message(ws, JSON.parse(data));
      } catch (error) {
        this.#log(`gateway message: ${error.stack}`);
        ws.close(4002);
      }
      this.#changed();
    });
    this.#send(ws, { op: 10, d: { heartbeat_interval: HEARTBEAT_MS } });
  }

  #message(ws, { op, d }) {
    this.counters.received++;
    if (op === 1) this.#send(ws, { op: 11 });
    else if (op === 2) this.#identify(ws, d);
    else if (op === 6) this.#resume(ws, d);
    else if (op === 4 && ws === this.#socket) this.#voiceState(d);
  }

  #identify(ws, d) {
    this.counters.identifies++;
    if (d.token !== this.#token) return ws.close(4004);
    if (this.#faults.refuseGateway) return ws.close(this.#faults.refuseGateway);
    if ((d.intents & PRIVILEGED) !== 0 && !this.allowsMessageContent) return ws.close(4014);
    this.intents = d.intents;
    this.#session = { id: crypto.randomBytes(16).toString('hex'), sequence: 0, buffer: [] };
    this.#socket = ws;
    this.dispatch('READY', {
      v: 10, user: this.#world.bot, session_id: this.#session.id, session_type: 'normal', resume_gateway_url: this.url, shard: d.shard,
      guilds: [...this.#world.guilds.keys()].map((id) => ({ id, unavailable: true })), private_channels: [], relationships: [],
      application: { id: this.#world.applicationId, flags: this.allowsMessageContent ? 1 << 18 : 0 },
    });
    for (const guild of this.#world.guilds.values()) this.dispatch('GUILD_CREATE', this.guild(guild));
  }

  /** A guild as GUILD_CREATE and REST tell it. */
  guild(guild) {
    return {
      id: guild.id, name: guild.name, owner_id: guild.ownerId, icon: null, splash: null, discovery_splash: null, banner: null, description: null, features: [], emojis: [], stickers: [],
      region: 'deprecated', afk_channel_id: null, afk_timeout: 300, verification_level: 0, default_message_notifications: 0, explicit_content_filter: 0, mfa_level: 0, nsfw_level: 0,
      premium_tier: 0, premium_subscription_count: 0, premium_progress_bar_enabled: false, preferred_locale: 'en-US', system_channel_id: null, system_channel_flags: 0, rules_channel_id: null,
      public_updates_channel_id: null, vanity_url_code: null, application_id: null, safety_alerts_channel_id: null, max_members: 100, large: false, unavailable: false,
      roles: guild.roles, channels: guild.channels, members: guild.members, member_count: guild.members.length, joined_at: new Date(guild.joinedAt ?? FIRST_JOINED).toISOString(),
      voice_states: this.#world.voiceStates(guild.id), threads: [], presences: [], stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [],
    };
  }

  /** The bot is removed from a guild and invited again, at another time; its commands are gone. */
  invite(guild) {
    this.kick(guild.id);
    this.dispatch('GUILD_DELETE', { id: guild.id });
    guild.joinedAt = (guild.joinedAt ?? FIRST_JOINED) + 1000;
    this.dispatch('GUILD_CREATE', this.guild(guild));
  }

  #resume(ws, d) {
    this.counters.resumes++;
    const session = this.#session;
    if (!session || d.token !== this.#token || d.session_id !== session.id) return this.#send(ws, { op: 9, d: false });
    this.#socket = ws;
    for (const message of session.buffer) if (message.s > d.seq) this.#send(ws, message);
    this.dispatch('RESUMED', {});
  }

  /** Op 4: the bot joins, moves or leaves. */
  #voiceState({ guild_id: guildId, channel_id: channelId }) {
    const guild = this.#world.guilds.get(guildId);
    if (!guild) return;
    if (channelId === null) return this.#leave(guildId);
    this.#world.joined(guildId);
    const { joinAnswer } = this.#faults;
    const channel = guild.channels.find((one) => one.id === channelId);
    if (joinAnswer === 'never' || !channel || channel.isForbidden) return; // Discord answers nothing
    if (joinAnswer === 'yes') this.seat(guildId, channelId, this.#faults.firstDispatch);
    else setTimeout(() => this.seat(guildId, channelId, this.#faults.firstDispatch), joinAnswer);
  }

  #leave(guildId) {
    this.#world.counters.leaves++;
    const seat = this.#world.seat(guildId);
    this.#world.seats.delete(guildId);
    this.#voice.current(guildId)?.end();
    if (seat) this.dispatch('VOICE_STATE_UPDATE', this.#world.voiceState(guildId, this.#world.bot.id, null, seat.sessionId));
  }

  /** Puts the bot into a channel and tells it, `first` being 'state' or 'server'. */
  seat(guildId, channelId, first) {
    if (!this.#session) return;
    const before = this.#voice.current(guildId);
    const seat = {
      channelId, userId: this.#world.bot.id, sessionId: this.#session.id, token: crypto.randomBytes(8).toString('hex'),
      suppress: this.#world.isStage(channelId), mute: this.#world.seat(guildId)?.mute ?? false, requested: null,
    };
    this.#world.seats.set(guildId, seat);
    const state = () => this.dispatch('VOICE_STATE_UPDATE', this.#world.voiceState(guildId, seat.userId, channelId, seat.sessionId));
    const server = () => this.dispatch('VOICE_SERVER_UPDATE', { token: seat.token, guild_id: guildId, endpoint: this.#voice.endpointOf(guildId) });
    for (const tell of first === 'server' ? [server, state] : [state, server]) tell();
    if (before && before.channelId !== channelId) before.end();
    this.#changed();
  }

  /** Something of the bot's own voice state changes: `suppress`, `mute`, `requested`. */
  changeSeat(guildId, change) {
    const seat = this.#world.seat(guildId);
    if (!seat) throw new Error(`The bot is in no voice channel of ${guildId}.`);
    Object.assign(seat, change);
    this.dispatch('VOICE_STATE_UPDATE', this.#world.voiceState(guildId, seat.userId, seat.channelId, seat.sessionId));
    this.#changed();
  }

  /** A role gets other permissions. */
  grant(guildId, roleId, permissions) {
    const role = this.#world.guilds.get(guildId).roles.find((one) => one.id === roleId);
    role.permissions = permissions;
    this.dispatch('GUILD_ROLE_UPDATE', { guild_id: guildId, role });
  }

  /** Another voice server: first none, then the real one. */
  migrate(guildId, waitMs) {
    const seat = this.#world.seat(guildId);
    if (!seat) throw new Error(`The bot is in no voice channel of ${guildId}.`);
    this.dispatch('VOICE_SERVER_UPDATE', { token: seat.token, guild_id: guildId, endpoint: null });
    this.#voice.current(guildId)?.end();
    seat.token = crypto.randomBytes(8).toString('hex');
    setTimeout(() => this.dispatch('VOICE_SERVER_UPDATE', { token: seat.token, guild_id: guildId, endpoint: this.#voice.endpointOf(guildId) }), waitMs);
  }

  /** A moderator disconnects the bot. */
  kick(guildId) {
    const seat = this.#world.seat(guildId);
    this.#world.seats.delete(guildId);
    if (seat) this.dispatch('VOICE_STATE_UPDATE', this.#world.voiceState(guildId, seat.userId, null, seat.sessionId));
    this.#voice.current(guildId)?.close(4014);
  }
}

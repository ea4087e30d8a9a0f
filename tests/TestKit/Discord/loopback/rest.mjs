// REST of version 10, as much as a bot of ours needs; every call is recorded.
import http from 'node:http';
import { setTimeout } from 'node:timers/promises';

const MAX_BODY = 1 << 20;
const MAX_CALLS = 1000;
const READ_MESSAGE_HISTORY = 1n << 16n;
const CALLBACK_MS = 3000;
const MUTE_MEMBERS = 1n << 22n;
const REQUEST_TO_SPEAK = 1n << 32n;

export class Rest {
  #world;
  #faults;
  #gateway;
  #changed;
  #token;

  constructor({ world, faults, gateway, changed, token }) {
    this.#world = world;
    this.#faults = faults;
    this.#gateway = gateway;
    this.#changed = changed;
    this.#token = token;
    /** {method, path, status, body} of each call; the path without interaction tokens. */
    this.calls = [];
    this.commands = new Map();
    /** By token: {id, type, sentAt, acknowledged, waitedMs, refused, flags, content, choices}. */
    this.interactions = new Map();
    /** Calls that came and are not answered. */
    this.waiting = 0;
  }

  async start() {
    const server = http.createServer((request, response) => {
      this.#handle(request, response).catch((error) => {
        response.statusCode = 400;
        response.end(JSON.stringify({ message: error.message, code: 0 }));
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.port = server.address().port;
    return server;
  }

  async #handle(request, response) {
    if (this.#faults.isDark) return void request.socket.destroy();
    if (this.#faults.swallows) return;
    const chunks = [];
    let size = 0;
    for await (const chunk of request) {
      if ((size += chunk.length) > MAX_BODY) throw new Error('body too large');
      chunks.push(chunk);
    }
    const body = size > 0 ? JSON.parse(Buffer.concat(chunks)) : null;
    const path = decodeURIComponent(new URL(request.url, 'http://loopback').pathname).replace(/^\/api\/v10/, '');
    const { path: slowed, beforeMs, afterMs } = this.#faults.slowRest;
    const isSlow = path.includes(slowed);
    this.#wait(1);
    if (isSlow && beforeMs > 0) await setTimeout(beforeMs);
    const [status, answer, headers] = this.#fault(path) ?? this.#answer(request, path, body);
    if (isSlow && afterMs > 0) await setTimeout(afterMs);
    this.#wait(-1);
    const shown = path.replace(/(interactions\/\d+|webhooks\/\d+)\/[^/]+/, '$1/TOKEN');
    this.calls.push({ method: request.method, path: shown, status, body });
    if (this.calls.length > MAX_CALLS) this.calls.shift();
    response.writeHead(status, answer === undefined ? headers : { 'content-type': 'application/json', ...headers });
    response.end(answer === undefined ? '' : JSON.stringify(answer));
    this.#changed();
  }

  #wait(change) {
    this.waiting += change;
    this.#changed();
  }

  #fault(path) {
    const fault = this.#faults.rest.find((one) => one.times > 0 && path.includes(one.path ?? ''));
    if (!fault) return null;
    fault.times--;
    if (fault.status !== 429) return [fault.status, { message: 'loopback fault', code: 0 }];
    const seconds = fault.retryAfter ?? 0.1;
    return [429, { message: 'You are being rate limited.', retry_after: seconds, global: false }, {
      'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': String(seconds), 'x-ratelimit-scope': 'user',
    }];
  }

  #answer(request, path, body) {
    const parts = path.split('/').slice(1);
    const call = `${request.method} ${parts[0]}`;
    if (call === 'POST interactions') return this.#callback(parts, body);
    if (parts[0] === 'webhooks') return this.#webhook(request.method, parts, body);
    if (request.headers.authorization !== `Bot ${this.#token}`) return [401, { message: '401: Unauthorized', code: 0 }];
    if (path === '/gateway/bot') {
      return [200, { url: this.#gateway.url, shards: 1, session_start_limit: { total: 1000, remaining: 1000, reset_after: 14400000, max_concurrency: 1 } }];
    }
    if (path === '/users/@me') return [200, this.#world.bot];
    if (path === '/applications/@me' || path === '/oauth2/applications/@me') {
      return [200, { id: this.#world.applicationId, name: 'loopback', flags: this.#gateway.allowsMessageContent ? 1 << 18 : 0, bot_public: false, bot_require_code_grant: false, description: '' }];
    }
    if (parts[0] === 'applications' && parts.at(-1) === 'commands') return this.#register(request.method, parts, body);
    if (call === 'PATCH guilds' && parts[2] === 'voice-states' && parts[3] === '@me') return this.#editOwnVoice(parts[1], body ?? {});
    return this.#look(parts) ?? [404, { message: '404: Not Found', code: 0 }];
  }

  #look([kind, id, part, user]) {
    if (kind === 'guilds' && this.#world.guilds.has(id)) {
      const guild = this.#gateway.guild(this.#world.guilds.get(id));
      if (part === undefined) return [200, guild];
      if (part === 'channels' || part === 'roles') return [200, guild[part]];
      if (part === 'members' && this.#world.gone.has(`${id}/${user}`)) return [404, { message: 'Unknown Member', code: 10007 }];
      if (part === 'members' && user) return [200, this.#world.member(id, user === '@me' ? this.#world.bot.id : user)];
    }
    if (kind === 'channels' && part === 'messages' && user && this.#world.guildOf(id)) return this.#message(id, user);
    const channel = kind === 'channels' && this.#world.guildOf(id)?.channels.find((one) => one.id === id);
    return channel && part === undefined ? [200, { ...channel, guild_id: this.#world.guildOf(id).id }] : null;
  }

  /** Modify Current User Voice State: on stages only; who may not mute others may only ask. */
  #editOwnVoice(guildId, { channel_id: channelId, suppress, request_to_speak_timestamp: requested }) {
    const seat = this.#world.seat(guildId);
    if (!seat) return [404, { message: 'Unknown Voice State', code: 10065 }];
    if (channelId !== seat.channelId || !this.#world.isStage(channelId)) return [400, { message: 'Invalid Form Body', code: 50035 }];
    const has = (bit) => (this.#world.botPermissions(guildId) & bit) !== 0n;
    if ((suppress === false && !has(MUTE_MEMBERS)) || (requested && !has(REQUEST_TO_SPEAK))) return [403, { message: 'Missing Permissions', code: 50013 }];
    const change = {};
    if (suppress !== undefined) change.suppress = suppress;
    if (requested !== undefined) change.requested = requested;
    // Who may speak asks no more.
    if (suppress === false) change.requested = null;
    this.#gateway.changeSeat(guildId, change);
    return [204, undefined];
  }

  #message(channelId, messageId) {
    if ((this.#world.botPermissions(this.#world.guildOf(channelId).id) & READ_MESSAGE_HISTORY) === 0n) return [403, { message: 'Missing Permissions', code: 50013 }];
    return this.#world.messages.has(`${channelId}/${messageId}`) ? [200, { id: messageId, channel_id: channelId }] : [404, { message: 'Unknown Message', code: 10008 }];
  }

  #register(method, parts, body) {
    const scope = parts[2] === 'guilds' ? parts[3] : 'global';
    const known = this.commands.get(scope) ?? { puts: 0, commands: [] };
    if (method === 'GET') return [200, known.commands];
    if (method !== 'PUT' || !Array.isArray(body)) return [405, { message: '405: Method Not Allowed', code: 0 }];
    const commands = body.map((command, index) => ({ ...command, id: String(500 + index), application_id: this.#world.applicationId, version: '1', guild_id: scope }));
    this.commands.set(scope, { puts: known.puts + 1, commands });
    return [200, commands];
  }

  #callback([, id, token], body) {
    const interaction = this.interactions.get(token);
    const waited = performance.now() - (interaction?.sentAt ?? 0);
    if (interaction?.id !== id || waited > CALLBACK_MS) {
      if (interaction) interaction.refused++;
      return [404, { message: 'Unknown interaction', code: 10062 }];
    }
    if (interaction.acknowledged) {
      interaction.refused++;
      return [400, { message: 'Interaction has already been acknowledged.', code: 40060 }];
    }
    interaction.waitedMs = waited;
    interaction.acknowledged = body.type;
    interaction.flags = body.data?.flags ?? 0;
    if (body.type === 4) interaction.content = body.data?.content ?? '';
    if (body.type === 8) interaction.choices = body.data?.choices ?? [];
    return [204, undefined];
  }

  #webhook(method, [, , token, ...rest], body) {
    const interaction = this.interactions.get(token);
    if (!interaction?.acknowledged) return [404, { message: 'Unknown Webhook', code: 10015 }];
    if (method === 'PATCH' && rest.join('/') === 'messages/@original') interaction.content = body.content;
    else if (method === 'POST' && rest.length === 0) interaction.followUps = (interaction.followUps ?? 0) + 1;
    else if (method !== 'GET') return [404, { message: '404: Not Found', code: 0 }];
    return [200, { id: interaction.id, channel_id: interaction.channelId, content: interaction.content ?? '', author: this.#world.bot, flags: interaction.flags, attachments: [], embeds: [], mentions: [], mention_roles: [], mention_everyone: false, pinned: false, tts: false, type: 20, components: [], timestamp: '2026-01-01T00:00:00.000000+00:00', edited_timestamp: null }];
  }
}

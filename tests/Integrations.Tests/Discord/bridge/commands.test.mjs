import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { Interactions, texts } from '../../../../src/Integrations/Discord/bridge/interactions.mjs';
import { Log } from '../../../../src/Integrations/Discord/bridge/log.mjs';
import { Registration } from '../../../../src/Integrations/Discord/bridge/registration.mjs';
import { watchGuilds } from '../../../../src/Integrations/Discord/bridge/guild-events.mjs';
import { listenToTexts } from '../../../../src/Integrations/Discord/bridge/texts.mjs';
import { FakeClock } from './fake-clock.mjs';

const discord = {
  Routes: {
    interactionCallback: (id, token) => `callback/${id}/${token}`,
    webhookMessage: (application, token, message) => `webhook/${application}/${token}/${message}`,
    applicationGuildCommands: (application, guild) => `commands/${application}/${guild}`,
  },
};

function makeClient() {
  const calls = [];
  const call = (method) => async (route, { body }) => {
    calls.push({ method, route, body });
    await calls.held;
    if (calls.fail) throw new Error(calls.fail);
  };
  const guild = { ownerId: '1', voiceStates: { cache: new Map([['2', { channelId: '77' }]]) }, roles: { cache: new Map([['9', { name: 'mods' }]]) }, channels: { cache: new Map([['8', { name: 'chat' }]]) } };
  return { calls, client: { ws: new EventEmitter(), application: { id: 'app' }, rest: { post: call('POST'), patch: call('PATCH'), put: call('PUT') }, guilds: { cache: new Map([['g', guild]]) } } };
}

function start() {
  const { calls, client } = makeClient();
  const clock = new FakeClock();
  const sent = [];
  const log = new Log();
  log.sink = () => {};
  const interactions = new Interactions({ discord, clock, send: (message) => sent.push(message), log });
  interactions.listen(client);
  let ids = 0;
  const come = (more = {}) => {
    const data = {
      id: `i${++ids}`, token: `t${ids}`, application_id: 'app', type: 2, guild_id: 'g', channel_id: 'c', member: { nick: 'Annie', roles: ['9'], user: { id: '2', username: 'ann', global_name: 'Ann' } },
      data: { name: 'tts', options: [{ type: 1, name: 'say', options: [{ name: 'text', type: 3, value: 'hello' }, { name: 'times', type: 4, value: 0 }] }] }, ...more,
    };
    client.ws.emit('INTERACTION_CREATE', data);
    return data.id;
  };
  return { calls, clock, sent, interactions, come };
}

/** Lets promises go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a command is deferred at once, ephemeral, told, and its answer edited in', async () => {
  const { calls, sent, interactions, come } = start();
  const id = come();
  assert.deepEqual(calls, [{ method: 'POST', route: 'callback/i1/t1', body: { type: 5, data: { flags: 64 } } }]);
  await settle();
  assert.deepEqual(sent, [{
    t: 'interaction', kind: 'command', id, guildId: 'g', channelId: 'c', name: 'say', options: { text: 'hello', times: 0 }, focused: '',
    user: { id: '2', name: 'ann', displayName: 'Annie', roles: ['9'], isOwner: false, voiceChannelId: '77' }, token: 't1', application: 'app',
  }]);
  interactions.answer({ id, content: 'Done @everyone' });
  interactions.answer({ id, content: 'twice' });
  await settle();
  assert.deepEqual(calls.slice(1), [{ method: 'PATCH', route: 'webhook/app/t1/@original', body: { content: 'Done @everyone', allowed_mentions: { parse: [] } } }]);
});

/** A slow network: the next calls wait until `release`. */
function hold(calls) {
  let release;
  calls.held = new Promise((resolve) => (release = resolve));
  return () => {
    calls.held = undefined;
    release();
  };
}

test('a command is acknowledged before the worker is asked, and however long that one takes', async () => {
  const { calls, clock, sent, interactions, come } = start();
  const release = hold(calls);
  const id = come();
  await settle();
  assert.deepEqual([calls.length, sent.length], [1, 0]);
  clock.advance(4_999);
  release();
  await settle();
  assert.deepEqual([calls.length, sent.length], [1, 1]);
  clock.advance(59_999);
  interactions.answer({ id, content: 'ok' });
  await settle();
  assert.deepEqual(calls.slice(1).map(({ body }) => body.content), ['ok']);
  assert.equal(clock.waiting, 0);
});

test('what Discord no longer takes as acknowledged is not carried out', async () => {
  const { calls, clock, sent, interactions, come } = start();
  calls.fail = 'Unknown interaction';
  come();
  await settle();
  calls.fail = undefined;
  const id = come();
  await settle();
  assert.deepEqual(sent.map((told) => told.id), [id]);
  interactions.answer({ id, content: 'ok' });
  await settle();
  assert.deepEqual([calls.length, clock.waiting], [3, 0]);
});

test('what was acknowledged only after 5 s is not carried out, and the person is told so', async () => {
  const { calls, clock, sent, come } = start();
  const release = hold(calls);
  come();
  clock.advance(5_000);
  release();
  await settle();
  assert.deepEqual(calls.slice(1).map(({ body }) => body.content), [texts.slow]);
  assert.deepEqual([sent.length, clock.waiting], [0, 0]);
});

test('a command that is told twice is carried out once', async () => {
  const { calls, sent, interactions, come } = start();
  const id = come({ id: 'same' });
  come({ id: 'same' });
  await settle();
  assert.equal(calls.length, 1);
  interactions.answer({ id, content: 'ok' });
  await settle();
  // As a resumed gateway tells it again: Discord then says that it has been acknowledged.
  calls.fail = 'Interaction has already been acknowledged.';
  come({ id: 'same' });
  await settle();
  assert.deepEqual(sent.map(({ t }) => t), ['interaction', 'answered']);
});

test('an answer is cut at 2,000 characters; an empty one is not refused by Discord', async () => {
  const { calls, interactions, come } = start();
  const ids = [come(), come()];
  await settle();
  interactions.answer({ id: ids[0], content: 'x'.repeat(5000) });
  interactions.answer({ id: ids[1], content: '' });
  await settle();
  const edits = calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body.content);
  assert.deepEqual(edits.map((text) => text.length), [2000, 1]);
});

test('choices go out as given, cut to what Discord takes', async () => {
  const { calls, sent, interactions, come } = start();
  const id = come({ type: 4, data: { name: 'tts', options: [{ type: 1, name: 'voice', options: [{ name: 'voice', value: 'a', focused: true }] }] } });
  assert.equal(sent[0].kind, 'autocomplete');
  assert.equal(sent[0].focused, 'voice');
  assert.equal(calls.length, 0);
  interactions.answer({ id, choices: [...Array(40)].map((_, i) => ({ name: 'n'.repeat(200), value: i === 0 ? '' : `v${i}` })) });
  await settle();
  assert.equal(calls[0].body.type, 8);
  assert.equal(calls[0].body.data.choices.length, 24);
  assert.ok(calls[0].body.data.choices.every(({ name }) => name.length === 100));
});

test('choices that do not come are none, after 2.5 s', async () => {
  const { calls, clock, interactions, come } = start();
  const id = come({ type: 4 });
  clock.advance(2_499);
  assert.equal(calls.length, 0);
  clock.advance(1);
  await settle();
  assert.deepEqual(calls[0].body, { type: 8, data: { choices: [] } });
  interactions.answer({ id, choices: [{ name: 'late', value: 'late' }] });
  await settle();
  assert.equal(calls.length, 1);
});

test('a worker that does not answer, or ends, is said so', async () => {
  const { calls, clock, interactions, come } = start();
  come();
  await settle();
  clock.advance(60_000);
  await settle();
  assert.equal(calls.at(-1).body.content, texts.late);
  come();
  come({ type: 4 });
  await interactions.stop();
  assert.deepEqual(calls.slice(-2).map(({ body }) => body.content ?? body.data.choices), [[], texts.stopped]);
});

test('the hundred-and-first is told that it is busy; outside a server nothing works', async () => {
  const { calls, sent, come } = start();
  for (let i = 0; i < 100; i++) come();
  come();
  await settle();
  assert.equal(sent.length, 100);
  assert.deepEqual(calls.at(-1).body, { type: 4, data: { content: texts.busy, flags: 64 } });
  const other = start();
  other.come({ guild_id: undefined, member: undefined });
  assert.equal(other.calls[0].body.data.content, texts.server);
  assert.equal(other.sent.length, 0);
});

test('what Discord refuses ends quietly', async () => {
  const { calls, interactions, come } = start();
  const id = come();
  await settle();
  calls.fail = 'Unknown interaction';
  interactions.answer({ id, content: 'too late' });
  interactions.answer({ id: 'never', content: 'x' });
  await settle();
  assert.equal(calls.length, 2);
});

test('a command that another bridge was told of is answered where it waits, and told as answered when Discord took it', async () => {
  const { calls, sent, interactions } = start();
  interactions.answer({ id: 'before', content: 'x'.repeat(3_000), token: 'their-token', application: 'their-app' });
  await settle();
  assert.equal(calls[0].route, 'webhook/their-app/their-token/@original');
  assert.equal(calls[0].body.content.length, 2_000);
  assert.deepEqual(sent, [{ t: 'answered', id: 'before' }]);
  calls.fail = 'unreachable';
  interactions.answer({ id: 'again', content: 'x', token: 'their-token', application: 'their-app' });
  for (const answer of [{ choices: [] }, { content: 'x' }, { content: 'x', token: '' }, { content: 'x', token: 'x'.repeat(501) }, { content: 'x', token: 5 }]) {
    interactions.answer({ id: 'no', application: 'their-app', ...answer });
  }
  interactions.answer({ id: 'no', content: 'x', token: 'their-token' });
  await settle();
  assert.deepEqual([calls.length, sent.length], [2, 1]);
});

test('an answer later than the word that there was none takes its place', async () => {
  const { calls, clock, sent, interactions, come } = start();
  const id = come();
  await settle();
  clock.advance(60_000);
  await settle();
  interactions.answer({ id, content: 'done', token: 't1', application: 'app' });
  await settle();
  assert.deepEqual(calls.slice(1).map(({ route, body }) => [route, body.content]), [['webhook/app/t1/@original', texts.late], ['webhook/app/t1/@original', 'done']]);
  assert.deepEqual(sent.slice(1), [{ t: 'answered', id }]);
});

function startRegistration() {
  const { calls, client } = makeClient();
  const state = { ready: true };
  const sent = [];
  const registration = new Registration({ discord, client: () => (state.ready ? client : undefined), send: (message) => sent.push(message), log: new Log() });
  return { calls, client, sent, state, registration };
}

const set = (hash) => [{ guildId: 'g', hash, body: [{ name: hash }] }];

test('commands are put when they changed, and only then; each wish is answered', async () => {
  const { calls, sent, registration } = startRegistration();
  for (const wish of [set('a'), set('a'), set('b'), set('b'), set('a')]) {
    registration.wish(wish);
    await settle();
  }
  assert.deepEqual(calls.map(({ body }) => body[0].name), ['a', 'b', 'a']);
  assert.deepEqual(sent.map(({ hash }) => hash), ['a', 'a', 'b', 'b', 'a']);
});

test('before the bot is ready they wait; a refusal is told and tried again at the next login', async () => {
  const { calls, sent, state, registration } = startRegistration();
  state.ready = false;
  registration.wish([{ guildId: 'g', hash: 'a', body: '[{"name":"as text"}]' }]);
  await settle();
  assert.equal(calls.length, 0);
  state.ready = true;
  calls.fail = 'Missing Access';
  registration.ready();
  await settle();
  assert.deepEqual(sent, [{ t: 'registered', guildId: 'g', error: 'Missing Access' }]);
  calls.fail = undefined;
  registration.ready();
  await settle();
  registration.ready();
  await settle();
  assert.deepEqual(calls.map(({ body }) => body), [[{ name: 'as text' }], [{ name: 'as text' }]]);
  assert.deepEqual(sent[1], { t: 'registered', guildId: 'g', hash: 'a' });
});

test('a server that the bot is invited to again gets its commands again; one it is not on does not', async () => {
  const { calls, client, sent, registration } = startRegistration();
  registration.wish(set('a'));
  registration.wish([{ guildId: 'other', hash: 'a', body: [] }, { guildId: 5 }, null]);
  await settle();
  registration.joined('g');
  await settle();
  assert.equal(calls.length, 2);
  client.guilds.cache.get('g').joinedTimestamp = 5;
  registration.wish(set('a'));
  await settle();
  assert.equal(calls.length, 3);
  assert.match(sent.find(({ guildId }) => guildId === 'other').error, /not on that server/);
});

test('messages of people in the channels that are read come with names; bots, webhooks, notices and other channels do not', () => {
  const { client } = makeClient();
  const offered = [];
  const sent = [];
  listenToTexts(client, new Set(['8']), (message) => offered.push(message), (message) => sent.push(message));
  const message = {
    id: 'm', guild_id: 'g', channel_id: '8', type: 0, content: 'hi <@2> <@&9> <#8> <#1>', timestamp: '2026-01-01T00:00:01.000Z', author: { id: '1', username: 'owner', global_name: null }, member: { nick: null, roles: [] },
    mentions: [{ id: '2', username: 'ann', global_name: 'Ann' }], mention_roles: ['9'],
  };
  client.ws.emit('MESSAGE_CREATE', message);
  for (const wrong of [{ author: { bot: true } }, { webhook_id: '1' }, { type: 7 }, { content: '' }, { guild_id: undefined }, { channel_id: '1' }]) client.ws.emit('MESSAGE_CREATE', { ...message, ...wrong });
  client.ws.emit('MESSAGE_DELETE', { id: 'm', guild_id: 'g', channel_id: '8' });
  client.ws.emit('MESSAGE_DELETE', { id: 'x', guild_id: 'g', channel_id: '1' });
  client.ws.emit('MESSAGE_DELETE_BULK', { ids: ['a', 'b'], guild_id: 'g', channel_id: '8' });
  client.ws.emit('GUILD_BAN_ADD', { guild_id: 'g', user: { id: '2' } });
  client.ws.emit('GUILD_BAN_ADD', { guild_id: 'foreign', user: { id: '3' } });
  assert.deepEqual(offered, [{
    t: 'message', id: 'm', guildId: 'g', channelId: '8', text: message.content, at: 1767225601000, mentions: { 2: 'Ann', 9: 'mods', 8: 'chat' },
    user: { id: '1', name: 'owner', displayName: 'owner', roles: [], isOwner: true, voiceChannelId: null },
  }]);
  assert.deepEqual(sent, [{ t: 'deleted', guildId: 'g', channelId: '8', ids: ['m'] }, { t: 'deleted', guildId: 'g', channelId: '8', ids: ['a', 'b'] }, { t: 'deleted', guildId: 'g', userId: '2' }]);
});

test('who is kicked or sent into a timeout is silenced; other entries of the audit log, and those of other servers, are not told', () => {
  const { client } = makeClient();
  const sent = [];
  listenToTexts(client, new Set(['8']), () => {}, (message) => sent.push(message));
  const until = (new_value) => [{ key: 'nick', new_value: 'x' }, { key: 'communication_disabled_until', new_value }];
  const entry = (action_type, target_id, more = {}) => client.ws.emit('GUILD_AUDIT_LOG_ENTRY_CREATE', { guild_id: 'g', action_type, target_id, ...more });
  entry(20, '1');
  entry(24, '2', { changes: until('2999-01-01T00:00:00.000Z') });
  entry(145, '3');
  entry(24, '4', { changes: until(undefined) });
  entry(24, '4', { changes: until('2001-01-01T00:00:00.000Z') });
  entry(24, '4', { changes: [{ key: 'nick', new_value: '2999-01-01' }] });
  entry(24, '4');
  entry(72, '4');
  entry(20, null);
  entry(20, '4', { guild_id: 'foreign' });
  assert.deepEqual(sent, ['1', '2', '3'].map((userId) => ({ t: 'deleted', guildId: 'g', userId })));
});

test('a server that the bot is removed from is told as left, also when that was before a new session', () => {
  const { client } = makeClient();
  const listeners = new EventEmitter();
  const left = [];
  const Events = new Proxy({}, { get: (_, name) => String(name) });
  watchGuilds(Object.assign(client, { on: (name, listener) => listeners.on(name, listener) }), Events, { changed() {}, joined() {}, people() {}, left: (id) => left.push(id) });
  listeners.emit('GuildDelete', { id: 'gone' });
  client.ws.emit('READY', { guilds: [{ id: 'g' }] });
  assert.deepEqual(left, ['gone']);
  client.ws.emit('READY', { guilds: [{ id: 'new' }] });
  assert.deepEqual(left, ['gone', 'g']);
  assert.equal(client.guilds.cache.size, 0);
});

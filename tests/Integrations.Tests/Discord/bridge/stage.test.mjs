import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Log } from '../../../../src/Integrations/Discord/bridge/log.mjs';
import { Stage, whyUnheard } from '../../../../src/Integrations/Discord/bridge/stage.mjs';

const muteMembers = 1n << 22n;

/** A server whose channel 5 is a stage and 1 is not; the bot sits in the audience. */
function start({ permissions = 0n, refuse = false } = {}) {
  const asked = [];
  const warned = [];
  const answer = (/** @type {string} */ what) => {
    asked.push(what);
    return refuse ? Promise.reject(new Error('Missing Permissions')) : Promise.resolve();
  };
  const voice = { suppress: true, serverMute: false, setSuppressed: (value) => answer(`suppressed ${value}`), setRequestToSpeak: (value) => answer(`request ${value}`) };
  const channel = (id, type) => [id, { id, type, name: `room ${id}`, permissionsFor: () => ({ bitfield: permissions }) }];
  const guild = { channels: { cache: new Map([channel('1', 2), channel('5', 13)]) }, members: { me: { voice } } };
  const log = new Log();
  log.sink = (message) => warned.push(message);
  return { asked, warned, voice, guild, stage: new Stage(log) };
}

test('who may mute others makes itself a speaker, anybody else asks to speak', () => {
  const may = start({ permissions: muteMembers });
  may.stage.arrived(may.guild, '5');
  assert.deepEqual(may.asked, ['suppressed false']);
  const mayNot = start();
  mayNot.stage.arrived(mayNot.guild, '5');
  assert.deepEqual(mayNot.asked, ['request true']);
});

test('once for each stay: a moderator who sends it back is not argued with', () => {
  const { asked, guild, stage } = start();
  stage.arrived(guild, '5');
  stage.arrived(guild, '5');
  assert.equal(asked.length, 1);
  stage.left();
  stage.arrived(guild, '5');
  assert.equal(asked.length, 2);
  stage.arrived(guild, '1');
  stage.arrived(guild, '5');
  assert.equal(asked.length, 3, 'moved away and back');
});

test('nothing is asked where it may speak, in a voice channel, or of a server that is not known', () => {
  const { asked, voice, guild, stage } = start();
  stage.arrived(guild, '1');
  stage.arrived(undefined, '5');
  voice.suppress = false;
  stage.arrived(guild, '5');
  assert.deepEqual(asked, []);
});

test('a refusal is a warning, not an error that nobody caught', async () => {
  const { warned, guild, stage } = start({ refuse: true });
  stage.arrived(guild, '5');
  await new Promise(setImmediate);
  assert.equal(warned.length, 1);
  assert.match(JSON.stringify(warned[0]), /may not speak on the stage room 5.*Missing Permissions/);
});

test('why nobody would hear it', () => {
  const { voice, guild } = start();
  assert.equal(whyUnheard(guild), 'suppressed');
  voice.serverMute = true;
  assert.equal(whyUnheard(guild), 'server-muted');
  voice.serverMute = voice.suppress = false;
  assert.equal(whyUnheard(guild), '');
  assert.equal(whyUnheard(undefined), '');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Log } from '../../../../src/Integrations/Discord/bridge/log.mjs';
import { Looking } from '../../../../src/Integrations/Discord/bridge/looking.mjs';

const discord = { Routes: { channelMessage: (channel, message) => `channels/${channel}/messages/${message}`, guildMember: (guild, user) => `guilds/${guild}/members/${user}` } };
const question = { t: 'look', id: '7', guildId: '1', channelId: '2', messageId: '3', userId: '4' };

/** @param answers What Discord says by the beginning of the path: a body, or an error. */
function start(answers = {}, ready = true) {
  const asked = [];
  const sent = [];
  const log = new Log();
  log.hide('secret-token');
  const client = {
    rest: {
      get: async (path) => {
        asked.push(path);
        const answer = answers[path.split('/')[0]] ?? {};
        if (answer instanceof Error) throw answer;
        return answer instanceof Promise ? await answer : answer;
      },
    },
  };
  const looking = new Looking({ discord, client: () => (ready ? client : undefined), send: (message) => sent.push(message), log });
  return { asked, sent, looking };
}

const refusal = (status, code, message = 'no') => Object.assign(new Error(message), { status, code });

async function ask(answers, more) {
  const all = start(answers);
  await all.looking.look({ ...question, ...more });
  assert.equal(all.sent.length, 1);
  assert.equal(all.sent[0].t, 'looked');
  assert.equal(all.sent[0].id, '7');
  return { ...all, result: all.sent[0].result, error: all.sent[0].error };
}

test('a message and its author that are there', async () => {
  const { asked, result, error } = await ask({});
  assert.deepEqual([result, error], ['there', '']);
  assert.deepEqual(asked, ['channels/2/messages/3', 'guilds/1/members/4']);
  assert.deepEqual((await ask({}, { userId: '' })).asked, ['channels/2/messages/3']);
});

test('deleted, with its channel too, is deleted, and the author is not asked for', async () => {
  for (const code of [10008, 10003]) {
    const { asked, result } = await ask({ channels: refusal(404, code) });
    assert.deepEqual([result, asked.length], ['deleted', 1], String(code));
  }
});

test('an author who is no longer there, or in a timeout, is expelled; a timeout that is over is none', async () => {
  for (const code of [10007, 10013]) assert.equal((await ask({ guilds: refusal(404, code) })).result, 'expelled', String(code));
  assert.equal((await ask({ guilds: { communication_disabled_until: '2999-01-01T00:00:00.000000+00:00' } })).result, 'expelled');
  assert.equal((await ask({ guilds: { communication_disabled_until: '2020-01-01T00:00:00.000000+00:00' } })).result, 'there');
  assert.equal((await ask({ guilds: { communication_disabled_until: null } })).result, 'there');
});

test('what the bot may not read says the permission; what else Discord says is not taken for a deletion, nor told with the token', async () => {
  for (const code of [50001, 50013]) {
    const { result, error } = await ask({ channels: refusal(403, code) });
    assert.equal(result, 'forbidden');
    assert.match(error, /Read Message History/);
  }
  for (const [status, code] of [[404, 0], [404, 10004], [500, 0], [401, 0], [undefined, 'ECONNREFUSED']]) {
    const { result, error } = await ask({ channels: refusal(status, code, 'secret-token') });
    assert.equal(result, 'unknown', `${status} ${code}`);
    assert.match(error, /\[secret\]/);
  }
  assert.equal((await ask({ guilds: refusal(404, 10004) })).result, 'unknown');
});

test('without a connection, with what is no id, and too much at once: nothing is asked, all is answered', async () => {
  const away = start({}, false);
  await away.looking.look(question);
  assert.equal(away.sent[0].result, 'unknown');
  for (const more of [{ messageId: '3/../..' }, { channelId: 5 }, { guildId: undefined }, { userId: 'x' }]) {
    const { asked, result } = await ask({}, more);
    assert.deepEqual([result, asked], ['unknown', []]);
  }
  let release;
  const slow = start({ channels: new Promise((resolve) => (release = resolve)) });
  const all = Array.from({ length: 33 }, () => slow.looking.look(question));
  assert.deepEqual(slow.sent, [{ t: 'looked', id: '7', result: 'unknown', error: 'Too much is asked at once.' }]);
  release({});
  await Promise.all(all);
  assert.equal(slow.sent.filter(({ result }) => result === 'there').length, 32);
});

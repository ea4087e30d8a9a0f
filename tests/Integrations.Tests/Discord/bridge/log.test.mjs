import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Log, words } from '../../../../src/Integrations/Discord/bridge/log.mjs';

function start() {
  const lines = [];
  const log = new Log();
  log.sink = (line) => lines.push(line);
  return { log, lines };
}

test('the token is never shown, wherever it stands', () => {
  const { log, lines } = start();
  log.hide('abc.def.ghi');
  log.warning('refused abc.def.ghi at abc.def.ghi.');
  assert.deepEqual(lines, [{ t: 'log', level: 'warning', text: 'refused [secret] at [secret].' }]);
});

test('a token given with its prefix is hidden without it too', () => {
  const { log } = start();
  log.hide('Bot abc.def.ghi');
  assert.equal(log.clean('Bot abc.def.ghi, abc.def.ghi'), 'Bot [secret], [secret]');
});

test('an empty secret hides nothing', () => {
  const { log } = start();
  for (const nothing of ['', ' ', 'Bot ', '\n']) log.hide(nothing);
  assert.equal(log.clean('as it is'), 'as it is');
});

test('of an error only its words are told, not the address with the token that the library keeps in it', () => {
  const error = Object.assign(new Error('Unknown interaction'), { code: 10062, url: 'https://discord.com/api/webhooks/1/secret-token', requestBody: { json: 'x' } });
  assert.equal(words(error), 'Unknown interaction (10062)');
  assert.equal(words('plain'), 'plain');
});

test('a line is one line and not long', () => {
  const { log } = start();
  assert.equal(log.clean('a\n\u001b[31mb'), 'a [31mb');
  assert.equal(log.clean('x'.repeat(10_000)).length, 501);
});

test('a flood is cut, and says so', () => {
  const { log, lines } = start();
  for (let i = 0; i < 1000; i++) log.info(i);
  assert.equal(lines.length, 100);
  assert.match(lines[99].text, /more is not logged/);
});

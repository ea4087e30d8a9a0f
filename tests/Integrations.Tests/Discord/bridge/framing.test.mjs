import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameReader, ProtocolError, frame, jsonToFrame, maxPayload, parseAudio, parseMessage } from '../../../../src/Integrations/Discord/bridge/framing.mjs';
import { seeded } from './fake-clock.mjs';

function read(chunks) {
  const got = [];
  const reader = new FrameReader((type, payload) => got.push({ type, payload: Buffer.from(payload) }));
  for (const chunk of chunks) reader.push(chunk);
  return got;
}

test('frames come out whole and in order however the stream is cut', () => {
  const random = seeded(7);
  for (let round = 0; round < 50; round++) {
    const sent = Array.from({ length: 1 + Math.floor(random() * 20) }, () => ({
      type: Math.floor(random() * 256),
      payload: Buffer.from(Array.from({ length: Math.floor(random() * 300) }, () => Math.floor(random() * 256))),
    }));
    const stream = Buffer.concat(sent.map(({ type, payload }) => frame(type, payload)));
    const chunks = [];
    for (let at = 0; at < stream.length; ) {
      const length = 1 + Math.floor(random() * 40);
      chunks.push(stream.subarray(at, at + length));
      at += length;
    }
    assert.deepEqual(read(chunks), sent);
  }
});

test('a rest does not change when the buffer it came in is used again', () => {
  const whole = frame(2, Buffer.from([1, 2, 3, 4]));
  const chunk = Buffer.from(whole.subarray(0, 7));
  const got = [];
  const reader = new FrameReader((_, payload) => got.push(...payload));
  reader.push(chunk);
  chunk.fill(0);
  reader.push(whole.subarray(7));
  assert.deepEqual(got, [1, 2, 3, 4]);
});

test('a length over the limit is refused before anything is kept for it', () => {
  const header = Buffer.alloc(5);
  header.writeUInt8(1, 0);
  header.writeUInt32LE(maxPayload + 1, 1);
  assert.throws(() => read([header]), ProtocolError);
  header.writeUInt32LE(0xffffffff, 1);
  assert.throws(() => read([header]), ProtocolError);
});

test('the longest payload passes, a longer one is not even written', () => {
  assert.equal(read([frame(1, Buffer.alloc(maxPayload))])[0].payload.length, maxPayload);
  assert.throws(() => frame(1, Buffer.alloc(maxPayload + 1)), ProtocolError);
});

test('a message is one object with a kind', () => {
  const [{ payload }] = read([jsonToFrame({ t: 'sent', text: 'ä€😀' })]);
  assert.deepEqual(parseMessage(payload), { t: 'sent', text: 'ä€😀' });
  for (const wrong of ['', '{', 'null', '5', '[]', '"t"', '{}', '{"t":1}']) assert.throws(() => parseMessage(Buffer.from(wrong)), ProtocolError, wrong);
});

test('audio is a whole number of sample frames, at most 40 ms', () => {
  const payload = Buffer.alloc(5 + 8);
  payload.writeUInt8(3, 0);
  payload.writeUInt32LE(4_000_000_000, 1);
  assert.deepEqual(parseAudio(payload), { sink: 3, epoch: 4_000_000_000, samples: Buffer.alloc(8) });
  assert.equal(parseAudio(Buffer.alloc(5)).samples.length, 0);
  assert.equal(parseAudio(Buffer.alloc(5 + 7680)).samples.length, 7680);
  for (const length of [0, 4, 6, 5 + 7684]) assert.throws(() => parseAudio(Buffer.alloc(length)), ProtocolError, String(length));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEncoder, lookAheadFrames, packetFrames } from '../../../../src/Integrations/Discord/bridge/opus.mjs';
import { require, skip } from './modules.mjs';

const peak = 9000;

function tone(packet) {
  const buffer = Buffer.alloc(packetFrames * 4);
  for (let i = 0; i < packetFrames; i++) {
    const value = Math.round(peak * Math.sin((2 * Math.PI * 440 * (packet * packetFrames + i)) / 48000));
    buffer.writeInt16LE(value, i * 4);
    buffer.writeInt16LE(value, i * 4 + 2);
  }
  return buffer;
}

test('the look-ahead is what the codec has, and what is decoded is what was said', { skip }, () => {
  const OpusScript = require('opusscript');
  const encoder = createEncoder(OpusScript);
  encoder.bitrate(64_000);
  const decoder = new OpusScript(48000, 2, OpusScript.Application.AUDIO);
  const count = 25;
  const heard = Buffer.concat(Array.from({ length: count }, (_, i) => decoder.decode(encoder.encode(tone(i))).subarray(0, packetFrames * 4)));
  const left = (i) => heard.readInt16LE(i * 4);
  const said = (i) => peak * Math.sin((2 * Math.PI * 440 * i) / 48000);
  const likeness = (shift) => {
    let [ab, aa, bb] = [0, 0, 0];
    for (let i = 4800; i < 20_000; i++) {
      ab += said(i) * left(i + shift);
      aa += said(i) ** 2;
      bb += left(i + shift) ** 2;
    }
    return ab / Math.sqrt(aa * bb);
  };
  assert.ok(likeness(lookAheadFrames) > 0.999, String(likeness(lookAheadFrames)));
});

test('after a reset the same samples make the same packets', { skip }, () => {
  const encoder = createEncoder(require('opusscript'));
  const first = encoder.encode(tone(0));
  encoder.encode(tone(1));
  encoder.reset();
  assert.deepEqual(encoder.encode(tone(0)), first);
});

// Last, and with the one that warmed the codec: the library's decoder does not work beside so many.
test('sixty-five encoders at once do not write into each other', { skip }, () => {
  const OpusScript = require('opusscript');
  const encoders = Array.from({ length: 65 }, () => createEncoder(OpusScript));
  const packets = Array.from({ length: 6 }, (_, i) => tone(i));
  const encoded = encoders.map((encoder) => {
    encoder.bitrate(64_000);
    return packets.map((packet) => encoder.encode(packet));
  });
  for (const one of encoded) assert.deepEqual(one, encoded[0]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProtocolError } from '../../../../src/Integrations/Discord/bridge/framing.mjs';
import { packetBytes, silencePacket } from '../../../../src/Integrations/Discord/bridge/opus.mjs';
import { Speaker } from '../../../../src/Integrations/Discord/bridge/speaker.mjs';
import { fadeOut } from '../../../../src/Integrations/Discord/bridge/samples.mjs';
import { seeded } from './fake-clock.mjs';

/** Sample frames whose left and right value is `value`. */
function samples(frames, value = 1000) {
  const buffer = Buffer.alloc(frames * 4);
  for (let i = 0; i < buffer.length; i += 2) buffer.writeInt16LE(value, i);
  return buffer;
}

/** A speaker whose "encoder" passes samples on, and what it did. */
function start() {
  const state = { open: true, works: true, packets: [], told: [], resets: 0, quiets: 0 };
  const tell = (t) => (epoch, frames) => state.told.push([t, epoch, frames]);
  const speaker = new Speaker({
    encoder: { encode: (packet) => Buffer.from(packet), reset: () => state.resets++, bitrate: () => {} },
    send: (packet) => {
      if (!state.open || !state.works) return false;
      state.packets.push(packet.equals(silencePacket) ? 'silence' : packet);
      return true;
    },
    maySend: () => state.open,
    events: { sent: tell('sent'), flushed: tell('flushed'), faded: tell('faded'), quiet: () => state.quiets++ },
  });
  const run = (beats = 1000) => {
    let done = 0;
    while (done < beats && speaker.busy) {
      speaker.tick();
      done++;
    }
    return done;
  };
  return { state, speaker, run };
}

test('what nobody took is taken back to the last sign of life, and the epoch ends there', () => {
  const { state, speaker, run } = start();
  speaker.play(7);
  speaker.audio(7, samples(960 * 10));
  run(3);
  speaker.confirm();
  run(3);
  speaker.unsay();
  assert.deepEqual(only(state, 'flushed'), [['flushed', 7, 960 * 3]]);
  assert.equal(speaker.busy, false);
  speaker.fade(7);
  assert.deepEqual(only(state, 'faded'), [['faded', 7, 960 * 3]]);
});

test('when all of it was taken, nothing is taken back', () => {
  const { state, speaker, run } = start();
  speaker.play(7);
  speaker.audio(7, samples(960 * 10));
  run(3);
  speaker.confirm();
  speaker.unsay();
  assert.deepEqual(only(state, 'flushed'), []);
  assert.equal(speaker.busy, true);
});

const audible = ({ packets }) => packets.filter((packet) => packet !== 'silence');
const only = (state, t) => state.told.filter(([kind]) => kind === t);

test('what came leaves in order and once, whatever the pieces; the last packet is padded with zeros', () => {
  const random = seeded(11);
  for (let round = 0; round < 30; round++) {
    const { state, speaker, run } = start();
    const total = 1 + Math.floor(random() * 6000);
    const all = Buffer.alloc(total * 4);
    for (let i = 0; i < total; i++) all.writeInt32LE(i + 1, i * 4);
    speaker.play(1);
    for (let at = 0; at < total; ) {
      const frames = Math.min(total - at, 1 + Math.floor(random() * 1920));
      speaker.audio(1, all.subarray(at * 4, (at + frames) * 4));
      at += frames;
      if (random() < 0.3) run(1);
    }
    speaker.flush(1);
    run();
    const sent = Buffer.concat(audible(state));
    // Silence between is possible when a piece was late; nothing of the audio is.
    const real = Buffer.concat([...Array(sent.length / 4).keys()].map((i) => sent.subarray(i * 4, i * 4 + 4)).filter((frame) => frame.readInt32LE(0) !== 0));
    assert.deepEqual(real, all);
    assert.deepEqual(only(state, 'flushed'), [['flushed', 1, total]]);
    assert.equal(state.told.at(-1)[0], 'flushed');
    assert.equal(state.packets.slice(-5).every((packet) => packet === 'silence'), true);
    assert.equal(state.quiets, state.packets.join().split('silence,silence,silence,silence,silence').length - 1);
  }
});

test('begins with two packets in hand, or with less when no more comes', () => {
  const { state, speaker, run } = start();
  speaker.play(1);
  speaker.audio(1, samples(1919));
  assert.equal(speaker.busy, false);
  speaker.audio(1, samples(1));
  assert.equal(run(1), 1);
  const short = start();
  short.speaker.play(1);
  short.speaker.audio(1, samples(10));
  short.speaker.flush(1);
  short.run();
  assert.equal(audible(short.state).length, 1);
  assert.deepEqual(short.state.told, [['flushed', 1, 10]]);
});

test('told is what left, at least each 40 ms, and each number once', () => {
  const { state, speaker, run } = start();
  speaker.play(9);
  speaker.audio(9, samples(960 * 10));
  run(5);
  assert.deepEqual(state.told, [['sent', 9, 1920], ['sent', 9, 3840]]);
  speaker.flush(9);
  run();
  assert.deepEqual(state.told.at(-1), ['flushed', 9, 9600]);
  assert.deepEqual(only(state, 'sent').map(([, , frames]) => frames), [1920, 3840, 5760, 7680]);
});

test('a packet that did not leave stays and is not counted', () => {
  const { state, speaker, run } = start();
  speaker.play(1);
  speaker.audio(1, samples(960 * 3));
  speaker.flush(1);
  state.works = false;
  run(7);
  assert.deepEqual(state.told, []);
  state.works = true;
  run();
  assert.equal(Buffer.concat(audible(state)).filter((byte) => byte !== 0).length, 960 * 3 * 4);
  assert.deepEqual(only(state, 'flushed'), [['flushed', 1, 2880]]);
});

test('the encoder holds the last 6.5 ms back: they are pushed out when the last packet has no room for them', () => {
  for (const [frames, packets] of [[960, 2], [960 - 312, 1], [960 - 311, 2], [1, 1]]) {
    const { state, speaker, run } = start();
    speaker.play(1);
    speaker.audio(1, samples(frames));
    speaker.flush(1);
    run();
    assert.equal(audible(state).length, packets, String(frames));
    assert.deepEqual(state.told, [['flushed', 1, frames]]);
  }
});

test('they are also when the end is told only after the last packet went', () => {
  const { state, speaker, run } = start();
  speaker.play(1);
  speaker.audio(1, samples(1920));
  run(2);
  speaker.flush(1);
  run();
  assert.equal(audible(state).length, 3);
  assert.ok(audible(state)[2].every((byte) => byte === 0));
  assert.deepEqual(state.told.at(-1), ['flushed', 1, 1920]);
});

test('fading sends one ramp at once, then silence; what was not sent is gone and not counted', () => {
  const { state, speaker, run } = start();
  speaker.play(4);
  speaker.audio(4, samples(960 * 20, 10_000));
  run(5);
  speaker.fade(4);
  assert.deepEqual(state.told.at(-1), ['faded', 4, 4800]);
  assert.equal(audible(state).length, 6);
  const ramp = audible(state)[5];
  const values = [...Array(960).keys()].map((i) => ramp.readInt16LE(i * 4));
  assert.equal(values[0], 10_000);
  for (let i = 1; i < 960; i++) assert.ok(values[i] <= values[i - 1] && values[i - 1] - values[i] < 20, `step at ${i}`);
  assert.ok(values.slice(960 - 312).every((value) => value === 0), 'what the encoder holds back is silent');
  run();
  assert.equal(audible(state).length, 6);
  assert.deepEqual(state.packets.slice(-5), Array(5).fill('silence'));
  assert.equal(state.quiets, 1);
});

test('fading with nothing in hand while it plays ends with what the encoder holds and silence, and says that it is quiet', () => {
  const { state, speaker, run } = start();
  speaker.play(1);
  speaker.audio(1, samples(1920));
  run(2);
  speaker.fade(1);
  assert.deepEqual(state.told.at(-1), ['faded', 1, 1920]);
  run();
  assert.ok(audible(state)[2].every((byte) => byte === 0));
  assert.deepEqual(state.packets.slice(3), Array(5).fill('silence'));
  assert.equal(state.quiets, 1);
});

test('a packet that does not leave is encoded once, also when it is the last one', () => {
  const { state, speaker, run } = start();
  let encoded = 0;
  const { encode } = speaker.encoder;
  speaker.encoder.encode = (packet) => {
    encoded++;
    return encode(packet);
  };
  speaker.play(1);
  speaker.audio(1, samples(1920 + 100));
  for (const audio of [960, 0]) {
    state.works = false;
    run(3);
    if (audio) speaker.audio(1, samples(audio, 7));
    state.works = true;
    run(2);
  }
  speaker.flush(1);
  state.works = false;
  run(3);
  state.works = true;
  run();
  assert.equal(encoded, audible(state).length);
  assert.deepEqual(only(state, 'flushed'), [['flushed', 1, 2980]]);
  state.packets.length = 0;
  speaker.play(2); // one that waits is not taken over into the next epoch
  speaker.audio(2, samples(1920, 5));
  state.works = false;
  run(3);
  state.works = true;
  speaker.play(3);
  speaker.audio(3, samples(1920, 6));
  run(2);
  assert.deepEqual(audible(state).map((packet) => packet.readInt16LE(0)), [6, 6]);
});

test('late audio of an epoch that was faded, flushed or replaced is thrown away', () => {
  const { state, speaker, run } = start();
  speaker.audio(1, samples(960)); // never begun
  speaker.play(1);
  speaker.audio(1, samples(960 * 4));
  run(2);
  speaker.fade(1);
  speaker.audio(1, samples(960 * 4));
  run();
  speaker.play(2);
  speaker.audio(1, samples(960 * 4, 7));
  speaker.audio(2, samples(960, 9));
  speaker.flush(2);
  speaker.audio(2, samples(960 * 4, 7));
  const before = audible(state).length;
  run();
  assert.deepEqual(audible(state).slice(before).map((packet) => packet.readInt16LE(0)), [9, 0]);
  assert.deepEqual(only(state, 'flushed'), [['flushed', 2, 960]]);
});

test('the end or the fading of another epoch is answered at once', () => {
  const { state, speaker } = start();
  speaker.play(5);
  speaker.audio(5, samples(960 * 3));
  speaker.flush(4);
  speaker.fade(6);
  assert.deepEqual(state.told, [['flushed', 4, 0], ['faded', 6, 0]]);
});

test('asked twice, it answers twice and alike', () => {
  const { state, speaker, run } = start();
  speaker.play(1);
  speaker.audio(1, samples(960 * 3));
  run(2);
  speaker.fade(1);
  speaker.fade(1);
  speaker.flush(1);
  assert.deepEqual(state.told.slice(1), [['faded', 1, 1920], ['faded', 1, 1920], ['flushed', 1, 1920]]);
});

test('an empty utterance is over at once and makes no sound', () => {
  const { state, speaker } = start();
  speaker.play(1);
  speaker.flush(1);
  assert.deepEqual(state.told, [['flushed', 1, 0]]);
  assert.equal(speaker.busy, false);
});

test('when nothing comes in time there are five packets of silence, then nothing; it goes on with two in hand', () => {
  const { state, speaker, run } = start();
  speaker.play(1);
  speaker.audio(1, samples(1920));
  run();
  assert.deepEqual(state.packets.slice(2), Array(5).fill('silence'));
  assert.equal(speaker.busy, false);
  speaker.audio(1, samples(960));
  assert.equal(speaker.busy, false);
  speaker.audio(1, samples(960));
  run(2);
  assert.equal(audible(state).length, 4);
  assert.deepEqual(state.told.at(-1), ['sent', 1, 3840]);
});

test('while nothing may leave it waits without loss, and costs nothing', () => {
  const { state, speaker, run } = start();
  speaker.play(1);
  speaker.audio(1, samples(960 * 6));
  run(3);
  state.open = false;
  assert.equal(run(), 1);
  assert.deepEqual(state.told.at(-1), ['sent', 1, 2880]);
  assert.equal(speaker.busy, false);
  speaker.flush(1);
  assert.equal(only(state, 'flushed').length, 0);
  state.open = true;
  run();
  assert.deepEqual(only(state, 'flushed'), [['flushed', 1, 5760]]);
  assert.equal(Buffer.concat(audible(state)).filter((byte) => byte !== 0).length, 960 * 6 * 4);
});

test('while nothing may leave, fading is done at once and no silence is owed', () => {
  const { state, speaker, run } = start();
  speaker.play(1);
  speaker.audio(1, samples(960 * 6));
  run(3);
  state.open = false;
  speaker.fade(1);
  assert.deepEqual(state.told.at(-1), ['faded', 1, 2880]);
  run();
  state.open = true;
  assert.equal(run(), 0);
  assert.equal(state.packets.includes('silence'), false);
});

test('the next epoch begins where the last one ended, without silence between', () => {
  const { state, speaker, run } = start();
  for (const epoch of [1, 2]) {
    speaker.play(epoch);
    speaker.audio(epoch, samples(1920, epoch));
    speaker.flush(epoch);
    run(2);
  }
  run();
  assert.deepEqual(state.packets.map((packet) => (packet === 'silence' ? 's' : packet.readInt16LE(0))), [1, 1, 0, 2, 2, 0, ...Array(5).fill('s')]);
  assert.equal(state.resets, 2);
});

test('more than five seconds that wait are a breach of the protocol', () => {
  const { speaker } = start();
  speaker.play(1);
  for (let i = 0; i < 250; i++) speaker.audio(1, samples(960));
  assert.throws(() => speaker.audio(1, samples(1)), ProtocolError);
});

test('a ramp leaves both channels their sign and never grows', () => {
  const packet = Buffer.alloc(packetBytes);
  for (let i = 0; i < 960; i++) {
    packet.writeInt16LE(-32768, i * 4);
    packet.writeInt16LE(32767, i * 4 + 2);
  }
  fadeOut(packet, 600);
  assert.deepEqual([packet.readInt16LE(0), packet.readInt16LE(2)], [-32768, 32767]);
  assert.deepEqual([packet.readInt16LE(300 * 4), packet.readInt16LE(300 * 4 + 2)], [-16384, 16384]);
  assert.ok(packet.subarray(600 * 4).every((byte) => byte === 0));
});

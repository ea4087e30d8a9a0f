import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { PrivacyError, guardNetworking, mayLeave } from '../../../../src/Integrations/Discord/bridge/privacy.mjs';
import { require, skip } from './modules.mjs';

const ready = 4;

/** As the library's, as far as the guard touches it. */
function makeNetworking() {
  class Networking extends EventEmitter {
    wire = [];
    constructor(version) {
      super();
      this.state = { code: ready, dave: { protocolVersion: version, session: { ready: false }, voicePrivacyCode: null }, preparedPacket: undefined };
    }
    keys(has) {
      this.state.dave.session.ready = has;
      this.state.dave.voicePrivacyCode = has ? '12345' : null;
    }
    onWsBinary(message) {
      message(this);
    }
    onWsPacket(message) {
      message(this);
    }
    prepareAudioPacket(packet) {
      this.state.preparedPacket = this.state.dave.session.ready && this.state.dave.protocolVersion > 0 ? `secret ${packet}` : packet;
      return this.state.preparedPacket;
    }
    dispatchAudio() {
      if (this.state.preparedPacket === undefined) return false;
      this.wire.push(this.state.preparedPacket);
      this.state.preparedPacket = undefined;
      return true;
    }
    say(packet) {
      this.prepareAudioPacket(packet);
      return this.dispatchAudio();
    }
  }
  guardNetworking(Networking);
  return Networking;
}

test('nothing leaves before there are keys, after they went, and in the clear never', () => {
  const networking = new (makeNetworking())(1);
  assert.equal(networking.say('a'), false);
  networking.keys(true);
  assert.equal(networking.say('b'), true);
  networking.keys(false); // alone, or a new group
  assert.equal(networking.say('c'), false);
  networking.keys(true);
  assert.equal(networking.say('d'), true);
  assert.deepEqual(networking.wire, ['secret b', 'secret d']);
});

test('a packet that was prepared before the keys went does not leave after', () => {
  const networking = new (makeNetworking())(1);
  networking.keys(true);
  networking.prepareAudioPacket('a');
  networking.keys(false);
  networking.prepareAudioPacket('b');
  assert.equal(networking.dispatchAudio(), false);
});

test('a downgrade in the middle holds everything, also when it comes before the first packet', () => {
  const networking = new (makeNetworking())(0);
  networking.onWsPacket((self) => (self.state.dave.protocolVersion = 1));
  networking.onWsPacket((self) => (self.state.dave.protocolVersion = 0));
  assert.equal(networking.say('a'), false);
  assert.equal(mayLeave(networking), false);
});

test('without encryption from the start, as on a stage, it speaks', () => {
  const networking = new (makeNetworking())(0);
  assert.equal(networking.say('a'), true);
  assert.deepEqual(networking.wire, ['a']);
});

test('nothing leaves while the connection is not ready or its encryption not known', () => {
  const networking = new (makeNetworking())(1);
  networking.keys(true);
  for (const code of [0, 1, 2, 3, 5, 6]) {
    networking.state.code = code;
    assert.equal(mayLeave(networking), false, String(code));
  }
  networking.state.code = ready;
  networking.state.dave = undefined;
  assert.equal(mayLeave(networking), false);
});

test('a message that the encryption chokes on is an error of that connection, not of the process', () => {
  const networking = new (makeNetworking())(1);
  const errors = [];
  let looked = 0;
  networking.on('error', (error) => errors.push(error));
  networking.on('privacy', () => looked++);
  const choke = () => {
    throw new Error('UnexpectedUser(424242)');
  };
  networking.onWsBinary(choke);
  networking.onWsPacket(choke);
  assert.equal(errors.length, 2);
  assert.ok(errors.every((error) => error instanceof PrivacyError && error.message.includes('UnexpectedUser')));
  assert.equal(looked, 2);
});

test('a message of the encryption while the connection resumes, which the library would drop, is an error', () => {
  const networking = new (makeNetworking())(1);
  const errors = [];
  networking.on('error', (error) => errors.push(error));
  networking.state.code = 5;
  networking.onWsBinary(() => assert.fail('the library does not get it'));
  assert.ok(errors[0] instanceof PrivacyError);
  networking.state.code = ready;
  let got = 0;
  networking.onWsBinary(() => got++);
  assert.deepEqual([errors.length, got], [1, 1]);
});

test('where encryption was on once, no later connection speaks without it; elsewhere, as on a stage, it does', () => {
  const Networking = makeNetworking();
  const connect = (version, channelId) => {
    const networking = new Networking(version);
    networking.state.connectionOptions = { channelId };
    return networking;
  };
  const first = connect(1, 'room');
  first.keys(true);
  assert.equal(first.say('a'), true);
  assert.equal(connect(0, 'stage').say('b'), true);
  assert.equal(connect(0, 'room').say('c'), false);
  const last = connect(1, 'room');
  last.keys(true);
  assert.equal(last.say('d'), true);
});

test('another version of the library, without these methods, is refused', () => {
  assert.throws(() => guardNetworking(class {}), /not the version/);
});

test('the real library passes through the guard', { skip }, () => {
  const { Networking, DAVESession } = require('@discordjs/voice');
  guardNetworking(Networking);
  const sent = [];
  const networking = Object.create(Networking.prototype);
  const dave = new DAVESession(1, '1', '2', {});
  dave.reinit();
  const connectionData = {
    encryptionMode: 'aead_aes256_gcm_rtpsize', secretKey: new Uint8Array(32), sequence: 1, timestamp: 1, nonce: 0, nonceBuffer: Buffer.alloc(12), speaking: true, packetsPlayed: 0, ssrc: 7,
  };
  networking._state = { code: ready, dave, connectionData, udp: { send: (packet) => sent.push(packet) }, ws: { sendPacket: () => {} } };
  assert.equal(networking.prepareAudioPacket(Buffer.from([1, 2, 3])), undefined);
  assert.equal(networking.dispatchAudio(), false);
  assert.equal(networking.prepareAudioPacket(Buffer.from([0xf8, 0xff, 0xfe])), undefined);
  dave.protocolVersion = 0;
  networking.prepareAudioPacket(Buffer.from([1, 2, 3]));
  assert.equal(networking.dispatchAudio(), false);
  assert.equal(sent.length, 0);
  const stage = Object.create(Networking.prototype);
  stage._state = { ...networking._state, dave: new DAVESession(0, '1', '2', {}) };
  stage.prepareAudioPacket(Buffer.from([1, 2, 3]));
  assert.equal(stage.dispatchAudio(), true);
  assert.equal(sent.length, 1);
});

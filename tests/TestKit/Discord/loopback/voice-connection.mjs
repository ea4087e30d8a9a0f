// One voice connection of the bot: its websocket (voice gateway v8) with what a resume must repeat, and its packets.
import crypto from 'node:crypto';
import { DaveGroup } from './dave.mjs';
import { MODES, isEncrypted, isSilence, open } from './rtp.mjs';
import { SlowLine } from './slow.mjs';

const MAX_REPEATED = 1000;
const TRANSITION_MS = 2000;
const DISCOVERY_BYTES = 74;
const KEEP_ALIVE_BYTES = 8;
let numbers = 0;

export class VoiceConnection {
  #socket = null;
  #out = null;
  #sequence = 0;
  #sent = [];
  #transitions = new Map();
  #key = crypto.randomBytes(32);
  #mode = null;
  #udp;
  #host;
  #last = null;

  /** `host`: {faults, changed(), udp, port, group(channelId), daveOf(channelId), listeners(channelId), isUnheard(guildId)}. */
  constructor(host, { guildId, channelId, userId, sessionId, token }) {
    Object.assign(this, { guildId, channelId, userId, sessionId, token });
    this.#host = host;
    this.#udp = host.udp;
    this.number = ++numbers;
    this.ssrc = crypto.randomBytes(4).readUInt32BE() >>> 1;
    this.dave = 0;
    this.keyPackage = null;
    this.rejoining = false;
    this.remote = null;
    this.isOver = false;
    this.counters = {
      packets: 0, audio: 0, silence: 0, plaintext: 0, bad: 0, lost: 0, dropped: 0, keepAlives: 0, resumes: 0, heartbeats: 0, speaking: 0, speakings: 0, commits: 0, invalid: 0, unheard: 0,
    };
    this.closed = null;
  }

  get view() {
    const { number, guildId, channelId, dave, counters, closed } = this;
    const isSecured = this.dave === 1 && this.#host.group(channelId).has(this);
    return { number, guildId, channelId, dave, mode: this.#mode, isReady: this.#mode !== null, isConnected: this.#socket !== null, isSecured, isOver: this.isOver, closed, ...counters };
  }

  /** Takes a websocket that identified (or, `resuming`, came back). */
  attach(socket, resuming) {
    this.#socket = socket;
    this.#out = new SlowLine(() => this.#host.faults.slow, this.number);
    if (!resuming) {
      this.send({ op: 2, d: { ssrc: this.ssrc, ip: '127.0.0.1', port: this.#host.port, modes: this.#host.faults.modes } });
      const others = this.#host.listeners(this.channelId).map((listener) => listener.userId);
      if (others.length > 0) this.sendCounted({ op: 11, d: { user_ids: others } });
    }
  }

  /** The same connection goes on over another websocket. */
  resume(socket, seqAck) {
    this.attach(socket, true);
    this.counters.resumes++;
    const { resumedLast } = this.#host.faults;
    if (!resumedLast) this.send({ op: 9, d: null });
    for (const message of this.#sent) if (message.sequence > (seqAck ?? -1)) this.#transmit(message.data);
    if (resumedLast) this.send({ op: 9, d: null });
  }

  send(message) {
    this.#transmit(JSON.stringify(message));
  }

  /** A message that a resume repeats. */
  sendCounted(message) {
    this.#keep(JSON.stringify({ ...message, seq: ++this.#sequence }));
  }

  sendCountedBinary(op, payload) {
    const sequence = ++this.#sequence;
    this.#keep(Buffer.concat([Buffer.from([sequence >> 8, sequence & 255, op]), payload]));
  }

  /** A commit or welcome; when all are ready the transition is executed. */
  sendTransition(op, id, payload) {
    this.sendCountedBinary(op, payload);
    if (id !== 0) this.#transitions.set(id, setTimeout(() => this.#execute(id), TRANSITION_MS));
  }

  /** Another version of the protocol, 0 for none; executed when the bot is ready for it. */
  prepareTransition(id, version) {
    this.sendCounted({ op: 21, d: { protocol_version: version, transition_id: id } });
    this.#transitions.set(id, setTimeout(() => this.#execute(id), TRANSITION_MS));
  }

  #keep(data) {
    this.#sent.push({ sequence: this.#sequence, data });
    if (this.#sent.length > MAX_REPEATED) this.#sent.shift();
    this.#transmit(data);
  }

  #transmit(data) {
    if (this.#host.faults.swallows) return;
    const socket = this.#socket;
    this.#out?.pass(() => socket?.readyState === socket?.OPEN && socket.send(data));
  }

  #execute(id) {
    const timer = this.#transitions.get(id);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#transitions.delete(id);
    this.sendCounted({ op: 22, d: { transition_id: id } });
  }

  /** A JSON message of the bot, after identify. */
  receive({ op, d }) {
    if (op === 3) {
      this.counters.heartbeats++;
      this.send({ op: 6, d: { t: d?.t } });
    } else if (op === 1) this.#select(d.data.mode);
    else if (op === 5) {
      if (d.speaking) this.counters.speakings++;
      this.counters.speaking = d.speaking;
    } else if (op === 23) this.#execute(d.transition_id);
    else if (op === 31) {
      this.counters.invalid++;
      this.keyPackage = null;
      this.#host.group(this.channelId).settle();
    }
    this.#host.changed();
  }

  receiveBinary(data) {
    if (data[0] === 28) this.counters.commits++; // dropped: a listener of ours commits
    if (data[0] === 26) {
      if (!this.wasSentSender) {
        this.wasSentSender = true;
        this.sendCountedBinary(25, DaveGroup.senderPackage);
      }
      const group = this.#host.group(this.channelId);
      this.rejoining = group.has(this);
      this.keyPackage = Buffer.from(data.subarray(1));
      group.enter(this);
    }
    this.#host.changed();
  }

  #select(mode) {
    if (!MODES.includes(mode)) return this.close(4016);
    this.#mode = mode;
    this.dave = this.#host.daveOf(this.channelId);
    this.send({
      op: 4, d: { mode, secret_key: [...this.#key], dave_protocol_version: this.dave, audio_codec: 'opus', video_codec: 'H264', media_session_id: crypto.randomUUID() },
    });
    this.send({ op: 99, d: { unknown: true } }); // unknown opcodes must do no harm
  }

  /** A datagram with this connection's ssrc. `at`: its arrival in milliseconds. */
  packet(data, remote, at) {
    if (data.length === DISCOVERY_BYTES && data.readUInt16BE(0) === 1) return this.#discover(remote);
    let packet;
    try {
      packet = open(data, this.#mode, this.#key);
    } catch {
      this.counters.bad++;
      return this.#host.changed();
    }
    if (this.#host.faults.loses()) return void this.counters.dropped++;
    this.#count(packet);
    if (this.#host.isUnheard(this.guildId)) {
      this.counters.unheard++;
      return this.#host.changed();
    }
    for (const listener of this.#host.listeners(this.channelId)) listener.receive(this, packet, at);
    this.#host.changed();
  }

  #count(packet) {
    const { counters } = this;
    counters.packets++;
    if (this.#last !== null) {
      const step = (packet.sequence - this.#last) & 0xffff;
      if (step > 0 && step < 0x8000) counters.lost += step - 1;
    }
    this.#last = packet.sequence;
    if (isSilence(packet.frame)) counters.silence++;
    else {
      counters.audio++;
      if ((this.dave === 1 || this.#host.group(this.channelId).wasOn) && !isEncrypted(packet.frame)) counters.plaintext++;
    }
  }

  #discover(remote) {
    this.remote = remote;
    const reply = Buffer.alloc(DISCOVERY_BYTES);
    reply.writeUInt16BE(2, 0);
    reply.writeUInt16BE(70, 2);
    reply.writeUInt32BE(this.ssrc, 4);
    reply.write(remote.address, 8);
    reply.writeUInt16BE(remote.port, 72);
    this.#udp.send(reply, remote.port, remote.address);
  }

  static isKeepAlive(data) {
    return data.length === KEEP_ALIVE_BYTES;
  }

  /** Ends the websocket: without a code as a broken line does. */
  close(code) {
    const socket = this.#socket;
    this.closed = code || 1006;
    if (!code) socket?.terminate();
    else if (socket) this.#out.pass(() => socket.close(code));
    if (code >= 4000 && code !== 4015) this.end();
    this.#host.changed();
  }

  /** The websocket is gone; the connection may be resumed. */
  detach(socket, code) {
    if (this.#socket !== socket) return;
    this.#socket = null;
    this.closed ??= code;
    this.#host.changed();
  }

  /** Cannot be resumed any more; its member leaves the group. */
  end() {
    if (this.isOver) return;
    this.isOver = true;
    for (const timer of this.#transitions.values()) clearTimeout(timer);
    this.#transitions.clear();
    this.#host.group(this.channelId).exit(this);
  }
}

// The voice server: https with websockets of version 8, and one UDP port for all connections.
import https from 'node:https';
import { WebSocketServer } from './packages.mjs';
import { DaveGroup } from './dave.mjs';
import { Listener } from './listener.mjs';
import { SlowLine } from './slow.mjs';
import { UdpPort } from './udp.mjs';
import { VoiceConnection } from './voice-connection.mjs';

const HEARTBEAT_MS = 13750;
const MAX_CONNECTIONS = 200;
const MAX_PAYLOAD = 1 << 20;

export class VoiceServer {
  #groups = new Map();
  #world;

  constructor(world, faults, changed, log) {
    this.#world = world;
    Object.assign(this, { faults, changed, log });
    /** All since the start, oldest first. */
    this.connections = [];
  }

  async start(certificate, key) {
    this.udp = new UdpPort((data, remote, at) => this.#packet(data, remote, at));
    this.port = await this.udp.bound;
    const server = https.createServer({ cert: certificate, key });
    const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });
    server.on('upgrade', (request, socket, head) => {
      if (this.faults.isDark) socket.destroy();
      else if (this.faults.swallows) socket.on('error', (error) => this.log(`swallowed socket: ${error.message}`));
      else sockets.handleUpgrade(request, socket, head, (ws) => this.#accept(ws));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.endpoint = `127.0.0.1:${server.address().port}`;
  }

  group(channelId) {
    if (!this.#groups.has(channelId)) this.#groups.set(channelId, new DaveGroup(channelId));
    return this.#groups.get(channelId);
  }

  daveOf(channelId) {
    return this.#world.isStage(channelId) || this.group(channelId).isDown ? 0 : this.faults.dave;
  }

  listeners(channelId) {
    return [...this.#world.listeners.values()].filter((listener) => listener.channelId === channelId);
  }

  /** Where a guild's voice server is; the fault `plainVoiceIn` names a port that speaks no TLS. */
  endpointOf(guildId) {
    return this.faults.plainVoiceIn === guildId ? this.plainEndpoint : this.endpoint;
  }

  #refusal(guildId) {
    const { refuseVoice, refuseVoiceIn } = this.faults;
    return refuseVoiceIn === '' || refuseVoiceIn === guildId ? refuseVoice : 0;
  }

  /** Whether nobody hears the bot of that guild. */
  isUnheard(guildId) {
    return this.#world.isUnheard(guildId);
  }

  /** The connection that is open for a guild, or null. */
  current(guildId) {
    return this.connections.findLast((connection) => connection.guildId === guildId && !connection.isOver) ?? null;
  }

  listen(userId, channelId) {
    const listener = new Listener(userId, channelId, this.faults.dave === 1 && !this.#world.isStage(channelId));
    this.#world.listeners.set(userId, listener);
    const connection = this.#inChannel(channelId);
    connection?.sendCounted({ op: 11, d: { user_ids: [userId] } });
    if (listener.session) {
      this.group(channelId).listeners.add(listener);
      this.group(channelId).settle();
    }
    return listener;
  }

  unlisten(listener) {
    const group = this.group(listener.channelId);
    group.listeners.delete(listener);
    group.settle();
    this.#inChannel(listener.channelId)?.sendCounted({ op: 13, d: { user_id: listener.userId } });
    this.#world.listeners.delete(listener.userId);
  }

  #inChannel(channelId) {
    return this.connections.findLast((connection) => connection.channelId === channelId && !connection.isOver) ?? null;
  }

  #packet(data, remote, at) {
    if (this.faults.isDark || this.faults.swallows) return;
    if (VoiceConnection.isKeepAlive(data)) {
      const owner = this.connections.findLast((connection) => connection.remote?.port === remote.port);
      if (owner) owner.counters.keepAlives++;
      this.udp.send(data, remote.port, remote.address);
      return;
    }
    if (data.length < 12) return;
    const ssrc = data.length === 74 && data.readUInt16BE(0) === 1 ? data.readUInt32BE(4) : data.readUInt32BE(8);
    const connection = this.connections.findLast((one) => one.ssrc === ssrc);
    if (connection && !connection.isOver) connection.packet(data, remote, at);
  }

  #accept(ws) {
    let connection = null;
    const incoming = new SlowLine(() => this.faults.slow, 7);
    ws.on('error', (error) => this.log(`voice socket: ${error.message}`));
    ws.on('close', (code) => connection?.detach(ws, code));
    ws.on('message', (data, isBinary) => this.faults.swallows || incoming.pass(() => {
      try {
        if (isBinary) connection?.receiveBinary(data);
        else connection = this.#message(ws, connection, JSON.parse(data));
      } catch (error) {
        this.log(`voice message: ${error.stack}`);
        ws.close(4002);
      }
    }));
    ws.send(JSON.stringify({ op: 8, d: { v: 8, heartbeat_interval: HEARTBEAT_MS } }));
  }

  #message(ws, connection, message) {
    if (message.op === 0) return this.#identify(ws, message.d);
    if (message.op === 7) return this.#resume(ws, message.d);
    if (connection) connection.receive(message);
    else if (message.op === 3) ws.send(JSON.stringify({ op: 6, d: { t: message.d?.t } }));
    else ws.close(4003);
    return connection;
  }

  #identify(ws, d) {
    const seat = this.#world.seat(d.server_id);
    const refused = this.#refusal(d.server_id) || (seat?.token !== d.token || seat.sessionId !== d.session_id || seat.userId !== d.user_id ? 4006 : 0)
      || (this.daveOf(seat.channelId) === 1 && !d.max_dave_protocol_version ? 4017 : 0);
    this.#world.counters.identifies++;
    this.changed();
    if (refused) {
      ws.close(refused);
      return null;
    }
    this.current(d.server_id)?.end();
    const connection = new VoiceConnection(this, { guildId: d.server_id, ...seat });
    this.connections.push(connection);
    if (this.connections.length > MAX_CONNECTIONS) this.connections.shift();
    connection.attach(ws, false);
    return connection;
  }

  #resume(ws, d) {
    const connection = this.current(d.server_id);
    if (!connection || connection.token !== d.token || this.#refusal(d.server_id)) {
      ws.close(this.#refusal(d.server_id) || 4006);
      return null;
    }
    connection.resume(ws, d.seq_ack);
    return connection;
  }
}

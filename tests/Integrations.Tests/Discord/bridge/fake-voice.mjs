// A voice library and a server that a test plays by hand.
import { EventEmitter } from 'node:events';

const permissions = (1n << 10n) | (1n << 20n) | (1n << 21n);

/** The library's connection, as far as the bridge uses it. */
class Connection extends EventEmitter {
  spoken = [];
  heartbeats = 0;
  /** Whether its server still answers. */
  answers = true;

  constructor(options) {
    super();
    this.joinConfig = { channelId: options.channelId };
    this.adapter = options.adapterCreator({
      onVoiceStateUpdate: (data) => {
        if (data.channel_id) this.joinConfig.channelId = data.channel_id;
      },
      onVoiceServerUpdate: () => this.connect(),
      destroy: () => this.destroy(),
    });
    this.state = { status: 'signalling' };
    if (!this.ask(options.channelId)) this.state = { status: 'disconnected', reason: 1 };
  }

  ask(channelId) {
    return this.adapter.sendPayload({ d: { channel_id: channelId } });
  }

  set(next) {
    const before = this.state;
    this.state = next;
    this.emit('stateChange', before, next);
  }

  connect(version = 1) {
    const networking = new EventEmitter();
    const ws = {
      sendHeartbeat: () => {
        this.heartbeats++;
        if (this.answers) networking.emit('privacy');
      },
    };
    networking.state = { code: 4, ws, dave: { protocolVersion: version, session: { ready: false }, voicePrivacyCode: null } };
    this.set({ status: 'connecting', networking });
  }

  ready() {
    this.set({ ...this.state, status: 'ready' });
  }

  keys(has) {
    const { networking } = this.state;
    networking.state.dave.session.ready = has;
    networking.state.dave.voicePrivacyCode = has ? '12345' : null;
    networking.emit('privacy');
  }

  /** As the library does it: 4014 disconnects, everything else asks to join again at once. */
  close(code) {
    const { networking } = this.state;
    if (code === 4014) this.set({ ...this.state, status: 'disconnected', reason: 0, closeCode: code });
    else {
      this.set({ ...this.state, status: 'signalling' });
      if (!this.ask(this.joinConfig.channelId)) this.set({ ...this.state, status: 'disconnected', reason: 1 });
    }
    networking.emit('close', code);
  }

  playOpusPacket(packet) {
    this.spoken.push(packet);
    return true;
  }

  setSpeaking() {}

  destroy() {
    this.ask(null);
    this.adapter.destroy();
    this.set({ status: 'destroyed' });
  }
}

/** Server `g` with channels 1 and 2 (voice) and 3 (no permission); nobody is there but who `sit` puts there. */
export class FakeServer {
  asked = [];
  connections = [];
  online = true;
  #states = new Map();
  #methods = null;

  constructor() {
    const channel = (id, more = {}) => [id, { id, name: `room ${id}`, type: 2, permissionsFor: () => ({ bitfield: permissions }), ...more }];
    const me = { voice: {} };
    this.guild = {
      id: 'g', name: 'server', available: true, client: { user: { id: 'bot' }, users: { cache: new Map() } },
      channels: { cache: new Map([channel('1'), channel('2'), channel('3', { permissionsFor: () => ({ bitfield: 1n << 10n }) })]) },
      members: { me, cache: new Map() }, voiceStates: { cache: this.#states },
      voiceAdapterCreator: (methods) => {
        this.#methods = methods;
        return {
          sendPayload: ({ d }) => {
            if (this.online) this.asked.push(d.channel_id);
            return this.online;
          },
          destroy: () => {
            if (this.#methods === methods) this.#methods = null;
          },
        };
      },
    };
    this.client = { guilds: { cache: new Map([['g', this.guild]]) } };
    this.voice = {
      joinVoiceChannel: (options) => {
        this.connections.push(new Connection(options));
        return this.connections.at(-1);
      },
    };
  }

  /** The connection of now. */
  get connection() {
    return this.connections.at(-1);
  }

  /** How often it was asked to let the bot in. */
  get joins() {
    return this.asked.filter((channel) => channel !== null).length;
  }

  sit(userId, channelId, bot = false) {
    this.#states.set(userId, { id: userId, channelId });
    this.guild.members.cache.set(userId, { user: { bot } });
  }

  go(userId) {
    this.#states.delete(userId);
  }

  /** The gateway tells where the bot is. */
  place(channelId) {
    this.#methods?.onVoiceStateUpdate({ channel_id: channelId });
  }

  /** The gateway tells which voice server it is. */
  serve() {
    this.#methods?.onVoiceServerUpdate({ endpoint: 'somewhere' });
  }

  /** discord.js gives the gateway up. */
  shutDown() {
    this.#methods?.destroy();
  }

  /** Lets the bot in all the way. */
  welcome(channelId = '1') {
    this.place(channelId);
    this.serve();
    this.connection.ready();
    this.connection.keys(true);
  }
}

// When the main gateway is tried again. The library comes back every half second for ever.
import { Backoff } from './backoff.mjs';
/** @import {Clock} from './clock.mjs' */

/** A connection that held so long counts as a good one. */
const steadyMs = 30_000;

/** Makes the library wait before it connects again. */
export class GatewayTurns {
  #backoff;
  #connectedAt = 0;
  #tries = 0;

  /** @param {Clock} clock @param {() => number} [random] */
  constructor(clock, random) {
    this.clock = clock;
    this.#backoff = new Backoff({ firstMs: 500, limitMs: 60_000, random });
  }

  /** The gateway has let the bot in. */
  connected() {
    this.#connectedAt = this.clock.now();
  }

  /**
   * The library asks for the session before each try (and at other times), and there it waits.
   * @param {any} ws `@discordjs/ws`.
   * @param {any} manager Its WebSocketManager.
   * @returns {any} What discord.js wants of `buildStrategy`.
   */
  strategy(ws, manager) {
    const strategy = new ws.SimpleShardingStrategy(manager);
    const { spawn } = strategy;
    strategy.spawn = async (/** @type {number[]} */ shards) => {
      await spawn.call(strategy, shards);
      for (const shard of strategy.shards.values()) resumeOnNewSocket(ws, shard);
    };
    const retrieve = manager.options.retrieveSessionInfo;
    manager.options.retrieveSessionInfo = async (/** @type {number} */ shard) => {
      if (strategy.shards.get(shard)?.status === ws.WebSocketShardStatus.Idle) await this.turn();
      return retrieve(shard);
    };
    return strategy;
  }

  /** Resolves when it may be tried: at once the first time and the first time after a good connection. */
  async turn() {
    if (this.#connectedAt > 0 && this.clock.now() - this.#connectedAt > steadyMs) {
      this.#backoff.reset();
      this.#tries = 1;
    }
    this.#connectedAt = 0;
    if (this.#tries++ < 2) return;
    const wait = this.#backoff.next();
    await new Promise((resolve) => this.clock.after(() => resolve(undefined), wait));
  }
}

/**
 * Told that its session is invalid but may be resumed, the library resumes at once on the same socket, and again when it is told so again, as fast as the network is. On a new socket it has to wait for its turn.
 * @param {any} ws `@discordjs/ws`.
 * @param {any} shard Its WebSocketShard.
 */
function resumeOnNewSocket(ws, shard) {
  const { resume } = shard;
  shard.resume = (/** @type {any} */ session) => {
    if (shard.status === ws.WebSocketShardStatus.Connecting) return resume.call(shard, session);
    return shard.destroy({ reason: 'Invalid session', recover: ws.WebSocketShardDestroyRecovery.Resume });
  };
}

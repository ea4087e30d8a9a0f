// Speech never leaves in the clear once a connection has end-to-end encryption (DAVE). The library would send it so while a group has no keys.

/** A message of the encryption could not be processed; the connection must be made anew. */
export class PrivacyError extends Error {
  /** @param {unknown} cause What the library threw. */
  constructor(cause) {
    super(`The end-to-end encryption failed: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.name = 'PrivacyError';
  }
}

/** Of the library's NetworkingStatusCode. */
const ready = 4;
const resuming = 5;

/** Connections on which encryption was on once: they never speak without it again. @type {WeakSet<object>} */
const private_ = new WeakSet();

/** Channels in which it was: neither does a new connection there. A stage has none and never gets here. @type {Set<string>} */
const privateChannels = new Set();

/**
 * @param {any} networking The library's Networking.
 * @returns {boolean} Whether its encryption is on, with or without keys.
 */
export function isPrivate(networking) {
  const { dave, connectionOptions } = networking.state;
  const channelId = connectionOptions?.channelId;
  // Whatever is not plainly 0 counts as on.
  if (dave && dave.protocolVersion !== 0) {
    private_.add(networking);
    if (channelId) privateChannels.add(channelId);
  }
  return private_.has(networking) || privateChannels.has(channelId);
}

/**
 * @param {any} networking The library's Networking.
 * @returns {boolean} Whether its group has keys now, so that what is sent is encrypted.
 */
export function hasKeys(networking) {
  const dave = networking.state.dave;
  return Boolean(dave && dave.protocolVersion > 0 && dave.session?.ready && dave.voicePrivacyCode);
}

/**
 * @param {any} networking The library's Networking.
 * @returns {boolean} Whether a packet may leave now.
 */
export function mayLeave(networking) {
  const { code, dave } = networking.state;
  return code === ready && dave !== undefined && (!isPrivate(networking) || hasKeys(networking));
}

/**
 * Puts the guard into the library, where every packet passes and every message of the encryption arrives. Encrypting and sending are one step there, so nothing can change in between.
 * Afterwards a Networking emits `privacy` after each such message, and `error` with a PrivacyError instead of throwing at the event loop.
 * @param {any} Networking The class of @discordjs/voice 0.19.2, before the first connection.
 */
export function guardNetworking(Networking) {
  const { onWsBinary, onWsPacket, prepareAudioPacket } = Networking.prototype;
  if (!onWsBinary || !onWsPacket || !prepareAudioPacket) throw new Error('@discordjs/voice is not the version that is expected.');
  const watched = (/** @type {Function} */ original) =>
    /** @this {any} @param {any} message */
    function (message) {
      try {
        original.call(this, message);
      } catch (error) {
        this.emit('error', new PrivacyError(error));
      }
      isPrivate(this);
      this.emit('privacy');
    };
  Networking.prototype.onWsBinary = watched(
    /** @this {any} @param {any} message */
    function (message) {
      // The library drops it: the group would go on without us, with keys that look good here.
      if (this.state.code === resuming && isPrivate(this)) throw new Error('a message of it came while the connection resumed');
      onWsBinary.call(this, message);
    },
  );
  Networking.prototype.onWsPacket = watched(onWsPacket);
  /** @this {any} @param {Buffer} packet */
  Networking.prototype.prepareAudioPacket = function (packet) {
    if (mayLeave(this)) return prepareAudioPacket.call(this, packet);
    // Nothing that was prepared before may leave either.
    if (this.state.code === ready) this.state.preparedPacket = undefined;
    return undefined;
  };
}

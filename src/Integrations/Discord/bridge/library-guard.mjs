// What must hold of the voice library before it may carry speech, and what of it must not end the process: packets and messages from outside.
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What the guards of this bridge were read and tested against; the same as in package.json. @type {Record<string, string>} */
const needed = { '@discordjs/voice': '0.19.2', '@snazzah/davey': '0.1.12' };

/** The cipher of servers without AES-GCM. The library imports it by itself and is silent when it is not there. */
const cipher = '@noble/ciphers/chacha.js';

/** So many packets in a row that the system does not send: the connection is of no use. */
const mostUnsent = 3;

/** While the voice server does not say what our address is, it is asked again so often: the library asks once, with a datagram that may be lost. */
const askAgainMs = 500;

/** For 15 s; then the session gives up. */
const mostAsks = 30;

/** The system does not send packets: no network, a firewall, a wrong address. */
export class SendError extends Error {
  /** @param {unknown} cause What the system said. */
  constructor(cause) {
    super(`Packets cannot be sent: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.name = 'SendError';
  }
}

/**
 * @param {string} modules The folder `node_modules`.
 * @param {Record<string, string>} versions What lies there.
 * Throws for another version: the guards look at members that it may have renamed, and would then guard nothing.
 */
export function checkVersions(modules, versions) {
  for (const [name, version] of Object.entries(needed)) {
    if (versions[name] !== version) throw new Error(`${name} in ${modules} is ${versions[name] ?? 'missing'}, this bridge needs ${version}.`);
  }
}

/** @param {any} voice `@discordjs/voice`. Throws when it is not what the guards look at. */
export function checkLibrary(voice) {
  const { Ready, Resuming } = voice.NetworkingStatusCode ?? {};
  const dave = new voice.DAVESession(1, '1', '2', {});
  dave.reinit();
  const known = Ready === 4 && Resuming === 5 && dave.protocolVersion === 1 && dave.session?.ready === false && dave.voicePrivacyCode === null;
  dave.destroy();
  if (!known || typeof voice.VoiceUDPSocket?.prototype.performIPDiscovery !== 'function') throw new Error('@discordjs/voice or @snazzah/davey is not what its version says.');
}

/** @param {string} modules The folder `node_modules`. Throws when the library would not find its cipher there. */
export function checkCipher(modules) {
  const folder = realpathSync(modules);
  const found = createRequire(path.join(folder, '@discordjs', 'voice', 'package.json')).resolve(cipher);
  if (!found.startsWith(folder + path.sep)) throw new Error(`${cipher} lies in ${found}, not in ${modules}.`);
}

/**
 * What comes from outside must not end the process; what cannot be sent is told as `error`, with a SendError.
 * @param {any} voice `@discordjs/voice`, before the first connection.
 */
export function guardSockets({ VoiceReceiver, VoiceUDPSocket, VoiceWebSocket }) {
  // The bot is deaf. The library reads the datagrams of anybody all the same, and throws at short ones.
  VoiceReceiver.prototype.onUdpMessage = () => {};
  guardMessages(VoiceWebSocket.prototype);
  guardSending(VoiceUDPSocket.prototype);
  repeatDiscovery(VoiceUDPSocket.prototype);
}

/** @param {any} prototype Of VoiceWebSocket: a message may be too short, or no object. */
function guardMessages(prototype) {
  const { onMessage } = prototype;
  /** @this {any} @param {any} event */
  prototype.onMessage = function (event) {
    try {
      onMessage.call(this, event);
    } catch (error) {
      this.emit('error', error);
    }
  };
}

/** @param {any} prototype Of VoiceUDPSocket, which asks nobody whether a packet was sent and throws when it was destroyed. Its `keepAlive` goes through `send` too. */
function guardSending(prototype) {
  /** @type {WeakMap<object, number>} */
  const unsent = new WeakMap();
  /** @this {any} @param {Buffer} buffer */
  prototype.send = function (buffer) {
    const done = (/** @type {any} */ error) => {
      const failures = error ? (unsent.get(this) ?? 0) + 1 : 0;
      unsent.set(this, failures);
      if (failures === mostUnsent && this.listenerCount('error') > 0) this.emit('error', new SendError(error));
    };
    try {
      this.socket.send(buffer, this.remote.port, this.remote.ip, done);
    } catch (error) {
      // Destroyed: nobody waits for it any more.
      if (/** @type {any} */ (error).code === 'ERR_SOCKET_DGRAM_NOT_RUNNING') return;
      // An address that cannot be one does not get better.
      unsent.set(this, mostUnsent - 1);
      done(error);
    }
  };
}

/** @param {any} prototype Of VoiceUDPSocket. */
function repeatDiscovery(prototype) {
  const { performIPDiscovery } = prototype;
  /** @this {any} @param {number} ssrc */
  prototype.performIPDiscovery = function (ssrc) {
    const found = performIPDiscovery.call(this, ssrc);
    const request = discoveryRequest(ssrc);
    let asks = 0;
    const again = setInterval(() => {
      if (++asks > mostAsks) clearInterval(again);
      else this.send(request);
    }, askAgainMs);
    // It fails when the socket closes.
    const stop = () => clearInterval(again);
    found.then(stop, stop);
    return found;
  };
}

/** @param {number} ssrc @returns {Buffer} Discord's "IP discovery": type, length of the rest, ssrc, and room for the answer. */
function discoveryRequest(ssrc) {
  const request = Buffer.alloc(74);
  request.writeUInt16BE(1, 0);
  request.writeUInt16BE(70, 2);
  request.writeUInt32BE(ssrc, 4);
  return request;
}

// RTP as voice sends it: header in the clear, the rest under one of the two AEAD modes.
import crypto from 'node:crypto';
import { xchacha20poly1305 } from './packages.mjs';

export const MODES = ['aead_aes256_gcm_rtpsize', 'aead_xchacha20_poly1305_rtpsize'];
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

/** Opens one packet. Throws when it is no RTP or its tag is wrong. */
export function open(packet, mode, key) {
  if (packet.length < 12 + 16 + 4 || packet[0] >> 6 !== 2) throw new Error('no RTP packet');
  const extended = (packet[0] & 0x10) !== 0;
  const header = 12 + (4 * (packet[0] & 15)) + (extended ? 4 : 0);
  const aad = packet.subarray(0, header);
  const tail = packet.length - 4;
  const nonce = Buffer.alloc(mode === MODES[0] ? 12 : 24);
  packet.copy(nonce, 0, tail);
  let body = decrypt(mode, key, nonce, aad, packet.subarray(header, tail));
  if (extended) body = body.subarray(4 * packet.readUInt16BE(header - 2));
  return { sequence: packet.readUInt16BE(2), timestamp: packet.readUInt32BE(4), ssrc: packet.readUInt32BE(8), frame: body };
}

function decrypt(mode, key, nonce, aad, sealed) {
  if (mode === MODES[1]) return Buffer.from(xchacha20poly1305(key, nonce, aad).decrypt(sealed));
  const cipher = crypto.createDecipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  cipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
}

/** The frame that means silence; it is never end-to-end encrypted. */
export const isSilence = (frame) => frame.equals(SILENCE);

/** Whether a frame carries DAVE's trailer: tag, nonce, size of both, FA FA. */
export const isEncrypted = (frame) =>
  frame.length > 12 && frame[frame.length - 1] === 0xfa && frame[frame.length - 2] === 0xfa
  && frame[frame.length - 3] >= 12 && frame[frame.length - 3] <= frame.length;

// The little of MLS (RFC 9420) that the voice gateway itself writes: the external sender and its proposals.
import crypto from 'node:crypto';

/** `opaque<V>`: a variable-length size, then the bytes. */
export function vec(...parts) {
  const body = Buffer.concat(parts);
  if (body.length < 64) return Buffer.concat([Buffer.from([body.length]), body]);
  const size = Buffer.alloc(body.length < 16384 ? 2 : 4);
  if (size.length === 2) size.writeUInt16BE(body.length | 0x4000);
  else size.writeUInt32BE((body.length | 0x80000000) >>> 0);
  return Buffer.concat([size, body]);
}

const u8 = (value) => Buffer.from([value]);
const u16 = (value) => Buffer.from([value >> 8, value & 255]);
function u32(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}
export function u64(value) {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer;
}

/** Discord's side of every group: it proposes who is added and removed, and signs that. */
export class ExternalSender {
  #key;

  constructor() {
    const pair = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = pair.privateKey;
    const { x, y } = pair.publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([u8(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    /** Payload of op 25. */
    this.package = Buffer.concat([vec(point), u16(1), vec(u8(0))]);
  }

  /** A proposal to add the owner of a key package. */
  add(groupId, epoch, keyPackage) {
    return this.#propose(groupId, epoch, Buffer.concat([u16(1), keyPackage]));
  }

  /** A proposal to remove a leaf. */
  remove(groupId, epoch, leaf) {
    return this.#propose(groupId, epoch, Buffer.concat([u16(3), u32(leaf)]));
  }

  #propose(groupId, epoch, proposal) {
    const head = Buffer.concat([u16(1), u16(1)]);
    const content = Buffer.concat([vec(u64(groupId)), u64(epoch), u8(2), u32(0), vec(), u8(2), proposal]);
    const signed = Buffer.concat([vec(Buffer.from('MLS 1.0 FramedContentTBS')), vec(head, content)]);
    return Buffer.concat([head, content, vec(crypto.sign('sha256', signed, this.#key))]);
  }
}

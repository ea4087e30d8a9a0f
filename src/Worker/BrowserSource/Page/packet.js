// Audio as the worker sends it: PcmPacket.cs says the layout.

const headerBytes = 24;

/** Reads a packet; null when it is none.
 * @param {ArrayBuffer} buffer */
export function readPacket(buffer) {
  if (buffer.byteLength < headerBytes) return null;
  const view = new DataView(buffer);
  return {
    type: 'pcm',
    generation: view.getUint32(0, true),
    sequence: view.getUint32(4, true),
    channels: view.getUint32(8, true),
    position: view.getFloat64(16, true),
    samples: new Int16Array(buffer, headerBytes),
  };
}

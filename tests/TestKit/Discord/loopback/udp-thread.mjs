// The voice server's UDP port, in a thread of its own, so that a packet's time is when it came and not when the main thread had time for it.
import dgram from 'node:dgram';
import { parentPort } from 'node:worker_threads';
import { now } from './time.mjs';

const socket = dgram.createSocket('udp4');
socket.on('message', (data, remote) => parentPort.postMessage({ data, address: remote.address, port: remote.port, at: now() }));
parentPort.on('message', ({ data, port, address, settle }) => {
  if (!settle) return void socket.send(data, port, address);
  // What had come by now is read before the next turn of the loop.
  setImmediate(() => setImmediate(() => parentPort.postMessage({ settled: true })));
});
socket.bind(0, '127.0.0.1', () => parentPort.postMessage({ bound: socket.address().port }));

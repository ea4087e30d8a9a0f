// The bridge between iShowTTS and Discord: node main.mjs SOCKET MODULES, a nonce on the first line of standard input. Protocol: docs/discord-bridge.md.
import { Bridge } from './bridge.mjs';

/** Exit codes: 0 asked to end, 1 an error (started again), 2 called wrongly, 3 of no use to try again. */
const [socket, modules] = process.argv.slice(2);
if (!socket || !modules) {
  process.stderr.write('Usage: node main.mjs SOCKET MODULES, with a nonce on standard input. The worker starts this by itself.\n');
  process.exit(2);
}

const longestNonce = 256;

/** @returns {Promise<string>} The first line of standard input. */
async function readNonce() {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.includes('\n') || text.length > longestNonce) break;
  }
  return text.split('\n', 1)[0].trim().slice(0, longestNonce);
}

new Bridge(socket, modules, await readNonce()).run();

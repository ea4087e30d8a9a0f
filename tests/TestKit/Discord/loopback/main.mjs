// A Discord on this machine for tests. `node main.mjs NODE_MODULES`; the first line on standard input is its configuration, then commands (control.mjs).
// It ends with its standard input. Answers and the state (at most every 20 ms, when something changed) are lines on standard output.
import readline from 'node:readline';
import { commands } from './control.mjs';
import { Gateway } from './gateway.mjs';
import { Rest } from './rest.mjs';
import { VoiceServer } from './voice-server.mjs';
import { Faults, World } from './world.mjs';

const STATE_MS = 20;
const MAX_SHOWN = 100;

const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const log = (text) => tell({ log: text });
process.on('uncaughtException', (error) => {
  log(`uncaught: ${error.stack}`);
  process.exitCode = 1;
});

let running = null;
let timer = null;
function changed() {
  timer ??= setTimeout(() => {
    timer = null;
    tellState();
  }, STATE_MS);
}

/** Everything a test waits for. */
function tellState() {
  if (!running) return;
  const { world, voice, gateway, rest } = running;
  tell({
    state: {
      gateway: gateway.view,
      voice: world.counters,
      connections: voice.connections.slice(-MAX_SHOWN).map((connection) => connection.view),
      listeners: [...world.listeners.values()].map(({ userId, channelId, counters, lastError, session }) =>
        ({ userId, channelId, isSecured: session?.ready ?? false, lastError, ...counters })),
      seats: [...world.seats].map(([guildId, { channelId, suppress, mute, requested }]) => ({ guildId, channelId, isSuppressed: suppress, isMuted: mute, hasAsked: requested !== null })),
      registrations: [...rest.commands].map(([guildId, { puts, commands: known }]) => ({ guildId, puts, commands: known.length })),
      interactions: [...rest.interactions.values()].slice(-MAX_SHOWN).map(({ id, acknowledged, waitedMs, refused, flags, content, choices }) => ({ id, acknowledged, waitedMs, refused, flags, content, choices })),
      calls: rest.calls.length,
      callsWaiting: rest.waiting,
    },
  });
}

async function start(configuration) {
  const world = new World(configuration);
  const faults = new Faults();
  const voice = new VoiceServer(world, faults, changed, log);
  await voice.start(configuration.certificate, configuration.key);
  const gateway = new Gateway({ world, faults, voice, changed, log, token: configuration.token });
  const rest = new Rest({ world, faults, gateway, changed, token: configuration.token });
  const server = await rest.start();
  voice.plainEndpoint = `127.0.0.1:${rest.port}`;
  gateway.listen(server, `ws://127.0.0.1:${rest.port}/gateway`);
  running = { world, faults, voice, gateway, rest };
  tell({ started: { port: rest.port, endpoint: voice.endpoint } });
  return commands(running);
}

let known = null;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  try {
    if (known === null) known = await start(asked);
    else {
      const command = known[asked.do];
      if (!command) throw new Error(`There is no command ${asked.do}.`);
      const answer = (await command(asked)) ?? {};
      tellState(); // so that whoever gets the answer knows what it did
      tell({ id: asked.id, ...answer });
    }
  } catch (error) {
    tell({ id: asked.id ?? 0, error: error.message });
  }
}
process.exit();

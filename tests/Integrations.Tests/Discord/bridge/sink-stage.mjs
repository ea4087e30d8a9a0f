// A sink on a voice library that a test plays by hand.
import { Log } from '../../../../src/Integrations/Discord/bridge/log.mjs';
import { Sink } from '../../../../src/Integrations/Discord/bridge/sink.mjs';
import { FakeClock } from './fake-clock.mjs';
import { FakeServer } from './fake-voice.mjs';

export const wish = { guildId: 'g', channelId: '1', aloneMs: 60_000, rejoinMs: 30_000, bitrate: 64_000 };

export function start({ people = true } = {}) {
  const server = new FakeServer();
  const clock = new FakeClock();
  const told = [];
  const log = new Log();
  log.sink = () => {};
  if (people) server.sit('ann', '1');
  const encoder = { encode: (packet) => Buffer.from(packet), reset: () => {}, bitrate: () => {} };
  const sink = new Sink({
    number: 0, voice: server.voice, encoder, clock, log, client: () => server.client, isOnline: () => server.online, send: (message) => told.push(message), wake: () => {},
  });
  const states = () => told.filter(({ t }) => t === 'sink').map(({ state, reason }) => (reason ? `${state} ${reason}` : state));
  const last = () => states().at(-1);
  return { server, clock, told, sink, states, last };
}

/** Joined, with keys. */
export function started(options) {
  const all = start(options);
  all.sink.join({ ...wish, ...options?.wish });
  all.server.welcome();
  return all;
}

/** Speech of two packets, and how many of them left. */
export function speak({ sink, server }) {
  const before = server.connection.spoken.length;
  sink.speaker.play(1);
  sink.speaker.audio(1, Buffer.alloc(960 * 4, 1));
  sink.speaker.audio(1, Buffer.alloc(960 * 4, 1));
  sink.speaker.tick();
  sink.speaker.tick();
  return server.connection.spoken.length - before;
}

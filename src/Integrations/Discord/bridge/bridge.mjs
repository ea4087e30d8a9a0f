// Ties the parts together and ends the process.
import { Bot } from './bot.mjs';
import { systemClock } from './clock.mjs';
import { Interactions } from './interactions.mjs';
import { inspect } from './inspection.mjs';
import { loadLibraries, readVersions } from './libraries.mjs';
import { Link } from './link.mjs';
import { Log, words } from './log.mjs';
import { Looking } from './looking.mjs';
import { Registration } from './registration.mjs';
import { Sinks } from './sinks.mjs';
import { listenToTexts } from './texts.mjs';

const protocolVersion = 1;
const leastNode = [20, 19];

/** Leaving the channels, telling who waits and logging out take at most this. */
const partingMs = 1_500;

const exitCode = { asked: 0, error: 1, hopeless: 3 };

export class Bridge {
  #ending = false;
  #started = false;
  log = new Log();

  /** @param {string} socketPath @param {string} modules @param {string} nonce */
  constructor(socketPath, modules, nonce) {
    this.modules = modules;
    this.nonce = nonce;
    this.link = new Link(socketPath, {
      message: (message) => this.#message(message),
      audio: (sink, epoch, samples) => this.sinks?.audio(sink, epoch, samples),
      closed: (error) => this.end(error ? exitCode.error : exitCode.asked, error ? `Socket: ${words(error)}` : ''),
    });
  }

  async run() {
    process.on('SIGTERM', () => this.end(exitCode.asked, ''));
    // Ctrl+C goes to the whole group of processes; the worker says when it is time.
    process.on('SIGINT', () => {});
    process.on('SIGHUP', () => {});
    process.on('uncaughtException', (error) => this.#uncaught(error));
    process.on('unhandledRejection', (error) => this.#uncaught(error));
    this.log.sink = (line) => this.link.offer(line);
    // Before the packages are loaded, which may take seconds on a slow machine.
    await this.link.sendAndWait({ t: 'hello', version: protocolVersion, nonce: this.nonce, node: process.version, libraries: readVersions(this.modules) });
    try {
      checkNode(process.versions.node);
      this.libraries = loadLibraries(this.modules);
    } catch (error) {
      return this.#hopeless('library', `The packages of the Discord bridge cannot be used: ${words(error).split('\n', 1)[0]}. Run: ./run.sh setup --discord`);
    }
    this.link.read();
  }

  /** @param {number} code @param {string} why Ends the process, leaving the channels first. */
  async end(code, why) {
    if (this.#ending) return;
    this.#ending = true;
    if (why) process.stderr.write(`${this.log.clean(why)}\n`);
    // Keeps the process until then: with nothing left to do it would end as if all were well.
    setTimeout(() => process.exit(code), partingMs);
    this.sinks?.leaveAll();
    await Promise.allSettled([this.interactions?.stop()]);
    await Promise.allSettled([this.bot?.stop(), this.link.end(500)]);
    process.exit(code);
  }

  /** @param {Record<string, any>} message */
  #message(message) {
    if (this.#ending || !this.libraries) return;
    if (message.t === 'start') return this.#start(message);
    if (!this.#started) return this.log.warning(`"${message.t}" came before "start".`);
    switch (message.t) {
      case 'join':
        return this.sinks?.join(message);
      case 'leave':
      case 'play':
      case 'flush':
      case 'fade':
        return this.sinks?.control(message);
      case 'commands':
        return this.registration?.wish(message.commands);
      case 'interaction':
        return this.interactions?.answer(message);
      case 'look':
        return void this.looking?.look(message);
      case 'inspect':
        return void inspect(this.bot?.ready, message).then((answer) => this.link.send(answer));
    }
  }

  /** @param {Record<string, any>} message */
  #start({ token, apiUrl, intents, textChannels, commands }) {
    if (this.#started || !this.libraries) return this.log.warning('"start" came twice.');
    this.#started = true;
    const { libraries, log } = this;
    const send = (/** @type {object} */ told) => this.link.send(told);
    const client = () => this.bot?.ready;
    this.sinks = new Sinks({ libraries, log, client: () => this.bot?.known, isOnline: () => this.bot?.ready !== undefined, send });
    this.interactions = new Interactions({ discord: libraries.discord, clock: systemClock, send, log });
    this.registration = new Registration({ discord: libraries.discord, client, send, log });
    this.looking = new Looking({ discord: libraries.discord, client, send, log });
    this.bot = new Bot({ libraries, clock: systemClock, log, send, handlers: this.#botHandlers(new Set(Array.isArray(textChannels) ? textChannels : [])) });
    this.registration.wish(commands);
    this.bot.start(String(token ?? ''), apiUrl || null, Number(intents));
  }

  /** @param {Set<string>} textChannels @returns {import('./bot.mjs').BotHandlers} */
  #botHandlers(textChannels) {
    return {
      created: (client) => {
        this.interactions?.listen(client);
        listenToTexts(client, textChannels, (message) => this.link.offer(message), (message) => this.link.send(message));
      },
      ready: (fresh) => {
        this.registration?.ready();
        this.sinks?.gatewayReady(fresh);
        // After all that a resumed session had missed.
        this.link.send({ t: 'session', fresh });
      },
      guildChanged: (guildId) => this.sinks?.guildChanged(guildId),
      guildJoined: (guildId) => this.registration?.joined(guildId),
      failed: (reason, detail) => void this.end(exitCode.hopeless, `${reason}: ${detail}`),
    };
  }

  /** @param {string} reason @param {string} detail */
  #hopeless(reason, detail) {
    this.link.send({ t: 'state', state: 'failed', reason, detail: this.log.clean(detail), user: '', application: '' });
    this.end(exitCode.hopeless, detail);
  }

  /** Messages of the encryption are guarded where they arrive; this is the net below. @param {unknown} error */
  #uncaught(error) {
    const text = words(error);
    const where = error instanceof Error ? String(error.stack) : '';
    if (/davey|DAVESession/i.test(where)) {
      this.log.error(`The encryption failed: ${text}`);
      this.sinks?.encryptionFailed(text);
      return;
    }
    this.log.error(`The bridge ends after an error nobody expected: ${text}`);
    process.stderr.write(`${this.log.clean(where)}\n`);
    this.end(exitCode.error, text);
  }
}

/** @param {string} version Throws when the bridge cannot run on it. */
export function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major < leastNode[0] || (major === leastNode[0] && minor < leastNode[1])) {
    throw new Error(`Node ${leastNode.join('.')} or newer is needed, this is ${version}.`);
  }
}

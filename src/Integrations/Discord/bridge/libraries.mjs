// The npm packages, from the folder that the worker named; never from beside these files.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkCipher, checkLibrary, checkVersions, guardSockets } from './library-guard.mjs';
import { guardNetworking } from './privacy.mjs';
import { warmEncoder } from './opus.mjs';

const names = ['discord.js', '@discordjs/voice', '@snazzah/davey', 'opusscript', '@noble/ciphers'];

/**
 * @typedef {object} Libraries
 * @property {any} discord discord.js
 * @property {any} ws `@discordjs/ws`, the one that discord.js uses.
 * @property {any} voice `@discordjs/voice`, guarded.
 * @property {any} OpusScript
 */

/**
 * @param {string} modules The folder `node_modules`.
 * @returns {Record<string, string>} Their versions, read without loading them; what is not there is left out.
 */
export function readVersions(modules) {
  /** @type {Record<string, string>} */
  const versions = {};
  for (const name of names) {
    try {
      versions[name] = String(JSON.parse(readFileSync(path.join(modules, name, 'package.json'), 'utf8')).version);
    } catch {
      // Loading it says why.
    }
  }
  return versions;
}

/**
 * Takes a second or more.
 * @param {string} modules The folder `node_modules`.
 * @returns {Libraries} Throws when one is missing, or is not what it should be.
 */
export function loadLibraries(modules) {
  // Not called require: the types of these packages are not there when ours are checked.
  const load = /** @type {(name: string) => any} */ (createRequire(path.join(path.resolve(modules), 'bridge.cjs')));
  checkVersions(modules, readVersions(modules));
  checkCipher(modules);
  const discord = load('discord.js');
  const ws = createRequire(path.join(path.resolve(modules), 'discord.js', 'package.json'))('@discordjs/ws');
  // Fails here, not at the first packet, when the native part does not fit this machine.
  load('@snazzah/davey');
  const voice = load('@discordjs/voice');
  checkLibrary(voice);
  guardSockets(voice);
  guardNetworking(voice.Networking);
  const OpusScript = load('opusscript');
  warmEncoder(OpusScript);
  return { discord, ws, voice, OpusScript };
}

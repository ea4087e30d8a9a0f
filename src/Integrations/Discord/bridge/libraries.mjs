// The npm packages, from the folder that the worker named; never from beside these files.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { guardNetworking } from './privacy.mjs';
import { warmEncoder } from './opus.mjs';

const names = ['discord.js', '@discordjs/voice', '@snazzah/davey', 'opusscript', '@noble/ciphers'];

/**
 * @typedef {object} Libraries
 * @property {any} discord discord.js
 * @property {any} ws `@discordjs/ws`, the one that discord.js uses.
 * @property {any} voice `@discordjs/voice`, guarded.
 * @property {any} OpusScript
 * @property {Record<string, string>} versions
 */

/**
 * @param {string} modules The folder `node_modules`.
 * @returns {Libraries} Throws when one is missing, or is not what it should be.
 */
export function loadLibraries(modules) {
  const require = createRequire(path.join(path.resolve(modules), 'bridge.cjs'));
  /** @type {Record<string, string>} */
  const versions = {};
  for (const name of names) {
    versions[name] = JSON.parse(readFileSync(path.join(modules, name, 'package.json'), 'utf8')).version;
  }
  const discord = require('discord.js');
  const ws = createRequire(require.resolve('discord.js'))('@discordjs/ws');
  // Fails here, not at the first packet, when the native part does not fit this machine.
  require('@snazzah/davey');
  const voice = require('@discordjs/voice');
  guardNetworking(voice.Networking);
  const OpusScript = require('opusscript');
  warmEncoder(OpusScript);
  return { discord, ws, voice, OpusScript, versions };
}

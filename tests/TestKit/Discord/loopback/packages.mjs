// The npm packages of the loopback, from the folder that `./run.sh setup --discord` filled (first argument: its node_modules).
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(path.resolve(process.argv[2]), '..', 'package.json'));

export const { WebSocketServer } = require('ws');
export const { DAVESession } = require('@snazzah/davey');
export const OpusScript = require('opusscript');
export const { xchacha20poly1305 } = await import(pathToFileURL(require.resolve('@noble/ciphers/chacha.js')).href);

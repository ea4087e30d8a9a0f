// The npm packages, for tests that need them; the worker's test names the folder.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const folder = process.env.ISHOWTTS_DISCORD_MODULES ?? path.resolve(import.meta.dirname ?? '.', '../../../../artifacts/discord/node_modules');

/** False, or why a test must skip: an option of node:test. */
export const skip = existsSync(path.join(folder, 'discord.js')) ? false : 'Discord\'s npm packages are not here; ./run.sh setup --discord fetches them.';

export const modules = folder;
export const require = createRequire(path.join(folder, 'tests.cjs'));

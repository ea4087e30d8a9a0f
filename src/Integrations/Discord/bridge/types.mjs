// Shapes that several modules share; nothing runs here.
/** @import {Clock} from './clock.mjs' */

/**
 * @typedef {object} Wish
 * @property {string} guildId
 * @property {string} channelId
 * @property {number} aloneMs
 * @property {number} rejoinMs
 * @property {number} bitrate
 */

/**
 * @typedef {object} SinkParts
 * @property {number} number
 * @property {any} voice `@discordjs/voice`.
 * @property {import('./opus.mjs').Encoder} encoder
 * @property {Clock} clock
 * @property {import('./log.mjs').Log} log
 * @property {() => any} client discord.js' Client; what it knows stays good while it reconnects. Undefined before the first login.
 * @property {() => boolean} isOnline Whether it is logged in and connected now.
 * @property {(message: object) => void} send To the worker.
 * @property {() => void} wake The beat is needed.
 */

/**
 * @typedef {object} Trouble
 * @property {string} reason As in docs/discord-bridge.md.
 * @property {string} detail
 * @property {boolean} final Whether trying again is of no use.
 * @property {boolean} [unheard] Whether what was sent since the last sign of life reached nobody.
 */

/**
 * @typedef {object} SessionParts
 * @property {any} voice `@discordjs/voice`.
 * @property {any} guild discord.js' Guild.
 * @property {string} channelId
 * @property {Clock} clock
 * @property {import('./log.mjs').Log} log
 * @property {() => boolean} isOnline Whether the main gateway is connected, so that an answer can come.
 * @property {() => void} changed Something may be different: ready, channel, keys.
 * @property {() => void} alive A sign of life of the voice server: what was sent until now reached it.
 * @property {(trouble: Trouble) => void} failed Once, and then nothing more; never from within the constructor.
 */

export {};

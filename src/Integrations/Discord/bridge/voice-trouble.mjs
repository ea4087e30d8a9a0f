// What the close codes of the voice gateway mean.

/** @import {Trouble} from './types.mjs' */

/** Close codes of the voice gateway that are more than a lost socket. @type {Record<number, {reason: string, final: boolean, detail: string}>} */
const closeCodes = {
  4004: { reason: 'session', final: false, detail: 'Discord did not accept the voice token' },
  4006: { reason: 'session', final: false, detail: 'the voice session was invalid' },
  4009: { reason: 'session', final: false, detail: 'the voice session timed out' },
  4017: { reason: 'dave-required', final: true, detail: 'Discord asks for end-to-end encryption and did not accept ours; the bridge needs newer libraries' },
  4021: { reason: 'rate-limited', final: true, detail: 'Discord limits this connection; it is tried again after 10 minutes' },
  4022: { reason: 'call-ended', final: true, detail: 'Discord ended the call, or the channel was deleted' },
};

/**
 * @param {number} code
 * @returns {Trouble}
 */
export function troubleOfClose(code) {
  const known = closeCodes[code] ?? { reason: 'socket', final: false, detail: 'the voice connection was closed' };
  return { reason: known.reason, final: known.final, detail: `${known.detail} (${code})` };
}

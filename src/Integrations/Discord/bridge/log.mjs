// What is worth telling people, without secrets, not too much, not too long.

const longest = 500;
const mostInWindow = 100;
const windowMs = 10_000;

/** @typedef {'debug' | 'info' | 'warning' | 'error'} Level */

/** Lines for the worker's log; before and without a socket for standard error. */
export class Log {
  /** @type {string[]} */
  #secrets = [];
  #windowStart = 0;
  #inWindow = 0;

  /** @type {((line: {t: 'log', level: Level, text: string}) => void) | undefined} */
  sink;

  /** @param {string} secret Never shown from now on; of a token also without the "Bot " that libraries take off. */
  hide(secret) {
    const bare = secret.replace(/^(Bot|Bearer)\s+/i, '').trim();
    if (bare.length > 0) this.#secrets.push(bare);
  }

  /**
   * @param {unknown} text
   * @returns {string} Without secrets and control characters, cut.
   */
  clean(text) {
    let clean = String(text);
    for (const secret of this.#secrets) clean = clean.replaceAll(secret, '[secret]');
    clean = clean.replace(/[\u0000-\u001f\u007f]+/g, ' ');
    return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
  }

  /** @param {Level} level @param {unknown} text */
  write(level, text) {
    const now = performance.now();
    if (now - this.#windowStart > windowMs) {
      this.#windowStart = now;
      this.#inWindow = 0;
    }
    this.#inWindow++;
    if (this.#inWindow > mostInWindow) return;
    const line = this.#inWindow === mostInWindow ? `${this.clean(text)} (more is not logged for a while)` : this.clean(text);
    if (this.sink) this.sink({ t: 'log', level, text: line });
    else process.stderr.write(`${level}: ${line}\n`);
  }

  /** @param {unknown} text */
  debug(text) {
    this.write('debug', text);
  }

  /** @param {unknown} text */
  info(text) {
    this.write('info', text);
  }

  /** @param {unknown} text */
  warning(text) {
    this.write('warning', text);
  }

  /** @param {unknown} text */
  error(text) {
    this.write('error', text);
  }
}

/**
 * @param {any} error Anything thrown.
 * @returns {string} Its words only: other members of the library's errors hold addresses with tokens.
 */
export function words(error) {
  if (!(error instanceof Error)) return String(error);
  const code = /** @type {any} */ (error).code;
  return code === undefined || error.message.includes(String(code)) ? error.message : `${error.message} (${code})`;
}

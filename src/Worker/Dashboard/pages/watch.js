// Notices a line that died without a word (sleep, a network that changed, a tunnel), and a page that nobody looks at.

/** So many pings may fail to come. */
const PINGS = 3;
const GRACE_MS = 1000;
const CHECK_MS = 1000;
const PROBE_MS = 15_000;
const PROBE_LIMIT_MS = 8000;
/** How long a hidden page keeps its line. */
const HIDDEN_MS = 60_000;

/** @typedef {{ heardAt: number, everyMs: number | null, lost: () => void, rest: () => void }} Line everyMs: null until the worker has pinged */

/** @type {Line | null} */
let line = null;
/** @type {(() => void) | null} */
let wake = null;
let hiddenAt = performance.now();

/**
 * A line begins.
 * @param {() => void} lost called when it is dead
 * @param {() => void} rest called when the page has been hidden for a while
 * @param {() => void} again called when it is seen again after that
 */
export function begun(lost, rest, again) {
  wake = null;
  line = { heardAt: performance.now(), everyMs: null, lost, rest: () => { wake = again; rest(); } };
}

/** The line ended, or was given up. */
export function ended() {
  line = null;
}

/** Something came over the line. */
export function heard() {
  if (line) line.heardAt = performance.now();
}

/** The worker pings as often as it says, whatever else it tells. @param {number} everySeconds */
export function pinged(everySeconds) {
  if (line) line.everyMs = everySeconds * 1000;
  heard();
}

/** Begins to watch, once for the page. */
export function watch() {
  setInterval(check, CHECK_MS);
  setInterval(() => void probe(), PROBE_MS);
  document.addEventListener('visibilitychange', looked);
}

function check() {
  const now = performance.now();
  if (document.hidden && now - hiddenAt > HIDDEN_MS) line?.rest();
  else if (line?.everyMs && now - line.heardAt > PINGS * line.everyMs + GRACE_MS) line.lost();
}

/** A worker that does not answer any more is noticed before its pings are missed. */
async function probe() {
  const asked = line;
  if (!asked || document.hidden) return;
  try {
    await fetch('/api/status', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
  } catch {
    if (asked === line) asked.lost();
  }
}

function looked() {
  if (document.hidden) hiddenAt = performance.now();
  else if (wake) wake();
  else void probe();
}

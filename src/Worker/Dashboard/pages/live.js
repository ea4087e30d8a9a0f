// One stream of events keeps the page true. When it breaks, the page says so at once, tries again, and reads everything anew.
import { getIfThere, get, Problem } from './api.js';
import { endedAt, getState, isFinal, putUtterances, resetUtterances, setState } from './store.js';

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 4000;
const BATCH_MS = 50;
const ORDER_MS = 250;
const PROBE_MS = 15_000;
const PROBE_LIMIT_MS = 8000;

/** @type {EventSource | null} */
let source = null;
let delay = FIRST_DELAY_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let retry;
/** @type {Map<string, Utterance>} */
const pending = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let batch;
let isOrdering = false;
let orderAgain = false;

/** Starts; call it again after signing in or out. */
export function connect() {
  source?.close();
  source = null;
  clearTimeout(retry);
  const stream = new EventSource('/api/events?include=status,health,level');
  source = stream;
  stream.onopen = () => void opened(stream);
  stream.onerror = () => lost(stream);
  on(stream, 'utterance', (/** @type {Transition} */ event) => arrived(event.utterance));
  on(stream, 'status', (/** @type {Status} */ status) => setState({ status }));
  on(stream, 'health', (/** @type {Health} */ health) => setState({ health }));
  on(stream, 'level', (/** @type {Level} */ level) => setState({ level }));
  stream.addEventListener('missed', () => void reload());
}

/**
 * @param {EventSource} stream
 * @param {string} name
 * @param {(body: any) => void} take
 */
function on(stream, name, take) {
  stream.addEventListener(name, (event) => {
    if (stream === source) take(JSON.parse(/** @type {MessageEvent<string>} */ (event).data));
  });
}

/** @param {EventSource} stream */
async function opened(stream) {
  delay = FIRST_DELAY_MS;
  try {
    await reload();
    if (stream === source) setState({ connection: 'live' });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    lost(stream);
  }
}

/** @param {EventSource} stream */
function lost(stream) {
  if (stream !== source) return;
  stream.close();
  source = null;
  setState({ connection: 'away', level: null });
  clearTimeout(retry);
  retry = setTimeout(() => void tryAgain(), delay);
  delay = Math.min(delay * 2, LAST_DELAY_MS);
}

/** An EventSource does not tell why it failed, so a plain request asks first. */
async function tryAgain() {
  try {
    await get('/api/status');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 401 || error.status === 403) {
      setState({ connection: 'locked', session: null });
      return;
    }

    setState({ connection: 'away' });
    retry = setTimeout(() => void tryAgain(), delay);
    delay = Math.min(delay * 2, LAST_DELAY_MS);
    return;
  }

  connect();
}

/** Reads everything that events only change. */
export async function reload() {
  const [session, status, health, recent, held, playing, started, waiting] = await Promise.all([
    sessionNow(),
    get('/api/status'),
    getIfThere('/healthz').catch(() => null),
    get('/api/utterances?limit=200'),
    get('/api/utterances?state=held&limit=200'),
    get('/api/utterances?state=playing&limit=20'),
    get('/api/utterances?state=synthesizing&limit=50'),
    get('/api/utterances/waiting?limit=100'),
  ]);
  setState({ session, status, health, order: waiting.map((/** @type {Utterance} */ u) => u.id) });
  resetUtterances([...recent, ...waiting, ...held, ...started, ...playing, ...pending.values()]);
}

/** @returns {Promise<Session | null>} */
async function sessionNow() {
  try {
    return await get('/api/session');
  } catch (error) {
    if (error instanceof Problem && (error.status === 401 || error.status === 404)) return null;
    throw error;
  }
}

/** @param {Utterance} utterance */
function arrived(utterance) {
  pending.set(utterance.id, utterance);
  batch ??= setTimeout(flush, BATCH_MS);
}

function flush() {
  batch = undefined;
  const list = [...pending.values()];
  pending.clear();
  putUtterances(list);
  if (list.some((u) => u.state !== 'held')) void readOrder();
}

/** Whose turn comes is the worker's to say; asked at most every quarter of a second. */
export async function readOrder() {
  if (isOrdering) {
    orderAgain = true;
    return;
  }

  isOrdering = true;
  orderAgain = false;
  try {
    /** @type {Utterance[]} */
    const waiting = await get('/api/utterances/waiting?limit=100');
    setState({ order: waiting.map((u) => u.id) });
    putUtterances(waiting.filter((u) => !getState().utterances.has(u.id)));
  } catch (error) {
    if (!(error instanceof Problem)) throw error; // when the worker is away, the stream says so
  }

  setTimeout(() => {
    isOrdering = false;
    if (orderAgain) void readOrder();
  }, ORDER_MS);
}

/** What plays, waits for approval and waits for its turn. @param {PageState} state */
export function waitingOf(state) {
  const all = [...state.utterances.values()];
  const held = all.filter((u) => u.state === 'held');
  const started = all.filter((u) => u.state === 'synthesizing');
  const place = new Map(state.order.map((id, index) => [id, index]));
  const queued = all.filter((u) => u.state === 'queued').sort((a, b) => (place.get(a.id) ?? 1e9) - (place.get(b.id) ?? 1e9) || (a.id < b.id ? -1 : 1));
  held.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { held, started, queued };
}

/** @param {PageState} state what ended last comes first */
export const finishedOf = (state) => [...state.utterances.values()].filter((u) => isFinal(u.state)).sort((a, b) => endedAt(b) - endedAt(a) || (a.id < b.id ? 1 : -1));

/** A line that died without a word (sleep, network) is noticed by asking now and then. */
export function watchLine() {
  const probe = async () => {
    if (getState().connection !== 'live' || document.hidden) return;
    const asked = source;
    try {
      await fetch('/api/status', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    } catch {
      if (asked) lost(asked);
    }
  };
  setInterval(() => void probe(), PROBE_MS);
  document.addEventListener('visibilitychange', () => void probe());
}

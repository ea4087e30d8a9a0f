// One stream of events keeps the page true. When it breaks, the page says so at once, tries again, and reads everything anew.
import { getIfThere, get, Problem } from './api.js';
import { during, tellAll } from './meanwhile.js';
import { stopListening } from './player.js';
import { forget, getState, putUtterances, resetUtterances, setState } from './store.js';
import { begun, ended, heard, pinged } from './watch.js';

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 4000;
const BATCH_MS = 50;
const ORDER_MS = 250;

/** @type {EventSource | null} */
let source = null;
let delay = FIRST_DELAY_MS;
let hasLoaded = false;
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
  clearTimeout(retry);
  tellAll((meanwhile) => (meanwhile.isOver = true));
  const stream = new EventSource('/api/events?include=status,health,level');
  source = stream;
  begun(() => lost(stream), () => rest(stream), connect);
  stream.onopen = () => {
    delay = FIRST_DELAY_MS;
    heard();
    void readAll(stream);
  };
  stream.onerror = () => lost(stream);
  on(stream, 'utterance', (/** @type {Transition} */ event) => arrived(event.utterance));
  on(stream, 'status', (/** @type {Status} */ status) => {
    tellAll((meanwhile) => (meanwhile.hasStatus = true));
    setState({ status });
  });
  on(stream, 'health', (/** @type {Health} */ health) => {
    tellAll((meanwhile) => (meanwhile.hasHealth = true));
    setState({ health });
  });
  on(stream, 'level', (/** @type {Level} */ level) => setState({ level }));
  on(stream, 'missed', () => void readAll(stream));
  on(stream, 'ping', (/** @type {{ everySeconds: number }} */ ping) => pinged(ping.everySeconds));
}

/**
 * @param {EventSource} stream
 * @param {string} name
 * @param {(body: any) => void} take
 */
function on(stream, name, take) {
  stream.addEventListener(name, (event) => {
    if (stream !== source) return;
    heard();
    take(JSON.parse(/** @type {MessageEvent<string>} */ (event).data));
  });
}

/**
 * Reads everything; a line over which that fails is given up like a broken one.
 * @param {EventSource} stream
 */
async function readAll(stream) {
  if (stream !== source) return;
  try {
    await reload();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    lost(stream);
  }
}

/** @param {EventSource} stream */
function end(stream) {
  stream.close();
  source = null;
  ended();
  tellAll((meanwhile) => (meanwhile.isOver = true));
}

/** A page that nobody looks at gives its line back: browsers open only six to one worker, for all tabs. @param {EventSource} stream */
function rest(stream) {
  if (stream !== source) return;
  end(stream);
  setState({ connection: 'connecting', level: null });
}

/** @param {EventSource} stream */
function lost(stream) {
  if (stream !== source) return;
  end(stream);
  setState({ connection: 'away', level: null });
  clearTimeout(retry);
  retry = setTimeout(() => void tryAgain(), delay);
  delay = Math.min(delay * 2, LAST_DELAY_MS);
}

/** An EventSource does not tell why it failed, so a plain request asks first. */
async function tryAgain() {
  const mine = retry;
  const isOvertaken = () => source !== null || mine !== retry; // somebody signed in meanwhile
  try {
    await get('/api/status');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (isOvertaken()) return;
    if (error.status === 401 || error.status === 403) {
      stopListening();
      forget(); // who may not read sees nothing of what was read before
      setState({ connection: 'locked' });
      return;
    }

    setState({ connection: 'away' });
    retry = setTimeout(() => void tryAgain(), delay);
    delay = Math.min(delay * 2, LAST_DELAY_MS);
    return;
  }

  if (!isOvertaken()) connect();
}

/** Reads everything that events only change. What came over the line since the question stays; an older reading ends without effect. */
async function reload() {
  tellAll((meanwhile) => (meanwhile.isOver = true));
  clearTimeout(batch);
  batch = undefined;
  pending.clear(); // the answers are newer
  await during(async (meanwhile) => {
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
    if (meanwhile.isOver) return;
    resetUtterances([...recent, ...waiting, ...held, ...started, ...playing, ...meanwhile.utterances.values()]);
    setState({
      connection: 'live',
      session,
      order: waiting.map((/** @type {Utterance} */ u) => u.id),
      ...(meanwhile.hasStatus ? {} : { status }),
      ...(meanwhile.hasHealth ? {} : { health }),
      ...(hasLoaded ? { epoch: getState().epoch + 1 } : {}),
    });
    hasLoaded = true;
    if (meanwhile.utterances.size > 0) void readOrder();
  });
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
  tellAll((meanwhile) => meanwhile.utterances.set(utterance.id, utterance));
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
    await during(async (meanwhile) => {
      /** @type {Utterance[]} */
      const waiting = await get('/api/utterances/waiting?limit=100');
      if (meanwhile.isOver) return;
      setState({ order: waiting.map((u) => u.id) });
      putUtterances(waiting.filter((u) => !getState().utterances.has(u.id) && !meanwhile.utterances.has(u.id)));
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error; // when the worker is away, the stream says so
  }

  setTimeout(() => {
    isOrdering = false;
    if (orderAgain) void readOrder();
  }, ORDER_MS);
}

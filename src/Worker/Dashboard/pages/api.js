// Calls of the worker's HTTP API.
import { setState, toast } from './store.js';
import { texts } from './texts.js';

const TIMEOUT_MS = 20_000;

/** An answer that says no. */
export class Problem extends Error {
  /** @param {ApiProblem} body */
  constructor(body) {
    super(body.detail || body.title);
    this.body = body;
    this.status = body.status;
    this.type = body.type.replace('urn:ishowtts:problem:', '');
  }
}

/**
 * One call.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body] an object for JSON, a FormData for a form
 * @returns {Promise<any>} the answer's JSON; null when it has none
 */
export async function call(method, path, body) {
  /** @type {RequestInit} */
  const init = { method, credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) };
  if (body instanceof FormData) {
    init.body = body;
  } else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json' };
  }

  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, init);
    if (response.ok) return isJson(response) ? await response.json() : null; // the line may also end in the middle of an answer
  } catch {
    throw new Problem({ type: 'away', title: texts.errors.away, status: 0 });
  }

  throw await problemOf(response);
}

/** @param {Response} response */
const isJson = (response) => (response.headers.get('Content-Type') ?? '').includes('json');

/**
 * The problem that an answer holds.
 * @param {Response} response
 */
export async function problemOf(response) {
  const body = isJson(response) ? await response.json().catch(() => null) : null;
  return new Problem({ type: `http-${response.status}`, title: texts.errors.http(response.status), ...body, status: response.status });
}

/** @param {string} path */
export const get = (path) => call('GET', path);

/**
 * @param {string} path
 * @param {unknown} [body]
 */
export const post = (path, body) => call('POST', path, body);

/**
 * Like get, but an address that is not there (an older worker) gives null.
 * @param {string} path
 */
export async function getIfThere(path) {
  try {
    return await get(path);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/**
 * Carries out what a person asked for and tells how it went. Asks for the token when that is what is missing.
 * @template T
 * @param {() => Promise<T>} order
 * @param {string} [done] what to say when it worked
 * @returns {Promise<T | undefined>} undefined when it did not work
 */
export async function act(order, done) {
  try {
    const result = await order();
    if (done) toast(done);
    return result;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 401) {
      setState({ dialog: 'sign-in' });
    } else {
      toast(error.type === 'http-404' || error.type === 'not-found' ? texts.errors.notThere : error.message, true);
    }

    return undefined;
  }
}

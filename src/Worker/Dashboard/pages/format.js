// How things are written for people.
import { texts } from './texts.js';

/** @param {number | null | undefined} ms minutes and seconds: 1:05 */
export function clock(ms) {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–:––';
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** @param {number | null | undefined} ms */
export function duration(ms) {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–';
  return ms < 1000 ? texts.time.milliseconds(Math.round(ms)) : texts.time.seconds(ms < 10_000 ? (ms / 1000).toFixed(1) : String(Math.round(ms / 1000)));
}

/**
 * @param {number} then
 * @param {number} now
 */
export function ago(then, now) {
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds < 5) return texts.time.now;
  if (seconds < 60) return texts.time.secondsAgo(seconds);
  if (seconds < 3600) return texts.time.minutesAgo(Math.floor(seconds / 60));
  if (seconds < 86_400) return texts.time.hoursAgo(Math.floor(seconds / 3600));
  return new Date(then).toLocaleDateString();
}

/** @param {number} at */
export const timeOfDay = (at) => (at ? new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) : '');

/** @param {Utterance} utterance */
export const nameOf = (utterance) => utterance.viewer.displayName || utterance.viewer.login || texts.nobody;

/** @param {Utterance} utterance */
export const textOf = (utterance) => utterance.spokenText || utterance.originalText || texts.noText;

/**
 * Why something is as it is, in plain words. A detail that the worker wrote says more than the code, but it is English.
 * @param {Reason | null} reason
 */
export function reasonText(reason) {
  if (!reason) return '';
  /** @type {Record<string, string>} */
  const known = texts.reasons;
  const detail = texts.language === 'en' ? reason.detail?.trim() : '';
  return detail || known[reason.code] || texts.unknownReason(reason.code);
}

/**
 * @param {Record<string, string>} table
 * @param {string} key
 */
export const word = (table, key) => table[key] ?? key;

// What is being said: who, what, how far, how loud.
import { html, useEffect, useMemo, useState } from '../lib.js';
import { Empty, KindBadge, useNow } from '../parts.js';
import { endedAt, useStore } from '../store.js';
import { texts } from '../texts.js';
import { clock, duration, nameOf, textOf, word } from '../format.js';
import { get, Problem } from '../api.js';

const POINTS = 160;
const REFRESH_MS = 1000;
const AIRTIME_WINDOW_MS = 600_000;
const QUIETEST_DB = -60;
/** The length is guessed until the synthesis is done. */
const CHARACTERS_PER_SECOND = 15;

export function Now() {
  const playing = useStore((state) => state.status?.nowPlaying ?? null);
  const paused = useStore((state) => state.status?.paused ?? false);
  return html`
    <section class=${`card now ${playing ? 'on' : ''}`} aria-labelledby="now-title">
      <div class="card-head"><h2 id="now-title">${texts.now.title}</h2>${paused && html`<span class="badge warn">${texts.steer.paused}</span>`}<${Airtime} /></div>
      ${playing ? html`<${Speaking} key=${playing.id} utterance=${playing} />` : html`<${Empty} text=${texts.now.nothing} detail=${paused ? texts.now.pausedText : texts.now.nothingText} />`}
    </section>`;
}

/** @param {{ utterance: Utterance }} props */
function Speaking({ utterance }) {
  return html`
    <div class="speaking">
      <p class="who"><b dir="auto">${nameOf(utterance)}</b> <${KindBadge} utterance=${utterance} />
        ${utterance.viewer.roles.map((role) => html`<span class="role">${word(texts.roles, role)}</span>`)}
        ${utterance.voice && html`<span class="muted voice">${utterance.voice}</span>`}</p>
      <p class="words" dir="auto">${textOf(utterance)}</p>
      ${utterance.originalText && utterance.originalText !== utterance.spokenText && html`<p class="written muted" dir="auto"><span>${texts.now.asWritten}:</span> ${utterance.originalText}</p>`}
    </div>
    <${Progress} utterance=${utterance} />`;
}

/** @param {{ utterance: Utterance }} props */
function Progress({ utterance }) {
  const level = useStore((state) => (state.level?.utterance === utterance.id ? state.level : null));
  const paused = useStore((state) => state.status?.paused ?? false);
  const start = useStore((state) => state.status?.heardMs ?? 0);
  const wave = useWaveform(utterance.id);
  const known = level?.totalMs ?? (wave?.isComplete ? wave.totalMs : utterance.timings.audioMs);
  const total = known ?? Math.max(wave?.totalMs ?? 0, level?.heardMs ?? 0, (utterance.spokenText.length * 1000) / CHARACTERS_PER_SECOND);
  const heard = level?.heardMs ?? start;
  const part = total ? Math.min(1, heard / total) : 0;
  return html`
    <${Wave} peaks=${wave?.peaks ?? []} part=${part} known=${wave && total ? Math.min(1, wave.totalMs / total) : 1} />
    <div class="position">
      <span class="clock">${clock(heard)}</span>
      <div class="bar" role="progressbar" aria-label=${texts.now.progress} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(part * 100)}><i style=${{ width: `${part * 100}%` }}></i></div>
      <span class="clock">${known === null ? texts.now.about(clock(total)) : clock(total)}</span>
      <${Level} rms=${paused ? 0 : (level?.rms ?? 0)} peak=${paused ? 0 : (level?.peak ?? 0)} />
    </div>`;
}

/** @param {number} value 0 to 1 of full scale @returns {number} 0 to 1 of the meter */
const meter = (value) => (value <= 0 ? 0 : Math.max(0, Math.min(1, 1 - (20 * Math.log10(value)) / QUIETEST_DB)));

/** @param {{ rms: number, peak: number }} props */
const Level = ({ rms, peak }) => html`
  <div class=${`level ${peak >= 0.98 ? 'hot' : ''}`} role="meter" aria-label=${texts.now.level} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(meter(rms) * 100)}>
    <i style=${{ width: `${meter(rms) * 100}%` }}></i><b style=${{ left: `${meter(peak) * 100}%` }}></b>
  </div>`;

/**
 * The waveform's shape, read again while it still grows. Null where there is none.
 * @param {string} id
 */
function useWaveform(id) {
  const [wave, setWave] = useState(/** @type {Waveform | null} */ (null));
  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    let isHere = true;
    const read = async () => {
      let isComplete = false;
      try {
        /** @type {Waveform} */
        const found = await get(`/api/utterances/${id}/waveform?points=${POINTS}`);
        isComplete = found.isComplete;
        if (isHere) setWave(found);
      } catch (error) {
        if (!(error instanceof Problem)) throw error; // no audio yet, or no more: the line stays flat
      }

      if (isHere && !isComplete) timer = setTimeout(() => void read(), REFRESH_MS);
    };
    void read();
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [id]);
  return wave;
}

/** @param {{ peaks: number[], part: number, known: number }} props known: part of the whole length that the peaks cover */
function Wave({ peaks, part, known }) {
  const path = useMemo(() => {
    const width = (known * POINTS) / Math.max(1, peaks.length);
    return peaks.map((peak, index) => {
      const half = Math.max(0.5, peak * 19);
      return `M${((index + 0.5) * width).toFixed(2)} ${(20 - half).toFixed(2)}V${(20 + half).toFixed(2)}`;
    }).join('');
  }, [peaks, known]);
  return html`
    <svg class="wave" viewBox=${`0 0 ${POINTS} 40`} preserveAspectRatio="none" role="img" aria-label=${texts.now.waveform}>
      <path class="base" d=${path || `M0 20H${POINTS}`} />
      <svg x="0" y="0" width=${part * POINTS} height="40" viewBox=${`0 0 ${Math.max(0.001, part * POINTS)} 40`} preserveAspectRatio="none"><path class="done" d=${path || `M0 20H${POINTS}`} /></svg>
    </svg>`;
}

/** How much of the last ten minutes was speech. */
function Airtime() {
  const utterances = useStore((state) => state.utterances);
  const now = useNow(5000);
  const spoken = [...utterances.values()]
    .filter((u) => u.state === 'heard' && endedAt(u) > now - AIRTIME_WINDOW_MS)
    .reduce((sum, u) => sum + (u.timings.audioMs ?? 0), 0);
  return html`<p class="muted airtime"><span>${texts.now.airtime}:</span> ${texts.now.airtimeText(duration(spoken), Math.round((100 * spoken) / AIRTIME_WINDOW_MS))}</p>`;
}

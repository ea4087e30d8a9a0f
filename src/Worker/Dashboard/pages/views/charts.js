// How fast it was: time to first audio, wait, real-time factor, over the last heard utterances.
import { html, useEffect, useMemo, useRef } from '../lib.js';
import { Empty, useLoaded } from '../parts.js';
import { endedAt, useStore } from '../store.js';
import { texts } from '../texts.js';
import { duration } from '../format.js';
import { get } from '../api.js';
import { nearestRank } from '../numbers.js';
import uPlot from '../vendor/uplot.js';

const t = texts.charts;
const COUNT = 500;
const HEIGHT = 190;

/** @typedef {{ key: string, name: string, text: string, value: (u: Utterance) => number | null, show: (value: number) => string }} Measure */

/** @param {Utterance} u milliseconds from its turn in the queue to its first sound */
const waitOf = (u) => {
  const from = Date.parse(u.timestamps.queued ?? '');
  const to = Date.parse(u.timestamps.playing ?? '');
  return Number.isFinite(from) && Number.isFinite(to) ? Math.max(0, to - from) : null;
};

/** @type {Measure[]} */
const measures = [
  { key: 'ttfa', name: t.ttfa, text: t.ttfaText, value: (u) => u.timings.ttfaMs, show: duration },
  { key: 'wait', name: t.wait, text: t.waitText, value: waitOf, show: duration },
  { key: 'rtf', name: t.rtf, text: t.rtfText, value: (u) => u.timings.rtf, show: (value) => value.toFixed(3) },
];

export function Charts() {
  const [loaded] = useLoaded(() => /** @type {Promise<Utterance[]>} */ (get(`/api/utterances?state=heard&limit=${COUNT}`)));
  const live = useStore((state) => state.utterances);
  const heard = useMemo(() => {
    const all = new Map((loaded ?? []).map((u) => [u.id, u]));
    for (const u of live.values()) if (u.state === 'heard') all.set(u.id, u);
    return [...all.values()].sort((a, b) => endedAt(a) - endedAt(b)).slice(-COUNT);
  }, [loaded, live]);
  return html`
    <h1 class="hidden-text">${texts.sections.charts}</h1>
    ${heard.length === 0 ? html`<section class="card"><${Empty} text=${loaded === null ? texts.loading : t.nothing} detail=${t.nothingText} /></section>` : html`
      <p class="muted charts-note">${t.over(heard.length)}</p>
      <div class="charts">${measures.map((measure) => html`<${Chart} key=${measure.key} measure=${measure} heard=${heard} />`)}</div>`}`;
}

/** @param {{ measure: Measure, heard: Utterance[] }} props */
function Chart({ measure, heard }) {
  const points = heard.map((u) => ({ at: endedAt(u) / 1000, value: measure.value(u) })).filter((point) => point.value !== null);
  const values = points.map((point) => /** @type {number} */ (point.value)).sort((a, b) => a - b);
  const figures = [[t.median, nearestRank(values, 0.5)], [t.p95, nearestRank(values, 0.95)], [t.worst, values.at(-1) ?? null]];
  const said = figures.map(([name, value]) => `${name} ${typeof value === 'number' ? measure.show(value) : '–'}`).join(', ');
  return html`
    <section class="card chart" aria-labelledby=${`chart-${measure.key}`}>
      <div class="card-head"><h2 id=${`chart-${measure.key}`}>${measure.name}</h2></div>
      <p class="card-text">${measure.text}</p>
      <dl class="figures">${figures.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${typeof value === 'number' ? measure.show(value) : '–'}</dd></div>`)}</dl>
      <div class="plot" role="img" aria-label=${`${measure.name}: ${said}`}>
        ${points.length > 1 ? html`<${Plot} points=${points} show=${measure.show} />` : html`<${Empty} text=${t.tooFew} />`}
      </div>
    </section>`;
}

/** @param {{ points: { at: number, value: number | null }[], show: (value: number) => string }} props */
function Plot({ points, show }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const plot = useRef(/** @type {uPlot | null} */ (null));
  const data = useRef(/** @type {any} */ (null)); // of now, also where the plot is drawn anew in other colours
  data.current = [points.map((point) => point.at), points.map((point) => point.value)];
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const draw = () => {
      plot.current?.destroy();
      plot.current = new uPlot(optionsFor(element, show), data.current, element);
    };
    draw();
    const resize = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }));
    resize.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    addEventListener('themechange', draw);
    dark.addEventListener('change', draw);
    return () => {
      resize.disconnect();
      removeEventListener('themechange', draw);
      dark.removeEventListener('change', draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, []);
  useEffect(() => plot.current?.setData(data.current), [points.length, points.at(-1)?.at]);
  return html`<div class="plot-place" ref=${place} aria-hidden="true"></div>`;
}

/** Times of day below a chart; with seconds where the marks stand so near. @param {any} _ @param {number[]} ticks @param {number} __ @param {number} ___ @param {number} step seconds */
const clocks = (_, ticks, __, ___, step) => ticks.map((at) => new Date(at * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', ...(step < 60 ? { second: '2-digit' } : {}), hour12: false }));

/** @param {HTMLElement} element @param {(value: number) => string} show */
function optionsFor(element, show) {
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
  return /** @type {import('../vendor/uplot.js').default.Options} */ ({
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false } },
    scales: { y: { range: (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ most) => [0, most > 0 ? most * 1.1 : 1] } },
    axes: [{ ...axis, size: 28, values: clocks }, { ...axis, size: 62, values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(show) }],
    series: [{}, { stroke: colour('--accent'), width: 1.5, fill: colour('--accent-soft'), points: { size: 4, fill: colour('--accent') } }],
  });
}

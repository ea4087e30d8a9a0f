// Where messages come from and where the sound goes, and whether each is well.
import { html } from '../lib.js';
import { Empty, useNow } from '../parts.js';
import { useStore } from '../store.js';
import { texts } from '../texts.js';
import { ago, word } from '../format.js';

const t = texts.health;
const GOOD = new Set(['connected', 'open', 'signed-in', 'live', 'ok']);
const BAD = new Set(['failed', 'lost', 'sign-in-again', 'wrong-account']);

/** @param {string} state */
const tone = (state) => (GOOD.has(state) ? 'good' : BAD.has(state) ? 'bad' : 'warn');

/** @param {string} at with the date when it is not today's */
const clockTime = (at) => {
  const time = new Date(at);
  const clock = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return time.toDateString() === new Date().toDateString() ? clock : `${time.toLocaleDateString()} ${clock}`;
};

export function Health() {
  const health = useStore((state) => state.health);
  const now = useNow(1000);
  return html`
    <h1 class="hidden-text">${texts.sections.health}</h1>
    ${!health ? html`<${Empty} text=${texts.loading} />` : html`
      <div class="halves">
        <section class="card" aria-labelledby="sources-title">
          <div class="card-head"><h2 id="sources-title">${t.sources}</h2></div>
          ${health.sources.length === 0 && html`<${Empty} text=${t.noSources} />`}
          <ul class="list">${health.sources.map((source) => html`
            <${Thing} key=${source.name} name=${source.name} state=${source.state} detail=${source.detail}>
              ${source.since && html`<span>${t.since(clockTime(source.since))}</span>`}
              <span>${source.lastEventAt ? t.lastEvent(ago(Date.parse(source.lastEventAt), now)) : t.noEvent}</span>
            <//>`)}</ul>
        </section>
        <div class="column">
          <section class="card" aria-labelledby="sinks-title">
            <div class="card-head"><h2 id="sinks-title">${t.sinks}</h2></div>
            ${health.sinks.length === 0 && html`<${Empty} text=${t.noSinks} />`}
            <ul class="list">${health.sinks.map((sink) => html`<${Thing} key=${sink.name} name=${sink.name} state=${sink.state} words=${t.sinkStates} detail=${sink.detail}>${health.sinks.length > 1 && sink.counts && html`<span>${t.counts}</span>`}<//>`)}</ul>
          </section>
          ${health.twitch && html`
            <section class="card" aria-labelledby="twitch-title">
              <div class="card-head"><h2 id="twitch-title">${t.twitch}</h2></div>
              <ul class="list"><${Thing} name=${health.twitch.login ?? t.nobody} state=${health.twitch.state} detail=${health.twitch.trouble}>
                ${health.twitch.expiresAt && html`<span>${t.expires(clockTime(health.twitch.expiresAt))}</span>`}<//></ul>
            </section>`}
          <section class="card" aria-labelledby="queue-title">
            <div class="card-head"><h2 id="queue-title">${t.queue}</h2><span class="muted">${t.version(health.version)}</span></div>
            <dl class="counts">${Object.entries(health.queue).map(([state, count]) => html`<div key=${state}><dt>${word(texts.states, state)}</dt><dd>${count}</dd></div>`)}</dl>
          </section>
        </div>
      </div>`}`;
}

/** @param {{ name: string, state: string, detail: string, words?: Record<string, string>, children?: any }} props */
const Thing = ({ name, state, detail, words = t.states, children }) => html`
  <li class="row thing"><i class=${`dot ${tone(state)}`} aria-hidden="true"></i>
    <div class="row-text">
      <p class="who"><b>${name}</b><span class=${`badge ${tone(state)}`}>${word(words, state)}</span></p>
      ${children && html`<p class="why facts">${children}</p>`}
      ${detail && html`<p class="why">${detail}</p>`}
    </div></li>`;

// The streamer's own words, and a box that shows what each filter does to a sentence.
import { html, useState } from '../lib.js';
import { Icon } from '../icons.js';
import { Button, Empty, useLoaded } from '../parts.js';
import { texts } from '../texts.js';
import { act, call, getIfThere, post } from '../api.js';
import { reasonText, word } from '../format.js';

const t = texts.filters;
const KINDS = ['chat', 'cheer', 'redemption', 'donation', 'subscription', 'announcement'];
const ROLES = ['', 'subscriber', 'vip', 'moderator', 'broadcaster'];

export const Filters = () => html`
  <h1 class="hidden-text">${texts.sections.filters}</h1>
  <div class="halves"><${Try} /><${Words} /></div>`;

function Words() {
  const [lists, setLists, reload] = useLoaded(() => /** @type {Promise<WordLists | null>} */ (getIfThere('/api/filters/words')));
  const change = async (/** @type {() => Promise<any>} */ order, /** @type {string} */ done) => {
    const answer = await act(order, done);
    if (answer === undefined) return false;
    if (answer?.blocked) setLists(answer);
    else reload();
    return true;
  };
  return html`
    <section class="card" aria-labelledby="words-title">
      <div class="card-head"><h2 id="words-title">${t.wordsTitle}</h2></div>
      <p class="card-text">${t.wordsText}</p>
      ${lists === undefined && html`<${Empty} text=${texts.notInThisWorker} />`}
      ${lists && html`<${WordList} list="blocked" words=${lists.blocked} change=${change} /><${WordList} list="allowed" words=${lists.allowed} change=${change} />`}
    </section>`;
}

/** @param {{ list: 'blocked' | 'allowed', words: string[], change: (order: () => Promise<any>, done: string) => Promise<boolean> }} props */
function WordList({ list, words, change }) {
  const [text, setText] = useState('');
  const name = t[list];
  const add = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted && (await change(() => post('/api/filters/words', { list, word: wanted }), t.added(wanted)))) setText('');
  };
  const remove = (/** @type {string} */ one) => change(() => call('DELETE', `/api/filters/words?list=${list}&word=${encodeURIComponent(one)}`), t.removed(one));
  return html`
    <h3>${name}</h3>
    <form class="say" onSubmit=${add}>
      <input type="text" aria-label=${t.addTo(name)} placeholder=${t.addTo(name)} maxlength="100" value=${text} data-search=${list === 'blocked'} onInput=${(/** @type {any} */ event) => setText(event.target.value)} />
      <${Button} type="submit" label=${texts.add} disabled=${!text.trim()} />
    </form>
    ${words.length === 0 ? html`<p class="muted small">${t.noWords}</p>` : html`
      <ul class="chips" data-list=${list}>${words.map((one) => html`
        <li class="chip" key=${one}><span dir="auto">${one}</span><button type="button" aria-label=${`${texts.remove}: ${one}`} onClick=${() => remove(one)}><${Icon} name="cross" /></button></li>`)}</ul>`}`;
}

function Try() {
  const [text, setText] = useState('');
  const [kind, setKind] = useState('chat');
  const [role, setRole] = useState('');
  const [trial, setTrial] = useState(/** @type {FilterTrial | null} */ (null));
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!text.trim()) return;
    const found = await act(() => post('/api/filters/try', { text, kind, roles: role ? [role] : [] }));
    if (found) setTrial(found);
  };
  const keys = (/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && !event.shiftKey && void send(event);
  return html`
    <section class="card" aria-labelledby="try-title">
      <div class="card-head"><h2 id="try-title">${t.tryTitle}</h2></div>
      <p class="card-text">${t.tryText}</p>
      <form class="form" onSubmit=${send}>
        <label class="field"><span>${t.sentence}</span><textarea maxlength="2000" rows="2" value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} onKeyDown=${keys}></textarea></label>
        <div class="pair">
          <label class="field"><span>${t.kind}</span><select value=${kind} onChange=${(/** @type {any} */ event) => setKind(event.target.value)}>${KINDS.map((one) => html`<option value=${one}>${word(texts.kinds, one)}</option>`)}</select></label>
          <label class="field"><span>${t.role}</span><select value=${role} onChange=${(/** @type {any} */ event) => setRole(event.target.value)}>${ROLES.map((one) => html`<option value=${one}>${one ? word(texts.roles, one) : t.anyone}</option>`)}</select></label>
        </div>
        <div class="dialog-foot"><${Button} type="submit" label=${t.try} kind="primary" disabled=${!text.trim()} /></div>
      </form>
      <div role="status">${trial && html`<${Outcome} trial=${trial} />`}</div>
    </section>`;
}

/** @param {{ trial: FilterTrial }} props */
const Outcome = ({ trial }) => html`
  <div class=${`outcome ${trial.verdict}`}>
    <p><span class=${`badge verdict-${trial.verdict}`}>${word(t.verdicts, trial.verdict)}</span> ${reasonText(trial.reason)}${trial.reason?.rule && html` <code dir="auto">${trial.reason.rule}</code>`}</p>
    ${trial.spokenText && html`<p class="words" dir="auto">${trial.spokenText}</p>`}
  </div>
  <ol class="steps">${trial.steps.map((step, index) => html`
    <li key=${index} class=${`step ${step.verdict}`}>
      <p class="who"><b>${word(t.names, step.filter)}</b><span class=${`badge verdict-${step.verdict}`}>${step.verdict === 'speak' ? t.verdicts.pass : word(t.verdicts, step.verdict)}</span>${step.rule && html`<code dir="auto">${step.rule}</code>`}</p>
      ${step.before !== step.after && html`<p class="why"><del dir="auto">${step.before}</del> → <ins dir="auto">${step.after || t.emptyText}</ins></p>`}
      ${step.detail && html`<p class="why">${step.detail}</p>`}
    </li>`)}</ol>`;

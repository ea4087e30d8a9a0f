// What was heard and what was not, with the rule that decided.
import { html, useEffect, useState } from '../lib.js';
import { Button, Empty, KindBadge, StateBadge } from '../parts.js';
import { endedAt, useStore } from '../store.js';
import { texts } from '../texts.js';
import { nameOf, reasonText, textOf, timeOfDay } from '../format.js';
import { again, lineOf, release } from '../actions.js';
import { finishedOf } from '../lists.js';
import { canBeReleased, canBeSaidAgain } from '../fate.js';
import { act, get } from '../api.js';
import { listen } from '../player.js';

const PAGE = 50;
const FIRST = 60;

export function History() {
  const utterances = useStore((state) => state.utterances);
  const [older, setOlder] = useState(/** @type {Utterance[]} */ ([]));
  const [shown, setShown] = useState(FIRST);
  const [which, setWhich] = useState('all');
  const [query, setQuery] = useState('');
  const epoch = useStore((state) => state.epoch);
  useEffect(() => setOlder([]), [epoch]); // what came back may be another worker, with another past
  const live = finishedOf({ utterances });
  const all = [...live, ...older.filter((u) => !utterances.has(u.id))];
  const wanted = query.trim().toLowerCase();
  const found = all
    .filter((u) => which === 'all' || (u.state === 'heard') === (which === 'heard'))
    .filter((u) => !wanted || `${nameOf(u)} ${u.viewer.login} ${u.originalText} ${u.spokenText}`.toLowerCase().includes(wanted));

  const more = async () => {
    if (found.length > shown) {
      setShown(shown + PAGE);
      return;
    }

    const last = all.map((u) => u.id).sort()[0];
    if (!last) return;
    /** @type {Utterance[] | undefined} */
    const next = await act(() => get(`/api/utterances?limit=${PAGE}&after=${last}`));
    if (next) {
      setOlder([...older, ...next]);
      setShown(shown + PAGE);
    }
  };

  return html`
    <section class="card history" aria-labelledby="history-title">
      <div class="card-head"><h2 id="history-title">${texts.history.title}</h2>
        <div class="segments" role="group" aria-label=${texts.history.filter}>
          ${[['all', texts.history.all], ['heard', texts.history.heard], ['not', texts.history.notHeard]].map(([key, label]) => html`
            <button type="button" key=${key} aria-pressed=${String(which === key)} onClick=${() => setWhich(key ?? 'all')}>${label}</button>`)}
        </div>
      </div>
      <input type="search" class="search" data-search aria-label=${texts.history.search} placeholder=${`${texts.history.search} ( / )`} onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} />
      ${found.length === 0 ? html`<${Empty} text=${all.length === 0 ? texts.history.nothing : texts.history.noMatch} />` : html`
        <ul class="list">${found.slice(0, shown).map((u) => html`<${Past} key=${u.id} utterance=${u} />`)}</ul>
        <p class="more"><${Button} label=${texts.history.more} onClick=${more} /></p>`}
    </section>`;
}

/** @param {{ utterance: Utterance }} props */
function Past({ utterance }) {
  const why = utterance.state === 'heard' && utterance.reason?.code === 'finished' ? '' : reasonText(utterance.reason);
  return html`
    <li class=${`row past ${utterance.state}`} data-id=${utterance.id}>
      <div class="row-text">
        <p class="who"><${StateBadge} state=${utterance.state} /><b dir="auto">${nameOf(utterance)}</b> <${KindBadge} utterance=${utterance} /><time class="muted">${timeOfDay(endedAt(utterance))}</time></p>
        <p class="said" dir="auto">${textOf(utterance)}</p>
        ${why && html`<p class="why">${why}${utterance.reason?.rule && html` <code dir="auto">${utterance.reason.rule}</code>`}</p>`}
      </div>
      <div class="row-buttons">
        ${canBeReleased(utterance) && html`<${Button} icon="release" label=${texts.history.release} name=${`${texts.history.release}: ${lineOf(utterance)}`} onClick=${() => release(utterance)} />`}
        ${canBeSaidAgain(utterance) && html`<${Button} icon="again" label=${texts.history.again} name=${`${texts.history.again}: ${lineOf(utterance)}`} quiet onClick=${() => again(utterance)} />`}
        ${utterance.spokenText && html`<${Button} icon="listen" label=${texts.history.listen} name=${`${texts.history.listen}: ${lineOf(utterance)}`} quiet onClick=${() => listen({ text: utterance.spokenText, voice: utterance.voice })} />`}
      </div>
    </li>`;
}

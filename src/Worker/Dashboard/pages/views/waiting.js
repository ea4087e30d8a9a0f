// What waits: held ones first, then the turns. Reordered by dragging the handle or with the arrow keys on it.
import { html, useRef, useState } from '../lib.js';
import { Icon } from '../icons.js';
import { Button, Empty, KindBadge, useNow } from '../parts.js';
import { cameAt, useStore } from '../store.js';
import { texts } from '../texts.en.js';
import { ago, nameOf, reasonText, textOf } from '../format.js';
import { approve, hold, lineOf, move, reject, skipOne } from '../actions.js';
import { waitingOf } from '../live.js';

const SHOWN = 60;

export function Waiting() {
  const utterances = useStore((state) => state.utterances);
  const order = useStore((state) => state.order);
  const status = useStore((state) => state.status);
  const { held, started, queued } = waitingOf(/** @type {any} */ ({ utterances, order }));
  const count = Math.max(queued.length + started.length, status?.waiting ?? 0);
  return html`
    <section class="card waiting" aria-labelledby="waiting-title">
      <div class="card-head"><h2 id="waiting-title">${texts.waiting.title}</h2><span class="count-text">${count + held.length}</span></div>
      ${held.length > 0 && html`
        <h3>${texts.waiting.held}</h3>
        <ul class="list">${held.slice(0, SHOWN).map((u) => html`<${Held} key=${u.id} utterance=${u} />`)}</ul>`}
      ${held.length > 0 && queued.length + started.length > 0 && html`<h3>${texts.waiting.next}</h3>`}
      ${started.length > 0 && html`<ul class="list">${started.map((u) => html`<${Row} key=${u.id} utterance=${u} lead=${html`<span class="spinner" aria-hidden="true"></span>`}><span class="muted">${texts.waiting.preparing}</span><${RemoveButton} utterance=${u} /><//>`)}</ul>`}
      ${queued.length > 0 && html`<${Turns} list=${queued} />`}
      ${count > SHOWN && html`<p class="muted more">${texts.waiting.more(count - SHOWN)}</p>`}
      ${held.length + queued.length + started.length === 0 && html`<${Empty} text=${texts.waiting.nothing} />`}
    </section>`;
}

/** @param {{ utterance: Utterance, lead?: any, children?: any, attributes?: object }} props */
function Row({ utterance, lead, children, attributes = {} }) {
  const now = useNow(5000);
  return html`
    <li class="row" ...${attributes}>
      ${lead}
      <div class="row-text">
        <p class="who"><b dir="auto">${nameOf(utterance)}</b> <${KindBadge} utterance=${utterance} /><time class="muted">${ago(cameAt(utterance), now)}</time></p>
        <p class="said" dir="auto">${textOf(utterance)}</p>
        ${utterance.state === 'held' && html`<p class="why">${reasonText(utterance.reason)}</p>`}
      </div>
      <div class="row-buttons">${children}</div>
    </li>`;
}

/** @param {{ utterance: Utterance }} props */
const Held = ({ utterance }) => html`
  <${Row} utterance=${utterance} attributes=${{ 'data-held': utterance.id }}>
    <${Button} icon="check" label=${texts.waiting.approve} name=${`${texts.waiting.approve}: ${lineOf(utterance)}`} kind="good" keys="a" onClick=${() => approve(utterance)} />
    <${Button} icon="cross" label=${texts.waiting.reject} name=${`${texts.waiting.reject}: ${lineOf(utterance)}`} kind="danger" keys="r" onClick=${() => reject(utterance)} />
  <//>`;

/** @param {{ utterance: Utterance }} props */
const RemoveButton = ({ utterance }) => html`
  <${Button} icon="bin" label=${texts.waiting.remove} name=${`${texts.waiting.remove}: ${lineOf(utterance)}`} quiet onClick=${() => skipOne(utterance)} />`;

/** @param {{ list: Utterance[] }} props */
function Turns({ list }) {
  const shown = list.slice(0, SHOWN);
  const [drag, setDrag] = useState(/** @type {{ id: string, to: number } | null} */ (null));
  const [told, setTold] = useState('');
  const element = useRef(/** @type {HTMLOListElement | null} */ (null));

  /** @param {number} from @param {number} to place before which it goes; the list's length for the end */
  const put = (from, to) => {
    const moved = shown[from];
    if (!moved || to === from || to === from + 1 || to < 0 || to > shown.length) return;
    void move(moved, list[to]?.id ?? null);
    const place = to > from ? to : to + 1;
    setTold(texts.waiting.movedTo(place, list.length));
  };

  const keys = (/** @type {KeyboardEvent} */ event, /** @type {number} */ index) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    put(index, event.key === 'ArrowUp' ? index - 1 : index + 2);
  };

  /** @param {number} y @returns {number} place before which a thing dropped here goes */
  const placeAt = (y) => {
    const rows = [...(element.current?.children ?? [])];
    const below = rows.findIndex((row) => {
      const box = row.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    return below < 0 ? rows.length : below;
  };

  const handle = (/** @type {Utterance} */ utterance, /** @type {number} */ index) => html`
    <button type="button" class="handle" aria-label=${texts.waiting.handle(lineOf(utterance), index + 1, list.length)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => keys(event, index)}
      onPointerDown=${(/** @type {PointerEvent} */ event) => {
        /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
        setDrag({ id: utterance.id, to: index });
      }}
      onPointerMove=${(/** @type {PointerEvent} */ event) => drag && setDrag({ id: drag.id, to: placeAt(event.clientY) })}
      onPointerUp=${() => {
        if (drag) put(index, drag.to);
        setDrag(null);
      }}
      onPointerCancel=${() => setDrag(null)}><${Icon} name="grip" /></button>`;

  return html`
    <ol class="list turns" ref=${element}>
      ${shown.map((u, index) => html`
        <${Row} key=${u.id} utterance=${u} lead=${handle(u, index)}
          attributes=${{ 'data-id': u.id, class: `row ${drag?.id === u.id ? 'dragged' : ''} ${drag?.to === index ? 'drop-before' : ''} ${drag && drag.to === shown.length && index === shown.length - 1 ? 'drop-after' : ''}` }}>
          <${Button} icon="hand" label=${texts.waiting.hold} name=${`${texts.waiting.hold}: ${lineOf(u)}`} quiet onClick=${() => hold(u)} />
          <${RemoveButton} utterance=${u} />
        <//>`)}
    </ol>
    <p class="hidden-text" role="status">${told}</p>`;
}

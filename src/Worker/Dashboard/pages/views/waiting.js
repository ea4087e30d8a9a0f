// What waits: held ones first, then the turns. Reordered by dragging the handle or with the arrow keys on it.
import { html, useRef, useState } from '../lib.js';
import { Icon } from '../icons.js';
import { Button, Empty, KindBadge, useNow } from '../parts.js';
import { cameAt, useStore } from '../store.js';
import { texts } from '../texts.js';
import { ago, nameOf, reasonText, textOf } from '../format.js';
import { approve, hold, lineOf, move, reject, skipOne } from '../actions.js';
import { waitingOf } from '../lists.js';

const SHOWN = 60;

export function Waiting() {
  const utterances = useStore((state) => state.utterances);
  const order = useStore((state) => state.order);
  const status = useStore((state) => state.status);
  const { held, started, queued } = waitingOf({ utterances, order });
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

/** What is dragged, and the one before which it would go; null for the end. Ids, because the list goes on changing. @typedef {{ id: string, before: string | null }} Drag */

/** @param {{ list: Utterance[] }} props */
function Turns({ list }) {
  const shown = list.slice(0, SHOWN);
  const [drag, setDrag] = useState(/** @type {Drag | null} */ (null));
  const [told, setTold] = useState('');
  const element = useRef(/** @type {HTMLOListElement | null} */ (null));

  const isDragging = drag !== null && shown.some((u) => u.id === drag.id); // what began to play meanwhile is dragged no more

  /** @param {string} id @param {string | null} before the one that is to follow; null for the end */
  const put = async (id, before) => {
    const from = list.findIndex((u) => u.id === id);
    const to = before === null ? list.length : list.findIndex((u) => u.id === before);
    const moved = list[from];
    if (!moved || to < 0 || to === from || to === from + 1) return;
    if (await move(moved, before)) setTold(texts.waiting.movedTo(to > from ? to : to + 1, list.length));
  };

  const keys = (/** @type {KeyboardEvent} */ event, /** @type {number} */ index) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const to = event.key === 'ArrowUp' ? index - 1 : index + 2;
    const moved = list[index];
    if (moved && to >= 0 && to <= list.length) void put(moved.id, list[to]?.id ?? null);
  };

  /** @param {number} y @returns {string | null} the one before which a thing dropped here goes; null for the end */
  const placeAt = (y) => {
    const rows = [...(element.current?.children ?? [])];
    const below = rows.findIndex((row) => {
      const box = row.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    return (below < 0 ? list[rows.length] : shown[below])?.id ?? null;
  };

  const handle = (/** @type {Utterance} */ utterance, /** @type {number} */ index) => html`
    <button type="button" class="handle" aria-label=${texts.waiting.handle(lineOf(utterance), index + 1, list.length)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => keys(event, index)}
      onPointerDown=${(/** @type {PointerEvent} */ event) => {
        /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
        setDrag({ id: utterance.id, before: utterance.id });
      }}
      onPointerMove=${(/** @type {PointerEvent} */ event) => isDragging && setDrag({ id: drag.id, before: placeAt(event.clientY) })}
      onPointerUp=${() => {
        if (isDragging) void put(drag.id, drag.before);
        setDrag(null);
      }}
      onPointerCancel=${() => setDrag(null)}><${Icon} name="grip" /></button>`;

  return html`
    <ol class="list turns" ref=${element}>
      ${shown.map((u, index) => html`
        <${Row} key=${u.id} utterance=${u} lead=${handle(u, index)}
          attributes=${{ 'data-id': u.id, class: `row ${drag?.id === u.id ? 'dragged' : ''} ${isDragging && drag.before === u.id ? 'drop-before' : ''} ${isDragging && drag.before === (list[shown.length]?.id ?? null) && index === shown.length - 1 ? 'drop-after' : ''}` }}>
          <${Button} icon="hand" label=${texts.waiting.hold} name=${`${texts.waiting.hold}: ${lineOf(u)}`} quiet onClick=${() => hold(u)} />
          <${RemoveButton} utterance=${u} />
        <//>`)}
    </ol>
    <p class="hidden-text" role="status">${told}</p>`;
}

// Pieces that every section uses.
import { html, useEffect, useLayoutEffect, useRef, useState } from './lib.js';
import { Icon } from './icons.js';
import { dropToast, setState, useStore } from './store.js';
import { texts } from './texts.js';
import { word } from './format.js';

/**
 * A button with an icon; `quiet` shows the icon alone, the words stay its name.
 * @param {{ icon?: string, label: string, onClick?: (event: Event) => unknown, kind?: string, quiet?: boolean, name?: string, disabled?: boolean, type?: string, keys?: string, pressed?: boolean }} props
 */
export function Button({ icon, label, onClick, kind = '', quiet = false, name, disabled = false, type = 'button', keys, pressed }) {
  const full = name ?? (quiet ? label : undefined);
  return html`
    <button type=${type} class=${`button ${kind} ${quiet ? 'quiet' : ''}`} onClick=${onClick} disabled=${disabled}
      aria-label=${full} title=${quiet ? label : undefined} aria-keyshortcuts=${keys} aria-pressed=${pressed === undefined ? undefined : String(pressed)}>
      ${icon && html`<${Icon} name=${icon} />`}${!quiet && html`<span>${label}</span>`}
    </button>`;
}

/** @param {{ state: string }} props */
export const StateBadge = ({ state }) => html`<span class=${`badge state-${state}`}>${word(texts.states, state)}</span>`;

/** Kinds that their amount names: “500 bits”. */
const NAMED_BY_AMOUNT = new Set(['cheer', 'redemption']);

/** What it is, and what it cost. @param {{ utterance: Utterance }} props */
export const KindBadge = ({ utterance }) => html`
  <span class=${`badge kind ${utterance.amount ? 'paid' : ''}`}>${!(utterance.amount && NAMED_BY_AMOUNT.has(utterance.kind)) && word(texts.kinds, utterance.kind)}${utterance.amount && html` <b>${utterance.amount.text}</b>`}</span>
  ${utterance.isTest && html`<span class="badge test">${texts.now.test}</span>`}`;

/** @param {{ text: string, detail?: string }} props */
export const Empty = ({ text, detail }) => html`<p class="empty"><strong>${text}</strong>${detail && html`<span>${detail}</span>`}</p>`;

/**
 * A window above the page; Esc closes it, and the focus goes back to where it was.
 * @param {{ title: string, onClose: () => void, children?: any }} props
 */
export function Dialog({ title, onClose, children }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  // Not a passive effect: preact would undo it frames later, and take the focus from whatever has got it meanwhile.
  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return html`
    <dialog ref=${element} class="dialog" aria-labelledby="dialog-title" onCancel=${(/** @type {Event} */ event) => { event.preventDefault(); onClose(); }}>
      <div class="dialog-head"><h2 id="dialog-title">${title}</h2><${Button} icon="cross" label=${texts.close} quiet onClick=${onClose} /></div>
      ${children}
    </dialog>`;
}

export const closeDialog = () => setState({ dialog: null });

/** Short notes at the edge. Screen readers say each once; nothing else on the page speaks by itself. */
export function Toasts() {
  const toasts = useStore((state) => state.toasts);
  return html`
    <div class="toasts" role="status" aria-live="polite">
      ${toasts.map((one) => html`
        <p key=${one.id} class=${`toast ${one.isError ? 'error' : ''}`}>${one.text}
          <button type="button" class="toast-close" aria-label=${texts.close} onClick=${() => dropToast(one.id)}><${Icon} name="cross" /></button></p>`)}
    </div>`;
}

/** The clock, for "12 s ago". @param {number} everyMs */
export function useNow(everyMs) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/**
 * Something that the API gives, read when the section opens and when the worker came back. Null while it loads; undefined when this worker does not have it.
 * @template T
 * @param {() => Promise<T | null>} read
 * @param {any[]} [again] read again when one of these changes
 * @returns {[T | null | undefined, (value: T) => void, () => void]}
 */
export function useLoaded(read, again = []) {
  const [value, setValue] = useState(/** @type {T | null | undefined} */ (null));
  const [turn, setTurn] = useState(0);
  const epoch = useStore((state) => state.epoch);
  useEffect(() => {
    let isHere = true;
    read().then((found) => isHere && setValue(() => found ?? undefined), () => isHere && setValue(undefined));
    return () => {
      isHere = false;
    };
  }, [turn, epoch, ...again]);
  return [value, (next) => setValue(() => next), () => setTurn((n) => n + 1)];
}

// Whether anything is taken in, and which chat.
import { html } from '../lib.js';
import { useStore } from '../store.js';
import { texts } from '../texts.js';
import { enableOrDisable, setMode } from '../actions.js';

const t = texts.steer;

export function Switches() {
  const status = useStore((state) => state.status);
  return html`
    <div class="switches" role="group" aria-label=${t.taking}>
      <label class="check"><input type="checkbox" role="switch" checked=${status?.enabled ?? true} onClick=${(/** @type {Event} */ event) => { event.preventDefault(); void enableOrDisable(); }} /> ${t.taking}</label>
      <label class="check"><span>${t.mode}</span>
        <select value=${status?.mode ?? 'all'} onChange=${(/** @type {any} */ event) => setMode(event.target.value)}>
          ${Object.entries(t.modes).map(([mode, name]) => html`<option key=${mode} value=${mode}>${name}</option>`)}
        </select></label>
    </div>`;
}

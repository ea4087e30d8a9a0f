// Every setting of the worker: searched, explained, changed; what is wrong stands beside its key.
import { html, useState } from '../lib.js';
import { Button, Empty, useLoaded } from '../parts.js';
import { getState, setState, toast, useStore } from '../store.js';
import { texts } from '../texts.js';
import { act, call, getIfThere, Problem } from '../api.js';
import { word } from '../format.js';
import { asText, fromText, SettingInput } from './setting-input.js';

const t = texts.settings;

export function Settings() {
  const [found, , reload] = useLoaded(() => /** @type {Promise<{ keys: Setting[] } | null>} */ (getIfThere('/api/settings')));
  const [query, setQuery] = useState('');
  const [changedOnly, setChangedOnly] = useState(false);
  const edits = useStore((state) => state.edits); // not the section's own: they outlast a look at another one
  const errors = useStore((state) => state.editErrors);
  const [isBusy, setBusy] = useState(false);
  if (!found) return html`<section class="card"><h1>${texts.sections.settings}</h1><${Empty} text=${found === null ? texts.loading : texts.notInThisWorker} /></section>`;

  const wanted = query.trim().toLowerCase();
  const shown = found.keys
    .filter((one) => !wanted || `${one.key} ${one.doc}`.toLowerCase().includes(wanted))
    .filter((one) => !changedOnly || differs(one) || one.key in edits);
  const sections = [...new Set(shown.map((one) => one.key.split(':')[0] ?? ''))];
  const count = Object.keys(edits).length;

  const edit = (/** @type {Setting} */ setting, /** @type {string | null} */ text) => {
    const next = { ...edits, [setting.key]: text };
    if (text === asText(setting.value, setting.type)) delete next[setting.key];
    const { [setting.key]: _, ...rest } = errors;
    setState({ edits: next, editErrors: rest });
  };

  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    const byKey = new Map(found.keys.map((one) => [one.key, one]));
    const body = Object.fromEntries(Object.entries(edits).map(([key, text]) => [key, text === null ? null : fromText(text, byKey.get(key)?.type ?? 'string')]));
    try {
      await call('PATCH', '/api/settings', body);
      const needsRestart = Object.keys(edits).some((key) => byKey.get(key)?.needsRestart);
      setState({ edits: without(getState().edits, edits), editErrors: {} });
      toast(needsRestart ? t.savedRestart : t.saved);
      reload();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const all = Object.fromEntries((error.body.errors ?? []).map((one) => [one.key, one.message]));
      setState({ editErrors: all });
      if (Object.keys(all).length > 0) toast(t.notSaved, true);
      else await act(() => Promise.reject(error));
    }

    setBusy(false);
  };

  return html`
    <h1 class="hidden-text">${texts.sections.settings}</h1>
    <form class="settings" onSubmit=${save} novalidate>
      <div class="card settings-head">
        <input type="search" data-search aria-label=${t.search} placeholder=${`${t.search} ( / )`} value=${query} onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} />
        <label class="check"><input type="checkbox" checked=${changedOnly} onChange=${(/** @type {any} */ event) => setChangedOnly(event.target.checked)} /> ${t.changedOnly}</label>
      </div>
      <${Elsewhere} errors=${errors} keys=${shown} />
      ${sections.length === 0 && html`<${Empty} text=${texts.history.noMatch} />`}
      ${sections.map((section) => html`
        <section class="card" key=${section} aria-labelledby=${`settings-${section}`}>
          <div class="card-head"><h2 id=${`settings-${section}`}>${section}</h2></div>
          <ul class="list">${shown.filter((one) => one.key.split(':')[0] === section).map((one) => html`
            <${Row} key=${one.key} setting=${one} edit=${edits[one.key]} isEdited=${one.key in edits} error=${errors[one.key] ?? ''} onEdit=${(/** @type {string | null} */ text) => edit(one, text)} />`)}</ul>
        </section>`)}
      ${count > 0 && html`
        <div class="save-bar" role="region" aria-label=${t.unsaved}>
          <p>${t.changes(count)}</p>
          <${Button} label=${t.discard} onClick=${() => setState({ edits: {}, editErrors: {} })} />
          <${Button} type="submit" label=${isBusy ? t.saving : texts.save} kind="primary" disabled=${isBusy} />
        </div>`}
    </form>`;
}

/** What was edited on while the rest was being saved. @param {Record<string, string | null>} edits @param {Record<string, string | null>} saved */
const without = (edits, saved) => Object.fromEntries(Object.entries(edits).filter(([key, text]) => saved[key] !== text));

/** Asks before the page is left with settings that are not saved. */
export function guardEdits() {
  addEventListener('beforeunload', (event) => {
    if (Object.keys(getState().edits).length > 0) event.preventDefault();
  });
}

/** A file that spells out a default changes nothing. @param {Setting} one */
const differs = (one) => one.isOverridden || (one.isSecret ? one.isSet : JSON.stringify(one.value) !== JSON.stringify(one.default));

/** Errors of keys that the search hides. @param {{ errors: Record<string, string>, keys: Setting[] }} props */
function Elsewhere({ errors, keys }) {
  const hidden = Object.entries(errors).filter(([key]) => !keys.some((one) => one.key === key));
  return hidden.length > 0 && html`<div class="card">${hidden.map(([key, text]) => html`<p class="error"><code>${key}</code> ${text}</p>`)}</div>`;
}

/** @param {{ setting: Setting, edit: string | null | undefined, isEdited: boolean, error: string, onEdit: (text: string | null) => void }} props */
function Row({ setting, edit, isEdited, error, onEdit }) {
  const id = `set-${setting.key.replaceAll(':', '-')}`;
  const text = edit ?? (isEdited ? asText(setting.default, setting.type) : asText(setting.value, setting.type));
  const name = setting.key.slice(setting.key.indexOf(':') + 1);
  return html`
    <li class=${`row setting ${isEdited ? 'edited' : ''}`} data-key=${setting.key}>
      <div class="row-text">
        <p class="who"><label for=${id}><b>${name}</b></label>
          ${differs(setting) && html`<span class="badge">${t.from(word(t.origins, setting.origin))}</span>`}
          ${setting.needsRestart && html`<span class=${`badge ${setting.isPending ? 'warn' : ''}`}>${setting.isPending ? t.pending : t.restart}</span>`}</p>
        <p class="why" id=${`${id}-doc`}>${setting.doc}</p>
      </div>
      <div class="setting-value">
        <${SettingInput} id=${id} setting=${setting} text=${text} isInvalid=${error !== ''} onEdit=${onEdit} />
        <p class="setting-foot">${error ? html`<span class="error" id=${`${id}-error`}>${error}</span>` : html`
          ${!setting.isSecret && html`<span class="muted">${t.default}: <code>${asText(setting.default, setting.type) || t.empty}</code></span>`}
          ${setting.isOverridden && edit === undefined && html`<button type="button" class="link" aria-label=${`${t.reset}: ${setting.key}`} onClick=${() => onEdit(null)}>${t.reset}</button>`}`}</p>
      </div>
    </li>`;
}

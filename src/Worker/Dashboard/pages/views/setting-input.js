// The field for one setting, by its type. Values are text while they are edited; the worker is the judge of them.
import { html } from '../lib.js';
import { texts } from '../texts.js';

const t = texts.settings;

/** @param {any} value @param {string} type */
export function asText(value, type) {
  if (value === null || value === undefined) return '';
  if (type === 'object') return JSON.stringify(value, null, 1);
  if (type === 'array') return Array.isArray(value) ? value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join('\n') : String(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** @param {string} text @param {string} type what goes to the worker; what is no number goes as it is, and is refused with the reason */
export function fromText(text, type) {
  switch (type) {
    case 'boolean':
      return text === 'true';
    case 'integer':
    case 'number': {
      const number = Number(text);
      return text.trim() !== '' && Number.isFinite(number) ? number : text;
    }

    case 'array':
      return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => (line.startsWith('{') ? parsed(line) : line));
    case 'object':
      return parsed(text);
    default:
      return text;
  }
}

/** @param {string} text JSON, or what is not: then the worker says so */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param {{ id: string, setting: Setting, text: string, isInvalid: boolean, onEdit: (text: string) => void }} props */
export function SettingInput({ id, setting, text, isInvalid, onEdit }) {
  const shared = {
    id,
    'aria-describedby': isInvalid ? `${id}-error` : `${id}-doc`,
    'aria-invalid': isInvalid ? 'true' : undefined,
  };
  const input = (/** @type {any} */ event) => onEdit(event.target.value);
  if (setting.isSecret) return html`<input ...${shared} type="password" autocomplete="off" value=${text} placeholder=${setting.isSet ? t.secretSet : t.secretNotSet} onInput=${input} />`;
  switch (setting.type) {
    case 'boolean':
      return html`<label class="switch"><input ...${shared} type="checkbox" role="switch" checked=${text === 'true'} onChange=${(/** @type {any} */ event) => onEdit(String(event.target.checked))} /><span aria-hidden="true">${text === 'true' ? t.on : t.off}</span></label>`;
    case 'enum':
      return html`<select ...${shared} value=${text} onChange=${input}>${(setting.choices ?? [text]).map((one) => html`<option key=${one} value=${one}>${one}</option>`)}</select>`;
    case 'integer':
    case 'number':
      return html`<input ...${shared} type="number" step=${setting.type === 'integer' ? '1' : 'any'} min=${setting.min ?? undefined} max=${setting.max ?? undefined} value=${text} onInput=${input} />`;
    case 'array':
      return html`<textarea ...${shared} rows=${Math.min(6, text.split('\n').length + 1)} placeholder=${t.onePerLine} value=${text} onInput=${input}></textarea>`;
    case 'object':
      return html`<textarea ...${shared} rows="4" placeholder=${t.object} spellcheck=${false} value=${text} onInput=${input}></textarea>`;
    default:
      return html`<input ...${shared} type="text" value=${text} onInput=${input} autocomplete="off" spellcheck=${false} />`;
  }
}

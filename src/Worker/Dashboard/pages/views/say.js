// A line of the streamer's own, through the filters and the queue like any other.
import { html, useState } from '../lib.js';
import { Button } from '../parts.js';
import { texts } from '../texts.js';
import { say } from '../actions.js';

export function Say() {
  const [text, setText] = useState('');
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (text.trim() && (await say(text.trim(), ''))) setText('');
  };
  return html`
    <form class="say" onSubmit=${send}>
      <input type="text" aria-label=${texts.say.label} placeholder=${`${texts.say.label}…`} maxlength="2000" value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} />
      <${Button} type="submit" label=${texts.say.button} kind="primary" disabled=${!text.trim()} />
    </form>`;
}

// Windows above the page: sign in, keys, stop all.
import { html, useState } from '../lib.js';
import { Button, closeDialog, Dialog } from '../parts.js';
import { useStore } from '../store.js';
import { texts } from '../texts.js';
import { signIn, stopAll } from '../actions.js';
import { areKeysOn, switchKeys } from '../keyboard.js';

export function Dialogs() {
  const dialog = useStore((state) => state.dialog);
  switch (dialog) {
    case 'sign-in':
      return html`<${Dialog} key="sign-in" title=${texts.signIn.title} onClose=${closeDialog}><${SignInForm} /><//>`;
    case 'help':
      return html`<${Dialog} key="help" title=${texts.help.title} onClose=${closeDialog}><${Keys} /><//>`;
    case 'stop':
      return html`<${Dialog} key="stop" title=${texts.steer.stopTitle} onClose=${closeDialog}><${StopAll} /><//>`;
    default:
      return null;
  }
}

function Keys() {
  return html`
    <dl class="keys">${texts.help.keys.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl>
    <label class="check keys-switch"><input type="checkbox" role="switch" defaultChecked=${areKeysOn()} onChange=${(/** @type {any} */ event) => switchKeys(event.target.checked)} /> ${texts.help.areOn}</label>`;
}

function StopAll() {
  const stop = () => {
    closeDialog();
    void stopAll();
  };
  return html`
    <p>${texts.steer.stopText}</p>
    <div class="dialog-foot"><${Button} label=${texts.cancel} onClick=${closeDialog} /><button type="button" class="button danger solid" autofocus onClick=${stop}>${texts.steer.stopYes}</button></div>`;
}

/** Asks for the token; the worker's answer stands below the field. */
export function SignInForm() {
  const [token, setToken] = useState('');
  const [error, setError] = useState('');
  const [isBusy, setBusy] = useState(false);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    setError(await signIn({ token: token.trim() }));
    setBusy(false);
  };
  return html`
    <form class="form" onSubmit=${send}>
      <p>${texts.signIn.text}</p>
      <label class="field"><span>${texts.signIn.token}</span>
        <input type="password" autocomplete="current-password" required autofocus value=${token} spellcheck=${false}
          aria-invalid=${error ? 'true' : undefined} aria-describedby="sign-in-error" onInput=${(/** @type {any} */ event) => setToken(event.target.value)} />
      </label>
      <p class="error" id="sign-in-error" role="alert">${error}</p>
      <div class="dialog-foot"><${Button} type="submit" label=${isBusy ? texts.signIn.working : texts.signIn.button} kind="primary" disabled=${isBusy || !token.trim()} /></div>
    </form>`;
}

// What a viewer sounds like: a voice, a name to read, or nothing at all.
import { html, useState } from '../lib.js';
import { Button, Empty, useLoaded } from '../parts.js';
import { texts } from '../texts.js';
import { act, call, getIfThere } from '../api.js';

const t = texts.viewers;

/** @param {{ voices: VoiceInfo[] }} props */
export function Viewers({ voices }) {
  const [viewers, , reload] = useLoaded(() => /** @type {Promise<ViewerSettings[] | null>} */ (getIfThere('/api/viewers')));
  const [login, setLogin] = useState('');
  // Added here, but nothing is chosen for them yet, so the worker does not know them.
  const [fresh, setFresh] = useState(/** @type {string[]} */ ([]));
  const all = [...fresh.filter((one) => !viewers?.some((viewer) => viewer.login === one)).map(blank), ...(viewers ?? [])];
  const put = async (/** @type {string} */ who, /** @type {object} */ change) => {
    const saved = await act(() => call('PUT', `/api/viewers/${encodeURIComponent(who)}`, change), t.saved(who));
    reload();
    return saved;
  };
  const add = (/** @type {Event} */ event) => {
    event.preventDefault();
    const wanted = login.trim().replace(/^@/, '').toLowerCase();
    setFresh([wanted, ...fresh.filter((one) => one !== wanted)]);
    setLogin('');
  };
  const remove = async (/** @type {string} */ who) => {
    setFresh(fresh.filter((one) => one !== who));
    if (viewers?.some((viewer) => viewer.login === who)) await act(() => call('DELETE', `/api/viewers/${encodeURIComponent(who)}`), t.removed(who));
    reload();
  };
  return html`
    <section class="card" aria-labelledby="viewers-title">
      <div class="card-head"><h2 id="viewers-title">${t.title}</h2></div>
      <p class="card-text">${t.text}</p>
      <form class="say" onSubmit=${add}>
        <input type="text" aria-label=${t.login} placeholder=${t.login} maxlength="64" value=${login} onInput=${(/** @type {any} */ event) => setLogin(event.target.value)} />
        <${Button} type="submit" label=${texts.add} disabled=${!login.trim()} />
      </form>
      ${viewers === undefined && html`<${Empty} text=${texts.notInThisWorker} />`}
      ${viewers && all.length === 0 && html`<${Empty} text=${t.nothing} />`}
      ${viewers && all.length > 0 && html`
        <ul class="list">${all.map((viewer) => html`
          <li class="row viewer" key=${viewer.login}>
            <b dir="auto">${viewer.login}</b>
            <label><span class="hidden-text">${t.voiceOf(viewer.login)}</span>
              <select value=${viewer.voice ?? ''} onChange=${(/** @type {any} */ event) => put(viewer.login, { voice: event.target.value || null })}>
                <option value="">${t.defaultVoice}</option>
                ${names(voices, viewer.voice).map((name) => html`<option key=${name} value=${name}>${name}</option>`)}
              </select></label>
            <label><span class="hidden-text">${t.nicknameOf(viewer.login)}</span>
              <input type="text" maxlength="50" placeholder=${t.nickname} value=${viewer.nickname ?? ''} onChange=${(/** @type {any} */ event) => put(viewer.login, { nickname: event.target.value.trim() || null })} /></label>
            <label class="check"><input type="checkbox" aria-label=${t.ignoredOf(viewer.login)} checked=${viewer.isIgnored} onChange=${(/** @type {any} */ event) => put(viewer.login, { isIgnored: event.target.checked })} /> <span aria-hidden="true">${t.ignored}</span></label>
            <${Button} icon="bin" label=${texts.remove} name=${`${texts.remove}: ${viewer.login}`} quiet onClick=${() => remove(viewer.login)} />
          </li>`)}</ul>`}
    </section>`;
}

/** @param {string} login @returns {ViewerSettings} */
const blank = (login) => ({ login, voice: null, nickname: null, isIgnored: false });

/** @param {VoiceInfo[]} voices @param {string | null} own a voice that is gone stays visible */
const names = (voices, own) => [...new Set([...voices.map((voice) => voice.name), ...(own ? [own] : [])])];

// Voices: heard here, cloned from a clip, and given to viewers.
import { html, useState } from '../lib.js';
import { Button, Empty, useLoaded } from '../parts.js';
import { texts } from '../texts.js';
import { act, call, getIfThere, Problem } from '../api.js';
import { listen, playFile } from '../player.js';
import { Viewers } from './viewers.js';

const t = texts.voices;

export function Voices() {
  const [voices, , reload] = useLoaded(() => /** @type {Promise<VoiceInfo[] | null>} */ (getIfThere('/api/voices')));
  const [sample, setSample] = useState(t.sampleText);
  return html`
    <h1 class="hidden-text">${texts.sections.voices}</h1>
    <div class="halves">
      <section class="card" aria-labelledby="voices-title">
        <div class="card-head"><h2 id="voices-title">${t.title}</h2></div>
        <label class="field"><span>${t.sample}</span><input type="text" data-search maxlength="500" value=${sample} onInput=${(/** @type {any} */ event) => setSample(event.target.value)} /></label>
        ${voices === undefined && html`<${Empty} text=${texts.notInThisWorker} />`}
        ${voices === null && html`<${Empty} text=${texts.loading} />`}
        ${voices && html`<ul class="list voices">${voices.map((voice) => html`<${VoiceRow} key=${voice.name} voice=${voice} sample=${sample} onGone=${reload} />`)}</ul>`}
      </section>
      <div class="column">
        <${Upload} onDone=${reload} />
        <${Viewers} voices=${voices ?? []} />
      </div>
    </div>`;
}

/** @param {{ voice: VoiceInfo, sample: string, onGone: () => void }} props */
function VoiceRow({ voice, sample, onGone }) {
  const [isAsking, ask] = useState(false);
  const remove = async () => {
    if (!isAsking) {
      ask(true);
      return;
    }

    await act(() => call('DELETE', `/api/voices/${encodeURIComponent(voice.name)}`), t.removed(voice.name));
    onGone();
  };
  return html`
    <li class="row">
      <div class="row-text">
        <p class="who"><b>${voice.name}</b>${voice.isDefault && html`<span class="badge good">${t.isDefault}</span>`}${voice.isCloned && html`<span class="badge paid">${t.isCloned}</span>`}
          <span class="badge">${voice.engine}</span><span class="muted">${voice.language}</span></p>
        ${voice.description && html`<p class="why">${voice.description}</p>`}
        ${voice.consent && html`<p class="why">${t.consentNote}: ${voice.consent}</p>`}
        ${voice.problems.map((problem) => html`<p class="why error">${problem}</p>`)}
      </div>
      <div class="row-buttons">
        <${Button} icon="listen" label=${t.listen} name=${`${t.listen}: ${voice.name}`} disabled=${!sample.trim()} onClick=${() => listen({ text: sample.trim(), voice: voice.name })} />
        ${voice.isCloned && html`<${Button} icon="play" label=${t.clipOf} name=${`${t.clipOf}: ${voice.name}`} quiet onClick=${() => playClip(voice.name)} />`}
        ${voice.isUploaded && html`<${Button} icon="bin" label=${isAsking ? t.reallyRemove : texts.remove} name=${`${isAsking ? t.reallyRemove : texts.remove}: ${voice.name}`} kind=${isAsking ? 'danger solid' : ''} quiet=${!isAsking} onClick=${remove} />`}
      </div>
    </li>`;
}

/** The recording a voice was made from. @param {string} name */
const playClip = (name) => playFile(`/api/voices/${encodeURIComponent(name)}/clip`, `${t.clipOf}: ${name}`, t.clipFailed);

/** @param {{ onDone: () => void }} props */
function Upload({ onDone }) {
  const [errors, setErrors] = useState(/** @type {string[]} */ ([]));
  const [done, setDone] = useState('');
  const [isBusy, setBusy] = useState(false);
  const send = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const data = new FormData(form);
    if (!data.get('language')) data.delete('language');
    setBusy(true);
    setErrors([]);
    setDone('');
    try {
      /** @type {VoiceInfo} */
      const voice = await call('POST', '/api/voices', data);
      setDone(t.uploaded(voice.name));
      form.reset();
      onDone();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 401) await act(() => Promise.reject(error));
      const all = error.body.reasons ?? error.body.errors?.map((one) => one.message);
      setErrors(error.status === 404 ? [texts.notInThisWorker] : all?.length ? all : [error.message]);
    }

    setBusy(false);
  };
  return html`
    <section class="card" aria-labelledby="upload-title">
      <div class="card-head"><h2 id="upload-title">${t.uploadTitle}</h2></div>
      <p class="card-text">${t.uploadText}</p>
      <form class="form" onSubmit=${send}>
        <div class="pair">
          <label class="field"><span>${t.name}</span><input type="text" name="name" required maxlength="64" pattern="[A-Za-z0-9_.+\\-]+" title=${t.nameRule} autocomplete="off" /></label>
          <label class="field"><span>${t.language}</span><input type="text" name="language" maxlength="20" placeholder=${t.languageHint} autocomplete="off" /></label>
        </div>
        <label class="field"><span>${t.clip}</span><input type="file" name="clip" accept=".wav,audio/wav,audio/x-wav" required /></label>
        <label class="field"><span>${t.transcript}</span><textarea name="transcript" required maxlength="2000" rows="2"></textarea></label>
        <label class="field"><span>${t.consent}</span><input type="text" name="consent" required maxlength="500" placeholder=${t.consentHint} autocomplete="off" /></label>
        <div class="told" role="status">${done && html`<p class="good-text">${done}</p>`}${errors.map((text) => html`<p class="error">${text}</p>`)}</div>
        <div class="dialog-foot"><${Button} type="submit" label=${isBusy ? t.uploading : t.upload} kind="primary" disabled=${isBusy} /></div>
      </form>
    </section>`;
}

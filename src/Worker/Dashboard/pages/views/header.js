// What is always in sight: the state, the three buttons that matter, and every alarm.
import { html, useState } from '../lib.js';
import { Icon } from '../icons.js';
import { Button, useNow } from '../parts.js';
import { setState, useStore } from '../store.js';
import { texts } from '../texts.js';
import { ago, nameOf, textOf } from '../format.js';
import { pauseOrResume, signOut, skip } from '../actions.js';

export function Header() {
  const connection = useStore((state) => state.connection);
  return html`
    <header class="top">
      <div class="brand"><img src="/dashboard/icon.svg" alt="" width="28" height="28" /><strong>${texts.title}</strong></div>
      <p class=${`line ${connection}`} role="status"><i aria-hidden="true"></i><span>${texts.connection[connection]}</span></p>
      <${NowLine} />
      ${connection !== 'locked' && html`<${Transport} />`}
      <div class="tools"><${ThemeButton} /><${Button} icon="help" label=${texts.help.title} quiet keys="?" onClick=${() => setState({ dialog: 'help' })} /><${SessionButton} /></div>
    </header>`;
}

/** What is being said, in one line, in every section. */
function NowLine() {
  const playing = useStore((state) => state.status?.nowPlaying ?? null);
  return html`<p class="now-line">${playing && html`<b>${nameOf(playing)}</b> <span>${textOf(playing)}</span>`}</p>`;
}

function Transport() {
  const paused = useStore((state) => state.status?.paused ?? false);
  const isAway = useStore((state) => state.connection !== 'live');
  return html`
    <div class="transport" role="group" aria-label=${texts.steer.label}>
      <${Button} icon=${paused ? 'play' : 'pause'} label=${paused ? texts.steer.resume : texts.steer.pause} kind=${paused ? 'primary' : ''} keys="Space" disabled=${isAway} onClick=${pauseOrResume} />
      <${Button} icon="skip" label=${texts.steer.skip} keys="s" disabled=${isAway} onClick=${skip} />
      <${Button} icon="stop" label=${texts.steer.stop} kind="danger" keys="x" disabled=${isAway} onClick=${() => setState({ dialog: 'stop' })} />
    </div>`;
}

function ThemeButton() {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? 'auto');
  const order = ['auto', 'dark', 'light'];
  /** @type {Record<string, any>} */
  const names = texts.theme;
  const turn = () => {
    const next = order[(order.indexOf(theme) + 1) % order.length] ?? 'auto';
    if (next === 'auto') {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem('theme');
    } else {
      document.documentElement.dataset.theme = next;
      localStorage.setItem('theme', next);
    }

    setTheme(next);
    dispatchEvent(new Event('themechange'));
  };
  return html`<${Button} icon="sun" label=${`${texts.theme.label}: ${names[theme]}`} quiet onClick=${turn} />`;
}

function SessionButton() {
  const session = useStore((state) => state.session);
  const isLocked = useStore((state) => state.connection === 'locked');
  if (isLocked) return null;
  return session
    ? html`<${Button} icon="user" label=${texts.signIn.out} quiet onClick=${signOut} />`
    : html`<${Button} icon="user" label=${texts.signIn.button} onClick=${() => setState({ dialog: 'sign-in' })} />`;
}

/** Alarms and standing states; every one is shown, none is hidden behind a click. */
export function Alarms() {
  const alarms = useStore((state) => state.health?.alarms) ?? [];
  const enabled = useStore((state) => state.status?.enabled ?? true);
  const now = useNow(10_000);
  const all = [...(enabled ? [] : [{ key: 'off', text: texts.steer.off, since: '' }]), ...alarms];
  return html`
    <section class="alarms" aria-label=${texts.alarms.label} role="region" aria-live="polite">
      ${all.map((alarm) => html`
        <p key=${alarm.key} class=${`alarm ${alarm.key === 'held' ? 'mild' : ''}`}><${Icon} name="warning" />
          ${alarm.key === 'held' ? html`<span>${texts.alarms.held} <a href="#stream">${texts.alarms.decide}</a></span>` : html`<span>${alarm.text}</span>`}
          ${alarm.since && html`<time datetime=${alarm.since} aria-hidden="true">${ago(Date.parse(alarm.since), now)}</time>`}</p>`)}
    </section>`;
}

export function ReadOnlyNote() {
  const isShown = useStore((state) => state.connection === 'live' && !state.session);
  return isShown && html`<p class="note"><span>${texts.signIn.readOnly}</span><${Button} label=${texts.signIn.button} kind="primary" onClick=${() => setState({ dialog: 'sign-in' })} /></p>`;
}

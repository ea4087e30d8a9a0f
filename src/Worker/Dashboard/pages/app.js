// The page: its frame, its sections, and how one gets in.
import { html, render, useEffect, useState } from './lib.js';
import { Icon } from './icons.js';
import { Toasts } from './parts.js';
import { useStore, setState, toast } from './store.js';
import { texts } from './texts.js';
import { connect } from './live.js';
import { listenToKeys } from './keyboard.js';
import { watch } from './watch.js';
import { sectionNames, sectionNow } from './sections.js';
import { signIn } from './actions.js';
import { Header, Alarms, ReadOnlyNote } from './views/header.js';
import { Dialogs, SignInForm } from './views/dialogs.js';
import { PlayerBar } from './views/player-bar.js';
import { Stream } from './views/stream.js';
import { Voices } from './views/voices.js';
import { Filters } from './views/filters.js';
import { Health } from './views/health.js';
import { guardEdits, Settings } from './views/settings.js';
import { Charts } from './views/charts.js';

/** @type {Record<string, any>} */
const views = { stream: Stream, voices: Voices, filters: Filters, health: Health, settings: Settings, charts: Charts };

function App() {
  const [section, setSection] = useState(sectionNow());
  const isLocked = useStore((state) => state.connection === 'locked');
  useEffect(() => {
    const turn = () => setSection(sectionNow());
    addEventListener('hashchange', turn);
    return () => removeEventListener('hashchange', turn);
  }, []);
  /** @type {Record<string, string>} */
  const names = texts.sections;
  useEffect(() => {
    document.title = `${names[section]} – ${texts.title}`;
  }, [section]);
  const View = views[section] ?? Stream;
  return html`
    <a class="skip-link" href="#content" onClick=${toContent}>${texts.skipToContent}</a>
    <${Header} />
    ${!isLocked && html`<${Menu} section=${section} />`}
    <main id="content" tabindex="-1">
      <${Alarms} />
      ${isLocked ? html`<section class="card locked"><h1>${texts.signIn.lockedTitle}</h1><${SignInForm} /></section>` : html`<${ReadOnlyNote} /><${View} />`}
    </main>
    <${PlayerBar} />
    <${Toasts} />
    <${Dialogs} />`;
}

/** The fragment names the section, so the link moves the focus by itself. @param {Event} event */
function toContent(event) {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

/** @param {{ section: string }} props */
function Menu({ section }) {
  const held = useStore((state) => state.health?.queue?.held ?? state.status?.held ?? 0);
  const edits = useStore((state) => Object.keys(state.edits).length);
  /** @type {Record<string, string>} */
  const names = texts.sections;
  return html`
    <nav class="menu" aria-label=${texts.menu}>
      ${sectionNames.filter((name) => views[name]).map((name) => html`
        <a key=${name} href=${`#${name}`} aria-current=${name === section ? 'page' : undefined}>
          <${Icon} name=${name} /><span>${names[name]}</span>
          ${name === 'stream' && held > 0 && html`<b class="count" aria-label=${texts.waiting.heldCount(held)}>${held}</b>`}
          ${name === 'settings' && edits > 0 && html`<b class="count" aria-label=${texts.settings.notSavedCount(edits)}>${edits}</b>`}
        </a>`)}
    </nav>`;
}

/** A link with a one-time code signs in; the code leaves the address before anything else happens. True when that began the connection. */
async function useLink() {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code === null) return false;
  history.replaceState(null, '', location.pathname);
  if (!(await signIn({ code }))) return true;
  toast(texts.signIn.linkFailed, true);
  setState({ dialog: 'sign-in' });
  return false;
}

document.documentElement.lang = texts.language;
const root = document.getElementById('app');
if (root) render(html`<${App} />`, root);
listenToKeys();
watch();
guardEdits();
if (!(await useLink())) connect();

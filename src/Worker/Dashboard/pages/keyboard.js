// Keys that work everywhere on the page, except while somebody types.
import { approve, heldAtHand, pauseOrResume, reject, skip } from './actions.js';
import { getState, setState } from './store.js';
import { sectionNames } from './sections.js';

const TYPING = 'input, textarea, select, [contenteditable]';
const OWN_SPACE = 'button, a, summary, [role="button"]';

export function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    const target = /** @type {Element | null} */ (event.target instanceof Element ? event.target : null);
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || target?.closest(TYPING) || getState().dialog) return;
    if (event.key === ' ' && target?.closest(OWN_SPACE)) return;
    if (press(event.key)) event.preventDefault();
  });
}

/** @param {string} key @returns {boolean} whether the key meant something */
function press(key) {
  const section = sectionNames[Number(key) - 1];
  if (section) {
    location.hash = `#${section}`;
    return true;
  }

  switch (key) {
    case ' ':
      void pauseOrResume();
      return true;
    case 's':
      void skip();
      return true;
    case 'x':
      setState({ dialog: 'stop' });
      return true;
    case '?':
      setState({ dialog: 'help' });
      return true;
    case '/':
      /** @type {HTMLElement | null} */ (document.querySelector('[data-search]'))?.focus();
      return true;
    case 'a':
    case 'r': {
      const held = heldAtHand();
      if (held) void (key === 'a' ? approve(held) : reject(held));
      return true;
    }

    default:
      return false;
  }
}

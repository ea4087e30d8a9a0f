// Keys that work everywhere on the page, except while somebody types.
import { approve, pauseOrResume, reject, skip } from './actions.js';
import { heldToDecide, watchHeld } from './held-at-hand.js';
import { getState, setState } from './store.js';
import { sectionNames } from './sections.js';

const TYPING = 'input, textarea, select, [contenteditable]';
const OWN_SPACE = 'button, a, summary, [role="button"]';
const SWITCH = 'keys';

/** Whether single keys do something; a choice of this browser, for people whose keyboard or voice input presses them by accident. */
export const areKeysOn = () => localStorage.getItem(SWITCH) !== 'off';

/** @param {boolean} areOn */
export function switchKeys(areOn) {
  if (areOn) localStorage.removeItem(SWITCH);
  else localStorage.setItem(SWITCH, 'off');
}

export function listenToKeys() {
  watchHeld();
  document.addEventListener('keydown', (event) => {
    const target = /** @type {Element | null} */ (event.target instanceof Element ? event.target : null);
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || target?.closest(TYPING) || getState().dialog || !areKeysOn()) return;
    if (event.key === ' ' && target?.closest(OWN_SPACE)) return;
    if (press(nameOf(event))) event.preventDefault();
  });
}

/** A letter is the same key with caps lock, and another one with shift. @param {KeyboardEvent} event */
const nameOf = ({ key, shiftKey }) => (/^[A-Z]$/.test(key) && !shiftKey ? key.toLowerCase() : key);

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
      const held = heldToDecide();
      if (held) void (key === 'a' ? approve(held) : reject(held));
      return true;
    }

    default:
      return false;
  }
}

// Small line drawings, 24 × 24. They only decorate: every button has its name in words.
import { html } from './lib.js';

/** @type {Record<string, string>} */
const paths = {
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4.5v15l12-7.5z',
  skip: 'M5 5l10 7-10 7zM19 5v14',
  stop: 'M6 6h12v12H6z',
  check: 'M5 13l4.5 4.5L19 7',
  cross: 'M6 6l12 12M18 6L6 18',
  hand: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2',
  again: 'M4 12a8 8 0 1 0 2.5-5.8M4 4v4h4',
  release: 'M5 12h13M13 6l6 6-6 6',
  listen: 'M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v6H5a1 1 0 0 1-1-1zM20 14h-3v6h2a1 1 0 0 0 1-1z',
  grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  stream: 'M4 12v0M8 8v8M12 4v16M16 8v8M20 11v2',
  voices: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M6 11a6 6 0 0 0 12 0M12 17v4',
  filters: 'M4 5h16l-6 7v6l-4 2v-8z',
  health: 'M3 12h4l3-8 4 16 3-8h4',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4',
  charts: 'M4 4v16h16M8 15l4-5 3 3 5-7',
  help: 'M9 9a3 3 0 1 1 4 2.8c-.7.4-1 .9-1 1.7M12 17h.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 20a7 7 0 0 1 14 0',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  bin: 'M5 7h14M10 4h4M7 7l1 13h8l1-13',
  up: 'M6 15l6-6 6 6',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M20 20l-4.5-4.5',
  power: 'M12 3v9M6.3 7a8 8 0 1 0 11.4 0',
};

/** @param {{ name: string }} props */
export const Icon = ({ name }) => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${paths[name] ?? ''} /></svg>`;

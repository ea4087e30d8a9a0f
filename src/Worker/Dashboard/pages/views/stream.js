// The first section: what is said, what waits, what was.
import { html } from '../lib.js';
import { texts } from '../texts.js';
import { Now } from './now.js';
import { Say } from './say.js';
import { Switches } from './switches.js';
import { Waiting } from './waiting.js';
import { History } from './history.js';

export const Stream = () => html`
  <h1 class="hidden-text">${texts.sections.stream}</h1>
  <div class="stream">
    <div class="column"><${Now} /><${Waiting} /></div>
    <div class="column"><${Say} /><${Switches} /><${History} /></div>
  </div>`;

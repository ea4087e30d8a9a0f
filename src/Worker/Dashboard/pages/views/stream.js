// The first section: what is said, what waits, what was.
import { html } from '../lib.js';
import { Now } from './now.js';
import { Say } from './say.js';
import { Waiting } from './waiting.js';
import { History } from './history.js';

export const Stream = () => html`
  <div class="stream">
    <div class="column"><${Now} /><${Say} /><${Waiting} /></div>
    <div class="column"><${History} /></div>
  </div>`;

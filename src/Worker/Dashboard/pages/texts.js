// The language of the page: every module takes its words from here. Another language is another file in this line (docs/dashboard.md).
export { texts } from './texts.en.js';

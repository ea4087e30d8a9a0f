// The language of the overlay: name another file of texts here.
export { texts } from './texts.en.js';

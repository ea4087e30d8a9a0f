// Shows who speaks and what, with the word that is heard now. Viewers' words become text nodes only.

import { texts } from './texts.js';

/** How far the position may run ahead of the worker's last word, milliseconds: what a sink holds at most. */
const furthestAhead = 600;

/** How far the position may fall without the mark going back, milliseconds; more is a replay. The page had run ahead, or times are known better. */
const smallestReturn = 1000;

export class Captions {
  #caption = document.getElementById('caption');
  #name = document.getElementById('name');
  #kind = document.getElementById('kind');
  #amount = document.getElementById('amount');
  #text = document.getElementById('text');
  #options;
  #id = '';
  #words = [];
  #spans = [];
  #now = -1;
  #furthest = 0;
  #reached = -1; // where in the text the word begins that was marked last
  #heard = 0;
  #heardAt = 0;
  #playing = false;
  #frame = 0;
  #timer = 0;

  /** @param {{linger: number, highlight: boolean, captions: boolean}} options */
  constructor(options) {
    this.#options = options;
  }

  /** A new caption. */
  show({ id, name, kind, amount, text }) {
    if (!this.#options.captions) return;
    clearTimeout(this.#timer);
    this.#id = id;
    this.#name.textContent = name;
    this.#kind.textContent = texts.kinds[kind] ?? '';
    this.#amount.textContent = amount;
    this.#caption.dataset.kind = kind;
    this.#text.replaceChildren(text);
    this.#text.scrollTop = 0;
    this.#words = [];
    this.#spans = [];
    this.#now = -1;
    this.#furthest = 0;
    this.#reached = -1;
    this.#heard = 0;
    this.#playing = false;
    this.#caption.hidden = false;
    this.#caption.dataset.state = 'on';
  }

  /** When the words are heard; comes again when it is known better. Words keep their elements as long as they begin where they did. */
  words({ id, words }) {
    if (id !== this.#id || !this.#options.highlight) return;
    const isSame = words.length === this.#words.length && words.every((word, i) => word[0] === this.#words[i][0] && word[1] === this.#words[i][1]);
    this.#words = words;
    if (isSame) return;
    const text = this.#text.textContent;
    const parts = [];
    let at = 0;
    this.#spans = words.map(([start, end]) => {
      if (start > at) parts.push(text.slice(at, start));
      const span = document.createElement('span');
      span.className = 'word';
      span.textContent = text.slice(start, end);
      parts.push(span);
      at = end;
      return span;
    });
    this.#text.replaceChildren(...parts, text.slice(at));
    this.#now = -1;
  }

  /** How far it was heard. */
  position({ id, heardMs, playing }) {
    if (id !== this.#id) return;
    this.#heard = heardMs;
    this.#heardAt = performance.now();
    this.#playing = playing;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Takes the caption away: at once, or after it has lingered when it was heard to its end. */
  end(lingers) {
    if (this.#id === '') return;
    this.#id = '';
    this.#mark(lingers ? this.#spans.length : this.#now);
    clearTimeout(this.#timer);
    if (lingers && this.#options.linger > 0) {
      this.#timer = setTimeout(() => this.#hide(), this.#options.linger * 1000);
    } else {
      this.#hide();
    }
  }

  #hide() {
    this.#caption.hidden = true;
    this.#caption.dataset.state = 'off';
    this.#text.replaceChildren();
    this.#name.textContent = '';
    this.#amount.textContent = '';
    this.#spans = [];
  }

  #draw() {
    this.#frame = 0;
    if (this.#id === '') return;
    const ahead = this.#playing ? Math.min(furthestAhead, performance.now() - this.#heardAt) : 0;
    const heard = this.#heard + ahead;
    const isReturn = heard < this.#furthest - smallestReturn;
    if (isReturn) this.#reached = -1;
    this.#furthest = isReturn ? heard : Math.max(heard, this.#furthest);
    let now = -1;
    while (now + 1 < this.#words.length && (this.#words[now + 1][2] <= heard || this.#words[now + 1][0] <= this.#reached)) now++;
    if (now >= 0) this.#reached = this.#words[now][0];
    this.#mark(now);
    if (this.#playing && ahead < furthestAhead) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Marks the word that is heard now and those before it. */
  #mark(now) {
    if (now === this.#now) return;
    this.#now = now;
    this.#spans.forEach((span, i) => {
      const state = i < now ? 'said' : i === now ? 'now' : '';
      if ((span.dataset.state ?? '') !== state) span.dataset.state = state;
    });
    const word = this.#spans[now];
    if (word && (word.offsetTop < this.#text.scrollTop || word.offsetTop + word.offsetHeight > this.#text.scrollTop + this.#text.clientHeight)) {
      this.#text.scrollTop = word.offsetTop;
    }
  }
}

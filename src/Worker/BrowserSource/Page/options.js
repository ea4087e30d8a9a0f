// What the page's address says. docs/overlay.md lists all of it.

export const themes = ['plain', 'bubble', 'bar', 'neon', 'contrast'];
const positions = ['bottom', 'top', 'middle', 'bottom-left', 'bottom-right', 'top-left', 'top-right'];

const oneOf = (value, choices) => choices.includes(value) ? value : choices[0];

const number = (value, least, most, otherwise) => {
  const read = value === null || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(read) ? Math.min(most, Math.max(least, read)) : otherwise;
};

/** Reads the options of an address.
 * @param {string} search the part of the address from the question mark on */
export function readOptions(search) {
  const query = new URLSearchParams(search);
  const isOn = key => query.get(key) !== '0';
  return {
    key: query.get('key') ?? '',
    name: query.get('name') ?? '',
    audio: isOn('audio'),
    captions: isOn('captions'),
    who: isOn('who'),
    amount: isOn('amount'),
    highlight: isOn('highlight'),
    theme: oneOf(query.get('theme'), themes),
    position: oneOf(query.get('position'), positions),
    size: number(query.get('size'), 8, 200, 0),
    scale: number(query.get('scale'), 0.25, 4, 1),
    lines: number(query.get('lines'), 1, 20, 0),
    width: number(query.get('width'), 10, 100, 0),
    linger: number(query.get('linger'), 0, 60, 1.5),
  };
}

/** Puts the options that are looks onto the page.
 * @param {ReturnType<typeof readOptions>} options */
export function applyLooks(options) {
  const { dataset, style } = document.documentElement;
  dataset.theme = options.theme;
  dataset.position = options.position;
  dataset.who = options.who ? 'on' : 'off';
  dataset.amount = options.amount ? 'on' : 'off';
  const set = (name, value) => style.setProperty(`--overlay-${name}`, value);
  set('scale', String(options.scale));
  if (options.size > 0) set('font-size', `${options.size}px`);
  if (options.lines > 0) set('lines', String(options.lines));
  if (options.width > 0) set('width', `${options.width}%`);
}

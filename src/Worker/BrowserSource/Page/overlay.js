// The overlay page: captions and, when the worker has an output of its name, the audio.

import { Captions } from './captions.js';
import { Connection } from './connection.js';
import { applyLooks, readOptions } from './options.js';
import { adoptCustomStyles } from './styles.js';
import { Player } from './player.js';
import { texts } from './texts.js';

const options = readOptions(location.search);
const notice = document.getElementById('notice');
const noticeText = document.getElementById('notice-text');
const unlock = document.getElementById('unlock');
const root = document.documentElement;
let version = '';

document.title = texts.title;
unlock.textContent = texts.unlock;
applyLooks(options);
adoptCustomStyles();

const captions = new Captions(options);
const player = new Player(port => connection.attach(port), tellAudio);
const address = new URL('socket', import.meta.url);
address.searchParams.set('key', options.key);
if (options.name !== '') address.searchParams.set('name', options.name);

const connection = new Connection(address, {
  message: take,
  made: () => player.attach(),
  open: () => {
    root.dataset.connection = 'open';
    say('');
  },
  lost: why => {
    root.dataset.connection = 'lost';
    captions.end(false);
    say(why);
  },
});

unlock.addEventListener('click', () => player.resume());

function take(message) {
  switch (message.type) {
    case 'hello': return greet(message);
    case 'caption': return captions.show(message);
    case 'words': return captions.words(message);
    case 'position': return captions.position(message);
    case 'done': return captions.end(true);
    case 'clear': return captions.end(false);
  }
}

function greet(hello) {
  if (version !== '' && version !== hello.version) {
    location.reload(); // the worker was replaced by another version: so is its page
    return;
  }

  version = hello.version;
  if (!hello.isOutput || !options.audio) {
    connection.tellAudio('off');
  } else if (player.state === '') {
    player.start();
  } else {
    tellAudio(player.state);
  }
}

function tellAudio(state) {
  root.dataset.audio = state;
  connection.tellAudio(state);
  unlock.hidden = state !== 'blocked';
  say(state === 'blocked' ? texts.blocked : state === 'unsupported' ? texts.unsupported : '');
}

function say(text) {
  noticeText.textContent = text;
  notice.hidden = text === '';
}

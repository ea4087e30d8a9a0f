// The overlay page: captions and, when the worker has an output of its name, the audio.

import { Captions } from './captions.js';
import { Connection } from './connection.js';
import { applyLooks, readOptions } from './options.js';
import { adoptCustomStyles } from './styles.js';
import { Player } from './player.js';

const options = readOptions(location.search);
const notice = document.getElementById('notice');
const noticeText = document.getElementById('notice-text');
const unlock = document.getElementById('unlock');
const root = document.documentElement;
let version = '';

applyLooks(options);
adoptCustomStyles();

const captions = new Captions(options);
const player = new Player(message => connection.send(message), tellAudio);
const address = new URL('socket', import.meta.url);
address.searchParams.set('key', options.key);
if (options.name !== '') address.searchParams.set('name', options.name);

const connection = new Connection(address, {
  message: take,
  audio: buffer => player.play(buffer),
  open: () => {
    root.dataset.connection = 'open';
    say('');
  },
  lost: why => {
    root.dataset.connection = 'lost';
    captions.end(false);
    player.reset();
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
    case 'fade':
    case 'utterance':
    case 'end': return player.tell(message);
  }
}

function greet(hello) {
  if (version !== '' && version !== hello.version) {
    location.reload(); // the worker was replaced by another version: so is its page
    return;
  }

  version = hello.version;
  if (!hello.isOutput || !options.audio) {
    connection.send({ type: 'audio', state: 'off' });
  } else if (player.state === '') {
    player.start();
  } else {
    tellAudio(player.state);
  }
}

function tellAudio(state) {
  root.dataset.audio = state;
  connection.send({ type: 'audio', state });
  unlock.hidden = state !== 'blocked';
  say(state === 'blocked' ? 'This browser plays nothing before you click.'
    : state === 'unsupported' ? 'Audio cannot be played at this address. Open the overlay as http://127.0.0.1:… or http://localhost:…, or over https.'
    : '');
}

function say(text) {
  noticeText.textContent = text;
  notice.hidden = text === '';
}

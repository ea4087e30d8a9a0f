// The line to the worker, in a thread of its own: audio and its acknowledgements go between the worker and the audio thread without the page,
// so that a page that is busy drawing, or that the browser slows down, neither makes a gap nor keeps a skip waiting.
// The line is made again by itself, sooner after a short time and later after a long one.

import { readPacket } from './packet.js';
import { texts } from './texts.js';

const firstWait = 300;
const longestWait = 5000;
const refusedWait = 20000; // nothing changes by asking again soon, and wrong keys are counted
const silenceLimit = 15000; // the worker says something every 5 s
const askLimit = 5000; // what takes the question why and does not answer must not hold up the next try

let address = null;
let socket = null;
let player = null; // port to the audio thread
let isPlaying = false; // the page said that its audio runs
let failures = 0;
let timer = 0;
let heardAt = 0;

onmessage = ({ data }) => {
  switch (data.type) {
    case 'connect':
      address = data.address;
      connect();
      setInterval(watch, 2000);
      break;
    case 'hurry':
      hurry();
      break;
    case 'player':
      player?.close();
      player = data.port;
      player.onmessage = report => send(report.data);
      break;
    case 'audio':
      isPlaying = data.state === 'running';
      send(data);
      if (isPlaying) player?.postMessage({ type: 'ask' }); // the worker believes it when it hears of the audio clock
      else forget();
      break;
  }
};

/** Tells the worker something; lost when there is no line, as all of it is about the line that is. */
function send(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

/** Audio that waits when playing stops or the line is gone is never heard: the worker does not count it, and may play it again or never. */
function forget() {
  player?.postMessage({ type: 'reset' });
}

function connect() {
  clearTimeout(timer);
  const url = new URL(address);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const made = socket = new WebSocket(url);
  let isOpen = false;
  made.binaryType = 'arraybuffer';
  heardAt = performance.now();
  made.onopen = () => {
    if (made !== socket) return;
    isOpen = true;
    failures = 0;
    postMessage({ type: 'open' });
  };
  made.onmessage = ({ data }) => {
    if (made !== socket) return; // a line that was given up speaks no more
    heardAt = performance.now();
    if (typeof data === 'string') take(JSON.parse(data));
    else play(data);
  };
  made.onclose = async () => {
    if (made !== socket) return;
    socket = null;
    forget();
    const why = isOpen ? '' : await askWhy();
    if (socket !== null) return; // it was made again in the meantime
    postMessage({ type: 'lost', why });
    const wait = why === '' ? Math.min(longestWait, firstWait * 2 ** failures++) : refusedWait;
    timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
  };
}

function take(message) {
  switch (message.type) {
    case 'fade':
    case 'utterance':
    case 'end':
      player?.postMessage(message);
      break;
    case 'ping':
      break;
    default:
      postMessage({ type: 'message', message });
      break;
  }
}

function play(buffer) {
  const packet = isPlaying && player !== null ? readPacket(buffer) : null;
  if (packet !== null) player.postMessage(packet, [buffer]);
}

/** A browser does not tell why a socket was refused; a plain request does. */
async function askWhy() {
  try {
    const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(askLimit) });
    if (answer.status === 426) return '';
    if (answer.status === 401) return texts.wrongKey;
    const problem = await answer.json();
    return `${problem.title}. ${problem.detail}`;
  } catch {
    return ''; // the worker is not there; it is tried again
  }
}

function watch() {
  if (socket !== null && performance.now() - heardAt > silenceLimit) socket.close();
}

function hurry() {
  if (socket === null && address !== null) {
    failures = 0;
    connect();
  }
}

// @ts-check
import { answering } from './answering.js';
import { attachFiles } from './attach.js';
import { composer } from './composer.js';
import { byId } from './dom.js';
import { frame } from './frame.js';
import { keep, kept } from './keep.js';
import { Log } from './log.js';
import { settings, startPayload, word } from './settings.js';
import { ChatStream } from './stream.js';
import { UnsentMessages } from './unsent.js';

const state = byId('state');
const notice = byId('notice');
const title = document.title;
let chat = '';
let unread = 0;
let hasStarted = false;

const log = new Log(
  (action) => unsent.say({ type: 'press', action }),
  (line) => answer.begin(line),
);
const unsent = new UnsentMessages(
  (all) => log.showUnsent(all),
  (message, messageId) => log.putSent(message, messageId),
);
const { focus } = composer((text) => {
  const inReplyTo = answer.take();
  unsent.say({ type: 'text', text, ...(inReplyTo !== undefined && { inReplyTo }) });
});
const answer = answering(() => focus());
const holder = frame(() => focus());
attachFiles({
  answers: () => answer.take(),
  onSent: (upload, messageId) => log.putSent(upload, messageId),
  onChange: () => log.toEnd(),
});

const stream = new ChatStream({
  onLine(line) {
    log.put(line);
    holder.turn(chat);
    if (!hasStarted || line.from !== 'desk') return;
    holder.news();
    if (document.hidden) showUnread(unread + 1);
  },
  onTyping: () => log.showTyping(),
  onReady(name) {
    chat = name;
    log.goLive();
    if (!hasStarted) start();
    hasStarted = true;
    unsent.hurry();
    holder.turn(chat);
  },
  onState(now, sentence) {
    document.body.classList.toggle('offline', now === 'offline');
    document.body.classList.toggle('online', now === 'online');
    state.textContent = word(`chat-state-${now}`);
    notice.textContent = now === 'online' ? '' : sentence || word('chat-offline');
    if (now === 'offline') log.hideTyping();
  },
});

/** The desk is greeted for the person: with what a link brought them for, or because nothing has been said yet. */
function start() {
  if (startPayload !== null && (!settings.isEmbedded || kept('start') !== startPayload)) {
    keep('start', startPayload);
    unsent.say({ type: 'start', payload: startPayload });
  } else if (log.isEmpty && unsent.all.length === 0) unsent.say({ type: 'start', payload: null });
  if (startPayload === null || settings.isEmbedded) return;
  // A reload is not a second wish.
  const address = new URL(location.href);
  address.searchParams.delete('start');
  history.replaceState(null, '', address);
}

/** @param {number} count */
function showUnread(count) {
  unread = count;
  document.title = count === 0 ? title : `(${count}) ${title}`;
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  showUnread(0);
  stream.hurry();
  unsent.hurry();
});
window.addEventListener('online', () => {
  stream.hurry();
  unsent.hurry();
});
// Back from the browser's memory: the connections of before are gone.
window.addEventListener('pageshow', (event) => event.persisted && stream.refresh());

document.getElementById('language')?.addEventListener('change', (event) => {
  const address = new URL(location.href);
  address.searchParams.set('lang', /** @type {HTMLSelectElement} */ (event.target).value);
  location.assign(address);
});

log.showUnsent(unsent.all);
void unsent.send();
void stream.follow();
if (window.parent === window && matchMedia('(hover: hover)').matches) focus();

// @ts-check
import { byId, el } from './dom.js';
import { startDesk } from './manager.js';
import { turnView } from './turn.js';

/** @type {{ account: string, language: string, words: Record<string, string> }} */
const settings = JSON.parse(document.body.dataset.settings ?? '{}');
const word = (/** @type {string} */ key) => settings.words[key] ?? '';

const KEPT_AS = `desk-rehearsal:${settings.account}`;
const LOOK_EVERY_MS = 1_000;

/** @typedef {{ name: string, frame: HTMLIFrameElement, tab: HTMLElement, chat: string }} Visitor */

/** @type {Visitor[]} */
const visitors = [];
/** @type {Visitor | undefined} */
let chosen;
let shown = '';
/** The turn that is looked at; null for the newest. @type {number | null} */
let wanted = null;

/** @param {number} number */
function addVisitor(number) {
  const name = `visitor-${number}`;
  const frame = /** @type {HTMLIFrameElement} */ (
    el('iframe', {
      id: name,
      role: 'tabpanel',
      title: `${word('rehearsal-visitor')} ${number}`,
      src: `/chat/${encodeURIComponent(settings.account)}?persona=${name}&lang=${settings.language}`,
    })
  );
  const tab = el(
    'button',
    { type: 'button', role: 'tab', 'aria-controls': name, click: () => choose(visitor) },
    `${word('rehearsal-visitor')} ${number}`,
  );
  const visitor = { name, frame, tab, chat: '' };
  visitors.push(visitor);
  byId('tabs').append(tab);
  byId('frames').append(frame);
  choose(visitor);
}

/** @param {Visitor} visitor */
function choose(visitor) {
  chosen = visitor;
  wanted = null;
  for (const { frame, tab } of visitors) {
    const isChosen = tab === visitor.tab;
    frame.hidden = !isChosen;
    tab.setAttribute('aria-selected', String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
  }
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify({ count: visitors.length, chosen: visitors.indexOf(visitor) }));
  } catch {
    // Then the next load begins with one visitor.
  }
  void look();
}

/** @returns {{ count: number, chosen: number }} */
function remembered() {
  try {
    const { count, chosen: index } = JSON.parse(localStorage.getItem(KEPT_AS) ?? '');
    return { count: Math.min(Math.max(1, Number(count) || 1), 12), chosen: Number(index) || 0 };
  } catch {
    return { count: 1, chosen: 0 };
  }
}

/** Shows what is known of the chosen visitor's turns, when it is not what is shown already. */
async function look() {
  const visitor = chosen;
  if (!visitor) return;
  try {
    const message = wanted === null ? '' : `&message=${wanted}`;
    const response = await fetch(`/rehearsal/turns?chat=${visitor.chat}${message}`, { cache: 'no-store' });
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    byId('away').textContent = '';
    if (visitor !== chosen || text + visitor.name === shown) return;
    shown = text + visitor.name;
    const { turns, explained } = JSON.parse(text);
    byId('turn').replaceChildren(turnView(turns, explained, word, settings.language, lookAt));
  } catch {
    byId('away').textContent = word('rehearsal-away');
  }
}

/** @param {number} messageId */
function lookAt(messageId) {
  wanted = messageId;
  void look();
}

byId('add').addEventListener('click', () => addVisitor(visitors.length + 1));
byId('tabs').addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined || !chosen) return;
  const next = visitors[(visitors.indexOf(chosen) + step + visitors.length) % visitors.length];
  if (next) choose(next);
  next?.tab.focus();
});
window.addEventListener('message', ({ source, origin, data }) => {
  const visitor = visitors.find(({ frame }) => frame.contentWindow === source);
  if (!visitor || origin !== location.origin || data?.deskChat !== 'turn') return;
  visitor.chat = data.chat;
  if (visitor !== chosen) return;
  wanted = null;
  void look();
});

startDesk(word, settings.language);
const before = remembered();
for (let number = 1; number <= before.count; number++) addVisitor(number);
const last = visitors[before.chosen];
if (last) choose(last);
// A turn is told of before its last stages are over.
setInterval(() => document.hidden || void look(), LOOK_EVERY_MS);

// @ts-check
// Runs on a seller's own page, inside a function that begins with `const DESK_CHAT = …`. Adds one element to it, whose
// inside the page's styles do not reach, and touches nothing else.

const settings = DESK_CHAT;
const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const origin = new URL(script?.src ?? location.href).origin;
const keptAs = `desk-chat:${settings.account}:open`;
const asked = [new URL(script?.src ?? location.href).searchParams.get('lang'), document.documentElement.lang, ...navigator.languages];
const languages = asked.map((tag) => (tag ?? '').slice(0, 2).toLowerCase());
const language = languages.find((code) => Object.hasOwn(settings.words, code)) ?? Object.keys(settings.words)[0] ?? 'en';
const words = settings.words[language] ?? { open: '', close: '', news: '', title: '' };

const STYLE = `
:host { all: initial; }
button, .frame { position: fixed; z-index: 2147483000; border: 0; }
button { right: max(20px, env(safe-area-inset-right)); bottom: max(20px, env(safe-area-inset-bottom)); width: 60px; height: 60px;
  padding: 0; border-radius: 50%; background: #1f7a4d; color: #fff; cursor: pointer; box-shadow: 0 4px 18px rgb(0 0 0 / 0.28);
  transition: transform 0.15s; }
button:hover { transform: scale(1.06); }
button:focus-visible { outline: 3px solid #1f7a4d; outline-offset: 3px; }
svg { width: 30px; height: 30px; vertical-align: middle; }
.cross, .open .speech { display: none; }
.open .cross { display: inline; }
.dot { position: absolute; top: 0; right: 0; width: 16px; height: 16px; border: 2px solid #fff; border-radius: 50%; background: #d92d35; }
.frame { right: max(20px, env(safe-area-inset-right)); bottom: 96px; width: 400px; height: min(680px, calc(100vh - 120px));
  height: min(680px, calc(100dvh - 120px)); border-radius: 18px; background: Canvas; box-shadow: 0 12px 48px rgb(0 0 0 / 0.3); color-scheme: light dark; }
.frame[hidden], .dot[hidden] { display: none; }
@media (max-width: 520px), (max-height: 480px) {
  .frame { inset: 0; width: 100%; height: 100%; border-radius: 0; }
  .open button { display: none; }
}
@media (prefers-reduced-motion: reduce) { button { transition: none; } }
`;

// A name of its own, which no rule for div reaches.
const host = document.createElement('desk-chat');
const root = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
root.adoptedStyleSheets = [sheet];

const holder = document.createElement('div');
const button = document.createElement('button');
button.type = 'button';
const dot = document.createElement('span');
dot.className = 'dot';
dot.hidden = true;
button.append(drawing('speech', 'M4 5h16v11H10l-5 4v-4H4z'), drawing('cross', 'M6 6l12 12M18 6 6 18'), dot);
/** @type {HTMLIFrameElement | null} */
let frame = null;
let isOpen = false;

/**
 * @param {string} name
 * @param {string} path
 */
function drawing(name, path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [attribute, value] of [
    ['viewBox', '0 0 24 24'],
    ['class', name],
    ['fill', 'none'],
    ['stroke', 'currentColor'],
    ['stroke-width', '2'],
    ['stroke-linecap', 'round'],
    ['stroke-linejoin', 'round'],
    ['aria-hidden', 'true'],
  ]) {
    svg.setAttribute(attribute ?? '', value ?? '');
  }
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

function makeFrame() {
  const made = document.createElement('iframe');
  const address = new URL(`/chat/${encodeURIComponent(settings.account)}`, origin);
  address.searchParams.set('embed', '1');
  address.searchParams.set('lang', language);
  const start = script?.dataset.start;
  if (start) address.searchParams.set('start', start);
  made.src = address.href;
  made.title = words.title;
  made.className = 'frame';
  made.addEventListener('load', () => isOpen && tellOpened());
  holder.prepend(made);
  return made;
}

function tellOpened() {
  frame?.contentWindow?.postMessage({ deskChat: 'opened' }, origin);
}

/**
 * @param {boolean} open
 * @param {boolean} byPerson
 */
function show(open, byPerson) {
  isOpen = open;
  if (open) frame ??= makeFrame();
  if (frame) frame.hidden = !open;
  holder.classList.toggle('open', open);
  if (open) dot.hidden = true;
  label();
  try {
    localStorage.setItem(keptAs, open ? '1' : '0');
  } catch {
    // The page keeps nothing, so neither do we.
  }
  if (!byPerson) return;
  if (open) {
    frame?.focus();
    tellOpened();
  } else button.focus();
}

function label() {
  button.setAttribute('aria-expanded', String(isOpen));
  button.setAttribute('aria-label', `${isOpen ? words.close : words.open}${dot.hidden ? '' : `. ${words.news}`}`);
}

button.addEventListener('click', () => show(!isOpen, true));
root.addEventListener('keydown', (event) => {
  if (/** @type {KeyboardEvent} */ (event).key === 'Escape' && isOpen) show(false, true);
});
window.addEventListener('message', ({ source, origin: from, data }) => {
  if (!frame || source !== frame.contentWindow || from !== origin) return;
  if (data?.deskChat === 'close') show(false, true);
  if (data?.deskChat === 'news' && !isOpen) {
    dot.hidden = false;
    label();
  }
});

function begin() {
  holder.append(button);
  root.append(holder);
  document.body.append(host);
  label();
  let wasOpen = false;
  try {
    wasOpen = localStorage.getItem(keptAs) === '1';
  } catch {
    // As above.
  }
  if (wasOpen) show(true, false);
}

if (document.body) begin();
else document.addEventListener('DOMContentLoaded', begin);

// @ts-check
import { byId } from './dom.js';
import { createPeople } from './people.js';
import { startStaff } from './staff.js';
import { turnView } from './turn.js';

/** @type {{ account: string, language: string, words: Record<string, string> }} */
const settings = JSON.parse(document.body.dataset.settings ?? '{}');
const word = (/** @type {string} */ key) => settings.words[key] ?? '';

const KEPT_AS = `desk-rehearsal:${settings.account}`;
const LOOK_EVERY_MS = 1_000;

/** Whose turns are shown: whoever was chosen or answered last. @type {import('./people.js').Person | undefined} */
let looked;
let shown = '';
/** The turn that is looked at; null for the newest. @type {number | null} */
let wanted = null;

const { account, language } = settings;
const visitors = createPeople({ tabs: 'tabs', frames: 'frames', account, language, onChosen });
const colleagues = createPeople({ tabs: 'staff-tabs', frames: 'staff-frames', account, language, onChosen: lookAtPerson });
const staff = startStaff({ account, language, word, people: colleagues });

/** @param {number} number */
const addVisitor = (number) => visitors.add(`visitor-${number}`, `${word('rehearsal-visitor')} ${number}`);

/** @param {import('./people.js').Person} visitor */
function onChosen(visitor) {
  lookAtPerson(visitor);
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify({ count: visitors.all.length, chosen: visitors.all.indexOf(visitor) }));
  } catch {
    // Then the next load begins with one visitor.
  }
}

/** @param {import('./people.js').Person} person */
function lookAtPerson(person) {
  looked = person;
  wanted = null;
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

/** Shows what is known of somebody's turns, when it is not what is shown already. */
async function look() {
  const person = looked;
  if (!person) return;
  try {
    const message = wanted === null ? '' : `&message=${wanted}`;
    const response = await fetch(`/rehearsal/turns?chat=${person.chat}${message}`, { cache: 'no-store' });
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    byId('away').textContent = '';
    if (person !== looked || text + person.name === shown) return;
    shown = text + person.name;
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

byId('add').addEventListener('click', () => addVisitor(visitors.all.length + 1));
window.addEventListener('message', ({ source, origin, data }) => {
  const group = [visitors, colleagues].find(({ all }) => all.some(({ frame }) => frame.contentWindow === source));
  const person = group?.all.find(({ frame }) => frame.contentWindow === source);
  if (!group || !person || origin !== location.origin || data?.deskChat !== 'turn') return;
  person.chat = data.chat;
  if (group === colleagues) staff.met(person);
  if (group.isChosen(person)) lookAtPerson(person);
});

const before = remembered();
for (let number = 1; number <= before.count; number++) addVisitor(number);
const last = visitors.all[before.chosen];
if (last) visitors.choose(last);
// A turn is told of before its last stages are over.
setInterval(() => document.hidden || void look(), LOOK_EVERY_MS);

// @ts-check
import { byId, el } from './dom.js';

/**
 * Somebody whose chat stands on the console; `chat` is empty until the desk has answered there.
 * @typedef {{ name: string, frame: HTMLIFrameElement, tab: HTMLElement, chat: string }} Person
 */

/**
 * People side by side, one of whom is looked at: their tabs and the pages they chat on.
 * @param {{ tabs: string, frames: string, account: string, language: string, onChosen: (person: Person) => void }} options
 */
export function createPeople({ tabs, frames, account, language, onChosen }) {
  /** @type {Person[]} */
  const all = [];
  /** @type {Person | undefined} */
  let chosen;

  /** @param {Person} person */
  const choose = (person) => {
    chosen = person;
    for (const { frame, tab } of all) {
      const isChosen = tab === person.tab;
      frame.hidden = !isChosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    }
    onChosen(person);
  };

  byId(tabs).addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || !chosen) return;
    const next = all[(all.indexOf(chosen) + step + all.length) % all.length];
    if (next) choose(next);
    next?.tab.focus();
  });

  return {
    all,
    choose,
    isChosen: (/** @type {Person} */ person) => person === chosen,
    /**
     * @param {string} name under which the browser keeps who they are
     * @param {string} label
     * @param {string} [start] what they open the chat with
     */
    add(name, label, start) {
      const address = new URLSearchParams({ persona: name, lang: language, ...(start !== undefined && { start }) });
      const frame = /** @type {HTMLIFrameElement} */ (
        el('iframe', { id: name, role: 'tabpanel', title: label, src: `/chat/${encodeURIComponent(account)}?${address}` })
      );
      const tab = el('button', { type: 'button', role: 'tab', 'aria-controls': name, click: () => choose(person) }, label);
      const person = { name, frame, tab, chat: '' };
      all.push(person);
      byId(tabs).append(tab);
      byId(frames).append(frame);
      choose(person);
      return person;
    },
  };
}

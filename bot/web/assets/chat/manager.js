// @ts-check
import { byId, el } from './dom.js';

const LOOK_EVERY_MS = 1_000;

/** @typedef {{ chat: string, customer: string | null, waiting: boolean }} Waiting */
/** @typedef {{ id: string, from: 'customer' | 'staff' | 'desk', text: string }} Line */
/** @typedef {{ chats: Waiting[], thread: { chat: string, lines: Line[] } | null }} Desk */

/**
 * The manager's side of the rehearsal: whoever waits, their thread, an answer and the handing back.
 * @param {(key: string) => string} word
 * @param {string} language
 */
export function startDesk(word, language) {
  let chosen = '';
  let shown = '';
  /** The key of the words being written: sent twice, they are said once. */
  let key = crypto.randomUUID();
  const words = /** @type {HTMLTextAreaElement} */ (byId('words'));

  const look = async () => {
    try {
      const response = await fetch(`/rehearsal/desk?chat=${chosen}&lang=${language}`, { cache: 'no-store' });
      if (!response.ok) return;
      const text = await response.text();
      if (text === shown) return;
      shown = text;
      show(JSON.parse(text));
    } catch {
      // The pane beside it says that the desk is away.
    }
  };

  /** @param {Desk} desk */
  const show = ({ chats, thread }) => {
    chosen = thread?.chat ?? '';
    byId('answer').hidden = thread === null;
    byId('chats').replaceChildren(
      ...chats.map(({ chat, customer, waiting }) =>
        el(
          'button',
          { type: 'button', 'aria-pressed': String(chat === chosen), click: () => choose(chat) },
          `${customer ?? word('rehearsal-desk-customer')}: ${word(waiting ? 'rehearsal-desk-waiting' : 'rehearsal-desk-answered')}`,
        ),
      ),
    );
    const who = { customer: word('rehearsal-desk-customer'), staff: word('rehearsal-desk'), desk: word('rehearsal-desk-bot') };
    const lines = thread?.lines.map(({ from, text }) => el('li', { class: from }, el('small', {}, who[from]), text));
    byId('thread').replaceChildren(...(lines ?? [el('li', { class: 'nothing' }, word('rehearsal-desk-empty'))]));
    byId('thread').lastElementChild?.scrollIntoView({ block: 'nearest' });
  };

  /** @param {string} chat */
  const choose = (chat) => {
    chosen = chat;
    void look();
  };

  /**
   * @param {'say' | 'back'} what
   * @param {object} body
   */
  const ask = async (what, body) => {
    const response = await fetch(`/rehearsal/desk/${what}?lang=${language}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    byId('refused').textContent = response.ok ? '' : answer.sentence;
    void look();
    return response.ok;
  };

  const say = async () => {
    const text = words.value.trim();
    if (text === '' || !(await ask('say', { chat: chosen, text, key }))) return;
    key = crypto.randomUUID();
    words.value = '';
  };

  byId('answer').addEventListener('submit', (event) => {
    event.preventDefault();
    void say();
  });
  byId('back').addEventListener('click', () => void ask('back', { chat: chosen }));
  setInterval(() => document.hidden || void look(), LOOK_EVERY_MS);
  void look();
}

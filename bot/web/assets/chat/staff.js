// @ts-check
import { byId } from './dom.js';

const LOOK_EVERY_MS = 200;
const MOST_LOOKS = 100;

/** @typedef {import('./people.js').Person} Person */
/** @typedef {'owner' | 'admin' | 'manager' | 'agent'} Role */
/** @typedef {{ role: Role, chat: string }} Member */

/**
 * The staff of the rehearsal. An owner and a manager are there from the beginning, each let in by an invitation that their
 * chat is opened with; more are invited by the owner.
 * @param {{ account: string, language: string, word: (key: string) => string, people: ReturnType<typeof import('./people.js').createPeople> }} options
 */
export function startStaff({ account, language, word, people }) {
  const keptAs = `desk-rehearsal-staff:${account}`;
  /** @type {Member[]} */
  const members = [];
  let isBeginning = false;

  const keep = () => {
    try {
      localStorage.setItem(keptAs, JSON.stringify(members));
    } catch {
      // Then the next load begins with new staff.
    }
  };

  /** @returns {Member[]} */
  const remembered = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(keptAs) ?? '[]');
      return Array.isArray(kept) ? kept.filter(({ role, chat }) => typeof role === 'string' && typeof chat === 'string').slice(0, 12) : [];
    } catch {
      return [];
    }
  };

  /** @param {Role} role @param {string} [start] */
  const add = (role, start) => {
    const number = members.filter((member) => member.role === role).length + 1;
    members.push({ role, chat: '' });
    return people.add(`${role}-${number}`, `${word(`rehearsal-role-${role}`)}${number > 1 ? ` ${number}` : ''}`, start);
  };

  /** @param {Role} role */
  const invite = async (role) => {
    const by = members.find((member) => member.role === 'owner')?.chat;
    try {
      const response = await fetch(`/rehearsal/staff?lang=${language}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(role === 'owner' ? { role } : { role, by }),
      });
      if (!response.ok) throw new Error(String(response.status));
      const { code } = await response.json();
      byId('uninvited').textContent = '';
      add(role, code);
    } catch {
      byId('uninvited').textContent = word('rehearsal-uninvited');
    }
  };

  /** Whether whoever has this chat works here. @param {string} chat @returns {Promise<boolean>} */
  const worksHere = async (chat) => {
    const response = await fetch(`/rehearsal/staff?chat=${encodeURIComponent(chat)}`, { cache: 'no-store' }).catch(() => null);
    return response?.ok === true && (await response.json()).role !== null;
  };

  /** The desk tells of a turn before it is over. @param {string} chat */
  const isIn = async (chat) => {
    for (let looks = 0; looks < MOST_LOOKS && !(await worksHere(chat)); looks++) await new Promise((go) => setTimeout(go, LOOK_EVERY_MS));
  };

  /** Those of the last time who still work here; a desk that was emptied has none of them. */
  const begin = async () => {
    for (const { role, chat } of remembered()) {
      if (!(await worksHere(chat))) continue;
      const person = add(role);
      person.chat = chat;
      Object.assign(members.at(-1) ?? {}, { chat });
    }
    if (members.some(({ role }) => role === 'owner')) return;
    isBeginning = true;
    await invite('owner');
  };

  byId('invite').addEventListener('submit', (event) => {
    event.preventDefault();
    /** @type {HTMLSelectElement} */
    const role = byId('role');
    void invite(/** @type {Role} */ (role.value));
  });
  void begin();

  return {
    /** Somebody's chat is known now. @param {Person} person */
    met(person) {
      const member = members[people.all.indexOf(person)];
      if (!member || member.chat === person.chat) return;
      member.chat = person.chat;
      keep();
      if (!isBeginning || member.role !== 'owner') return;
      isBeginning = false;
      void isIn(person.chat).then(() => invite('manager'));
    },
  };
}

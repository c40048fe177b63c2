// @ts-check
import { Backoff } from './backoff.js';
import { ask, bearer, forgetVisitor, Refused, visitorToken } from './door.js';
import { forget, keep, kept, keptNames } from './keep.js';
import { settings } from './settings.js';

/**
 * @typedef {{ type: 'text', text: string, inReplyTo?: string } | { type: 'press', action: string } | { type: 'start', payload: string | null }} SayEvent
 * @typedef {{ id: string, at: number, event: SayEvent, state: 'waiting' | 'failed', why: string }} Unsent
 */

const PREFIX = 'unsent:';

/**
 * What the person has said and the desk does not have yet. Kept in the browser, one entry each, so that neither a
 * reload nor a second window loses any; sent in order, again and again with the same id until the desk has it.
 */
export class UnsentMessages {
  /** @type {Unsent[]} */
  #all = [];
  #isSending = false;
  #backoff = new Backoff();
  #onChange;
  #onSent;

  /**
   * @param {(all: Unsent[]) => void} onChange
   * @param {(message: Unsent, messageId: number) => void} onSent
   */
  constructor(onChange, onSent) {
    this.#onChange = onChange;
    this.#onSent = onSent;
    for (const name of keptNames(PREFIX)) {
      const message = parse(kept(name));
      if (message) this.#all.push(message);
    }
    this.#all.sort((a, b) => a.at - b.at);
  }

  get all() {
    return this.#all;
  }

  /** @param {SayEvent} event */
  say(event) {
    const message = /** @type {Unsent} */ ({ id: newId(), at: Date.now(), event, state: 'waiting', why: '' });
    keep(PREFIX + message.id, JSON.stringify(message));
    this.#all.push(message);
    this.#onChange(this.#all);
    void this.send();
  }

  /** The desk seems to be there: what waits goes out now. */
  hurry() {
    this.#backoff.hurry();
    void this.send();
  }

  async send() {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) await this.#sendOne(next);
    } finally {
      this.#isSending = false;
    }
  }

  #next() {
    return this.#all.find(({ state }) => state === 'waiting');
  }

  /** @param {Unsent} message */
  async #sendOne(message) {
    try {
      const { messageId } = await post(message);
      this.#backoff.reset();
      this.#drop(message);
      this.#onSent(message, messageId);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) forgetVisitor();
      else if (error instanceof Refused && !error.isForNow) {
        // It will never be taken as it is; it stays to be seen, but not beyond this page.
        message.state = 'failed';
        message.why = error.sentence;
        forget(PREFIX + message.id);
        this.#onChange(this.#all);
        return;
      }
      message.why = error instanceof Refused ? error.sentence : '';
      this.#onChange(this.#all);
      await this.#backoff.pause(error instanceof Refused ? error.seconds : null);
    }
  }

  /** @param {Unsent} message */
  #drop(message) {
    forget(PREFIX + message.id);
    this.#all = this.#all.filter(({ id }) => id !== message.id);
    this.#onChange(this.#all);
  }
}

/**
 * @param {Unsent} message
 * @returns {Promise<{ messageId: number }>}
 */
async function post({ id, event }) {
  const response = await ask('/events', {
    method: 'POST',
    headers: { ...bearer(await visitorToken()), 'content-type': 'application/json' },
    body: JSON.stringify({ id, event, language: settings.language }),
  });
  return await response.json();
}

/**
 * @param {string | null} text
 * @returns {Unsent | null}
 */
function parse(text) {
  try {
    const message = JSON.parse(text ?? '');
    return typeof message.id === 'string' && typeof message.event?.type === 'string' ? message : null;
  } catch {
    return null;
  }
}

/** Like crypto.randomUUID, which pages without https do not have. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

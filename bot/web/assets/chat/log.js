// @ts-check
import { deskLine, personFileLine, personLine, unsentLine } from './bubbles.js';
import { byId, el } from './dom.js';
import { word } from './settings.js';
import { dayName, dayOf } from './times.js';

/**
 * @typedef {import('./stream.js').Line} Line
 * @typedef {import('./unsent.js').Unsent} Unsent
 * @typedef {{ line: Line, at: number, element: HTMLElement | null }} Entry `at` in milliseconds
 */

/** Behind everything, until the stream says where. */
const NOT_PLACED_YET = Number.MAX_SAFE_INTEGER;
/** Messages this near to each other, from one side, stand together. */
const TOGETHER_MS = 5 * 60_000;
/** Whoever is this near to the end reads the end. */
const NEAR_END_PX = 90;

/** The conversation as it is seen. Lines may come in any order and again; the page ends up the same. */
export class Log {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Map<number, HTMLElement>} */
  #days = new Map();
  /** @type {Entry[] | null} */
  #ordered = null;
  #isDirty = false;
  #isFollowing = true;
  #heightAtEnd = 0;
  #isLive = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typingTimer;
  #box = byId('log');
  #lines = byId('lines');
  #unsent = byId('unsent');
  #typing = byId('typing');
  #newer = byId('newer');
  #press;
  #answer;

  /**
   * @param {(action: string) => void} press
   * @param {(line: import('./answering.js').Answered) => void} answer
   */
  constructor(press, answer) {
    this.#press = press;
    this.#answer = answer;
    this.#box.addEventListener('scroll', () => this.#noticeScroll(), { passive: true });
    this.#newer.addEventListener('click', () => this.toEnd());
    // A keyboard that opens, or a line that grows, does not push the end out of sight.
    const observer = new ResizeObserver(() => this.#isFollowing && this.#scrollToEnd());
    observer.observe(this.#box);
    observer.observe(this.#lines);
  }

  get isEmpty() {
    return this.#entries.size === 0;
  }

  /** The history is here: from now on what comes is news. */
  goLive() {
    if (this.#isLive) return;
    this.#settle();
    this.#isLive = true;
    this.#box.setAttribute('aria-busy', 'false');
    this.#box.setAttribute('aria-live', 'polite');
  }

  /** @param {Line} line */
  put(line) {
    const known = this.#entries.get(line.id);
    if (known && known.line.version >= line.version) return;
    const element = this.#elementOf(line);
    if (known?.element && element) known.element.replaceWith(element);
    else known?.element?.remove();
    if (element && this.#isLive && !known) element.classList.add('fresh');
    this.#ordered = null;
    this.#entries.set(line.id, { line, at: new Date(line.at).getTime(), element });
    if (line.from === 'desk') this.hideTyping();
    if (this.#isLive && !known && line.from === 'desk' && !this.#isFollowing) this.#newer.hidden = false;
    this.#plan();
  }

  /**
   * The desk has the message; its line will come by the stream, with the desk's own time.
   * @param {{ event: any }} message
   * @param {number} id
   */
  putSent({ event }, id) {
    const last = this.#inOrder().at(-1)?.at ?? Date.now();
    const at = new Date(last).toISOString();
    this.put({ id: `person:${id}`, from: 'person', position: NOT_PLACED_YET, version: 0, at, content: event });
  }

  /** @param {Unsent[]} all */
  showUnsent(all) {
    const elements = all.flatMap((message) => {
      const text = this.#textOf(message.event, NOT_PLACED_YET);
      return text === null ? [] : [unsentLine(text, message)];
    });
    const hasMore = elements.length > this.#unsent.childElementCount;
    this.#unsent.replaceChildren(...elements);
    if (hasMore) this.toEnd();
  }

  /** Soon rather than at once: an answer that is already there needs no sign. */
  showTyping() {
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => {
      this.#typing.hidden = false;
      if (this.#isFollowing) this.#scrollToEnd();
      this.#typingTimer = setTimeout(() => this.hideTyping(), 10_000);
    }, 250);
  }

  hideTyping() {
    clearTimeout(this.#typingTimer);
    this.#typing.hidden = true;
  }

  toEnd() {
    this.#isFollowing = true;
    this.#newer.hidden = true;
    this.#scrollToEnd();
  }

  #scrollToEnd() {
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#heightAtEnd = this.#box.scrollHeight;
  }

  #noticeScroll() {
    // What has grown since (a picture that has come) is not scrolled away from.
    if (this.#isFollowing && this.#box.scrollHeight > this.#heightAtEnd) return this.#scrollToEnd();
    this.#isFollowing = this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < NEAR_END_PX;
    if (this.#isFollowing) this.#newer.hidden = true;
  }

  /** @param {Line} line */
  #elementOf(line) {
    if (line.from === 'desk') return deskLine(line, ({ action }) => this.#press(action), this.#answer);
    if (line.content?.type === 'file') return personFileLine(line);
    const text = this.#textOf(line.content, line.position);
    return text === null
      ? null
      : personLine(text, line.at, line.content?.cut === true ? word('chat-cut') : null, this.#titleOf(line.content?.inReplyTo));
  }

  /**
   * What the card says that was answered; null when nothing was, or it is not here.
   * @param {unknown} id
   * @returns {string | null}
   */
  #titleOf(id) {
    return typeof id === 'string' ? (this.#entries.get(id)?.line.content?.card?.title ?? null) : null;
  }

  /**
   * What a person's event looks like in the conversation; null for what is not seen.
   * @param {any} event
   * @param {number} position
   * @returns {string | null}
   */
  #textOf(event, position) {
    if (event?.type === 'text') return event.text;
    if (event?.type === 'press') return this.#buttonOf(event.action, position)?.textContent ?? word('chat-button');
    return event?.type === 'contact' ? event.phone : null;
  }

  /**
   * The button that was pressed: the last of this action before that place.
   * @param {string} action
   * @param {number} position
   * @returns {HTMLElement | null}
   */
  #buttonOf(action, position) {
    const candidates = this.#inOrder().filter(({ line }) => line.from === 'desk' && line.position < position);
    for (const { element } of candidates.toReversed()) {
      const button = element?.querySelector(`[data-action="${CSS.escape(action)}"]`);
      if (button) return /** @type {HTMLElement} */ (button);
    }
    return null;
  }

  #inOrder() {
    this.#ordered ??= [...this.#entries.values()].sort((a, b) => a.line.position - b.line.position);
    return this.#ordered;
  }

  /** Once for however many lines come together. */
  #plan() {
    if (this.#isDirty) return;
    this.#isDirty = true;
    queueMicrotask(() => this.#settle());
  }

  #settle() {
    this.#isDirty = false;
    const ordered = this.#inOrder();
    const seen = ordered.filter(({ element }) => element !== null);
    this.#place(seen);
    this.#markChoices(ordered);
    if (this.#isFollowing) this.#scrollToEnd();
  }

  /** @param {Entry[]} seen */
  #place(seen) {
    let cursor = this.#lines.firstChild;
    const put = (/** @type {HTMLElement} */ node) => {
      if (cursor === node) cursor = node.nextSibling;
      else this.#lines.insertBefore(node, cursor);
    };
    const days = new Set();
    seen.forEach(({ line, at, element }, index) => {
      const before = seen[index - 1];
      const after = seen[index + 1];
      const day = dayOf(new Date(at));
      if (!before || dayOf(new Date(before.at)) !== day) {
        days.add(day);
        put(this.#dayElement(day));
      }
      const isWith = (/** @type {Entry | undefined} */ other) =>
        other !== undefined && other.line.from === line.from && Math.abs(other.at - at) < TOGETHER_MS && dayOf(new Date(other.at)) === day;
      element?.classList.toggle('first', !isWith(before));
      element?.classList.toggle('last', !isWith(after));
      if (element) put(element);
    });
    for (const [day, element] of this.#days) {
      if (days.has(day)) continue;
      element.remove();
      this.#days.delete(day);
    }
  }

  /** @param {number} day */
  #dayElement(day) {
    const element = this.#days.get(day) ?? el('p', { class: 'day' }, el('span', {}));
    this.#days.set(day, element);
    const name = dayName(new Date(day));
    if (element.firstElementChild && element.textContent !== name) element.firstElementChild.textContent = name;
    return element;
  }

  /** @param {Entry[]} ordered */
  #markChoices(ordered) {
    const newest = ordered.findLast(({ line }) => line.from === 'desk');
    for (const { line, element } of ordered) {
      if (line.from === 'desk') element?.classList.toggle('newest', element === newest?.element);
    }
    for (const { line, element } of ordered) {
      if (line.from !== 'person' || line.content?.type !== 'press') continue;
      const button = this.#buttonOf(line.content.action, line.position);
      const said = element?.querySelector('p');
      button?.classList.add('chosen');
      // An edited message comes after what was pressed in it.
      if (button && said && said.textContent !== button.textContent) said.textContent = button.textContent;
    }
  }
}

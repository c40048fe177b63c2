// @ts-check
import { el } from './dom.js';
import { linked } from './links.js';
import { mediaBubble } from './media.js';
import { settings, word } from './settings.js';
import { momentOf, timeOfDay } from './times.js';

/**
 * @typedef {import('./stream.js').Line} Line
 * @typedef {{ label: string, action: string, style: 'plain' | 'primary' | 'danger' }} Choice
 * @typedef {{ paragraphs: string[], card: Card | null, media: Media | null, choices: Choice[] }} Content
 * @typedef {import('./media.js').Media} Media
 * @typedef {{ title: string, rows: Array<{ label: string, value: string }>, timeline: Array<{ label: string, at: string | null, state: 'done' | 'now' | 'next' }> }} Card
 */

/**
 * A message of the desk.
 * @param {Line} line
 * @param {(choice: Choice) => void} press
 * @param {(line: import('./answering.js').Answered) => void} answer
 */
export function deskLine({ id, at, content }, press, answer) {
  /** @type {Partial<Content>} */
  const { paragraphs = [], card = null, media = null, choices = [] } = content ?? {};
  const bubbles = [
    card && cardBubble(card, answerButton(id, card, answer)),
    ...inBubbles(paragraphs).map((texts) => el('div', { class: 'bubble' }, ...texts.map(paragraph))),
    media && mediaBubble(media),
  ].filter((bubble) => bubble !== null);
  const buttons = choices.length > 0 ? el('div', { class: 'choices' }, ...choices.map((choice) => button(choice, press))) : null;
  return el('div', { class: 'line desk' }, author(settings.desk), ...bubbles, meta(at, null), buttons);
}

/**
 * Begins an answer to a card.
 * @param {string} id
 * @param {Card} card
 * @param {(line: import('./answering.js').Answered) => void} answer
 */
function answerButton(id, { title }, answer) {
  const attributes = {
    type: 'button',
    class: 'answer',
    title: word('chat-answer'),
    'aria-label': `${word('chat-answer')}: ${title}`,
    click: () => answer({ id, title }),
  };
  return el('button', attributes);
}

/**
 * What the person has said.
 * @param {string} text
 * @param {string} at
 * @param {string | null} note
 * @param {string | null} answered the title of the card it answers
 */
export function personLine(text, at, note, answered) {
  const quote = answered === null ? null : el('p', { class: 'quote', dir: 'auto' }, answered);
  return el(
    'div',
    { class: 'line person' },
    author(word('chat-you')),
    el('div', { class: 'bubble' }, quote, paragraph(text)),
    meta(at, note),
  );
}

/**
 * A file of the person's.
 * @param {Line} line
 */
export function personFileLine({ at, content }) {
  const { kind, name, url = null } = content;
  return el(
    'div',
    { class: 'line person' },
    author(word('chat-you')),
    mediaBubble({ kind, name: name ?? word('chat-file'), url }),
    meta(at, null),
  );
}

/**
 * What the person has said and the desk does not have yet.
 * @param {string} text
 * @param {import('./unsent.js').Unsent} message
 */
export function unsentLine(text, { state, why }) {
  const note = el('span', { class: 'note' }, word(state === 'failed' ? 'chat-not-sent' : 'chat-waiting'), why === '' ? null : `. ${why}`);
  return el(
    'div',
    { class: `line person unsent ${state}` },
    author(word('chat-you')),
    el('div', { class: 'bubble' }, paragraph(text)),
    el('div', { class: 'meta' }, note),
  );
}

/** @param {string} name */
function author(name) {
  return el('span', { class: 'unseen' }, `${name}: `);
}

/** @param {string} text */
function paragraph(text) {
  return el('p', { dir: 'auto' }, ...linked(text));
}

/**
 * @param {string} at
 * @param {string | null} note
 */
function meta(at, note) {
  const date = new Date(at);
  const time = el('time', { datetime: date.toISOString() }, timeOfDay(date));
  return el('div', { class: 'meta' }, note === null ? null : el('span', { class: 'note' }, note), time);
}

/**
 * Paragraphs in bubbles of a length that can be read.
 * @param {string[]} paragraphs
 */
function inBubbles(paragraphs) {
  /** @type {string[][]} */
  const bubbles = [];
  let length = Number.POSITIVE_INFINITY;
  for (const text of paragraphs) {
    length += text.length;
    if (length > settings.longest) {
      bubbles.push([]);
      length = text.length;
    }
    bubbles.at(-1)?.push(text);
  }
  return bubbles;
}

/**
 * @param {Choice} choice
 * @param {(choice: Choice) => void} press
 */
function button(choice, press) {
  const style = choice.style === 'primary' || choice.style === 'danger' ? choice.style : 'plain';
  const attributes = { type: 'button', class: `choice ${style}`, 'data-action': choice.action, dir: 'auto', click: () => press(choice) };
  return el('button', attributes, choice.label);
}

/**
 * @param {Card} card
 * @param {HTMLElement} answers
 */
function cardBubble({ title, rows, timeline }, answers) {
  return el(
    'div',
    { class: 'bubble card' },
    el('h2', { dir: 'auto' }, title),
    answers,
    rows.length === 0
      ? null
      : el(
          'dl',
          {},
          ...rows.map(({ label, value }) => el('div', {}, el('dt', { dir: 'auto' }, label), el('dd', { dir: 'auto' }, ...linked(value)))),
        ),
    timeline.length === 0 ? null : el('ol', { class: 'timeline' }, ...timeline.map(step)),
  );
}

/** @param {Card['timeline'][number]} step */
function step({ label, at, state }) {
  const known = state === 'done' || state === 'now' ? state : 'next';
  return el(
    'li',
    { class: known, 'aria-current': known === 'now' ? 'step' : null },
    el('span', { class: 'unseen' }, `${word(`chat-step-${known}`)}: `),
    el('span', { class: 'what', dir: 'auto' }, label),
    at === null ? null : el('span', { class: 'when' }, momentOf(at)),
  );
}

// @ts-check
import { el } from './dom.js';

/**
 * @typedef {import('../../chat/traces.ts').Trace} Trace
 * @typedef {(key: string) => string} Word
 */

/**
 * What one turn did, and the way to those before it.
 * @param {Trace[]} turns newest first
 * @param {{ messageId: number, rows: unknown } | null} explained
 * @param {Word} word
 * @param {string} language
 * @param {(messageId: number) => void} lookAt
 */
export function turnView(turns, explained, word, language, lookAt) {
  const turn = turns.find(({ messageId }) => messageId === explained?.messageId) ?? turns[0];
  if (!turn) return el('p', { class: 'nothing' }, word('rehearsal-nothing'));
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const ms = (/** @type {number} */ value) => `${number.format(value)} ${word('rehearsal-ms')}`;
  return el(
    'div',
    {},
    el(
      'div',
      { class: 'turns', role: 'group', 'aria-label': word('rehearsal-turns') },
      ...turns.map((one) => turnButton(one, one === turn, lookAt)),
    ),
    el('pre', { class: 'event', dir: 'auto' }, JSON.stringify(turn.event)),
    part(word('rehearsal-stages'), stages(turn, word, ms)),
    part(word('rehearsal-calls'), calls(turn, word, ms)),
    part(
      word('rehearsal-states'),
      el('p', { class: 'states' }, el('code', {}, turn.before ?? word('rehearsal-begin')), ' → ', el('code', {}, turn.after ?? '–')),
    ),
    part(word('rehearsal-replies'), turn.replies.length === 0 ? el('p', {}, word('rehearsal-no-replies')) : pretty(turn.replies)),
    explained === null ? null : part(word('rehearsal-rows'), pretty(explained.rows)),
    turn.attempts > 1 ? el('p', { class: 'attempts' }, `${word('rehearsal-attempts')}: ${turn.attempts}`) : null,
  );
}

/**
 * @param {Trace} turn
 * @param {boolean} isShown
 * @param {(messageId: number) => void} lookAt
 */
function turnButton({ messageId, event }, isShown, lookAt) {
  const attributes = { type: 'button', 'aria-pressed': String(isShown), click: () => lookAt(messageId) };
  return el('button', attributes, `${event.type} `, el('span', {}, `#${messageId}`));
}

/**
 * @param {string} title
 * @param {Node} content
 */
function part(title, content) {
  return el('section', {}, el('h3', {}, title), content);
}

/**
 * The stages one after another, each as long as it took.
 * @param {Trace} turn
 * @param {Word} word
 * @param {(value: number) => string} ms
 */
function stages(turn, word, ms) {
  const longest = Math.max(0.1, ...turn.stages.map((stage) => stage.ms));
  return el(
    'ol',
    { class: 'stages' },
    ...turn.stages.map((stage) =>
      el(
        'li',
        {},
        el('span', { class: 'name' }, word(`rehearsal-stage-${stage.name}`), stage.about === null ? null : el('small', {}, stage.about)),
        el('meter', { min: 0, max: longest, value: stage.ms, 'aria-hidden': 'true' }),
        el('span', { class: 'ms' }, ms(stage.ms)),
      ),
    ),
  );
}

/**
 * @param {Trace} turn
 * @param {Word} word
 * @param {(value: number) => string} ms
 */
function calls(turn, word, ms) {
  if (turn.calls.length === 0) return el('p', {}, word('rehearsal-no-calls'));
  return el(
    'ul',
    { class: 'calls' },
    ...turn.calls.map((call) =>
      el(
        'li',
        { class: call.outcome === 'ok' ? 'ok' : 'refused' },
        el('code', {}, `${call.rpc}(${call.args.join(', ')})`),
        el('span', { class: 'ms' }, call.outcome === 'ok' ? ms(call.ms) : `${call.outcome}, ${ms(call.ms)}`),
      ),
    ),
  );
}

/** @param {unknown} value */
function pretty(value) {
  return el('pre', { tabindex: 0 }, JSON.stringify(value, null, 2));
}

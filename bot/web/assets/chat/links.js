// @ts-check
import { el } from './dom.js';

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;

/**
 * The text as nodes, in which addresses are links.
 * @param {string} text
 * @returns {Array<Node | string>}
 */
export function linked(text) {
  /** @type {Array<Node | string>} */
  const nodes = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const shown = withoutTail(found);
    const target = targetOf(shown);
    if (target === null) continue;
    nodes.push(
      text.slice(done, index),
      el('a', { href: target, target: '_blank', rel: 'noopener noreferrer nofollow', dir: 'ltr' }, shown),
    );
    done = index + shown.length;
  }
  nodes.push(text.slice(done));
  return nodes.filter((node) => node !== '');
}

/**
 * Without what belongs to the sentence around it: a closing bracket only when it was opened outside.
 * @param {string} address
 */
function withoutTail(address) {
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    if (/[.,;:!?…»”’*_~]/.test(last)) continue;
    const opening = { ')': '(', ']': '[', '}': '{' }[last];
    if (opening === undefined) break;
    const inside = address.slice(0, end);
    if (inside.split(opening).length >= inside.split(last).length) break;
  }
  return address.slice(0, end);
}

/**
 * @param {string} text
 * @returns {string | null}
 */
function targetOf(text) {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  // A name before the host is how one address looks like another.
  const isPlain = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return isPlain ? url.href : null;
}

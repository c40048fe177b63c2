// @ts-check

import { el } from './dom.js';
import { ask, bearer, visitorToken } from './door.js';
import { word } from './settings.js';

/** @typedef {{ kind: string, name: string, url: string | null }} Media `url` under the chat's address; null when there is nothing to fetch */

/** What browsers show as a picture. */
const PICTURES = /^image\/(?:jpeg|png|gif|webp)$/;

/** Files are fetched with the visitor's key, which no address carries, and only when they come into sight. */
const inSight = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      inSight.unobserve(target);
      target.dispatchEvent(new CustomEvent('insight'));
    }
  },
  { rootMargin: '400px' },
);

/**
 * A picture that shows itself, or a file to be saved.
 * @param {Media} media
 */
export function mediaBubble({ kind, name, url }) {
  if (url === null) return el('div', { class: 'bubble file' }, el('p', { dir: 'auto' }, `${word('chat-file')}: ${name}`));
  if (kind !== 'image') return el('div', { class: 'bubble file' }, saveButton(name, url));
  const bubble = el('div', { class: 'bubble image' }, el('p', { class: 'loading', dir: 'auto' }, name));
  bubble.addEventListener('insight', () => void show(bubble, name, url), { once: true });
  inSight.observe(bubble);
  return bubble;
}

/**
 * @param {HTMLElement} bubble
 * @param {string} name
 * @param {string} url
 */
async function show(bubble, name, url) {
  try {
    const file = await fetchFile(url);
    if (!PICTURES.test(file.type)) return bubble.replaceChildren(saveButton(name, url));
    const image = /** @type {HTMLImageElement} */ (el('img', { alt: name }));
    image.src = URL.createObjectURL(file);
    await image.decode();
    bubble.replaceChildren(image);
  } catch {
    const again = el(
      'button',
      { type: 'button', class: 'save', dir: 'auto', click: () => void show(bubble, name, url) },
      `${word('chat-file-not-shown')} ${name}`,
    );
    bubble.replaceChildren(again);
  }
}

/**
 * @param {string} name
 * @param {string} url
 */
function saveButton(name, url) {
  const attributes = { type: 'button', class: 'save', dir: 'auto', title: word('chat-file-save'), click: () => void save(name, url) };
  return el('button', attributes, name);
}

/**
 * @param {string} name
 * @param {string} url
 */
async function save(name, url) {
  const address = URL.createObjectURL(await fetchFile(url));
  el('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {string} url */
async function fetchFile(url) {
  const response = await ask(url, { headers: bearer(await visitorToken()) });
  return await response.blob();
}

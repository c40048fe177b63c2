// @ts-check
import { keptAs } from './settings.js';

/** A browser that keeps nothing (private windows, frames of strict browsers) gets a memory as long as the page. */
const memory = new Map();

/** @returns {Storage | null} */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @returns {string | null}
 */
export function kept(name) {
  return memory.get(name) ?? storage()?.getItem(keptAs + name) ?? null;
}

/**
 * @param {string} name
 * @param {string} value
 */
export function keep(name, value) {
  try {
    const place = storage();
    if (!place) throw new Error('nowhere');
    place.setItem(keptAs + name, value);
    memory.delete(name);
  } catch {
    memory.set(name, value);
  }
}

/** @param {string} name */
export function forget(name) {
  memory.delete(name);
  storage()?.removeItem(keptAs + name);
}

/**
 * The names of what is kept under a prefix.
 * @param {string} prefix
 * @returns {string[]}
 */
export function keptNames(prefix) {
  const place = storage();
  const names = Array.from({ length: place?.length ?? 0 }, (_, index) => place?.key(index) ?? '')
    .filter((name) => name.startsWith(keptAs + prefix))
    .map((name) => name.slice(keptAs.length));
  return [...new Set([...names, ...[...memory.keys()].filter((name) => name.startsWith(prefix))])];
}

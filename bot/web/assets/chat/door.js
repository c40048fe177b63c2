// @ts-check
import { forget, keep, kept } from './keep.js';
import { chatAddress, settings } from './settings.js';

/** The answer of the desk when it is no yes. `seconds` when it says how long to wait. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} sentence
   * @param {number | null} seconds
   */
  constructor(status, sentence, seconds) {
    super(sentence);
    this.status = status;
    this.sentence = sentence;
    this.seconds = seconds;
  }

  /** Whether the same may well be taken later. */
  get isForNow() {
    return this.status === 429 || this.status >= 500;
  }
}

/**
 * Asks the desk. Throws a Refused for a no, and the browser's own error when there is no desk to be reached.
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string>, body?: string, signal?: AbortSignal }} [request]
 */
export async function ask(path, request = {}) {
  const headers = { 'accept-language': settings.language, ...request.headers };
  const response = await fetch(chatAddress(path), { ...request, headers, cache: 'no-store', credentials: 'omit' });
  if (response.ok) return response;
  const { sentence = '' } = await response.json().catch(() => ({}));
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  throw new Refused(response.status, sentence, Number.isNaN(seconds) ? null : seconds);
}

/** @type {Promise<string> | null} */
let asking = null;

/**
 * The visitor's key to this chat: kept, or given by the desk the first time.
 * @returns {Promise<string>}
 */
export function visitorToken() {
  const known = kept('token');
  if (known !== null) return Promise.resolve(known);
  asking ??= ask('/visitors', { method: 'POST' })
    .then((response) => response.json())
    .then(({ token }) => {
      // Another window may have been quicker.
      const first = kept('token') ?? token;
      keep('token', first);
      return first;
    })
    .finally(() => {
      asking = null;
    });
  return asking;
}

export function forgetVisitor() {
  forget('token');
}

/** @param {string} token */
export const bearer = (token) => ({ authorization: `Bearer ${token}` });

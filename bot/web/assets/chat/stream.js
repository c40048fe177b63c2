// @ts-check
import { Backoff } from './backoff.js';
import { ask, bearer, forgetVisitor, Refused, visitorToken } from './door.js';

/** A stream that is silent for longer than two heartbeats is dead, whatever the browser believes. */
const SILENCE_MS = 35_000;

/**
 * @typedef {{ id: string, from: 'person' | 'desk', position: number, version: number, at: string, content: any }} Line
 * @typedef {{ onLine: (line: Line) => void, onTyping: () => void, onReady: (chat: string) => void, onState: (state: 'online' | 'offline', sentence: string) => void }} Listener
 */

/** Follows the conversation, and finds the desk again whenever it is lost. */
export class ChatStream {
  #after = 0;
  #backoff = new Backoff();
  #listener;
  #abort = new AbortController();

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  hurry() {
    this.#backoff.hurry();
  }

  /** Begins anew: a machine that has slept holds connections that nobody else knows. */
  refresh() {
    this.#abort.abort();
    this.#backoff.hurry();
  }

  async follow() {
    for (;;) {
      /** @type {number | null} */
      let seconds = null;
      let sentence = '';
      try {
        await this.#followOnce();
      } catch (error) {
        if (error instanceof Refused) {
          ({ seconds, sentence } = error);
          if (error.status === 401) forgetVisitor();
          if (error.status === 404) return this.#listener.onState('offline', sentence);
        }
      }
      this.#listener.onState('offline', sentence);
      await this.#backoff.pause(seconds);
    }
  }

  async #followOnce() {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const response = await ask(`/stream?after=${this.#after}`, { headers: bearer(await visitorToken()), signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    let watch = 0;
    try {
      for (;;) {
        clearTimeout(watch);
        watch = window.setTimeout(() => this.#abort.abort(), SILENCE_MS);
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) return;
        const blocks = (rest + value).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#hear(block);
      }
    } finally {
      clearTimeout(watch);
    }
  }

  /** @param {string} block one event, as its lines */
  #hear(block) {
    const field = (/** @type {string} */ name) =>
      block
        .split('\n')
        .filter((line) => line.startsWith(`${name}: `))
        .map((line) => line.slice(name.length + 2))
        .join('\n');
    const kind = field('event');
    if (kind === '') return;
    const data = JSON.parse(field('data'));
    if (kind === 'message') {
      this.#after = Math.max(this.#after, data.version);
      this.#listener.onLine(data);
    } else if (kind === 'typing') this.#listener.onTyping();
    else if (kind === 'ready') {
      this.#backoff.reset();
      this.#listener.onState('online', '');
      this.#listener.onReady(data.chat);
    }
  }
}

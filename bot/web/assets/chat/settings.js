// @ts-check

/**
 * What the server says to this page.
 * @typedef {{ account: string, language: string, desk: string, isEmbedded: boolean, longest: number, largestFile: number, words: Record<string, string> }} Settings
 */

/** @type {Settings} */
export const settings = JSON.parse(document.body.dataset.settings ?? '{}');

/** @param {string} key a phrase */
export const word = (key) => settings.words[key] ?? '';

const address = new URLSearchParams(location.search);

/** A deep link: what the person came for. */
export const startPayload = address.get('start');

/** The rehearsal console holds several visitors side by side; everybody else is the one visitor of this browser. */
const persona = /^[\w-]{1,40}$/.exec(address.get('persona') ?? '')?.[0] ?? '';

/** The beginning of the names under which this visitor's things are kept in the browser. */
export const keptAs = `desk-chat:${settings.account}:${persona}:`;

/** @param {string} path under the chat's address */
export const chatAddress = (path) => `/chat/${encodeURIComponent(settings.account)}${path}`;

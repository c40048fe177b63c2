import { plainDigits } from '../../conversation/text.ts';
import { findMoment } from './moments.ts';
import type { Listed } from './state.ts';
import type { Arg, Listening } from './verb.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\s|$)/i;
const ORDER = /^[#№]?\s?((?:[A-Z]{1,7}-?)?\d{1,15})(?=[\s,:]|$)/i;
const PLACE = /^(\d{1,2})[.)]?(?=\s|$)/;

/** Whether a text is nothing but an id. */
export const isUuid = (text: string) => UUID.exec(text)?.[0].length === text.length;

/** What is left of a text after its beginning. */
const after = (text: string, begun: string) => text.slice(begun.length).replace(/^[\s,:]+/, '');

/** An order by its code, with or without a mark before it. */
export const anOrder: Arg = {
  name: 'order',
  read: (text) => {
    const [begun, code] = ORDER.exec(plainDigits(text)) ?? [];
    return begun === undefined || code === undefined ? undefined : { value: code.toUpperCase(), rest: after(text, begun) };
  },
};

/** One of what was listed last, by its place in the list; or by its id, as buttons carry it. */
export const oneOf = (kind: Listed['kind']): Arg => ({
  name: kind,
  read: (text, { memory: { listed } }: Listening) => {
    const [id] = UUID.exec(text) ?? [];
    if (id !== undefined) return { value: id.toLowerCase(), rest: after(text, id) };
    const [begun, place] = PLACE.exec(plainDigits(text)) ?? [];
    const value = listed?.kind === kind ? listed.ids[Number(place) - 1] : undefined;
    return begun === undefined || value === undefined ? undefined : { value, rest: after(text, begun) };
  },
});

/** Everything that is left: a reason, a note. */
export const words = (name: string, optional = false): Arg => ({
  name,
  optional,
  read: (text) => (text.trim() === '' ? undefined : { value: text.trim(), rest: '' }),
});

/** A moment that stands at the beginning of what is left, by the clock of the desk; as an instant, or as a day. */
export const aMoment = (name: string, as: 'at' | 'day', optional = false): Arg => ({
  name,
  optional,
  read: (text, { facts: { now, desk } }) => {
    const found = findMoment(text, { now, timeZone: desk.timeZone });
    if (found === undefined || found.index > 0) return undefined;
    return { value: found[as], rest: after(text, text.slice(0, found.length)) };
  },
});

/** One of a few things of ours, said in the words of any language: a filter, a status. */
export const option = (name: string, known: readonly string[], optional = false): Arg => ({
  name,
  optional,
  read: (text, { vocabulary }) => vocabulary.optionOf(text, known),
});

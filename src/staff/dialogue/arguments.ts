import { plainDigits } from '../../conversation/text.ts';
import { momentAtStart } from './moments.ts';
import type { Listed } from './state.ts';
import type { Arg, Listening } from './verb.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\s|$)/i;
const ORDER = /^[#№]?\s?((?:[A-Z]{1,7}-?)?\d{1,15})(?=[\s,:]|$)/i;
const PLACE = /^(\d{1,2})[.)]?(?=\s|$)/;

/** Whether a text is nothing but an id. */
export const isUuid = (text: string) => UUID.exec(text)?.[0].length === text.length;

/** What is left of a text after its beginning. */
const after = (text: string, begun: string) => text.slice(begun.length).replace(/^[\s,:]+/, '');

/** An order by its code, with or without a mark before it; or by its place in the list of orders that was shown last. */
export const anOrder: Arg = {
  name: 'order',
  read: (text, { memory: { listed } }: Listening) => {
    const [place, nth] = PLACE.exec(plainDigits(text)) ?? [];
    const shown = listed?.kind === 'order' ? listed.ids[Number(nth) - 1] : undefined;
    if (place !== undefined && shown !== undefined) return { value: shown, rest: after(text, place) };
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
    const found = momentAtStart(text, { now, timeZone: desk.timeZone });
    return found && { value: found.moment[as], rest: found.rest };
  },
});

/** One of a few things of ours, said in the words of any language: a filter, a status. */
export const option = (name: string, known: readonly string[], optional = false): Arg => ({
  name,
  optional,
  read: (text, { vocabulary }) => vocabulary.optionOf(text, known),
});

/** A customer, as buttons name them. */
export const aCustomer: Arg = {
  name: 'customer',
  optional: true,
  read: (text) => {
    const [id] = UUID.exec(text) ?? [];
    return id === undefined ? undefined : { value: id.toLowerCase(), rest: after(text, id) };
  },
};

/** A phone number, written as people do; shorter numbers are order codes. */
export const aPhone: Arg = {
  name: 'phone',
  optional: true,
  read: (text) => {
    const [begun] = /^(?:\+|00)?\d(?:[\s().-]{0,2}\d){6,16}(?=[\s,]|$)/.exec(plainDigits(text)) ?? [];
    const looksSo = begun !== undefined && (/^(?:\+|00)/.test(begun) || begun.replaceAll(/\D/g, '').length >= 9);
    return looksSo ? { value: begun.replaceAll(/[^\d+]/g, ''), rest: after(text, begun) } : undefined;
  },
};

/** Where a list goes on: after what was shown last, as the button for more of it carries. */
export const theRest: Arg = {
  name: 'from',
  optional: true,
  read: (text) => {
    const [begun, value] = /^<(\S{1,40})/.exec(text) ?? [];
    return begun === undefined || value === undefined ? undefined : { value, rest: after(text, begun) };
  },
};

import type { Language } from '../phrases/phrases.ts';
import { LISTING_CODE, ORDER_CODE } from './codes.ts';
import { nameOfSender, waysToPay } from './draft.ts';
import type { Choice, Phrase } from './reply.ts';
import type { Meaning, Search } from './signals.ts';
import type { Draft, Memory } from './state.ts';
import type { Facts } from './step.ts';
import { clean } from './text.ts';

/** The version of what buttons carry. Those of another version are buttons of a step that is over. */
const VERSION = '1';
const LONGEST = 64;

const bytes = new TextEncoder();

/** What a button carries: a verb and all it needs, so that it can be understood long after it was shown. */
const action = (...parts: Array<string | number>) => [VERSION, ...parts].join(':');

/** As in a draft's own buttons: its number tells them from those of every other draft. */
const ofDraft = ({ no }: Pick<Draft, 'no'>, verb: string, ...parts: Array<string | number>) => action(verb, no.toString(36), ...parts);

export const actions = {
  menu: action('menu'),
  catalogue: action('catalogue'),
  orders: action('orders'),
  person: action('person'),
  languages: action('languages'),
  help: action('help'),
  /** The depth is for telling "back" pressed twice from "back" of two questions, one after the other. */
  back: (depth: number) => action('back', depth),
  cancel: (draft: Draft) => ofDraft(draft, 'cancel'),
  resume: action('resume'),
  continue: action('continue'),
  language: (language: Language) => action('language', language),
  listing: (code: string) => action('listing', code),
  order: (code: string) => action('order', code),
  category: (code: string, page: number) => action('category', page, code),
  search: nextPage,
  quantity: (draft: Draft, quantity: number) => ofDraft(draft, 'quantity', quantity),
  option: (draft: Draft, option: number, value: number) => ofDraft(draft, 'option', option, value),
  address: (draft: Draft, which: 'last' | 'pickup') => ofDraft(draft, 'address', which),
  name: (draft: Draft) => ofDraft(draft, 'name'),
  phone: (draft: Draft) => ofDraft(draft, 'phone'),
  consent: (draft: Draft, answer: 'yes' | 'no') => ofDraft(draft, 'consent', answer, draft.revision.toString(36)),
  change: (draft: Draft, what: 'quantity' | 'address' | 'comment') => ofDraft(draft, 'change', what),
  comment: (draft: Draft) => ofDraft(draft, 'comment'),
  confirm: (draft: Draft, method: string | null) =>
    ofDraft(draft, 'confirm', draft.revision.toString(36), ...(method === null ? [] : [method])),
};

/** The next page of what was searched for; of the search in memory when the words do not fit into a button. */
function nextPage({ query, category, page }: Search): string {
  const whole = query === null ? action('category', page, category ?? '') : action('search', page, query);
  return fits(whole) ? whole : action('more', page);
}

const fits = (text: string) => bytes.encode(text).length <= LONGEST;

export function button(label: Phrase, carried: string, style?: Choice['style']): Choice {
  return style ? { label, action: carried, style } : { label, action: carried };
}

/** The choices there are. An action too long for a button, by a code of the desk, cannot be offered. */
export function choicesOf(...candidates: Array<Choice | null>): Choice[] {
  return candidates.filter((choice): choice is Choice => choice !== null && fits(choice.action));
}

/** What a press means; a button nobody can use any more is `stale`. */
export function readPress(pressed: string, memory: Memory, facts: Facts): Meaning {
  if (!fits(pressed) || clean(pressed) !== pressed) return { type: 'stale' };
  const [version, verb = '', ...rest] = pressed.split(':');
  if (version !== VERSION) return { type: 'stale' };
  return readAnywhere(verb, rest, memory, facts) ?? readOfDraft(verb, rest, memory, facts) ?? { type: 'stale' };
}

const PLAIN = ['menu', 'catalogue', 'orders', 'person', 'languages', 'help', 'resume', 'continue'] as const;

/** Buttons that make sense in every state. */
function readAnywhere(verb: string, rest: string[], memory: Memory, { desk }: Facts): Meaning | undefined {
  const plain = PLAIN.find((name) => name === verb);
  if (plain !== undefined) return { type: plain };
  const [first = '', ...others] = rest;
  switch (verb) {
    case 'back':
      // From the question it was shown with, and from no other.
      return Number(first) === memory.trail.length ? { type: 'back' } : undefined;
    case 'language': {
      const language = desk.languages.find((offered) => offered === first);
      return language && { type: 'language', language };
    }
    case 'listing':
      return LISTING_CODE.test(first) ? { type: 'listing', code: first } : undefined;
    case 'order':
      return ORDER_CODE.test(first) ? { type: 'order', code: first, otherwise: null } : undefined;
    case 'category':
      return searchFor({ query: null, category: others.join(':') || null }, first);
    case 'search':
      return searchFor({ query: others.join(':') || null, category: null }, first);
    case 'more':
      return memory.search ? searchFor(memory.search, first) : undefined;
    default:
      return undefined;
  }
}

function searchFor({ query, category }: Omit<Search, 'page'>, page: string): Meaning | undefined {
  return /^[1-9]\d{0,3}$/.test(page) ? { type: 'search', search: { query, category, page: Number(page) } } : undefined;
}

/** Buttons of the present draft; whether its question is the present one, the machine knows. */
function readOfDraft(verb: string, [no = '', ...rest]: string[], memory: Memory, facts: Facts): Meaning | undefined {
  const { draft, placed } = memory;
  if (verb === 'confirm' && placed !== null && no === placed.draft.toString(36)) return { type: 'again' };
  if (draft === null || no !== draft.no.toString(36)) return undefined;
  const [first = '', ...others] = rest;
  switch (verb) {
    case 'cancel':
      return { type: 'cancel' };
    case 'quantity':
      return /^[1-9]\d{0,2}$/.test(first) ? { type: 'quantity', quantity: Number(first) } : undefined;
    case 'option': {
      const [option = -1, value = -1] = [first, ...others].map((index) => (/^\d{1,3}$/.test(index) ? Number(index) : -1));
      const chosen = draft.listing.options[option]?.values[value];
      return chosen && { type: 'option', option, value: chosen.key };
    }
    case 'address':
      return readAddress(first, facts);
    case 'name': {
      const name = nameOfSender(facts);
      return name === null ? undefined : { type: 'name', name };
    }
    case 'phone':
      return { type: 'phone', number: null, verified: false };
    case 'consent':
      return { type: 'consent', agreed: first === 'yes' };
    case 'change':
      return first === 'quantity' || first === 'address' || first === 'comment' ? { type: 'change', what: first } : undefined;
    case 'comment':
      return { type: 'comment', text: null };
    case 'confirm':
      return first === draft.revision.toString(36) ? readConfirm(others.join(':') || null, draft, facts) : undefined;
    default:
      return undefined;
  }
}

function readAddress(which: string, { customer }: Facts): Meaning | undefined {
  if (which === 'pickup') return { type: 'address', text: null };
  const last = customer?.lastAddress ?? null;
  return which === 'last' && last !== null ? { type: 'address', text: last } : undefined;
}

/** Only a way to pay that is still offered confirms an order. */
function readConfirm(method: string | null, draft: Draft, facts: Facts): Meaning | undefined {
  return waysToPay(draft, facts).some((way) => (way?.code ?? null) === method) ? { type: 'confirm', method } : undefined;
}

import type { Move } from '../orders/moves.ts';
import type { Language } from '../phrases/phrases.ts';
import { type Choice, type Phrase, type Reply, say } from './reply.ts';
import type { Search } from './signals.ts';
import type { Draft } from './state.ts';

/** The version of what buttons carry. Those of another version are buttons of a step that is over. */
export const VERSION = '1';
const LONGEST = 64;

const bytes = new TextEncoder();

/** What a button carries: a verb and all it needs, so that it can be understood long after it was shown. */
export const action = (...parts: Array<string | number>) => [VERSION, ...parts].join(':');

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
  move: (move: Move, code: string) => action('move', move, code),
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

export const fits = (text: string) => bytes.encode(text).length <= LONGEST;

export function button(label: Phrase, carried: string, style?: Choice['style']): Choice {
  return style ? { label, action: carried, style } : { label, action: carried };
}

/** The choices there are. An action too long for a button, by a code of the desk, cannot be offered. */
export function choicesOf(...candidates: Array<Choice | null>): Choice[] {
  return candidates.filter((choice): choice is Choice => choice !== null && fits(choice.action));
}

export const text = (phrases: Phrase[], ...choices: Array<Choice | null>): Reply =>
  choices.length === 0 ? { kind: 'text', text: phrases } : { kind: 'text', text: phrases, choices: choicesOf(...choices) };

export const inLanguages = (texts: Record<string, string>): Phrase => say('verbatim', { text: { byLanguage: texts } });

export const toMenu = () => button(say('button-menu'), actions.menu);
export const toPerson = () => button(say('button-person'), actions.person);
/** What a customer can do with an order, as its card offers it. */
export const toMove = (move: Move, code: string, style?: Choice['style']) =>
  button(say(`button-move-${move}`), actions.move(move, code), style);

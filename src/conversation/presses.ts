import { moves } from '../orders/moves.ts';
import { fits, VERSION } from './buttons.ts';
import { LISTING_CODE, ORDER_CODE } from './codes.ts';
import { nameOfSender, waysToPay } from './draft.ts';
import type { Meaning, Search } from './signals.ts';
import type { Draft, Memory } from './state.ts';
import type { Facts } from './step.ts';
import { stories } from './stories.ts';
import { clean } from './text.ts';

/** What a press means; a button nobody can use any more is `stale`. */
export function readPress(pressed: string, memory: Memory, facts: Facts): Meaning {
  if (!fits(pressed) || clean(pressed) !== pressed) return { type: 'stale' };
  const [version, verb = '', ...rest] = pressed.split(':');
  if (version !== VERSION) return { type: 'stale' };
  return (
    readAnywhere(verb, rest, memory, facts) ??
    readOfDraft(verb, rest, memory, facts) ??
    readOfStories(verb, rest, memory, facts) ?? { type: 'stale' }
  );
}

function readOfStories(verb: string, rest: string[], memory: Memory, facts: Facts): Meaning | undefined {
  for (const story of stories) {
    const meaning = story.press(verb, rest, memory, facts);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
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
    case 'move': {
      const move = moves.find((known) => known === first);
      const [code = ''] = others;
      return move !== undefined && others.length === 1 && ORDER_CODE.test(code) ? { type: 'move', move, code } : undefined;
    }
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

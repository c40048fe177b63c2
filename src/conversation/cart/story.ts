import { ORDER_CODE } from '../codes.ts';
import { MOST } from '../quantity.ts';
import { isNoAnswer, isQuestionable, LONGEST_TEXT, readHowMany, readName, readPhoneAnswer, tooLong } from '../readers.ts';
import { say } from '../reply.ts';
import type { Meaning } from '../signals.ts';
import type { Memory } from '../state.ts';
import type { Reader, Story } from '../story.ts';
import { hasWords, lengthOf } from '../text.ts';
import { cartAsks } from './asks.ts';
import type { CartResult, OfferAnswer } from './commands.ts';
import type { CartPlace } from './memory.ts';

/** Several things in one order, the same again, prices proposed and changes signed by both sides. */
export const cart: Story<CartPlace, CartResult> = {
  asks: cartAsks,
  hints: {
    items: () => say('hint-choose'),
    item: () => say('hint-choose'),
    details: () => say('hint-choose'),
    rename: () => say('hint-name'),
    renumber: () => say('phone-invalid'),
    offer: () => say('hint-offer'),
    'offer-wish': () => say('hint-offer-wish'),
    edit: () => say('hint-choose'),
    'edit-line': () => say('hint-quantity', { max: MOST }),
  },
  readers: {
    items: () => undefined,
    item: readItem,
    details: () => undefined,
    rename: readName,
    renumber: readPhoneAnswer,
    offer: readOffer,
    'offer-wish': (text, { words }) => {
      if (!hasWords(text) || (isNoAnswer(text, words) && !isQuestionable(text))) return undefined;
      return lengthOf(text) > LONGEST_TEXT ? tooLong : { type: 'wish-said', text };
    },
    edit: (text, { words }) => (words.says(text, 'confirm') || words.says(text, 'yes') ? { type: 'edit-send' } : undefined),
    'edit-line': (text, listening) => {
      if (listening.words.says(text, 'remove') || text === '0') return { type: 'edit-quantity', quantity: 0 };
      const read = readHowMany(text, listening);
      return read?.type === 'quantity' ? { type: 'edit-quantity', quantity: read.quantity } : read;
    },
  },
  press,
  wishes: {},
  // Where an address is asked for, "as last time" is the address.
  overhear: (text, { words, state }) =>
    state.place !== 'address' && words.says(text, 'again') ? { type: 'repeat', code: null } : undefined,
  survives: ['take-cart', 'repeat', 'answer-offer', 'wish-else'],
  meanings: {
    'take-cart': ({ answer, had }) => ({ type: 'cart-taken', answer, had }),
    'repeat-order': ({ code, had }) => ({ type: 'repeated', code, had }),
    'look-again': ({ listings }) => ({ type: 'looked-again', listings }),
    'change-details': () => ({ type: 'details-changed' }),
    'show-proposal': ({ order, proposal }) => ({ type: 'proposal-shown', order, proposal }),
    'answer-proposal': ({ answer, order, proposal, answered }) => ({ type: 'offer-answered', answer, order, proposal, answered }),
    'propose-edit': ({ order, proposal }) => ({ type: 'edit-sent', order, proposal }),
  },
};

function readItem(text: string, listening: Parameters<Reader>[1]): Meaning | undefined {
  const { words } = listening;
  if (words.says(text, 'remove')) return { type: 'remove' };
  if (words.says(text, 'change-options')) return { type: 'reselect' };
  return words.says(text, 'change-quantity') ? { type: 'change', what: 'quantity' } : readHowMany(text, listening);
}

function readOffer(text: string, { words, state }: Parameters<Reader>[1]): Meaning | undefined {
  const { offer } = state.memory.cart;
  if (offer === null) return undefined;
  const { code, no } = offer;
  if (words.says(text, 'accept') || words.says(text, 'yes')) return { type: 'answer-offer', answer: 'accept', code, no, note: null };
  if (words.says(text, 'decline') || words.says(text, 'no')) return { type: 'answer-offer', answer: 'decline', code, no, note: null };
  return words.says(text, 'something-else') ? { type: 'wish-else', code, no } : undefined;
}

const isNumber = (text: string) => /^\d{1,6}$/.test(text);

function press(verb: string, rest: string[], memory: Memory): Meaning | undefined {
  return pressOfDraft(verb, rest, memory) ?? pressOfOrder(verb, rest, memory);
}

/** Buttons of what is in the cart now; those of another draft, or of a cart that has changed, are over. */
function pressOfDraft(verb: string, [no = '', first = '', second = '']: string[], { draft }: Memory): Meaning | undefined {
  if (draft === null || no !== draft.no.toString(36)) return undefined;
  const isFresh = first === draft.revision.toString(36);
  switch (verb) {
    case 'another':
    case 'items':
    case 'reselect':
    case 'details':
    case 'rename':
    case 'renumber':
      return { type: verb };
    case 'no-phone':
      return { type: 'phone', number: null, verified: false };
    case 'pick':
      return isFresh && isNumber(second) && Number(second) <= draft.others.length ? { type: 'pick', line: Number(second) } : undefined;
    case 'remove':
      return isFresh && second === String(draft.others.length) ? { type: 'remove' } : undefined;
    default:
      return undefined;
  }
}

const ANSWERS: readonly OfferAnswer[] = ['accept', 'decline', 'withdraw'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Buttons of orders and of kept carts: the database says whether they still mean anything. */
function pressOfOrder(verb: string, rest: string[], { cart: { edit } }: Memory): Meaning | undefined {
  const [first = '', second = '', third = ''] = rest;
  const line = edit !== null && first === edit.code && isNumber(second) && Number(second) < edit.lines.length ? Number(second) : undefined;
  switch (verb) {
    case 'cart':
      return (first === 'take' || first === 'empty') && UUID.test(second) ? { type: 'take-cart', answer: first, cart: second } : undefined;
    case 'offer': {
      const answer = ANSWERS.find((known) => known === first);
      if (answer === undefined || !isNumber(second) || !ORDER_CODE.test(third)) return undefined;
      return { type: 'answer-offer', answer, no: Number(second), code: third, note: null };
    }
    case 'offer-wish':
      return isNumber(first) && ORDER_CODE.test(second) ? { type: 'wish-else', no: Number(first), code: second } : undefined;
    case 'edit':
      return line === undefined ? undefined : { type: 'edit-pick', line };
    case 'edit-to':
      return line !== undefined && line === edit?.line && isNumber(third) ? { type: 'edit-quantity', quantity: Number(third) } : undefined;
    case 'edit-send':
      return edit !== null && first === edit.code ? { type: 'edit-send' } : undefined;
    case 'edit-leave':
      return edit !== null && first === edit.code ? { type: 'edit-leave' } : undefined;
    default:
      return undefined;
  }
}

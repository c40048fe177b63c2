import { readSum } from '../../domain/sums.ts';
import { findLink } from '../../leads/links.ts';
import { nameOfSender } from '../draft.ts';
import { isNoAnswer, isQuestionable, readConsent, readName, readPhoneAnswer } from '../readers.ts';
import { say } from '../reply.ts';
import type { Meaning } from '../signals.ts';
import type { Memory } from '../state.ts';
import type { Facts } from '../step.ts';
import type { FileEvent, Reader, Story } from '../story.ts';
import { clean, hasWords, lengthOf } from '../text.ts';
import type { Listening } from '../understand.ts';
import type { LeadResult } from './commands.ts';
import type { LeadPlace, Wish } from './memory.ts';
import { asks } from './replies.ts';

const LONGEST_TEXT = 1000;
const LEAD_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Where a link is a wish: where nothing else is being asked, or the wish itself is. */
const LINK_PLACES: ReadonlySet<string> = new Set(['home', 'results', 'wish-item', 'wish-photo']);

const tooLong: Meaning = { type: 'confused', hint: say('text-too-long') };

/** A link with the words around it; a sum among them is the budget if it says in which money. */
function readLink(text: string): Meaning | undefined {
  const link = findLink(text);
  if (link === undefined) return undefined;
  if (lengthOf(link.words) > LONGEST_TEXT) return tooLong;
  const sum = readSum(link.words);
  const budget = sum === undefined || sum.currency === null ? null : sum;
  return { type: 'wished', url: link.url, words: hasWords(link.words) ? link.words : null, photo: null, budget, meant: true };
}

const readItem: Reader = (text, { words }) => {
  if (!hasWords(text) || (isNoAnswer(text, words) && !isQuestionable(text))) return undefined;
  if (lengthOf(text) > LONGEST_TEXT) return tooLong;
  return readLink(text) ?? { type: 'wished', url: null, words: text, photo: null, budget: null, meant: true };
};

const readBudget: Reader = (text, { words }) => {
  if (words.says(text, 'none') || words.says(text, 'no')) return { type: 'wish-budget', sum: null };
  const sum = readSum(text);
  return sum && { type: 'wish-budget', sum };
};

const readComment: Reader = (text, { words }) => {
  if (words.says(text, 'none') || words.says(text, 'no')) return { type: 'wish-comment', text: null };
  if (!hasWords(text) || words.says(text, 'filler')) return undefined;
  return lengthOf(text) > LONGEST_TEXT ? tooLong : { type: 'wish-comment', text };
};

const readPhotoMeant: Reader = (text, listening) => {
  if (listening.words.says(text, 'yes')) return { type: 'wish-meant' };
  return listening.words.says(text, 'no') ? { type: 'wish-cancel' } : readItem(text, listening);
};

const readDecision: Reader = (text, { words }) => {
  if (words.says(text, 'comment')) return { type: 'wish-change', what: 'wish-comment' };
  if (words.says(text, 'budget')) return { type: 'wish-change', what: 'wish-budget' };
  if (words.says(text, 'yes') || words.says(text, 'confirm') || words.says(text, 'send')) return { type: 'wish-send' };
  return words.says(text, 'no') ? { type: 'wish-cancel' } : undefined;
};

/** Answers with figures come before codes: a budget of 1500 is no order, and a number to call is none either. */
const overhear: Reader = (text, listening) => {
  const { place } = listening.state;
  if (LINK_PLACES.has(place)) return readLink(text);
  if (place === 'wish-budget') return readBudget(text, listening);
  if (place === 'wish-comment') return readComment(text, listening);
  return place === 'wish-phone' ? readPhoneAnswer(text, listening) : undefined;
};

/** A photo of what is wanted, with what was written under it. */
function readPhoto({ kind, path, caption, more: others = [] }: FileEvent, meant: boolean): Meaning | undefined {
  const more = others.flatMap((one) => (one.kind === 'image' && one.path !== null ? [one.path] : []));
  if (kind !== 'image' || path === null) return undefined;
  const words = clean(caption ?? '')
    .slice(0, LONGEST_TEXT)
    .toWellFormed();
  const link = hasWords(words) ? readLink(words) : undefined;
  if (link?.type === 'wished') return { ...link, photo: path, more };
  return {
    type: 'wished',
    url: null,
    words: hasWords(words) ? words : null,
    photo: path,
    more,
    budget: null,
    meant: meant || hasWords(words),
  };
}

const readPhotoHere = (file: FileEvent) => readPhoto(file, true);

/** A photo that comes out of nothing: of a known customer it may prove a payment, unless something else is written under it. */
function overhearFile(file: FileEvent, { state, facts, words }: Listening): Meaning | undefined {
  if (state.place !== 'home' && state.place !== 'results') return undefined;
  const caption = clean(file.caption ?? '');
  const isWish = hasWords(caption) && !words.says(caption, 'orders');
  return isWish || facts.customer === null ? readPhoto(file, false) : undefined;
}

function press(verb: string, rest: string[], memory: Memory, facts: Facts): Meaning | undefined {
  const [first = '', ...others] = rest;
  switch (verb) {
    case 'wish':
      return first === 'search' ? searched(memory) : { type: 'wish' };
    case 'wish-go':
      return memory.lead.wish === null ? undefined : { type: 'wish-continue' };
    case 'wishes':
      return { type: 'wishes' };
    case 'wish-withdraw':
    case 'wish-withdraw-yes':
      return LEAD_ID.test(first) ? { type: verb, id: first } : undefined;
    case 'wish-keep':
      return { type: 'wish-keep' };
    default:
      return pressOfWish(verb, first, others, memory, facts);
  }
}

/** What was searched for in vain. */
function searched({ search }: Memory): Meaning | undefined {
  if (search === null || search.query === null) return { type: 'wish' };
  return { type: 'wished', url: null, words: search.query, photo: null, budget: null, meant: true };
}

/** Buttons of the present wish; whether its question is the present one, the machine knows. */
function pressOfWish(verb: string, no: string, [first = '', second = '']: string[], { lead }: Memory, facts: Facts): Meaning | undefined {
  const { wish, sent } = lead;
  if (verb === 'wish-send' && sent !== null && no === sent.no.toString(36)) return { type: 'wish-again' };
  if (wish === null || no !== wish.no.toString(36)) return undefined;
  switch (verb) {
    case 'wish-meant':
      return { type: 'wish-meant' };
    case 'wish-back':
      return Number(first) === wish.trail.length ? { type: 'wish-back' } : undefined;
    case 'wish-cancel':
      return { type: 'wish-cancel' };
    case 'wish-skip':
      return first === 'budget' ? { type: 'wish-budget', sum: null } : { type: 'wish-comment', text: null };
    case 'wish-change':
      return { type: 'wish-change', what: first === 'budget' ? 'wish-budget' : 'wish-comment' };
    case 'wish-send':
      return isPresent(first, wish) ? { type: 'wish-send' } : undefined;
    case 'wish-name': {
      const name = nameOfSender(facts);
      return name === null ? undefined : { type: 'name', name };
    }
    case 'wish-phone':
      return { type: 'phone', number: null, verified: false };
    case 'wish-consent':
      return isPresent(second, wish) ? { type: 'consent', agreed: first === 'yes' } : undefined;
    default:
      return undefined;
  }
}

const isPresent = (revision: string, wish: Wish) => revision === wish.revision.toString(36);

/** Something the desk does not offer yet: a link, a photo or words become a lead. */
export const lead: Story<LeadPlace, LeadResult> = {
  asks,
  hints: {
    'wish-item': () => say('hint-wish-item'),
    'wish-photo': () => say('hint-wish-photo'),
    'wish-budget': () => say('hint-wish-budget'),
    'wish-comment': () => say('hint-wish-comment'),
    'wish-name': () => say('hint-name'),
    'wish-phone': () => say('phone-invalid'),
    'wish-consent': () => say('hint-consent'),
    'wish-summary': () => say('hint-wish-summary'),
    'wish-withdraw': () => say('hint-wish-withdraw'),
  },
  readers: {
    'wish-item': readItem,
    'wish-photo': readPhotoMeant,
    'wish-budget': readBudget,
    'wish-comment': readComment,
    'wish-name': readName,
    'wish-phone': readPhoneAnswer,
    'wish-consent': readConsent,
    'wish-summary': readDecision,
    'wish-withdraw': (text, { words, state }) => {
      if (words.says(text, 'yes')) return { type: 'wish-withdraw-yes', id: state.memory.lead.withdrawing ?? '' };
      return words.says(text, 'no') ? { type: 'wish-keep' } : undefined;
    },
  },
  files: {
    'wish-item': readPhotoHere,
    'wish-photo': readPhotoHere,
    'wish-budget': readPhotoHere,
    'wish-comment': readPhotoHere,
    'wish-summary': readPhotoHere,
  },
  press,
  wishes: { wish: { type: 'wish' }, wishes: { type: 'wishes' } },
  overhear,
  overhearFile,
  survives: ['wish', 'wishes', 'wished', 'wish-withdraw'],
  meanings: {
    'send-wish': ({ leadId, answerBy }) => ({ type: 'wish-captured', leadId, answerBy }),
    'my-wishes': ({ wishes }) => ({ type: 'wishes-listed', wishes }),
    'withdraw-wish': () => ({ type: 'wish-withdrawn' }),
  },
};

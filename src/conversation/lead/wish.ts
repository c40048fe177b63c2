import { siteOf } from '../../leads/links.ts';
import type { CustomerLead } from '../../leads/schema.ts';
import { hasAgreed } from '../draft.ts';
import type { Param } from '../reply.ts';
import type { Memory } from '../state.ts';
import type { Facts } from '../step.ts';
import { MOST_PHOTOS, type Wish, type WishQuestion, wishQuestions } from './memory.ts';
import type { LeadSignal } from './signals.ts';

const LONGEST_TITLE = 60;
const LONGEST_WORDS = 2000;

/** An empty wish. Its number is later than that of any before it, in this conversation and in earlier ones. */
export function beginWish({ lead: { wish, sent } }: Memory, now: string): Wish {
  const no = Math.max(Date.parse(now) || 0, (wish?.no ?? 0) + 1, (sent?.no ?? 0) + 1);
  return { no, revision: 0, url: null, words: null, photos: [], meant: true, budget: null, comment: null, trail: [] };
}

/** A wish with what was said of it added; what was said before stays, but for another link. */
export function withItem(wish: Wish, { url, words, photo, more = [], budget, meant }: Extract<LeadSignal, { type: 'wished' }>): Wish {
  const said = [wish.words, words].filter(Boolean).join('\n').slice(0, LONGEST_WORDS).toWellFormed();
  return {
    ...wish,
    revision: wish.revision + 1,
    url: url ?? wish.url,
    words: said === '' ? null : said,
    photos: photo === null ? wish.photos : [...wish.photos, photo, ...more].slice(0, MOST_PHOTOS),
    meant: meant || wish.url !== null || said !== '',
    budget: budget === null ? wish.budget : { sum: budget },
  };
}

/** The first thing a wish still needs to know. Whoever has described it in words is not asked for more of them. */
export function nextQuestion(wish: Wish, { person }: Memory, { customer }: Facts): WishQuestion {
  if (wish.url === null && wish.words === null && wish.photos.length === 0) return 'wish-item';
  if (!wish.meant) return 'wish-photo';
  if (wish.budget === null) return 'wish-budget';
  if (wish.comment === null && wish.words === null) return 'wish-comment';
  if (hasAgreed(person, customer)) return 'wish-summary';
  if (customer === null && person.name === null) return 'wish-name';
  if (customer === null && person.phone === null) return 'wish-phone';
  return 'wish-consent';
}

/** Goes on to a question; when it was on the way before, the way ends there again. */
export function onTheWay(trail: readonly WishQuestion[], to: WishQuestion): WishQuestion[] {
  const before = trail.indexOf(to);
  return before < 0 ? [...trail, to] : trail.slice(0, before + 1);
}

/** How much of a wish has been filled in, 0 to 100. */
export function wishProgress(memory: Memory, facts: Facts): number {
  const { wish, sent } = memory.lead;
  if (wish === null) return sent === null ? 0 : 100;
  return Math.round((wishQuestions.indexOf(nextQuestion(wish, memory, facts)) / wishQuestions.length) * 100);
}

/** What to call a wish: by its site, its first words, or as one of a photo. */
export function titleOfWish({ url, words }: Pick<Wish, 'url' | 'words'>): Param {
  const line = words?.split('\n')[0] ?? '';
  if (line !== '') return shortened(line);
  return url === null ? { phrase: 'wish-of-a-photo' } : siteOf(url);
}

/** What to call something asked for before: as its page did, if anybody knows. Empty for a photo without words. */
export function titleOfLead({ title, comment, item_url }: CustomerLead): string {
  const line = title ?? comment?.split('\n')[0] ?? (item_url === null ? '' : siteOf(item_url));
  return shortened(line);
}

function shortened(line: string): string {
  const letters = Array.from(line);
  return letters.length <= LONGEST_TITLE ? line : `${letters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}

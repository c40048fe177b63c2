import { formatAmount } from '../../domain/money.ts';
import type { CustomerLead } from '../../leads/schema.ts';
import { action, actions, button, text, toMenu, toPerson } from '../buttons.ts';
import { nameOfSender } from '../draft.ts';
import { type Choice, literal, type Param, type Phrase, type Reply, say } from '../reply.ts';
import { type Memory, PRIVACY_VERSION } from '../state.ts';
import type { Facts } from '../step.ts';
import type { LeadMemory, LeadPlace, Wish } from './memory.ts';
import { titleOfLead, titleOfWish } from './wish.ts';

/** Buttons of one wish: its number tells them from those of every other. */
const ofWish = ({ no }: Wish, verb: string, ...parts: Array<string | number>) => action(verb, no.toString(36), ...parts);

export const toWish = () => button(say('button-wish'), action('wish'));
export const toWishSearched = () => button(say('button-wish-search'), action('wish', 'search'), 'primary');
export const toWishes = () => button(say('button-wishes'), action('wishes'));
export const toWishContinue = () => button(say('button-wish-continue'), action('wish-go'), 'primary');
const toBack = (wish: Wish) => button(say('button-back'), ofWish(wish, 'wish-back', wish.trail.length));
const toCancel = (wish: Wish) => button(say('button-cancel'), ofWish(wish, 'wish-cancel'), 'danger');
const toSkip = (wish: Wish, what: 'budget' | 'comment') => button(say('button-wish-skip'), ofWish(wish, 'wish-skip', what));

type Ask = (wish: Wish, memory: Memory, facts: Facts) => Reply;

const ASK: Record<Exclude<LeadPlace, 'wish-withdraw'>, Ask> = {
  'wish-item': (wish) => text([say('wish-ask')], toBack(wish), toCancel(wish)),
  'wish-photo': (wish) =>
    text(
      [say('wish-photo-ask')],
      button(say('button-wish-find-it'), ofWish(wish, 'wish-meant'), 'primary'),
      button(say('button-my-orders'), actions.orders),
      toPerson(),
      toCancel(wish),
    ),
  'wish-budget': (wish, _memory, { desk }) =>
    text([say('wish-budget-ask', { currency: desk.currency })], toSkip(wish, 'budget'), toBack(wish), toCancel(wish)),
  'wish-comment': (wish) => text([say('wish-comment-ask')], toSkip(wish, 'comment'), toBack(wish), toCancel(wish)),
  'wish-name': (wish, _memory, facts) => {
    const name = nameOfSender(facts);
    return text([say('name-ask')], name === null ? null : button(literal(name), ofWish(wish, 'wish-name')), toBack(wish), toCancel(wish));
  },
  'wish-phone': (wish, _memory, { channel }) => {
    const question = text(
      [say('wish-phone-ask')],
      button(say('button-rather-not'), ofWish(wish, 'wish-phone')),
      toBack(wish),
      toCancel(wish),
    );
    return channel.asksForContact ? { ...question, ask: 'contact' } : question;
  },
  'wish-consent': (wish, _memory, { desk }) =>
    text(
      [say('wish-privacy-note', { desk: desk.name, version: PRIVACY_VERSION }), say('consent-ask')],
      button(say('button-agree'), ofWish(wish, 'wish-consent', 'yes', wish.revision.toString(36)), 'primary'),
      button(say('button-disagree'), ofWish(wish, 'wish-consent', 'no', wish.revision.toString(36))),
      toBack(wish),
      toCancel(wish),
    ),
  'wish-summary': askToSend,
};

const ask =
  (place: keyof typeof ASK) =>
  (memory: Memory, facts: Facts): Reply =>
    memory.lead.wish === null ? text([say('step-over')], toMenu()) : ASK[place](memory.lead.wish, memory, facts);

export const asks: Record<LeadPlace, (memory: Memory, facts: Facts) => Reply> = {
  'wish-item': ask('wish-item'),
  'wish-photo': ask('wish-photo'),
  'wish-budget': ask('wish-budget'),
  'wish-comment': ask('wish-comment'),
  'wish-name': ask('wish-name'),
  'wish-phone': ask('wish-phone'),
  'wish-consent': ask('wish-consent'),
  'wish-summary': ask('wish-summary'),
  'wish-withdraw': ({ lead }) => askToWithdraw(lead),
};

function askToSend(wish: Wish, _memory: Memory, { desk }: Facts): Reply {
  const sum = wish.budget?.sum ?? null;
  const comment = wish.comment?.text ?? null;
  const rows: Array<{ label: Phrase; value: Phrase } | null> = [
    wish.url === null ? null : { label: say('label-wish-link'), value: literal(wish.url) },
    wish.words === null ? null : { label: say('label-wish-words'), value: literal(wish.words) },
    wish.photos.length === 0 ? null : { label: say('label-wish-photos'), value: literal(String(wish.photos.length)) },
    {
      label: say('label-wish-budget'),
      value:
        sum === null ? say('wish-no-budget') : say('wish-up-to', { sum: { amount: sum.amount, currency: sum.currency ?? desk.currency } }),
    },
    comment === null ? null : { label: say('label-comment'), value: literal(comment) },
  ];
  const choices: Choice[] = [
    button(say('button-wish-send'), ofWish(wish, 'wish-send', wish.revision.toString(36)), 'primary'),
    button(say('button-wish-change-budget'), ofWish(wish, 'wish-change', 'budget')),
    button(say(comment === null ? 'button-comment' : 'button-change-comment'), ofWish(wish, 'wish-change', 'comment')),
    toBack(wish),
    toCancel(wish),
  ];
  return {
    kind: 'card',
    title: say('wish-summary-title'),
    rows: rows.filter((row) => row !== null),
    text: [say('wish-summary-ask')],
    choices,
  };
}

const called = (title: string): Param => (title === '' ? { phrase: 'wish-of-a-photo' } : title);

function askToWithdraw({ listed, withdrawing }: LeadMemory): Reply {
  const title = listed.find(({ id }) => id === withdrawing)?.title ?? '';
  return text(
    [say('wish-withdraw-ask', { title: called(title) })],
    button(say('button-wish-withdraw-yes'), action('wish-withdraw-yes', withdrawing ?? ''), 'danger'),
    button(say('button-wish-keep'), action('wish-keep')),
    toMenu(),
  );
}

/** What was understood of a wish, before the next question. */
export function noted(wish: Wish): Reply {
  if (wish.url !== null) return text([say('wish-noted', { title: titleOfWish({ url: wish.url, words: null }) })]);
  return text([say('wish-noted', { title: titleOfWish(wish) })]);
}

/** A wish that is with the desk now, and what happens next. */
export function sent(answerBy: string | null): Reply {
  return text(
    [
      say('wish-sent'),
      answerBy === null ? say('wish-sent-next') : say('wish-sent-next-by', { by: { at: answerBy, show: 'day-and-time' } }),
    ],
    toWishes(),
    toMenu(),
  );
}

export function sentAlready(): Reply {
  return text([say('wish-sent-already')], toWishes(), toMenu());
}

export function wishList(wishes: readonly CustomerLead[]): Reply {
  if (wishes.length === 0) return text([say('wishes-none')], toWish(), toMenu());
  return text(
    [say('wishes-some', { count: wishes.length }), ...wishes.map(lineOf)],
    ...wishes.flatMap(({ order_code: code }) => (code === null ? [] : [button(say('button-show-order', { code }), actions.order(code))])),
    ...wishes
      .filter(({ may_withdraw }) => may_withdraw)
      .map((wish) => button(say('button-wish-withdraw', { title: called(titleOfLead(wish)) }), action('wish-withdraw', wish.id))),
    toWish(),
    toMenu(),
  );
}

function lineOf(wish: CustomerLead): Phrase {
  const { status, reason, order_code: code } = wish;
  const stands = status === 'rejected' && reason === 'customer_withdrew' ? 'withdrawn' : status.replaceAll('_', '-');
  const named = { title: called(titleOfLead(wish)), status: { phrase: `wish-status-${stands}` } };
  if (code !== null) return say('wish-line-ordered', { title: named.title, code });
  const { budget_amount: budget, budget_currency: currency } = wish;
  return budget === null || currency === null
    ? say('wish-line', named)
    : say('wish-line-budget', { ...named, budget: { amount: formatAmount(budget), currency } });
}

import { actions, button, choicesOf, inLanguages, text, toMenu, toPerson } from './buttons.ts';
import { cartActions, itemOf, keptChoices, keptLines } from './cart/asks.ts';
import { costOf, linesOf, nameOfSender, totalOf, waysToPay } from './draft.ts';
import { toWish, toWishContinue } from './lead/replies.ts';
import { toSettings } from './privacy/replies.ts';
import { MOST } from './quantity.ts';
import { type Choice, literal, type Phrase, type Reply, say } from './reply.ts';
import {
  type Asked,
  type Draft,
  isQuestion,
  isStoryPlace,
  type Line,
  type Memory,
  PRIVACY_VERSION,
  type Question,
  type State,
} from './state.ts';
import type { Facts } from './step.ts';
import { storyAsk } from './stories.ts';

type Rows = Extract<Reply, { kind: 'card' }>['rows'];

/** The question a conversation rests at. Asked again after everything that was said beside it. */
export function ask({ place, memory }: State, facts: Facts): Reply {
  const { draft } = memory;
  const here = memory.trail.at(-1);
  if (isQuestion(place) && draft !== null && here !== undefined) return ASK[place]({ draft, memory, facts, here });
  if (place === 'human') return text([say('human-waiting')], button(say('button-resume'), actions.resume, 'primary'));
  if (place === 'results') return askForCatalogue(facts);
  return isStoryPlace(place) ? storyAsk(place, memory, facts) : askForWish(memory, facts);
}

export const titleOf = ({ listing }: Pick<Draft, 'listing'>) => ({ title: { byLanguage: listing.title } });

const toBack = ({ trail }: Pick<Memory, 'trail'>) => button(say('button-back'), actions.back(trail.length));
const toCancel = (draft: Draft) => button(say('button-cancel'), actions.cancel(draft), 'danger');

function askForWish({ draft, lead, cart: { kept } }: Memory, { desk, customer }: Facts): Reply {
  const offered = draft === null ? kept : null;
  return text(
    [...(offered === null ? [] : [keptLines(offered.lines)]), unfinished(draft)],
    ...(offered === null ? [] : keptChoices(offered.id)),
    draft && button(say('button-continue'), actions.continue, 'primary'),
    button(say('button-catalogue'), actions.catalogue),
    button(say('button-my-orders'), actions.orders),
    lead.wish === null ? toWish() : toWishContinue(),
    toPerson(),
    desk.languages.length > 1 ? button(say('button-language'), actions.languages) : null,
    // Whom the desk does not know has nothing to set yet.
    customer === null ? null : toSettings(),
  );
}

function unfinished(draft: Draft | null): Phrase {
  if (draft === null) return say('menu-ask');
  return draft.others.length === 0 ? say('menu-ask-unfinished', titleOf(draft)) : say('menu-ask-cart', { count: linesOf(draft).length });
}

function askForCatalogue({ desk }: Facts): Reply {
  return text(
    [say('catalogue-ask')],
    ...desk.categories.map(({ code, title }) => button(inLanguages(title), actions.category(code, 1))),
    button(say('button-everything'), actions.search({ query: null, category: null, page: 1 })),
    toMenu(),
  );
}

/** Where choices are numbers, a number must not mean two things: only 1, 2 and 3 are offered, and mean themselves. */
export function quantityChoices(draft: Draft, memory: Memory, { channel }: Facts): Choice[] {
  const numbers = [1, 2, 3].map((quantity) => button(literal(String(quantity)), actions.quantity(draft, quantity)));
  const without = draft.others.length === 0 ? [] : [button(say('button-without'), cartActions.remove(draft))];
  return channel.numbered ? numbers : [...numbers, ...without, toBack(memory), toCancel(draft)];
}

type Asking = { draft: Draft; memory: Memory; facts: Facts; here: Asked };

const ASK: Record<Question, (asking: Asking) => Reply> = {
  quantity: ({ draft, memory, facts }) =>
    text([say('quantity-ask', { max: MOST, ...titleOf(draft) })], ...quantityChoices(draft, memory, facts)),
  option: askForOption,
  address: askForAddress,
  name: ({ draft, memory, facts }) => {
    const name = nameOfSender(facts);
    return text([say('name-ask')], name === null ? null : button(literal(name), actions.name(draft)), toBack(memory), toCancel(draft));
  },
  phone: ({ draft, memory, facts }) => {
    const question = text([say('phone-ask')], button(say('button-rather-not'), actions.phone(draft)), toBack(memory), toCancel(draft));
    return facts.channel.asksForContact ? { ...question, ask: 'contact' } : question;
  },
  consent: ({ draft, memory, facts: { desk } }) =>
    text(
      [...noted(memory.person), say('privacy-note', { desk: desk.name, version: PRIVACY_VERSION }), say('consent-ask')],
      button(say('button-agree'), actions.consent(draft, 'yes'), 'primary'),
      button(say('button-disagree'), actions.consent(draft, 'no')),
      toBack(memory),
      toCancel(draft),
    ),
  summary: askToConfirm,
  comment: ({ draft, memory }) =>
    text([say('comment-ask')], button(say('button-no-comment'), actions.comment(draft)), toBack(memory), toCancel(draft)),
};

/** What somebody new has said of themselves, as it will be kept. */
function noted({ name, phone }: Memory['person']): Phrase[] {
  if (name === null) return [];
  return [phone?.number == null ? say('noted-without-phone', { name }) : say('noted', { name, phone: phone.number })];
}

function askForOption({ draft, memory, here: { option } }: Asking): Reply {
  const index = option ?? 0;
  const { label = {}, values = [] } = draft.listing.options[index] ?? {};
  return text(
    [say('option-ask', { option: { byLanguage: label } }), ...(draft.others.length === 0 ? [] : [say('option-of', titleOf(draft))])],
    ...values.map((value, at) => button(inLanguages(value.label), actions.option(draft, index, at))),
    toBack(memory),
    toCancel(draft),
  );
}

function askForAddress({ draft, memory, facts }: Asking): Reply {
  const last = facts.customer?.lastAddress ?? null;
  const question = text(
    last === null ? [say('address-ask')] : [say('address-ask'), say('address-last', { address: last })],
    last === null ? null : button(say('button-last-address'), actions.address(draft, 'last'), 'primary'),
    button(say('button-pickup'), actions.address(draft, 'pickup')),
    toBack(memory),
    toCancel(draft),
  );
  return { ...question, ...(facts.channel.asksForLocation && { ask: 'location' as const }) };
}

function askToConfirm({ draft, memory, facts }: Asking): Reply {
  const priced = totalOf(draft) !== null;
  const ways = waysToPay(draft, facts);
  return {
    kind: 'card',
    title: say('summary-title'),
    rows: rowsOf(draft, facts),
    text: [say(priced ? 'summary-ask' : 'summary-ask-unpriced')],
    choices: choicesOf(
      ...ways.map((way) => {
        const label = way === null ? say('button-confirm') : say('button-confirm-by', { method: { byLanguage: way.name } });
        return button(label, actions.confirm(draft, way?.code ?? null), 'primary');
      }),
      ...changes(draft),
      toBack(memory),
      toCancel(draft),
    ),
  };
}

/** What can still be changed about an order before it is placed. */
function changes(draft: Draft): Choice[] {
  const several = draft.others.length > 0;
  const chooses = draft.listing.options.some(({ values }) => values.length > 1);
  return choicesOf(
    button(say('button-another'), cartActions.another(draft)),
    button(say(draft.comment === null ? 'button-comment' : 'button-change-comment'), actions.change(draft, 'comment')),
    several
      ? button(say('button-items'), cartActions.items(draft))
      : button(say('button-change-quantity'), actions.change(draft, 'quantity')),
    several || !chooses ? null : button(say('button-reselect'), cartActions.reselect(draft)),
    button(say('button-change-address'), actions.change(draft, 'address')),
    button(say('button-details'), cartActions.details(draft)),
  );
}

function rowsOf(draft: Draft, { customer }: Facts): Rows {
  const { address, comment } = draft;
  const total = totalOf(draft);
  const rows: Rows = draft.others.length === 0 ? rowsOfOne(draft) : linesOf(draft).map(rowOfLine);
  rows.push({ label: say('label-address'), value: address?.text == null ? say('by-pickup') : literal(address.text) });
  if (customer !== null)
    rows.push({
      label: say('label-person'),
      value: literal(customer.phone === null ? customer.fullName : `${customer.fullName}, ${customer.phone}`),
    });
  if (comment !== null) rows.push({ label: say('label-comment'), value: literal(comment) });
  rows.push({ label: say('label-total'), value: total === null ? say('price-by-manager') : say('verbatim', { text: total }) });
  return rows;
}

function rowsOfOne({ listing, quantity, options }: Draft): Rows {
  const rows: Rows = [
    { label: say('label-item'), value: inLanguages(listing.title) },
    { label: say('label-quantity'), value: literal(String(quantity ?? 1)) },
  ];
  for (const { key, label, values } of listing.options) {
    const chosen = values.find((value) => value.key === options[key]);
    if (chosen) rows.push({ label: inLanguages(label), value: inLanguages(chosen.label) });
  }
  return rows;
}

function rowOfLine(line: Line, index: number): Rows[number] {
  const cost = costOf(line);
  const item = itemOf(line);
  return {
    label: say('label-line', { number: index + 1 }),
    value: cost === null ? say('cart-line-unpriced', item) : say('cart-line', { ...item, total: cost }),
  };
}

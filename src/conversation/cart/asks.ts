import { action, actions, button, choicesOf, text, toMenu, toMove } from '../buttons.ts';
import { costOf, linesOf, nameOf } from '../draft.ts';
import { MOST } from '../quantity.ts';
import { type Choice, literal, type Phrase, type Reply, say } from '../reply.ts';
import type { Draft, Line, Memory } from '../state.ts';
import type { Facts } from '../step.ts';
import type { OfferAnswer } from './commands.ts';
import type { CartMemory, CartPlace } from './memory.ts';

const ofDraft = ({ no }: Pick<Draft, 'no'>, verb: string, ...parts: Array<string | number>) => action(verb, no.toString(36), ...parts);

/** The buttons of this story. Those of an offer say which proposal they answer, so that a later one is never meant. */
export const cartActions = {
  another: (draft: Draft) => ofDraft(draft, 'another'),
  items: (draft: Draft) => ofDraft(draft, 'items'),
  pick: (draft: Draft, line: number) => ofDraft(draft, 'pick', draft.revision.toString(36), line),
  reselect: (draft: Draft) => ofDraft(draft, 'reselect'),
  remove: (draft: Draft) => ofDraft(draft, 'remove', draft.revision.toString(36), draft.others.length),
  details: (draft: Draft) => ofDraft(draft, 'details'),
  rename: (draft: Draft) => ofDraft(draft, 'rename'),
  renumber: (draft: Draft) => ofDraft(draft, 'renumber'),
  noPhone: (draft: Draft) => ofDraft(draft, 'no-phone'),
  takeCart: (id: string, answer: 'take' | 'empty') => action('cart', answer, id),
  offer: (answer: OfferAnswer, no: number, code: string) => action('offer', answer, no, code),
  wish: (no: number, code: string) => action('offer-wish', no, code),
  editLine: (code: string, line: number) => action('edit', code, line),
  editQuantity: (code: string, line: number, quantity: number) => action('edit-to', code, line, quantity),
  editSend: (code: string) => action('edit-send', code),
  editLeave: (code: string) => action('edit-leave', code),
};

export const itemOf = (line: Line) => ({ quantity: line.quantity ?? 1, title: { byLanguage: nameOf(line) } });

const toSummary = () => button(say('button-to-summary'), actions.continue);

export const keptLines = (lines: NonNullable<CartMemory['kept']>['lines']): Phrase => {
  const [first] = lines;
  return lines.length === 1 && first !== undefined
    ? say('cart-kept-one', { title: { byLanguage: first.title } })
    : say('cart-kept', { count: lines.length });
};

export const keptChoices = (id: string): Choice[] => [
  button(say('button-take-cart'), cartActions.takeCart(id, 'take'), 'primary'),
  button(say('button-empty-cart'), cartActions.takeCart(id, 'empty'), 'danger'),
];

type Ask = (memory: Memory, facts: Facts) => Reply;

/** The places about the draft are left when there is none. */
const withDraft =
  (ask: (draft: Draft, facts: Facts) => Reply): Ask =>
  ({ draft }, facts) =>
    draft === null ? text([say('menu-ask')], toMenu()) : ask(draft, facts);

export const cartAsks: Record<CartPlace, Ask> = {
  items: withDraft((draft) =>
    text(
      [say('items-ask')],
      ...linesOf(draft).map((line, index) => button(say('button-item', itemOf(line)), cartActions.pick(draft, index))),
      toSummary(),
    ),
  ),
  item: withDraft((draft) =>
    text(
      [say('item-ask', itemOf(draft))],
      button(say('button-change-quantity'), actions.change(draft, 'quantity')),
      draft.listing.options.some(({ values }) => values.length > 1) ? button(say('button-reselect'), cartActions.reselect(draft)) : null,
      button(say('button-remove'), cartActions.remove(draft), 'danger'),
      toSummary(),
    ),
  ),
  details: withDraft((draft, { customer }) =>
    text(
      [say('details-ask', { name: customer?.fullName ?? '—', phone: customer?.phone ?? '—' })],
      button(say('button-rename'), cartActions.rename(draft)),
      button(say('button-renumber'), cartActions.renumber(draft)),
      toSummary(),
    ),
  ),
  rename: withDraft(() => text([say('name-ask')], toSummary())),
  renumber: withDraft((draft, { channel }) => {
    const question = text([say('phone-ask')], button(say('button-rather-not'), cartActions.noPhone(draft)), toSummary());
    return channel.asksForContact ? { ...question, ask: 'contact' } : question;
  }),
  offer: ({ cart: { offer } }) => (offer === null ? text([say('menu-ask')], toMenu()) : askAboutOffer(offer)),
  'offer-wish': ({ cart: { wish } }) => text([say('offer-wish-ask')], wish && toMove('quote', wish.code), toMenu()),
  edit: ({ cart: { edit } }) => (edit === null ? text([say('menu-ask')], toMenu()) : askForEdit(edit)),
  'edit-line': ({ cart: { edit } }, { channel }) => {
    const line = edit?.lines[edit.line ?? 0];
    if (edit === null || line === undefined) return text([say('menu-ask')], toMenu());
    const to = (quantity: number) => cartActions.editQuantity(edit.code, edit.line ?? 0, quantity);
    const numbers = [1, 2, 3].map((quantity) => button(literal(String(quantity)), to(quantity)));
    const question = [say('edit-line-ask', { title: { byLanguage: line.name }, max: MOST })];
    if (channel.numbered) return text(question, ...numbers);
    return text(
      question,
      ...numbers,
      button(say('button-remove'), to(0), 'danger'),
      button(say('button-back'), actions.move('edit', edit.code)),
    );
  },
};

type Offer = NonNullable<CartMemory['offer']>;

/** What is offered, the money before and after, and until when it can be answered. */
function askAboutOffer({ code, no, currency, lines, before, after, due, refund, note, until }: Offer): Reply {
  const money = (amount: string) => say('verbatim', { text: { amount, currency } });
  const sum = (label: string, amount: string | null) => (amount === null ? [] : [{ label: say(label), value: money(amount) }]);
  return {
    kind: 'card',
    title: say('offer-title', { code }),
    rows: [
      ...lines.map(({ name, quantity, total }, index) => ({
        label: say('label-line', { number: index + 1 }),
        value:
          total === null
            ? say('cart-line-unpriced', { quantity, title: { byLanguage: name } })
            : say('cart-line', { quantity, title: { byLanguage: name }, total: { amount: total, currency } }),
      })),
      ...sum('label-before', before),
      ...sum('label-after', after),
      ...sum('label-due', due),
      ...sum('label-refund', refund),
      ...(note === null ? [] : [{ label: say('label-note'), value: literal(note) }]),
    ],
    text: [say('offer-ask', { until: { at: until, show: 'day-and-time' } })],
    choices: choicesOf(
      button(say('button-accept'), cartActions.offer('accept', no, code), 'primary'),
      button(say('button-offer-wish'), cartActions.wish(no, code)),
      button(say('button-decline'), cartActions.offer('decline', no, code), 'danger'),
      button(say('button-show-order', { code }), actions.order(code)),
      toMenu(),
    ),
  };
}

type Edit = NonNullable<CartMemory['edit']>;

export const isChanged = ({ lines }: Edit) => lines.some(({ was, quantity }) => was !== quantity);
export const isEmptied = ({ lines }: Edit) => lines.every(({ quantity }) => quantity === 0);

function askForEdit(edit: Edit): Reply {
  const { code, lines } = edit;
  const changed = isChanged(edit);
  const emptied = isEmptied(edit);
  return {
    kind: 'card',
    title: say('edit-title', { code }),
    rows: lines.map(({ name, was, quantity }, index) => ({
      label: say('label-line', { number: index + 1 }),
      value: editedLine(name, was, quantity),
    })),
    text: [say(emptied ? 'edit-emptied' : changed ? 'edit-ask-more' : 'edit-ask')],
    choices: choicesOf(
      changed && !emptied ? button(say('button-edit-send'), cartActions.editSend(code), 'primary') : null,
      emptied ? toMove('cancel', code, 'danger') : null,
      ...lines.map(({ name }, index) =>
        button(say('button-edit-line', { title: { byLanguage: name } }), cartActions.editLine(code, index)),
      ),
      button(say('button-edit-leave'), cartActions.editLeave(code)),
      toMenu(),
    ),
  };
}

function editedLine(name: Record<string, string>, was: number, quantity: number): Phrase {
  const title = { byLanguage: name };
  if (quantity === 0) return say('edit-line-removed', { title });
  return was === quantity ? say('cart-line-unpriced', { quantity, title }) : say('edit-line-changed', { was, quantity, title });
}

/** What a line costs now, where it cost something else before. */
export function repriced(line: Line, price: string | null, currency: string | null): Phrase | null {
  if (price === null || currency === null || line.listing.price === price) return null;
  const title = { byLanguage: nameOf(line) };
  const now = costOf({ ...line, quantity: 1 });
  return now === null
    ? say('cart-unpriced-now', { title })
    : say('cart-repriced', { title, before: { amount: price, currency }, price: now });
}

export const gone = (title: Record<string, string>): Phrase => say('cart-gone', { title: { byLanguage: title } });

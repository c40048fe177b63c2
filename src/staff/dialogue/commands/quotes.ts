import { choicesOf } from '../../../conversation/buttons.ts';
import { type Phrase, type Reply, say } from '../../../conversation/reply.ts';
import { formatAmount, type Minor } from '../../../domain/money.ts';
import type { StaffOrder } from '../../work.ts';
import { anOrder, oneOf } from '../arguments.ts';
import type { AnswerOf } from '../calls.ts';
import { changedCard } from '../cards.ts';
import { type Entry, entriesIn, prices } from '../prices.ts';
import { doing, question, text, toDesk } from '../say.ts';
import { confirming, isSure, sure } from '../sure.ts';
import { type Arg, type Args, ask, type Doing, on, type StaffFacts, saying, type Verb } from '../verb.ts';
import { order } from './orders.ts';

/** A lead is named by its id or its place in the list that was shown last; everything else is an order. */
const isLead = (named = '') => named.length === 36;

const subject: Arg = {
  ...order,
  read: (written, listening) => oneOf('lead').read(written, listening) ?? anOrder.read(written, listening),
  offers: () => ask('staff-orders', { filter: 'unpriced' }, 'orders-offered'),
};

const money = (amount: Minor | null, currency: string): Phrase =>
  amount === null ? say('quote-unpriced') : say('verbatim', { text: { amount: formatAmount(amount), currency } });

type Lines = ReadonlyArray<{ position: number; title: string; quantity: number; unit_price: Minor | null }>;

/** The lines of an order with their places and what one of each costs. */
const linesCard = (title: Phrase, lines: Lines, currency: string, ...ending: Phrase[]): Extract<Reply, { kind: 'card' }> => ({
  kind: 'card',
  title,
  rows: lines.map(({ position, title: what, quantity, unit_price: price }) => ({
    label: say('quote-line', { position, quantity, title: what }),
    value: money(price, currency),
  })),
  text: ending,
  choices: choicesOf(toDesk()),
});

/** Asks for the price of the next line, or for any where all have one. */
function askPrices({ order_code: code, currency, lines }: StaffOrder, known: readonly Entry[]): Doing {
  const next = lines.find(({ position, unit_price: price }) => price === null && !known.some(({ line }) => line === position));
  const soFar = { order: code, 'so-far': JSON.stringify(known) };
  if (next === undefined || (lines.length > 1 && known.length === 0 && next.position !== 1)) {
    const card = linesCard(say('staff-order-title', { code }), lines, currency, say('ask-prices'));
    return { say: [card], asks: { missing: 'prices', args: soFar } };
  }
  const { position, quantity, title } = next;
  const asked = say('quote-ask-line', { position, count: lines.length, quantity, title, currency });
  return { say: [text([asked])], asks: { missing: 'prices', args: { ...soFar, at: String(position) } } };
}

const priceArg: Arg = {
  ...prices,
  offers: ({ order: named = '' }) =>
    isLead(named) ? ask('staff-lead', { lead_id: named }, 'lead-to-price') : ask('staff-order', { order_code: named }, 'order-to-price'),
  offered: {
    'lead-to-price': on('staff-lead', ({ title }, _, { desk }) =>
      saying(text([say('quote-ask-lead', { title: title ?? '…', currency: desk.currency })])),
    ),
    'order-to-price': on('staff-order', (found, args) => askPrices(found, entriesIn(args['so-far']))),
  },
};

/** What was said of prices, now and before; a price alone is that of the line that was asked for, or of the only one. */
function entriesOf({ prices: said, 'so-far': before, at }: Args, lines: Lines): Entry[] | undefined {
  const unpriced = lines.filter(({ unit_price: price }) => price === null);
  const only = lines.length === 1 ? lines[0] : unpriced.length === 1 ? unpriced[0] : undefined;
  const meant = at === undefined ? only?.position : Number(at);
  const entries = [...entriesIn(before), ...entriesIn(said)].map((entry) =>
    entry.line === undefined && entry.title === undefined && meant !== undefined ? { ...entry, line: meant } : entry,
  );
  const fits = entries.every(({ line, title }) => title !== undefined || lines.some(({ position }) => position === line));
  return fits ? entries : undefined;
}

const otherCurrency = (entries: readonly Entry[], own: string) =>
  entries.some(({ currency }) => currency !== null && currency !== own) ? say('quote-currency', { currency: own }) : undefined;

/** The lines as they are to be: those of the order with their new prices, without what goes, and with what comes. */
function wishedLines(lines: Lines, entries: readonly Entry[]) {
  const kept = lines.flatMap(({ position }) => {
    const entry = entries.findLast(({ line }) => line === position);
    if (entry === undefined) return [{ position }];
    return entry.price === null ? [] : [{ position, unit_price: entry.price }];
  });
  const added = entries.flatMap(({ title, price }) => (title === undefined || price === null ? [] : [{ title, unit_price: price }]));
  return [...kept, ...added];
}

function quoteOrder(found: StaffOrder, args: Args): Doing {
  const { id, lines, currency, order_code: code } = found;
  const entries = entriesOf(args, lines);
  if (entries === undefined) return askWhich(found);
  const odd = otherCurrency(entries, currency);
  if (odd !== undefined) return saying(text([odd], doing('quote', [code])));
  if (lines.some(({ position, unit_price }) => unit_price === null && !entries.some(({ line }) => line === position))) {
    return askPrices(found, entries);
  }
  const wished = wishedLines(lines, entries);
  if (wished.length === 0) return saying(text([say('quote-nothing-left')], doing('cancel', [code]), doing('order', [code])));
  const knowing = { id, wished: JSON.stringify(wished) };
  return found.total_amount === null
    ? ask('quote-order', { order_id: id, lines: wished }, 'quoted', knowing)
    : ask('preview-quote', { order_id: id, lines: wished }, 'previewed', knowing);
}

const askWhich = ({ order_code: code, lines, currency }: StaffOrder): Doing => ({
  say: [linesCard(say('staff-order-title', { code }), lines, currency, say('quote-which-line'))],
  asks: { missing: 'prices', args: { order: code } },
});

function quoteLead({ order: lead_id = '', prices: said }: Args, { desk }: StaffFacts): Doing {
  const entries = entriesIn(said);
  const odd = otherCurrency(entries, desk.currency);
  if (odd !== undefined) return saying(text([odd]));
  const [only] = entries;
  if (entries.length === 1 && only?.title === undefined && typeof only?.price === 'string') {
    return ask('quote-lead', { lead_id, unit_price: only.price }, 'lead-quoted');
  }
  const lines = entries.flatMap(({ title, price }) => (title === undefined || price === null ? [] : [{ title, unit_price: price }]));
  if (lines.length < entries.length) return { say: [question('prices')], asks: { missing: 'prices', args: { order: lead_id } } };
  return ask('quote-lead', { lead_id, lines }, 'lead-quoted');
}

const showQuoted = ({ order: { order_code: code }, proposal }: AnswerOf<'quote-order'>): Doing =>
  ask('staff-order', { order_code: code }, 'quoted-shown', { order: code, proposal: proposal?.id ?? '' });

const quoteVerb: Verb = {
  name: 'quote',
  least: 'agent',
  args: [subject, priceArg, sure],
  run: (args, facts) => (isLead(args.order) ? quoteLead(args, facts) : ask('staff-order', { order_code: args.order ?? '' }, 'seen')),
  after: {
    seen: on('staff-order', quoteOrder),
    previewed: on('preview-quote', ({ currency, total_before: before, total_after: after, lines }, args) => {
      const { order: code = '', id = '', wished = '[]' } = args;
      const total = after === null ? '' : formatAmount(after);
      if (isSure(args, total)) return ask('quote-order', { order_id: id, lines: JSON.parse(wished) }, 'quoted');
      const sums = { before: { amount: formatAmount(before ?? 0n), currency }, total: { amount: total || '0.00', currency } };
      const card = linesCard(say('staff-order-title', { code }), lines, currency, say('quote-preview', sums));
      return confirming(card, args, total, 'quote-do-it', doing('order', [code]));
    }),
    quoted: on('quote-order', showQuoted),
    'lead-quoted': on('quote-lead', showQuoted),
    'quoted-shown': on('staff-order', (found, { proposal }) =>
      saying({ kind: 'text', text: [say(proposal === '' ? 'quote-in-force' : 'quote-offered')] }, changedCard(found)),
    ),
  },
  refused: ({ code }, { order: named = '' }) =>
    code === 'INVALID_TRANSITION' && !isLead(named) ? saying(text([say('quote-too-late')], doing('order', [named]))) : undefined,
};

/** Which proposal is meant, so that an old button answers no newer one: "n3" for the third. */
const nth: Arg = {
  name: 'nth',
  optional: true,
  read: (written) => {
    const [value] = /^n\d{1,6}(?=\s|$)/.exec(written) ?? [];
    return value === undefined ? undefined : { value, rest: written.slice(value.length).trim() };
  },
};

const note: Arg = {
  name: 'note',
  optional: true,
  typed: true,
  read: (written) => (written.trim() === '' ? undefined : { value: written.trim().slice(0, 2000), rest: '' }),
};

/** Answers what the customer proposes for an order, or takes back what the desk has offered. */
const answering = (name: 'accept' | 'decline' | 'withdraw', answered: 'quote-accepted' | 'quote-declined' | 'quote-withdrawn'): Verb => ({
  name,
  least: 'agent',
  args: [order, nth, ...(name === 'decline' ? [note] : [])],
  run: ({ order: order_code = '' }) => ask('staff-order', { order_code }, 'seen'),
  after: {
    seen: on('staff-order', ({ order_code: code, proposal }, { nth: wanted, note: said }) =>
      proposal === null || (wanted !== undefined && wanted !== `n${proposal.no}`)
        ? saying(text([say('no-proposal-over')], doing('order', [code])))
        : ask('answer-proposal', { proposal_id: proposal.id, answer: name, ...(said !== undefined && { note: said }) }, 'answered'),
    ),
    answered: on('answer-proposal', ({ order: { order_code } }) =>
      ask('staff-order', { order_code }, 'answered-shown', { order: order_code }),
    ),
    'answered-shown': on('staff-order', (found) => saying({ kind: 'text', text: [say(answered)] }, changedCard(found))),
  },
});

export const quoteVerbs: readonly Verb[] = [
  quoteVerb,
  answering('accept', 'quote-accepted'),
  answering('decline', 'quote-declined'),
  answering('withdraw', 'quote-withdrawn'),
];

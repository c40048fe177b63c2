import { choicesOf } from '../../../conversation/buttons.ts';
import { type Choice, type Phrase, type Reply, say } from '../../../conversation/reply.ts';
import { formatAmount } from '../../../domain/money.ts';
import type { InboxEntry } from '../../inbox.ts';
import { anOrder, oneOf, words } from '../arguments.ts';
import type { AnswerOf } from '../calls.ts';
import { orderCard } from '../cards.ts';
import { reference } from '../money-arguments.ts';
import { aReason } from '../reasons.ts';
import { paramOf, shortOf } from '../recording.ts';
import { button, doing, literally, pick, press, question, text, toDesk } from '../say.ts';
import { aSum, REST, sumOf } from '../sums.ts';
import { type Arg, type Args, ask, type Doing, on, roles, type StaffFacts, saying, type Verb } from '../verb.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** Pictures of proofs that are shown with an entry; the others stay with the order. */
const MOST_FILES = 3;
/** Who may write down money that came in without an order. */
const KEEPS_MONEY = 'manager';

const sumIn = ({ amount, currency }: InboxEntry) => paramOf(amount ?? 0n, currency);
const isOdd = ({ files, recorded }: InboxEntry) =>
  recorded !== null || files.some(({ elsewhere, recorded: used }) => elsewhere.length > 0 || used !== null);

/** An entry on a button: whose money, how much, for which order; marked where something of it was used before. */
function entryButton(entry: InboxEntry, action: string): Choice | null {
  const shown = {
    sum: sumIn(entry),
    customer: Array.from(entry.customer ?? '…')
      .slice(0, 28)
      .join(''),
    odd: isOdd(entry) ? 'yes' : 'no',
  };
  const { order_code: code } = entry;
  return button(code === null ? say('inbox-transfer', shown) : say('inbox-report', { ...shown, code }), action);
}

/** Money that goes back is for admins to give, as any refund is. */
const mayDismiss = ({ gives_back: goesBack }: InboxEntry, { staff }: StaffFacts) =>
  !goesBack || roles.indexOf(staff.role) >= roles.indexOf('admin');
const mayKeepMoney = ({ staff }: StaffFacts) => roles.indexOf(staff.role) >= roles.indexOf(KEEPS_MONEY);

function listOf({ entries }: AnswerOf<'payment-inbox'>, action: (id: string) => string, facts: StaffFacts): Doing {
  const phrase = entries.length === 0 ? say('inbox-empty') : say('inbox-list', { count: entries.length });
  return {
    say: [
      {
        kind: 'text',
        text: [phrase],
        choices: choicesOf(
          ...entries.map((entry) => entryButton(entry, action(entry.id))),
          mayKeepMoney(facts) ? doing('incoming') : null,
          toDesk(),
        ),
      },
    ],
    listed: { kind: 'proof', ids: entries.map(({ id }) => id) },
  };
}

/** An entry of the payment inbox: one of those listed, else chosen among them. */
const entry: Arg = {
  ...oneOf('proof'),
  offers: () => ask('payment-inbox', {}, 'entries-offered'),
  offered: { 'entries-offered': on('payment-inbox', (found, _, facts) => listOf(found, pick, facts)) },
};

const readEntry = ({ proof: entry_id = '' }: Args) => ask('payment-inbox', { entry_id }, 'seen');
const row = (label: string, value: Phrase | null) => (value === null ? [] : [{ label: say(label), value }]);
const said = (value: string | null | undefined) => (value === null || value === undefined ? null : literally(value));

/** As the desk calls it in the reader's language; a method it does not offer goes by its code. */
function methodName(method: string | null, { desk }: StaffFacts): Phrase | null {
  if (method === null) return null;
  const known = desk.paymentMethods.find(({ code }) => code === method);
  return known === undefined ? literally(method) : say('verbatim', { text: { byLanguage: known.name } });
}

/** What about an entry was used before: the same file, or the same reference. */
function warnings({ files, recorded }: InboxEntry): Phrase[] {
  const elsewhere = [...new Set(files.flatMap(({ elsewhere: codes }) => codes))];
  const used = recorded ?? files.find((file) => file.recorded !== null)?.recorded ?? null;
  return [
    ...(elsewhere.length === 0 ? [] : [say('inbox-file-elsewhere', { codes: elsewhere.join(', ') })]),
    ...(used === null ? [] : [say('inbox-used', { code: used })]),
  ];
}

const fileReply = ({ path, kind, name }: InboxEntry['files'][number]): Reply =>
  kind === 'image'
    ? { kind: 'image', path, alt: say('inbox-proof') }
    : { kind: 'document', path, name: name ?? path.split('/').at(-1) ?? path };

/** An entry with its proofs, what was used before, and one tap for what is likeliest. */
function entryReplies(found: InboxEntry, facts: StaffFacts): Reply[] {
  const { id, order_code: code, due, currency, suggestions, method } = found;
  const likely = suggestions.map(({ order_code: one, customer, because }) =>
    button(
      say('inbox-match', {
        code: one,
        customer: Array.from(customer).slice(0, 24).join(''),
        why: { phrase: `inbox-because-${because[0] ?? 'name'}` },
      }),
      press('record', id, one),
      'primary',
    ),
  );
  const card: Reply = {
    kind: 'card',
    title: code === null ? say('inbox-title-transfer') : say('inbox-title-report', { code }),
    rows: [
      ...row('field-sum', say('verbatim', { text: sumIn(found) })),
      ...row(code === null ? 'field-payer' : 'field-customer', said(found.customer)),
      ...row('field-due', due === null ? null : say('verbatim', { text: paramOf(due, currency) })),
      ...row('field-method', methodName(method, facts)),
      ...row('field-reference', said(found.reference)),
      ...row('field-comment', said(found.note)),
    ],
    text: [
      ...warnings(found),
      ...(code === null ? [say(likely.length === 0 ? 'inbox-no-order' : 'inbox-likely')] : []),
      ...(found.gives_back ? [say('inbox-gives-back')] : []),
    ],
    choices: choicesOf(
      ...(code === null
        ? [...likely, doing('record', [id])]
        : [doing('record', [id, ...shownOf(found)], 'primary'), doing('pay', [code]), doing('order', [code])]),
      mayDismiss(found, facts) ? doing('dismiss', [id], 'danger') : null,
      doing('inbox'),
    ),
  };
  return [...found.files.slice(-MOST_FILES).map(fileReply), card];
}

const only = ({ entries: [first] }: AnswerOf<'payment-inbox'>): InboxEntry => {
  if (first === undefined) throw new Error('an entry that was not refused is there');
  return first;
};

const shownEntry = on('payment-inbox', (found, _, facts) => saying(...entryReplies(only(found), facts)));

const optionalOrder: Arg = { ...anOrder, optional: true };

/** The sum that a report's button was shown with: the customer may report another one before it is pressed. */
const shownSum: Arg = {
  name: 'shown',
  optional: true,
  read: (written) => {
    const [begun, value] = /^=(\d{1,13}\.\d{2})(?=\s|$)/.exec(written) ?? [];
    return begun === undefined || value === undefined ? undefined : { value, rest: written.slice(begun.length).trim() };
  },
};
const shownOf = ({ amount }: InboxEntry) => (amount === null ? [] : [`=${formatAmount(amount)}`]);

/** Records a report as it was made, or money without an order for the order that is named. */
function settle(found: InboxEntry, { proof: id = '', order, reference: number, shown }: Args): Doing {
  if (found.kind === 'report') {
    const seen = shown ?? (found.amount === null ? undefined : formatAmount(found.amount));
    const args = {
      task_id: id,
      ...(number !== undefined && { external_reference: number }),
      ...(seen !== undefined && { expected_amount: seen }),
    };
    return ask('accept-report', args, 'report-recorded', seen === undefined ? {} : { shown: seen });
  }
  if (order !== undefined) return ask('match-transfer', { transfer_id: id, order_code: order }, 'transfer-recorded');
  const likely = found.suggestions.map(({ order_code: code, customer }) => button(say('inbox-for', { code, customer }), pick(code)));
  return { say: [text([say('ask-order')], ...likely)], asks: { missing: 'order', args: { proof: id } } };
}

const showRecorded = ({ order: { order_code: order }, payment, duplicate }: AnswerOf<'match-transfer'>): Doing =>
  ask('staff-order', { order_code: order }, 'recorded-shown', {
    ...{ order, payment: duplicate ? '' : shortOf(payment.id), role: payment.role, by: payment.method },
    ...{ amount: formatAmount(payment.amount), currency: payment.currency },
  });

const recordVerb: Verb = {
  name: 'record',
  least: 'agent',
  byButton: true,
  args: [entry, shownSum, optionalOrder, reference],
  run: readEntry,
  after: {
    seen: on('payment-inbox', (found, args) => settle(only(found), args)),
    changed: on('payment-inbox', (found, _, facts) => saying(text([say('no-report-changed')]), ...entryReplies(only(found), facts))),
    'report-recorded': on('accept-report', showRecorded),
    'transfer-recorded': on('match-transfer', showRecorded),
    'recorded-shown': on('staff-order', (found, { payment, amount = '0.00', currency = '' }) =>
      saying(
        { kind: 'text', text: [say(payment === '' ? 'pay-known' : 'pay-recorded', { sum: { amount, currency }, code: found.order_code })] },
        orderCard(found),
      ),
    ),
  },
  refused: ({ code }, args) => {
    if (code === 'TAKEN') return saying(text([say('inbox-taken')], doing('inbox')));
    if (code === 'REPORT_CHANGED') return ask('payment-inbox', { entry_id: args.proof ?? '' }, 'changed');
    return code === 'REFERENCE_REQUIRED' ? { say: [question('reference')], asks: { missing: 'reference', args } } : undefined;
  },
};

const dismissVerb: Verb = {
  name: 'dismiss',
  least: 'manager',
  byButton: true,
  args: [entry, aReason()],
  run: readEntry,
  after: {
    seen: on('payment-inbox', (found, { proof: id = '', reason = '' }) =>
      only(found).kind === 'report'
        ? ask('advance-task', { task_id: id, new_status: 'cancelled', resolution: reason }, 'dismissed')
        : ask('dismiss-transfer', { transfer_id: id, reason }, 'set-aside'),
    ),
    dismissed: on('advance-task', () => saying(text([say('inbox-dismissed')], doing('inbox')))),
    'set-aside': on('dismiss-transfer', ({ gives_back: goesBack }) =>
      saying(text([say(goesBack ? 'inbox-given-back' : 'inbox-dismissed')], doing('inbox'))),
    ),
  },
  refused: ({ code }) => (code === 'TAKEN' ? saying(text([say('inbox-taken')], doing('inbox'))) : undefined),
};

const someSum: Arg = {
  ...aSum,
  read: (written, listening) => {
    const found = aSum.read(written, listening);
    return found?.value === REST ? undefined : found;
  },
};

/** Who sent it and what the bank says of it: "Ada Lovelace, RF18 5390". */
const payer: Arg = { ...words('payer'), typed: true };

/** "Ada Lovelace, RF18", "from Ada Lovelace ref RF18": the words between are not part of either. */
function payerIn(written: string, { optionOf }: Vocabulary): { name: string; number: string } {
  const said = optionOf(written, ['from'])?.rest || written;
  for (const { index } of said.matchAll(/(?<=[\s,])\S+/g)) {
    const read = optionOf(said.slice(index), ['reference']);
    if (read !== undefined && read.rest !== '') return { name: said.slice(0, index).replace(/[\s,]+$/, ''), number: read.rest };
  }
  const [name = '', ...others] = said.split(/\s*,\s*/);
  return { name, number: others.join(', ') };
}

const incomingVerb: Verb = {
  name: 'incoming',
  least: KEEPS_MONEY,
  args: [someSum, payer],
  run: ({ sum = '', payer: from = '' }, { desk }, { vocabulary }) => {
    const { amount, currency } = sumOf(sum);
    const { name, number } = payerIn(from, vocabulary);
    const given = {
      amount,
      currency: currency ?? desk.currency,
      payer: name.slice(0, 200),
      ...(number !== '' && { reference: number.slice(0, 200) }),
    };
    return ask('record-transfer', given, 'kept');
  },
  after: {
    kept: on('record-transfer', ({ transfer: { id }, duplicate }) =>
      ask('payment-inbox', { entry_id: id }, 'kept-shown', { duplicate: String(duplicate) }),
    ),
    'kept-shown': on('payment-inbox', (found, { duplicate }, facts) =>
      saying({ kind: 'text', text: [say(duplicate === 'true' ? 'inbox-known' : 'inbox-kept')] }, ...entryReplies(only(found), facts)),
    ),
  },
  refused: ({ code }) => (code === 'TAKEN' ? saying(text([say('inbox-taken')], doing('inbox'))) : undefined),
};

export const inboxVerbs: readonly Verb[] = [
  {
    name: 'inbox',
    least: 'agent',
    args: [],
    run: () => ask('payment-inbox', {}, 'listed'),
    after: { listed: on('payment-inbox', (found, _, facts) => listOf(found, (id) => press('proof', id), facts)) },
  },
  {
    name: 'proof',
    least: 'agent',
    byButton: true,
    args: [entry],
    run: readEntry,
    after: { seen: shownEntry },
    refused: ({ code }) => (code === 'TAKEN' ? saying(text([say('inbox-taken')], doing('inbox'))) : undefined),
  },
  recordVerb,
  dismissVerb,
  incomingVerb,
];

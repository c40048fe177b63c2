import { type Choice, type Phrase, say } from '../../conversation/reply.ts';
import type { ArgsOf, CallName, StaffCommand } from './calls.ts';
import { doing, text } from './say.ts';
import type { Done } from './state.ts';
import { isFinal } from './steps.ts';
import type { Arg, Args, Role, Verb } from './verb.ts';

const WITHIN_MS = 5 * 60_000;
/** Written where a step back needs a reason. */
const REASON = 'undone';

type Way = { back: StaffCommand; said: Phrase } | { never: Phrase; instead?: Choice | null };

const by = <C extends CallName>(call: C, args: ArgsOf<C>, said: Phrase): Way => ({
  back: { do: 'call', call, args } as StaffCommand,
  said,
});

/** Money that is written down stays: what takes it back is an entry of its own, prepared for whoever may make it. */
function compensated({ order = '', amount = '', payment = '', by: method = '', currency = '', role = '' }: Args, of: Role): Way {
  if (payment === '') return { never: say('undo-nothing') };
  const instead = {
    client_payment: doing(of === 'admin' || of === 'owner' ? 'refund' : 'ask-refund', [order, amount, 'overpayment', payment]),
    refund: doing('pay', [order, amount, method]),
    supplier_refund: doing('payout', [order, 'supplier', `${amount} ${currency}`, method]),
  }[role];
  return { never: say('undo-money'), instead: instead ?? doing('payback', [order, `${amount} ${currency}`, method]) };
}

/** What a note is about, as it was remembered: "order:" and the id of its row. */
function rowOf(row: string) {
  const [kind, id = ''] = row.split(':');
  return kind === 'lead' ? { lead_id: id } : kind === 'customer' ? { customer_id: id } : { order_id: id };
}

/** How what a command did is taken back, by its name; what it found out on the way stands in its arguments. */
const WAYS: Readonly<Record<string, (args: Args, role: Role) => Way>> = {
  // The database takes nobody, which the generated types do not know.
  take: ({ lead: lead_id, id: order_id }) => {
    const nobody = null as unknown as string;
    if (lead_id !== undefined) return by('assign-lead', { lead_id, staff_id: nobody }, say('undone-take'));
    return order_id === undefined
      ? { never: say('undo-nothing') }
      : by('assign-order', { order_id, staff_id: nobody }, say('undone-take-order'));
  },
  qualify: () => ({ never: say('undo-never-back') }),
  reject: ({ lead: lead_id = '' }) => by('advance-lead', { lead_id, new_status: 'in_progress', reason: REASON }, say('undone-reject')),
  status: ({ id: order_id = '', from: new_status = '', status = '' }) =>
    isFinal(status)
      ? { never: say('undo-never-ended') }
      : by('advance-order', { order_id, new_status, reason: REASON }, say('undone-status')),
  cancel: () => ({ never: say('undo-never-ended') }),
  quote: ({ proposal = '' }) =>
    proposal === ''
      ? { never: say('undo-never-price') }
      : by('answer-proposal', { proposal_id: proposal, answer: 'withdraw' }, say('undone-quote')),
  pay: compensated,
  payout: compensated,
  payback: compensated,
  refund: compensated,
  record: compensated,
  incoming: () => ({ never: say('undo-never-incoming'), instead: doing('inbox') }),
  dismiss: () => ({ never: say('undo-never-dismissed') }),
  'ask-refund': () => ({ never: say('undo-never-asked') }),
  accept: () => ({ never: say('undo-never-answer') }),
  decline: () => ({ never: say('undo-never-answer') }),
  withdraw: () => ({ never: say('undo-never-answer') }),
  close: () => ({ never: say('undo-never-ended') }),
  pass: () => ({ never: say('undo-never-passed') }),
  promise: () => ({ never: say('undo-never-promised') }),
  ship: ({ shipment: shipment_id = '', status }) =>
    status === 'pending'
      ? by('advance-shipment', { shipment_id, new_status: 'cancelled', reason: REASON }, say('undone-ship'))
      : { never: say('undo-never-shipped') },
  parcel: ({ shipment: shipment_id = '', step }) =>
    step === 'problem'
      ? by('advance-shipment', { shipment_id, new_status: 'in_transit', reason: REASON }, say('undone-parcel'))
      : { never: say('undo-never-parcel') },
  task: ({ task: task_id = '' }) => by('advance-task', { task_id, new_status: 'cancelled', reason: REASON }, say('undone-task')),
  done: ({ task: task_id = '' }) => by('advance-task', { task_id, new_status: 'open', reason: REASON }, say('undone-done')),
  snooze: ({ task: task_id = '', was }) =>
    by('postpone-task', { task_id, ...(was !== undefined && { due_at: was }) }, say('undone-snooze')),
  note: ({ row = '', note: words = '' }) => by('take-note-back', { words, ...rowOf(row) }, say('undone-note')),
  assign: ({ about = '', row = '', was = null }) => {
    const staff_id = was as string;
    if (about.startsWith('lead:')) return by('assign-lead', { lead_id: row, staff_id }, say('undone-assign'));
    if (about.startsWith('task:')) return by('assign-task', { task_id: row, staff_id }, say('undone-assign'));
    return by('assign-order', { order_id: row, staff_id }, say('undone-assign'));
  },
  doc: () => ({ never: say('undo-never-doc') }),
  received: () => ({ never: say('undo-never-received') }),
  export: () => ({ never: say('undo-never-export') }),
  invite: () => ({ never: say('undo-never-invite') }),
  role: ({ staff: staff_id = '', former: role = '' }) => by('change-staff-role', { staff_id, role }, say('undone-role')),
  deactivate: ({ staff: staff_id = '' }) => by('reactivate-staff', { staff_id }, say('undone-deactivate')),
  reactivate: ({ staff: staff_id = '' }) => by('deactivate-staff', { staff_id, reason: REASON }, say('undone-reactivate')),
  language: ({ former: language = 'en' }) => by('choose-language', { language }, say('undone-language')),
  set: ({ former = '{}' }) => by('update-settings', { changes: JSON.parse(former) }, say('undone-set')),
  hours: ({ whose = 'mine', former = '[]' }) => by('set-hours', { whose, hours: JSON.parse(former) }, say('undone-hours')),
  dayoff: ({ whose = 'mine', day = '', off, former }) =>
    former === off ? { never: say('undo-nothing') } : by('set-day-off', { whose, day, is_off: off === 'working' }, say('undone-dayoff')),
  talk: ({ chat: chat_id = '' }) => by('hand-back', { chat_id }, say('undone-talk')),
  say: () => ({ never: say('undo-never-said') }),
  back: () => ({ never: say('undo-never-handed-back') }),
};

/** How this is taken back, or why not. */
const wayOf = ({ command, args }: Done, role: Role): Way => WAYS[command]?.(args, role) ?? { never: say('undo-never') };

/** What tells one thing that was done from the next. */
const timeOf = ({ at }: Done) => `~${Date.parse(at).toString(36)}`;

/** What the button carries that takes this back; null where pressing it would help nobody. */
export function markOf(done: Done | null, role: Role): string | null {
  if (done === null || done.command === 'undo') return null;
  const way = wayOf(done, role);
  return 'never' in way && way.instead == null ? null : timeOf(done);
}

/** Which thing a button takes back; without it the last one. */
const mark: Arg = {
  name: 'mark',
  optional: true,
  read: (written) => (/^~[0-9a-z]{1,12}$/.test(written) ? { value: written, rest: '' } : undefined),
};

/** Takes back the last thing that was done, where there is a way; the desk decides whether it still can be. */
export const undoVerb: Verb = {
  name: 'undo',
  least: 'agent',
  args: [mark],
  run: ({ mark: meant }, { now, staff }, { memory: { done } }) => {
    if (done === null || done.command === 'undo') return { say: [text([say('undo-nothing')])] };
    if (meant !== undefined && meant !== timeOf(done)) return { say: [text([say('staff-stale')])] };
    if (!(Date.parse(now) - Date.parse(done.at) <= WITHIN_MS)) return { say: [text([say('undo-too-late')])] };
    const way = wayOf(done, staff.role);
    return 'never' in way
      ? { say: [text([way.never], way.instead ?? null)] }
      : { call: way.back, next: 'undone', knowing: { said: way.said.key, ...orderOf(done.args) } };
  },
  after: {
    undone: {
      call: 'any',
      go: (_, { said = 'undo-nothing', order }) => ({ say: [text([say(said)], order === undefined ? null : doing('order', [order]))] }),
    },
  },
};

const orderOf = ({ order }: Args): Args => (order === undefined ? {} : { order });

import { type Choice, say } from '../../conversation/reply.ts';
import { button, doing, press } from './say.ts';

type Params = Readonly<Record<string, unknown>>;
const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** What can be done at once about what a notice tells the staff, by its key; the order it is about stands beside it. */
const BUTTONS: Readonly<Record<string, (params: Params) => Array<Choice | null>>> = {
  'notice-staff-proposal-made': ({ code, no }) => [
    doing('accept', [textOf(code), `n${textOf(no)}`], 'primary'),
    doing('decline', [textOf(code), `n${textOf(no)}`], 'danger'),
  ],
  'notice-staff-proposal-declined': ({ code }) => [doing('quote', [textOf(code)], 'primary')],
  'notice-staff-refund-asked': ({ code, amount, reason, payment }) => [
    doing('refund', [textOf(code), textOf(amount), textOf(reason), `p${textOf(payment)}`], 'primary'),
    doing('payments', [textOf(code)]),
  ],
  'notice-staff-charge-given-back': ({ code }) => [doing('refund', [textOf(code)], 'primary')],
  'notice-staff-stray-charge-given-back': () => [doing('inbox', [], 'primary')],
  'notice-staff-payment-reported': () => [doing('inbox', [], 'primary')],
  'notice-staff-much-work': ({ leads, orders }) => [
    Number(leads) > 0 ? doing('leads', ['new']) : null,
    Number(orders) > 0 ? doing('orders', ['open']) : null,
  ],
  'notice-staff-task-due': ({ task }) => [
    doing('done', [textOf(task)], 'primary'),
    button(say('do-snooze-hour'), press('snooze', textOf(task), '1h')),
    button(say('do-snooze-tomorrow'), press('snooze', textOf(task), 'tomorrow')),
    doing('show-task', [textOf(task)]),
  ],
  'notice-staff-task-assigned': ({ task }) => (task === undefined ? [] : [doing('show-task', [textOf(task)])]),
  'notice-staff-order-created': ({ code }) => [doing('quote', [textOf(code)])],
};

/** The buttons of a notice to the staff. One that names a chat can be answered where it is read. */
export function staffChoices(key: string, params: Params): Choice[] {
  const answer = typeof params.chat === 'string' ? button(say('do-answer'), press('talk', params.chat), 'primary') : null;
  return [answer, ...(BUTTONS[key]?.(params) ?? [])].filter((choice) => choice !== null);
}

/** Shows the order that a notice is about. */
export const showOrderToStaff = (code: string): Choice | null => doing('order', [code]);

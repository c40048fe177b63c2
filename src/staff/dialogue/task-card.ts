import { choicesOf } from '../../conversation/buttons.ts';
import { type Choice, type Param, type Phrase, type Reply, say } from '../../conversation/reply.ts';
import type { StaffTask } from '../tasks.ts';
import type { TaskRow } from '../work.ts';
import { button, doing, literally, press, toDesk } from './say.ts';

const row = (label: string, value: Phrase | null) => (value === null ? [] : [{ label: say(`field-${label}`), value }]);
const words = (text: string | null) => (text === null || text === '' ? null : literally(text));
const moment = (at: string): Param => ({ at, show: 'day-and-time' });

/** What is to be done: in the words of whoever wrote it, or in the reader's language where the desk made the task. */
export const titleOf = ({ kind, title, order_code: code }: TaskRow): Phrase =>
  kind === 'manual' ? literally(title) : say(kind, { code: code ?? '…' });

export function taskCard(task: StaffTask): Reply {
  const { id, status, due_at: due, order_code: code, customer, customer_id: customerId, assignee } = task;
  const isOpen = status !== 'done' && status !== 'cancelled';
  return {
    kind: 'card',
    title: titleOf(task),
    rows: [
      ...row('status', say(`task-status-${status.replaceAll('_', '-')}`)),
      ...row('due-at', due === null ? null : say(task.overdue === true ? 'staff-overdue' : 'verbatim', { text: moment(due) })),
      ...row('order', words(code)),
      ...row('customer', words(customer)),
      ...row('comment', words(task.description)),
      ...row('resolution', words(task.resolution)),
      ...row('assignee', assignee === null ? say('staff-nobody') : literally(assignee)),
    ],
    choices: choicesOf(
      ...(isOpen ? [doing('done', [id], 'primary'), ...laterButtons(id), button(say('do-assign'), press('assign', 'task', id))] : []),
      code === null ? null : button(say('staff-show-order', { code }), press('order', code)),
      customerId === null ? null : doing('customer', [customerId]),
      doing('tasks'),
      toDesk(),
    ),
  };
}

/** The times a task is put off to most. */
export const laterButtons = (id: string): Array<Choice | null> => [
  button(say('do-snooze-hour'), press('snooze', id, '1h')),
  button(say('do-snooze-tomorrow'), press('snooze', id, 'tomorrow')),
];

/** A task as a line of a list. */
export function taskButton(task: TaskRow, action = press('show-task', task.id)): Choice | null {
  const { kind, title, due_at: due, overdue } = task;
  if (kind !== 'manual') return button(titleOf(task), action);
  const short = Array.from(title).length > 40 ? `${Array.from(title).slice(0, 39).join('')}…` : title;
  if (due === null) return button(literally(short), action);
  return button(say(overdue === true ? 'staff-task-row-overdue' : 'staff-task-row', { title: short, due: moment(due) }), action);
}

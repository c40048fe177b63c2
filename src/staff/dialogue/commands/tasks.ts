import { choicesOf } from '../../../conversation/buttons.ts';
import { type Choice, say } from '../../../conversation/reply.ts';
import type { TaskRow } from '../../work.ts';
import { anAnchor, anchorOf } from '../anchor.ts';
import { aMoment, oneOf, option, words } from '../arguments.ts';
import { findMoment, withoutMoment } from '../moments.ts';
import { button, doing, pick, press, text, toDesk } from '../say.ts';
import { taskButton, taskCard } from '../task-card.ts';
import { type Arg, type Args, ask, type Doing, on, type StaffFacts, saying, type Verb } from '../verb.ts';

const FILTERS = ['mine', 'overdue', 'all', 'done'];

/** The tasks as buttons, which open them unless said otherwise. */
function listOf(tasks: readonly TaskRow[], action?: (id: string) => string, others: ReadonlyArray<Choice | null> = []): Doing {
  const phrase = tasks.length === 0 ? say('staff-no-tasks') : say('staff-tasks', { count: tasks.length });
  return {
    say: [
      {
        kind: 'text',
        text: [phrase],
        choices: choicesOf(...tasks.map((one) => taskButton(one, action?.(one.id))), doing('task'), ...others, toDesk()),
      },
    ],
    listed: { kind: 'task', ids: tasks.map(({ id }) => id) },
  };
}

/** A task: one of those listed, else chosen among one's own. */
export const task: Arg = {
  ...oneOf('task'),
  offers: () => ask('staff-tasks', { filter: 'mine' }, 'tasks-offered'),
  offered: { 'tasks-offered': on('staff-tasks', ({ tasks }) => listOf(tasks, pick)) },
};

const show = ({ task: task_id = '' }: Args) => ask('staff-task', { task_id }, 'shown');
const shown = on('staff-task', (found) => saying(taskCard(found)));

type Plan = { title: string; due: string | undefined; order: string | undefined };

/** What is to be done, by when and about which order, out of one sentence: "call Ada tomorrow 17:00 #1042". */
function planOf(what: string, { now, desk }: Pick<StaffFacts, 'now' | 'desk'>): Plan {
  const [marked, code] = /(?:^|\s)[#№]\s?([A-Z]{0,7}-?\d{1,15})(?=\s|$)/i.exec(what) ?? [];
  const said = marked === undefined ? what : what.replace(marked, ' ').trim();
  const moment = findMoment(said, { now, timeZone: desk.timeZone });
  return { title: moment === undefined ? said : withoutMoment(said, moment), due: moment?.at, order: code?.toUpperCase() };
}

const create = (args: Args, facts: StaffFacts, order_id?: string): Doing => {
  const { title, due } = planOf(args.what ?? '', facts);
  const about = anchorOf(args);
  return ask(
    'create-task',
    {
      title,
      ...(due !== undefined && { due_at: due }),
      ...(order_id !== undefined && { order_id }),
      ...(about?.kind === 'lead' && { lead_id: about.id }),
      ...(about?.kind === 'customer' && { customer_id: about.id }),
    },
    'made',
  );
};

const newTask: Verb = {
  name: 'task',
  least: 'agent',
  args: [
    anAnchor(['order', 'lead', 'customer'], true, { optional: true }),
    {
      name: 'what',
      typed: true,
      read: (written, { facts }) => (planOf(written, facts).title === '' ? undefined : { value: written.slice(0, 300), rest: '' }),
    },
  ],
  run: (args, facts) => {
    const about = anchorOf(args);
    const order = about?.kind === 'order' ? about.id : planOf(args.what ?? '', facts).order;
    return order === undefined ? create(args, facts) : ask('staff-order', { order_code: order }, 'seen');
  },
  after: {
    seen: on('staff-order', ({ id }, args, facts) => create(args, facts, id)),
    made: on('create-task', ({ task: { id } }) => ask('staff-task', { task_id: id }, 'made-shown', { task: id })),
    'made-shown': on('staff-task', (found) => saying(text([say('staff-task-made')], doing('undo')), taskCard(found))),
  },
};

const showTask: Verb = { name: 'show-task', least: 'agent', byButton: true, args: [task], run: show, after: { shown } };

const tasks: Verb = {
  name: 'tasks',
  least: 'agent',
  args: [option('filter', FILTERS, true)],
  run: ({ filter = 'mine' }) => ask('staff-tasks', { filter }, 'listed'),
  after: {
    listed: on('staff-tasks', ({ tasks: found }, { filter = 'mine' }) => {
      const others = FILTERS.filter((one) => one !== filter).map((one) => button(say(`do-tasks-${one}`), press('tasks', one)));
      return listOf(found, undefined, others);
    }),
  },
};

const done: Verb = {
  name: 'done',
  least: 'agent',
  args: [task, words('resolution', true)],
  run: ({ task: task_id = '', resolution }) =>
    ask('advance-task', { task_id, new_status: 'done', ...(resolution !== undefined && { resolution }) }, 'done'),
  after: {
    done: on('advance-task', ({ task: { title } }) => saying(text([say('staff-task-done', { title })], doing('undo'), doing('tasks')))),
  },
};

const snooze: Verb = {
  name: 'snooze',
  least: 'agent',
  args: [
    task,
    {
      ...aMoment('due', 'at'),
      offers: () =>
        saying(
          text(
            [say('ask-due')],
            ...['1h', 'tomorrow', 'next monday'].map((when, place) =>
              button(say(['do-snooze-hour', 'do-snooze-tomorrow', 'do-snooze-monday'][place] ?? ''), pick(when)),
            ),
          ),
        ),
    },
  ],
  run: ({ task: task_id = '', due = '' }, { now }) =>
    Date.parse(due) > Date.parse(now)
      ? ask('staff-task', { task_id }, 'seen')
      : saying(text([say('staff-task-past')], doing('snooze', [task_id]))),
  after: {
    seen: on('staff-task', ({ due_at: was }, { task: task_id = '', due = '' }) =>
      ask('postpone-task', { task_id, due_at: due }, 'put-off', was === null ? {} : { was }),
    ),
    'put-off': on('postpone-task', (_, args) => show(args)),
    shown,
  },
};

export const taskVerbs: readonly Verb[] = [newTask, tasks, showTask, done, snooze];

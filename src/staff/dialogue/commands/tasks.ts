import { choicesOf } from '../../../conversation/buttons.ts';
import { type Choice, type Phrase, say } from '../../../conversation/reply.ts';
import type { StaffTask } from '../../tasks.ts';
import type { TaskRow } from '../../work.ts';
import { anAnchor, anchorOf } from '../anchor.ts';
import { aMoment, oneOf, option, words } from '../arguments.ts';
import { impossibleIn } from '../impossible-moments.ts';
import { findMoment, withoutMoment } from '../moments.ts';
import { button, doing, pick, press, text, toDesk } from '../say.ts';
import { taskButton, taskCard, titleOf } from '../task-card.ts';
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

/** `odd` is a time that cannot be, or is over: "31.02.", "yesterday". */
type Plan = { said: string; title: string; due: string | undefined; order: string | undefined; odd: Phrase | undefined };

/** A task that is to have no time, though its words seemed to name one. */
const NEVER = 'none';

/** What is to be done, by when and about which order, out of one sentence: "call Ada tomorrow 17:00 #1042". */
function planOf(what: string, { now, desk }: Pick<StaffFacts, 'now' | 'desk'>): Plan {
  const [marked, code] = /(?:^|\s)[#№]\s?([A-Z]{0,7}-?\d{1,15})(?=\s|$)/i.exec(what) ?? [];
  const said = marked === undefined ? what : what.replace(marked, ' ').trim();
  const order = code?.toUpperCase();
  const impossible = impossibleIn(said);
  if (impossible !== undefined) {
    const words = said.slice(impossible.index, impossible.index + impossible.length);
    return { said, title: withoutMoment(said, impossible), due: undefined, order, odd: say('odd-due', { words }) };
  }
  const moment = findMoment(said, { now, timeZone: desk.timeZone });
  if (moment === undefined) return { said, title: said, due: undefined, order, odd: undefined };
  const odd = isOver(moment.at, { now }) ? say('staff-task-past') : undefined;
  return { said, title: withoutMoment(said, moment), due: moment.at, order, odd };
}

const isOver = (at: string | undefined, { now }: Pick<StaffFacts, 'now'>) => at !== undefined && Date.parse(at) <= Date.parse(now);

/** The same with the time that was asked for afterwards; without one, the words stay as they were said. */
function settled({ what = '', due }: Args, facts: StaffFacts): Plan {
  const plan = planOf(what, facts);
  if (due === undefined) return plan;
  return due === NEVER ? { ...plan, title: plan.said, due: undefined, odd: undefined } : { ...plan, due, odd: undefined };
}

const create = (args: Args, facts: StaffFacts, order_id?: string): Doing => {
  const { title, due } = settled(args, facts);
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

/** The times a task is put off to, or begun with. */
const timeButtons = () =>
  ['1h', 'tomorrow', 'next monday'].map((when, place) =>
    button(say(['do-snooze-hour', 'do-snooze-tomorrow', 'do-snooze-monday'][place] ?? ''), pick(when)),
  );

/** Asks for another time than the one that cannot be, before anything is noted. */
function askAgain(odd: Phrase, known: Args): Doing {
  const { due: _, ...args } = known;
  return {
    say: [text([odd, say('ask-due')], ...timeButtons(), button(say('do-without-time'), pick(NEVER)))],
    asks: { missing: 'due', args: { ...args, odd: odd.key } },
  };
}

const due = aMoment('due', 'at');

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
    {
      ...due,
      optional: ({ odd }) => odd === undefined,
      read: (written, listening) => {
        const isNone = listening.vocabulary.optionOf(written, [NEVER, 'never', 'no']) !== undefined;
        return isNone ? { value: NEVER, rest: '' } : due.read(written, listening);
      },
    },
  ],
  run: (args, facts) => {
    const about = anchorOf(args);
    const { odd, order: named } = settled(args, facts);
    if (odd !== undefined) return askAgain(odd, args);
    if (isOver(args.due, facts)) return askAgain(say('staff-task-past'), args);
    const order = about?.kind === 'order' ? about.id : named;
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

/** What is done, in the words of its card. */
const doneWith = (found: StaffTask): Phrase[] =>
  found.kind === 'manual' ? [say('staff-task-done', { title: found.title })] : [say('task-status-done'), titleOf(found)];

/** Nothing is left to be done about it: that is what is meant, and no step that would not be possible. */
const alreadyDone: Verb['refused'] = ({ code }, { task: task_id = '' }) =>
  code === 'INVALID_TRANSITION' ? saying(text([say('staff-task-over')], doing('show-task', [task_id]), doing('tasks'))) : undefined;

const done: Verb = {
  name: 'done',
  least: 'agent',
  args: [task, { ...words('resolution', true), typed: true }],
  run: ({ task: task_id = '', resolution }) =>
    ask('advance-task', { task_id, new_status: 'done', ...(resolution !== undefined && { resolution }) }, 'done'),
  after: {
    done: on('advance-task', (_, { task: task_id = '' }) => ask('staff-task', { task_id }, 'done-shown')),
    'done-shown': on('staff-task', (found) => saying(text(doneWith(found), doing('undo'), doing('tasks')))),
  },
  refused: alreadyDone,
};

const snooze: Verb = {
  name: 'snooze',
  least: 'agent',
  args: [
    task,
    {
      ...due,
      offers: () => saying(text([say('ask-due')], ...timeButtons())),
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
  refused: alreadyDone,
};

export const taskVerbs: readonly Verb[] = [newTask, tasks, showTask, done, snooze];

import { choicesOf } from '../../../conversation/buttons.ts';
import { type Choice, type Phrase, type Reply, say } from '../../../conversation/reply.ts';
import { promiseIn } from '../../promises.ts';
import { anOrder, oneOf } from '../arguments.ts';
import { button, doing, press, text, toDesk } from '../say.ts';
import { type Arg, type Args, ask, on, type StaffFacts, saying, type Verb } from '../verb.ts';

/** A task or a chat as buttons of a shift name it: without dashes, so that a colleague fits beside it. */
const SHORT = /^([tc])([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})(?=\s|$)/;
const ONES = { t: oneOf('task'), c: oneOf('chat') };

/** What is passed on: an order by its code, a task or a chat by its place in the list, or as a button names it. */
const mine: Arg = {
  name: 'mine',
  read: (written, listening) => {
    const [begun] = SHORT.exec(written) ?? [];
    if (begun !== undefined) return { value: begun, rest: written.slice(begun.length).trim() };
    for (const [kind, arg] of Object.entries(ONES)) {
      const read = arg.read(written, listening);
      if (read !== undefined) return { ...read, value: `${kind}${read.value.replaceAll('-', '')}` };
    }
    return anOrder.read(written, listening);
  },
  offers: () => ask('staff-shift', {}, 'open-offered'),
  offered: { 'open-offered': on('staff-shift', (reply) => saying(reply)) },
};

/** A colleague, as far as a button has room for them; whoever is there next when nobody is named. */
const colleague: Arg = {
  name: 'colleague',
  optional: true,
  read: (written) => (/^[0-9a-f]{8}$/.test(written.trim()) ? { value: written.trim(), rest: '' } : undefined),
};

function named(which: string): { task_id: string } | { chat_id: string } | { order_code: string } {
  const [, kind, ...parts] = SHORT.exec(which) ?? [];
  const id = parts.join('-');
  if (kind === 't') return { task_id: id };
  return kind === 'c' ? { chat_id: id } : { order_code: which };
}

const chat: Arg = { ...oneOf('chat'), optional: true };
/** The moment of a promise, in minutes. */
const due: Arg = {
  name: 'due',
  optional: true,
  read: (written) => {
    const [value] = /^[0-9a-z]{4,8}$/.exec(written.trim()) ?? [];
    return value === undefined ? undefined : { value, rest: '' };
  },
};

const atOf = (minutes: string) => new Date(Number.parseInt(minutes, 36) * 60_000);

/** Nothing is left to press where nothing is left to do: there the desk is a tap away. */
const wayOn = (reply: Reply): Reply =>
  (reply.kind === 'text' || reply.kind === 'card') && (reply.choices ?? []).length === 0
    ? { ...reply, choices: choicesOf(doing('tasks'), toDesk()) }
    : reply;

export const shiftVerbs: readonly Verb[] = [
  {
    name: 'shift',
    least: 'agent',
    args: [],
    run: () => ask('staff-shift', {}, 'open'),
    after: { open: on('staff-shift', (reply) => saying(wayOn(reply))) },
  },
  {
    name: 'pass',
    least: 'agent',
    byButton: true,
    args: [mine, colleague],
    run: ({ mine: which = '', colleague: to }) => ask('pass-on', { ...named(which), ...(to !== undefined && { colleague: to }) }, 'passed'),
    after: { passed: on('pass-on', ({ colleague: name }) => saying(text([say('shift-passed', { name })], doing('shift')))) },
    refused: ({ code }) => (code === 'NOT_FOUND' ? saying(text([say('shift-not-yours')], doing('shift'))) : undefined),
  },
  {
    name: 'promise',
    least: 'agent',
    byButton: true,
    args: [chat, due],
    run: ({ chat: chat_id, due: minutes = '' }, { now }, { memory: { done } }) => {
      const at = atOf(minutes);
      if (chat_id === undefined || !(at.getTime() > Date.parse(now)) || at.getTime() > Date.parse(now) + 400 * 86_400_000) {
        return saying(text([say('promise-dropped')]));
      }
      const said = done?.command === 'say' && done.args.chat === chat_id ? done.args.text : undefined;
      return said === undefined
        ? saying(text([say('promise-forgotten')], doing('task')))
        : ask('keep-promise', { chat_id, promised: said.slice(0, 300), due_at: at.toISOString() }, 'kept');
    },
    after: {
      kept: on('keep-promise', ({ task: { due_at: at } }) =>
        saying(text([say('promise-kept', { at: { at: at ?? '', show: 'weekday-and-time' } })], doing('tasks'))),
      ),
    },
  },
];

/** What is asked of somebody who has promised something to a customer: the words, and the buttons to answer with. */
export function promised(
  { text: said = '', chat: id = '' }: Args,
  { now, desk }: StaffFacts,
): { asks: Phrase[]; choices: Array<Choice | null> } {
  const moment = promiseIn(said, { now, timeZone: desk.timeZone });
  if (moment === undefined) return { asks: [], choices: [] };
  const at = { at: moment.at, show: 'weekday-and-time' } as const;
  const minutes = Math.round(Date.parse(moment.at) / 60_000).toString(36);
  return {
    asks: [say('promise-remind')],
    choices: [button(say('promise-yes', { at }), press('promise', id, minutes), 'primary'), button(say('promise-no'), press('promise'))],
  };
}

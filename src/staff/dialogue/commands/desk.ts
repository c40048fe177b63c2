import { type Choice, say } from '../../../conversation/reply.ts';
import type { Waiting } from '../../work.ts';
import { button, doing, press, text } from '../say.ts';
import { ask, on, saying, type Verb } from '../verb.ts';

/** What shows each kind of waiting work. */
const LISTS: Record<Waiting, [command: string, ...args: string[]]> = {
  new_leads: ['leads', 'new'],
  unpriced: ['orders', 'unpriced'],
  unpaid: ['orders', 'unpaid'],
  to_ship: ['orders', 'to-ship'],
  waiting_chats: ['chats'],
  my_tasks: ['tasks', 'mine'],
  overdue_tasks: ['tasks', 'overdue'],
};

export const deskVerbs: readonly Verb[] = [
  {
    name: 'desk',
    least: 'agent',
    args: [],
    run: () => ask('staff-today', {}, 'counted'),
    after: {
      counted: on('staff-today', (today, _, { staff }) => {
        const waiting = (Object.keys(LISTS) as Waiting[]).filter((what) => (today[what] ?? 0) > 0);
        const choices = waiting.map((what): Choice | null => {
          const [command, ...args] = LISTS[what];
          return button(say(`desk-${what.replaceAll('_', '-')}`, { count: today[what] ?? 0 }), press(command, ...args));
        });
        const greeting = say(waiting.length === 0 ? 'desk-quiet' : 'desk-waiting', { name: staff.name });
        return saying({
          kind: 'text',
          text: [greeting],
          choices: [...choices, doing('leads'), doing('orders'), doing('help')].filter((choice) => choice !== null),
        });
      }),
    },
  },
  {
    name: 'as-customer',
    least: 'agent',
    args: [],
    // Whoever is a customer themselves hears no customer: theirs would wait for an answer, and nobody would know.
    run: (_args, _facts, { memory: { talking } }) =>
      talking === null
        ? { say: [{ kind: 'text', text: [say('staff-as-customer')] }], asCustomer: true }
        : saying(text([say('staff-try-talking')], doing('back', [talking.chat]), doing('chats'))),
  },
];

import { type Phrase, type Reply, say } from '../../../conversation/reply.ts';
import type { Hours } from '../../settings.ts';
import { option } from '../arguments.ts';
import type { AnswerOf } from '../calls.ts';
import { grouped, readDay, readHours, WEEKDAYS } from '../hours.ts';
import { button, doing, pick, press, text } from '../say.ts';
import { type Arg, type Args, ask, type Doing, on, type StaffFacts, saying, type Verb } from '../verb.ts';

const mayForDesk = ({ staff }: StaffFacts) => staff.role === 'admin' || staff.role === 'owner';

const dayName = (day: number) => ({ phrase: `weekday-${WEEKDAYS[day - 1]}` });

function lines({ hours, days_off: daysOff }: Hours, none: string): Phrase[] {
  const spans = grouped(hours).map(({ first, last, times }) =>
    first === last
      ? say('hours-day', { day: dayName(first), times })
      : say('hours-days', { first: dayName(first), last: dayName(last), times }),
  );
  // A day of a calendar, whatever the clock says where it is read.
  const off = daysOff.map((day) => say('hours-off', { day: { at: `${day}T12:00:00Z`, show: 'day' } }));
  return [...(spans.length === 0 ? [say(none)] : spans), ...off];
}

function shown({ mine, desk, on_shift }: AnswerOf<'staff-hours'>, facts: StaffFacts): Reply {
  return text(
    [
      say(on_shift ? 'hours-on-shift' : 'hours-off-shift'),
      say('hours-mine'),
      ...lines(mine, 'hours-as-desk'),
      say('hours-desk'),
      ...lines(desk, 'hours-always'),
      say('hours-how'),
    ],
    doing('dayoff'),
    mine.hours.length === 0 ? null : button(say('do-hours-none'), press('hours', 'mine', 'none')),
    mayForDesk(facts) && desk.hours.length > 0 ? button(say('do-hours-desk-none'), press('hours', 'desk', 'none')) : null,
  );
}

const show = on('staff-hours', (answer, _, facts) => saying(shown(answer, facts)));
const whose = option('whose', ['mine', 'desk'], true);

const spans: Arg = {
  name: 'hours',
  optional: true,
  read: (written) => (written.trim() === '' ? undefined : { value: written.trim().slice(0, 200), rest: '' }),
};

const day: Arg = {
  name: 'day',
  read: (written, { facts, vocabulary }) => {
    const found = readDay(written, facts.now, facts.desk.timeZone, vocabulary);
    return found && { value: found.day, rest: found.rest };
  },
  offers: () => saying(text([say('ask-day')], button(say('do-today'), pick('today')), button(say('do-tomorrow'), pick('tomorrow')))),
};

const odd = (written: string): Doing => saying(text([say('odd-hours', { words: written.slice(0, 60) }), say('hours-how')], doing('hours')));
const former = (answer: AnswerOf<'staff-hours'>, who: string) => JSON.stringify((who === 'desk' ? answer.desk : answer.mine).hours);

export const hoursVerbs: readonly Verb[] = [
  {
    name: 'hours',
    least: 'agent',
    args: [whose, spans],
    run: () => ask('staff-hours', {}, 'seen'),
    after: {
      seen: on('staff-hours', (answer, { whose: who = 'mine', hours: written }: Args, facts, { vocabulary }) => {
        if (written === undefined) return saying(shown(answer, facts));
        const isNone = vocabulary.optionOf(written, ['none', 'never', 'no'])?.rest === '';
        const read = isNone ? [] : readHours(written, vocabulary);
        return read === undefined
          ? odd(written)
          : ask('set-hours', { whose: who, hours: read }, 'set', { whose: who, former: former(answer, who) });
      }),
      set: on('set-hours', () => ask('staff-hours', {}, 'shown')),
      shown: show,
    },
    refused: ({ code }, { hours = '' }) => (code === 'BAD_INPUT' ? odd(hours) : undefined),
  },
  {
    name: 'dayoff',
    least: 'agent',
    args: [whose, day, option('off', ['working'], true)],
    run: () => ask('staff-hours', {}, 'seen'),
    after: {
      // What the day was is remembered, for /undo.
      seen: on('staff-hours', ({ desk, mine }, { whose: who = 'mine', day: given = '', off }) => {
        const former = (who === 'desk' ? desk : mine).days_off.includes(given) ? 'off' : 'working';
        const now = off === undefined ? 'off' : 'working';
        return ask('set-day-off', { whose: who, day: given, is_off: off === undefined }, 'set', { whose: who, off: now, former });
      }),
      set: on('set-day-off', () => ask('staff-hours', {}, 'shown')),
      shown: show,
    },
    refused: ({ code }, { day: given = '' }) =>
      code === 'BAD_INPUT' ? saying(text([say('odd-day', { words: given })], doing('dayoff'))) : undefined,
  },
];

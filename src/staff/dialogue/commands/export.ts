import { say } from '../../../conversation/reply.ts';
import { subjects } from '../../../exports/phone-book.ts';
import { option, words } from '../arguments.ts';
import { button, pick, press, text } from '../say.ts';
import { ask, on, saying, type Verb } from '../verb.ts';
import { noPeriod } from './report.ts';

const PERIODS = ['today', 'week', 'month', 'year', 'all'];

/** The table is made beside the chat, and comes when it is ready. */
export const exportVerb: Verb = {
  name: 'export',
  least: 'manager',
  args: [
    {
      ...option('subject', subjects),
      offers: () => saying(text([say('ask-subject')], ...subjects.map((one) => button(say(`export-${one}`), pick(one))))),
    },
    option('period', PERIODS, true),
    words('leftover', true),
  ],
  run: ({ subject = '', period = 'month', leftover }) =>
    leftover === undefined
      ? ask('ask-staff-export', { what: subject, period }, 'asked')
      : noPeriod(leftover, PERIODS, (one) => press('export', subject, one)),
  after: {
    asked: on('ask-staff-export', (_, { subject = '', period = 'month' }) =>
      saying(
        text(
          [say('staff-export-asked', { subject: { phrase: `export-${subject}` }, period })],
          period === 'all' ? null : button(say('do-export-all'), press('export', subject, 'all')),
        ),
      ),
    ),
  },
};

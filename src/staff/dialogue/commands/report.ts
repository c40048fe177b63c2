import { choicesOf } from '../../../conversation/buttons.ts';
import { type Param, type Phrase, type Reply, say } from '../../../conversation/reply.ts';
import { formatAmount, type Minor } from '../../../domain/money.ts';
import { type Numbers, periods, type Report } from '../../../reports/phone-book.ts';
import { option, words } from '../arguments.ts';
import { button, literally, press, text, toDesk } from '../say.ts';
import { ask, type Doing, on, saying, type Verb } from '../verb.ts';

const money = (amount: Minor, currency: string): Param => ({ amount: formatAmount(amount), currency });
const compared = (now: Param, before: Param): Phrase => say('report-compared', { now, before });
const revenueIn = ({ revenue }: Numbers, currency: string): Minor => revenue.find((one) => one.currency === currency)?.amount ?? 0n;
const share = ({ leads, converted }: Numbers) => (leads === 0 ? '–' : `${Math.round((converted / leads) * 100)} %`);
const minutes = ({ answer_minutes: taken }: Numbers) => (taken === null ? '–' : Math.round(taken));

/** The desk's own currency first, then every other in which there was money. */
function currenciesOf({ currency, now, before }: Report): string[] {
  return [...new Set([currency, ...[...now.revenue, ...before.revenue].map((one) => one.currency)])];
}

function card(report: Report): Reply {
  const { period, now, before, outstanding } = report;
  return {
    kind: 'card',
    title: say('report-title', { period }),
    rows: [
      { label: say('report-leads'), value: compared(now.leads, before.leads) },
      { label: say('report-conversion'), value: compared(share(now), share(before)) },
      { label: say('report-orders'), value: compared(now.orders, before.orders) },
      ...currenciesOf(report).map((currency) => ({
        label: say('report-revenue'),
        value: compared(money(revenueIn(now, currency), currency), money(revenueIn(before, currency), currency)),
      })),
      ...(outstanding.length === 0 ? [{ label: say('report-outstanding'), value: say('report-nothing-due') }] : []),
      ...outstanding.map(({ currency, amount, orders }) => ({
        label: say('report-outstanding'),
        value: say('report-due', { amount: money(amount, currency), count: orders }),
      })),
      ...(now.answer_minutes === null && before.answer_minutes === null
        ? []
        : [{ label: say('report-answer'), value: compared(minutes(now), minutes(before)) }]),
    ],
  };
}

/** The same as a picture, day by day; and in words for whoever does not see it. */
function chart({ period, currency, now, days }: Report, desk: string): Reply {
  return {
    kind: 'chart',
    title: literally(desk),
    days: days.map(({ day }) => day),
    panels: [
      { label: say('report-chart-revenue', { currency }), values: days.map(({ revenue }) => formatAmount(revenue)) },
      { label: say('report-chart-orders'), values: days.map(({ orders }) => String(orders)) },
    ],
    alt: say('report-alt', { period, orders: now.orders, leads: now.leads, revenue: money(revenueIn(now, currency), currency) }),
    choices: choicesOf(
      ...periods.filter((one) => one !== period).map((one) => button(say('report-period', { period: one }), press('report', one))),
      toDesk(),
    ),
  };
}

/** What was said instead of a period: it is answered, and not passed over. */
export const noPeriod = (said: string, known: readonly string[], action: (period: string) => string): Doing =>
  saying(
    text(
      [say('odd-period', { words: said.slice(0, 60) })],
      ...known.map((one) => button(say('report-period', { period: one }), action(one))),
    ),
  );

export const reportVerb: Verb = {
  name: 'report',
  least: 'manager',
  args: [option('period', periods, true), words('leftover', true)],
  run: ({ period = 'today', leftover }) =>
    leftover === undefined ? ask('desk-report', { period }, 'counted') : noPeriod(leftover, periods, (one) => press('report', one)),
  after: { counted: on('desk-report', (report, _, { desk }) => saying(card(report), chart(report, desk.name))) },
};

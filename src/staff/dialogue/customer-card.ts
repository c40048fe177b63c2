import { choicesOf } from '../../conversation/buttons.ts';
import { type Phrase, type Reply, say } from '../../conversation/reply.ts';
import { formatAmount, type Minor } from '../../domain/money.ts';
import type { StaffCustomer } from '../people.ts';
import { orderButton } from './cards.ts';
import { button, literally, press, toDesk } from './say.ts';
import { taskButton } from './task-card.ts';

const row = (label: string, value: Phrase | null) => (value === null ? [] : [{ label: say(`field-${label}`), value }]);
const words = (text: string | null) => (text === null || text === '' ? null : literally(text));
const sum = (amount: Minor, currency: string) => say('verbatim', { text: { amount: formatAmount(amount), currency } });

/** The languages we speak by their names, others by their codes. */
const languageOf = (language: string) => (['en', 'ru', 'tr'].includes(language) ? say(`language-name-${language}`) : literally(language));

export function customerCard(customer: StaffCustomer): Reply {
  const { id, full_name: name, channels, consents, balances, orders, orders_count: count, tasks, chat_id: chat } = customer;
  const agreed = consents.filter(({ granted }) => granted).map(({ kind }) => kind);
  return {
    kind: 'card',
    title: literally(name),
    rows: [
      ...row(
        'phone',
        customer.phone === null ? null : say(customer.phone_verified ? 'staff-phone-verified' : 'verbatim', { text: customer.phone }),
      ),
      ...row('email', words(customer.email)),
      ...row('language', languageOf(customer.language)),
      ...row('channels', words(channels.map(({ channel }) => channel).join(', '))),
      ...row('address', words(customer.delivery_address)),
      ...row('orders', count === 0 ? null : say('staff-orders-count', { count })),
      ...balances.flatMap(({ currency, due, received }) => [
        ...row('received', received === 0n ? null : sum(received, currency)),
        ...row('due', due === null || due === 0n ? null : sum(due, currency)),
      ]),
      ...row('consents', words(agreed.join(', '))),
      ...row('stopped', customer.stopped ? say('staff-stopped') : null),
      ...(customer.notes ?? '')
        .split('\n')
        .filter(Boolean)
        .slice(-5)
        .flatMap((line) => row('notes', words(line))),
    ],
    choices: choicesOf(
      ...orders.map((order) => orderButton(order)),
      ...tasks.map((task) => taskButton(task)),
      chat === null ? null : button(say('do-answer'), press('talk', chat), 'primary'),
      button(say('do-note'), press('note', 'customer', id)),
      button(say('do-task'), press('task', 'customer', id)),
      toDesk(),
    ),
  };
}

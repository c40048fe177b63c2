import { expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { type Language, languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { openRehearsal, type Player } from '../support/rehearsed.ts';
import { call } from '../support/shop.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat({}, loadDialogue());
const web = useBrowser();

const wishes: Record<Language, string> = { en: 'A red city bike', ru: 'Красный городской велосипед', tr: 'Kırmızı bir şehir bisikleti' };

/** Somebody new says what they want. */
async function wishes_for(customer: Player, wish: string): Promise<void> {
  await customer.presses('button-wish');
  await customer.types(wish);
  await customer.presses('button-wish-skip');
  await customer.types('Ada');
  await customer.presses('button-rather-not');
  await customer.presses('button-agree');
  await customer.presses('button-wish-send');
}

const newestOrder = async () => {
  const [order] = await chat.database
    .sql`select id, order_code as code, status, customer_id from public.orders where desk_id = ${chat.desk.deskId}
    order by created_at desc limit 1`;
  return order as { id: string; code: string; status: string; customer_id: string };
};

/** Every status the order has had, and the money that moved, in their order. */
const tells = async (orderId: string) => {
  const events = await chat.database.sql`select new_status as what, at from (
      select new_status::text, created_at as at from public.order_status_events where order_id = ${orderId}
      union all select role::text, completed_at from public.payments where order_id = ${orderId} and status = 'completed') as x order by at`;
  return events.map(({ what }) => what);
};
const story = ['created', 'awaiting_payment', 'client_payment', 'paid', 'supplier_payment', 'in_delivery', 'delivered', 'closed'];
const audited = [
  'lead.created new customer',
  'lead.status_changed in_progress staff',
  'lead.status_changed qualified staff',
  'order.created created staff',
  'lead.status_changed converted staff',
  'order.status_changed awaiting_payment customer',
  'order.status_changed paid staff',
  'order.status_changed in_delivery staff',
  'order.status_changed delivered staff',
  'order.status_changed closed staff',
];
const heard = ['notice-order-paid', 'notice-order-in-delivery', 'notice-order-delivered', 'notice-order-closed'];

it.each(languages)('from a wish to a closed order, each step one command or two taps, in %s', async (language) => {
  const desk = await openRehearsal(web.browser, chat, language);
  const { customer, say } = desk;
  const command = (name: string) => `/${say(`command-${name}`).split('|')[0]}`;
  const manager = await desk.staff('manager');
  await manager.hears('staff-help');
  await wishes_for(customer, wishes[language]);
  await manager.sees(wishes[language]);
  const counts: Record<string, number> = {};
  const counted = async (step: string, doing: () => Promise<unknown>, who = manager) => {
    const before = who.did();
    await doing();
    counts[step] = who.did() - before;
  };

  await counted('take', () => manager.presses('do-take'));
  await counted('qualify', () => manager.presses('do-qualify'));
  await counted('quote', async () => {
    await manager.presses('do-quote');
    await manager.types('450');
  });
  const { id, code, customer_id } = await newestOrder();
  await customer.sees(code);
  await customer.presses('button-accept');
  await counted('pay', () => manager.types(`${command('pay')} ${code} 450 ${say('option-cash').split('|')[0]}`));
  await counted('payout', () =>
    manager.types(`${command('payout')} ${code} ${say('option-supplier').split('|')[0]} 300 ${say('option-cash').split('|')[0]}`),
  );
  await counted('ship', () => manager.types(`${command('ship')} ${code} rusbid RB123456785CN`));
  await counted('track', () => manager.types(`${command('track')} ${code}`));
  await counted('received', () => manager.types(`${command('received')} ${code}`));
  const owner = await desk.staff('owner');
  await counted('close', () => owner.types(`${command('close')} ${code}`), owner);

  expect((await newestOrder()).status).toBe('closed');
  for (const [step, taps] of Object.entries(counts)) expect({ step, taps: Math.min(taps, 2) }).toEqual({ step, taps });
  expect(await tells(id)).toEqual(story);
  const { audit, lead } = await call(chat.database.sql, 'order_funnel', { actor_id: chat.desk.ownerId, order_id: id });
  expect(lead).toMatchObject({ status: 'converted', comment: wishes[language] });
  expect(
    (audit as Array<{ action: string; actor_type: string; details: { to?: string } }>).map(
      ({ action, actor_type, details }) => `${action} ${details.to ?? ''} ${actor_type}`,
    ),
  ).toEqual(expect.arrayContaining(audited));
  for (const key of heard) await customer.hears(key, { code });
  const unsent = await chat.database
    .sql`select phrase_key, status from public.outbox_messages where customer_id = ${customer_id} and status not in ('sent', 'cancelled')`;
  expect([...unsent]).toEqual([]);
  expect(desk.complaints).toEqual([]);
  await desk.close();
});

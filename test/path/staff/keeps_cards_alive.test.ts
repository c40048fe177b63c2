import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Rendered } from '../../../src/channels/rendered.ts';
import { join, type Member, read } from '../../support/at-desk.ts';
import { quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { customerNamed } from '../../support/relayed.ts';
import { call, createOrder, openShop, order, pay, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let crew: TestWorkers;
let mia: Member;
let bea: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

beforeEach(async () => {
  crew = await workers.start();
  mia = await join(database, crew, shop, 'manager', 'en', 'Mia');
  bea = await join(database, crew, shop, 'admin', 'en', 'Bea');
});

/** The messages of this chat that show this order, as they read now. */
const cardsOf = ({ chat }: Pick<Member, 'chat'>, code: string): Rendered[] =>
  crew.channel.sent.filter((one) => one.chat === chat && one.message.card?.title.includes(code)).map(({ message }) => message);
const cardOf = async (member: Pick<Member, 'chat'>, code: string): Promise<string> => {
  await quiet(database);
  return read(cardsOf(member, code).slice(-1));
};
const edits = async (orderId: string): Promise<number> =>
  (await database.sql`select from public.outbox_messages where order_id = ${orderId} and edits_card_id is not null`).length;

it('is one message for each who has it open, and changes there when anybody moves the order', async () => {
  const { order_code: code } = await order(database.sql, shop);
  await mia.asks(`/order ${code}`);
  await bea.asks(`/order ${code}`);
  expect(await cardOf(bea, code)).toContain('Status: Waiting for payment');
  await mia.asks(`/cancel ${code} out of stock`);
  const answer = await mia.asks('yes');
  expect(answer).toContain(`Order ${code}: Cancelled`);
  for (const member of [mia, bea]) {
    expect(await cardOf(member, code)).toContain('Status: Cancelled');
    expect(cardsOf(member, code)).toHaveLength(1);
  }
  expect(await cardOf(mia, code)).not.toContain('Cancel it');
});

it('follows the money, the parcels and whoever is in charge', async () => {
  const { id, order_code: code } = await order(database.sql, shop);
  await mia.asks(`/order ${code}`);
  await pay(database.sql, shop, id, { amount: 40 });
  expect(await cardOf(mia, code)).toContain('Received: €40.00');
  await call(database.sql, 'assign_order_safe', { actor_id: shop.ownerId, order_id: id, staff_id: bea.id });
  expect(await cardOf(mia, code)).toContain('In charge: Bea');
  await pay(database.sql, shop, id, { amount: 60 });
  expect(await cardOf(mia, code)).toContain('Status: Paid');
  await call(database.sql, 'create_shipment_safe', {
    actor_id: shop.managerId,
    order_id: id,
    provider: 'rusbid',
    tracking_number: 'RB-77',
  });
  expect(await cardOf(mia, code)).toContain('RB-77');
  expect(cardsOf(mia, code)).toHaveLength(1);
});

it('queues nothing where nobody has it open', async () => {
  const { id } = await order(database.sql, shop);
  await pay(database.sql, shop, id);
  await quiet(database);
  expect(await edits(id)).toBe(0);
});

it('shows an agent nothing more of an order that is another’s by now', async () => {
  const al = await join(database, crew, shop, 'agent', 'en', 'Al');
  const { id, order_code: code } = await order(database.sql, shop, { customer: { full_name: 'Ada Lovelace', phone: '+4915155500011' } });
  await al.asks(`/order ${code}`);
  expect(await cardOf(al, code)).toContain('Ada Lovelace');
  await call(database.sql, 'assign_order_safe', { actor_id: shop.ownerId, order_id: id, staff_id: mia.id });
  await quiet(database);
  expect(read(al.all())).not.toContain('Lovelace');
  expect(read(al.all())).toContain(`Order ${code} is not yours to see any more.`);
  await pay(database.sql, shop, id);
  await quiet(database);
  expect(read(al.all())).not.toContain('Received');
});

it('tells somebody who has left nothing more', async () => {
  const { id, order_code: code } = await order(database.sql, shop);
  await bea.asks(`/order ${code}`);
  await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: bea.id, reason: 'left' });
  await pay(database.sql, shop, id);
  await quiet(database);
  expect(read(bea.all())).not.toContain('Received');
  expect(await edits(id)).toBe(0);
});

it('is the newest of several, and shows the customer only what is theirs', async () => {
  const ada = await customerNamed(database, crew, shop, 'Ada');
  const { id, order_code: code } = await createOrder(database.sql, shop, { customer_id: ada.id });
  await call(database.sql, 'advance_order_status_safe', { actor_id: shop.managerId, order_id: id, new_status: 'awaiting_payment' });
  await ada.says(code);
  await mia.asks(`/order ${code}`);
  await mia.asks(`/order ${code}`);
  await pay(database.sql, shop, id);
  const [old, newest] = [cardsOf(mia, code)[0], await cardOf(mia, code)];
  expect(newest).toContain('Status: Paid');
  expect(newest).toContain('Customer: Ada');
  expect(read([old].filter((one) => one !== undefined))).toContain('Status: Waiting for payment');
  const theirs = await cardOf(ada, code);
  expect(theirs).toContain('Paid');
  expect(theirs).not.toContain('In charge');
  expect(theirs).not.toContain('s1:');
});

it.each(['en', 'ru', 'tr'] as const)('reads in the language of each reader: %s', async (language) => {
  const eve = await join(database, crew, shop, 'manager', language, 'Eve');
  const { id, order_code: code } = await order(database.sql, shop);
  await eve.asks(`/order ${code}`);
  await pay(database.sql, shop, id);
  const paid = { en: 'Paid', ru: 'Оплачен', tr: 'Ödendi' }[language];
  expect(await cardOf(eve, code)).toContain(paid);
});

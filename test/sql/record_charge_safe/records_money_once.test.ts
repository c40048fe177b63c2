import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { openShop, pay, rpc, type Shop } from '../../support/people.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';
import { aTill, type Bill, charge, offerInvoice, paidInStars, type Till } from '../../support/tills.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

async function billed(method = 'telegram_card', assignee: string | null = shop.manager.id) {
  const till = await aTill(database.sql, shop, assignee);
  return { till, bill: await offerInvoice(database.sql, shop, till, method) };
}

const cancel = ({ orderId }: Till) =>
  rpc(database.sql, 'advance_order_status_safe', {
    actor_id: shop.manager.id,
    order_id: orderId,
    new_status: 'cancelled',
    reason: 'no stock',
  });

const ledger = async ({ orderId }: Till) =>
  Array.from(
    await database.sql`select amount::float8 as amount, method, status::text, external_reference from public.payments
      where order_id = ${orderId} and role = 'client_payment' order by created_at`,
    (row) => ({ ...row }),
  );
const tasksOf = async ({ orderId }: Till) =>
  (await database.sql`select kind from public.tasks where order_id = ${orderId}`).map(({ kind }): string => kind);
const statusOf = async ({ orderId }: Till) => (await database.sql`select status::text from public.orders where id = ${orderId}`)[0]?.status;
const told = async (phrase: string, { orderId }: Till) =>
  database.sql`select o.staff_id, o.customer_id, o.params from public.outbox_messages as o where o.phrase_key = ${phrase}
    and (o.entity_id = ${orderId} or o.entity_id in (select p.id from public.payments as p where p.order_id = ${orderId}))`;

it('however often and at once it is told of, and the order is paid', async () => {
  const { till, bill } = await billed();
  const charge_id = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => charge(database.sql, till, bill, { charge_id, provider_charge_id: 'p1' })),
  );
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(await charge(database.sql, till, bill, { charge_id })).toEqual({ duplicate: true });
  expect(await ledger(till)).toEqual([
    { amount: 100, method: 'telegram_card', status: 'completed', external_reference: `telegram:${charge_id}` },
  ]);
  expect(await statusOf(till)).toBe('paid');
  expect(await told('notice-payment-received', till)).toHaveLength(1);
  const [row] =
    await database.sql`select payer, payer_name, provider_charge_id, payment_id from public.chat_charges where charge_id = ${charge_id}`;
  expect(row).toMatchObject({ payer: till.sender, payer_name: 'Ada', provider_charge_id: 'p1', payment_id: expect.any(String) });
});

it('in the money of the order where it was paid in Stars', async () => {
  const { till, bill } = await billed('telegram_stars');
  await charge(database.sql, till, bill);
  expect(await ledger(till)).toMatchObject([{ amount: 100, method: 'telegram_stars' }]);
  expect(await statusOf(till)).toBe('paid');
});

it('for an order that has ended meanwhile, with a task, as any money', async () => {
  const { till, bill } = await billed();
  await cancel(till);
  await charge(database.sql, till, bill);
  expect(await ledger(till)).toMatchObject([{ amount: 100, status: 'completed' }]);
  expect(await statusOf(till)).toBe('cancelled');
  expect(await tasksOf(till)).toEqual(['task-money-after-the-end']);
});

it('for an order that was paid another way meanwhile, with a task', async () => {
  const { till, bill } = await billed();
  await pay(database.sql, shop.manager.id, till.orderId);
  await charge(database.sql, till, bill);
  expect(await ledger(till)).toHaveLength(2);
  expect(await tasksOf(till)).toEqual(['task-overpaid']);
});

it('of another sum than the invoice says: what came is what counts', async () => {
  const { till, bill } = await billed();
  await charge(database.sql, till, bill, { charged: 4_000 });
  expect(await ledger(till)).toMatchObject([{ amount: 40 }]);
  expect(await statusOf(till)).toBe('awaiting_payment');
});

const inboxOf = (charge_id: string) =>
  database.sql`select i.amount::float8 as amount, i.currency, i.payer, i.status::text from public.incoming_transfers as i
    where i.reference = ${`telegram:${charge_id}`}`;

it.each([
  ['of an invoice nobody knows', (bill: Bill) => ({ ...bill, payload: 'f'.repeat(64) }), 100, 'EUR'],
  ['in other money than the invoice says', (bill: Bill) => ({ ...bill, charged_currency: 'USD' }), 100, 'USD'],
  ['in more Stars than nothing says', (bill: Bill) => ({ ...bill, payload: '', charged: 7, charged_currency: 'XTR' }), 7, 'XTR'],
])('%s, for the payment inbox, with a task', async (_what, change, amount, currency) => {
  const { till, bill } = await billed();
  const charge_id = randomUUID();
  const tasks = () => database.sql`select from public.tasks where desk_id = ${shop.deskId} and kind = 'task-charge-without-order'`;
  const before = (await tasks()).length;
  await charge(database.sql, till, change(bill), { charge_id });
  await charge(database.sql, till, change(bill), { charge_id });
  expect(await ledger(till)).toEqual([]);
  expect(await inboxOf(charge_id)).toMatchObject([{ amount, currency, payer: 'Ada', status: 'open' }]);
  expect(await tasks()).toHaveLength(before + 1);
});

it('that the ledger will not have, for the payment inbox', async () => {
  const { till, bill } = await billed();
  const switched = (active: boolean) =>
    database.sql`update public.payment_methods set active = ${active} where desk_id = ${shop.deskId} and code = 'telegram_card'`;
  await switched(false);
  const charge_id = randomUUID();
  await charge(database.sql, till, bill, { charge_id });
  await switched(true);
  expect(await ledger(till)).toEqual([]);
  expect(await inboxOf(charge_id)).toMatchObject([{ amount: 100, currency: 'EUR' }]);
});

it('of somebody else: their id is kept, the staff hear of it, they are thanked and told nothing of the order', async () => {
  const { till, bill } = await billed();
  const charge_id = randomUUID();
  await charge(database.sql, till, bill, { charge_id, payer: '770077', payer_name: 'Eve', payer_language: 'tr-TR' });
  expect(await ledger(till)).toMatchObject([{ amount: 100, status: 'completed' }]);
  expect(await told('notice-payment-received', till)).toMatchObject([{ customer_id: till.customerId }]);
  expect(await told('notice-staff-paid-by-another', till)).toMatchObject([
    { staff_id: shop.manager.id, params: { code: till.orderCode, name: 'Eve', payer: '770077' } },
  ]);
  const thanks = await database.sql`
    select o.reply, o.params, o.order_id, c.language, c.customer_id from public.outbox_messages as o join public.chats as c on c.id = o.chat_id
    where c.external_id = '770077'`;
  expect(thanks).toMatchObject([
    { reply: { text: [{ key: 'notice-paid-for-another' }] }, params: {}, order_id: null, language: 'tr', customer_id: null },
  ]);
  expect(JSON.stringify(thanks)).not.toContain(till.orderCode);
  const [row] = await database.sql`select payer, payer_name from public.chat_charges where charge_id = ${charge_id}`;
  expect(row).toEqual({ payer: '770077', payer_name: 'Eve' });
});

it('of nobody’s order: everybody who could take it hears who paid', async () => {
  const { till, bill } = await billed('telegram_card', null);
  await charge(database.sql, till, bill, { payer: '770078' });
  const staff = (await told('notice-staff-paid-by-another', till)).map(({ staff_id }): string => staff_id);
  expect(staff).toEqual(expect.arrayContaining([shop.manager.id, shop.admin.id]));
  expect(staff).not.toContain(shop.agent.id);
});

it('tells nobody of a payer when it is the customer', async () => {
  const till = await paidInStars(database.sql, shop);
  expect(await told('notice-staff-paid-by-another', till)).toEqual([]);
});

it('forgets who paid when the customer is forgotten, and keeps the sum', async () => {
  const { till, bill } = await billed();
  const charge_id = randomUUID();
  await cancel(till);
  await charge(database.sql, till, bill, { charge_id, payer: '770079', payer_name: 'Eve' });
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: till.customerId });
  const [row] =
    await database.sql`select payer, payer_name, charged::int as charged from public.chat_charges where charge_id = ${charge_id}`;
  expect(row).toEqual({ payer: null, payer_name: null, charged: 10_000 });
});

it('forgets who paid where the money waits for its order as well', async () => {
  const { till, bill } = await billed();
  const charge_id = randomUUID();
  await cancel(till);
  await charge(database.sql, till, { ...bill, charged_currency: 'USD' }, { charge_id, payer_name: 'Eve' });
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: till.customerId });
  expect(await inboxOf(charge_id)).toMatchObject([{ amount: 100, payer: null, status: 'open' }]);
});

it('takes no name with money that comes once the customer is forgotten', async () => {
  const { till, bill } = await billed();
  const charge_id = randomUUID();
  await cancel(till);
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: till.customerId });
  await charge(database.sql, till, bill, { charge_id, payer_name: 'Eve' });
  expect(await ledger(till)).toMatchObject([{ amount: 100, status: 'completed' }]);
  const [row] = await database.sql`select payer_name from public.chat_charges where charge_id = ${charge_id}`;
  expect(row).toEqual({ payer_name: null });
});

it('at no bot that nobody knows, and by no member of the staff', async () => {
  const { till, bill } = await billed();
  await expectRefusal(charge(database.sql, { ...till, account: '1' }, bill), 'NOT_FOUND');
  const recorded = asSignedIn(
    database.sql,
    shop.admin.subject,
    (sql) => sql`select public.record_charge_safe('telegram', ${till.account}, 'c', ${bill.payload}, '1', 1, 'EUR')`,
  );
  expect((await errorOf(recorded)).code).toBe('42501');
});

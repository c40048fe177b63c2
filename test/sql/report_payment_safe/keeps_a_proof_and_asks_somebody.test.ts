import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { aPayer, editMethod, type Payer, proofOf, reportPaid } from '../../support/payers.ts';
import { openShop, pay, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { digestOf, keepFile } from '../../support/sent-files.ts';

const database = useDatabase();
const many = openConnections(database, 12);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const tasksOf = ({ orderId }: Payer) =>
  database.sql`select title, description, status, assigned_to from public.tasks where order_id = ${orderId} and kind = 'task-payment-reported' order by created_at`;
const proofsOf = ({ orderId }: Payer) =>
  database.sql`select storage_path from public.documents where order_id = ${orderId} and type = 'payment_proof'`;
const paymentsOf = ({ orderId }: Payer) =>
  database.sql`select amount, method, status, completed_at from public.payments where order_id = ${orderId}`;
const noticesOf = ({ orderId }: Payer) =>
  database.sql`select o.staff_id, o.params from public.outbox_messages as o join public.tasks as t on t.id = o.entity_id
    where t.order_id = ${orderId} and o.phrase_key = 'notice-staff-payment-reported'`;
const statusOf = async ({ orderId }: Payer) => (await database.sql`select status from public.orders where id = ${orderId}`)[0]?.status;

it('keeps the proof, plans the payment, makes one task and tells its owner; no money is counted', async () => {
  const payer = await aPayer(database.sql, shop);
  const path = await proofOf(database.sql, shop, payer);
  const report = await reportPaid(database.sql, shop, payer, { documents: [path] });
  expect(report).toMatchObject({ amount: 100, due: 100, kept: 1, again: 0, answer_within_minutes: 15, duplicate: false });
  expect(await proofsOf(payer)).toEqual([{ storage_path: path }]);
  expect(await paymentsOf(payer)).toEqual([{ amount: '100.00', method: 'bank_transfer', status: 'planned', completed_at: null }]);
  const tasks = await tasksOf(payer);
  expect(tasks).toMatchObject([{ title: `Check the payment of order ${payer.orderCode}.`, status: 'open', assigned_to: shop.manager.id }]);
  expect(tasks[0]?.description).toBe('Reported: 100.00 EUR, bank_transfer; files: 1.');
  expect(await noticesOf(payer)).toMatchObject([{ staff_id: shop.manager.id, params: { code: payer.orderCode, files: 1, seen: 'none' } }]);
  expect(await statusOf(payer)).toBe('awaiting_payment');
});

it('lets further proofs join the task that is open, and opens another once it is done', async () => {
  const payer = await aPayer(database.sql, shop);
  const { task_id: taskId } = await reportPaid(database.sql, shop, payer, { amount: 40 });
  await reportPaid(database.sql, shop, payer, { documents: [await proofOf(database.sql, shop, payer)] });
  expect((await tasksOf(payer)).map(({ description }) => description)).toEqual([
    'Reported: 40.00 EUR, bank_transfer; files: 0.\nReported: 100.00 EUR, bank_transfer; files: 1.',
  ]);
  expect(await paymentsOf(payer)).toHaveLength(1);
  await rpc(database.sql, 'advance_task_safe', { actor_id: shop.manager.id, task_id: taskId, new_status: 'done' });
  await reportPaid(database.sql, shop, payer, { amount: 60 });
  expect((await tasksOf(payer)).map(({ status }) => status)).toEqual(['done', 'open']);
});

it('tells everybody who could take an order that is nobody’s', async () => {
  const payer = await aPayer(database.sql, shop, null);
  await reportPaid(database.sql, shop, payer);
  const told = new Set((await noticesOf(payer)).map(({ staff_id }) => staff_id));
  expect(told).toEqual(new Set([shop.manager.id, shop.admin.id, shop.ownerId]));
});

it('has one effect however often the same message reports it, at once too', async () => {
  const payer = await aPayer(database.sql, shop);
  const documents = [await proofOf(database.sql, shop, payer)];
  const answers = await many.atOnce(12, (sql) => reportPaid(sql, shop, payer, { documents, idempotency_key: 'inbox:1' }));
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(new Set(answers.map(({ task_id }) => task_id)).size).toBe(1);
  expect(
    [await tasksOf(payer), await proofsOf(payer), await paymentsOf(payer), await noticesOf(payer)].map(({ length }) => length),
  ).toEqual([1, 1, 1, 1]);
  await expectRefusal(reportPaid(database.sql, shop, payer, { amount: 5, idempotency_key: 'inbox:1' }), 'IDEMPOTENCY_CONFLICT');
});

it('makes one task and one planned payment of many reports at once', async () => {
  const payer = await aPayer(database.sql, shop);
  await many.atOnce(12, (sql) => reportPaid(sql, shop, payer, { idempotency_key: randomUUID() }));
  expect(await tasksOf(payer)).toHaveLength(1);
  expect(await paymentsOf(payer)).toHaveLength(1);
});

it('counts the same file once for an order, and tells the staff alone that another order was shown it', async () => {
  const [one, other] = [await aPayer(database.sql, shop), await aPayer(database.sql, shop)];
  const digest = digestOf(randomBytes(8));
  const send = (payer: Payer) => proofOf(database.sql, shop, payer, { digest });
  await reportPaid(database.sql, shop, one, { documents: [await send(one)] });
  expect(await reportPaid(database.sql, shop, one, { documents: [await send(one)] })).toMatchObject({ kept: 0, again: 1 });
  expect(await proofsOf(one)).toHaveLength(1);
  const report = await reportPaid(database.sql, shop, other, { documents: [await send(other)] });
  expect(report).toMatchObject({ kept: 1, again: 0 });
  expect(JSON.stringify(report)).not.toContain(`"${one.orderCode}"`);
  expect((await tasksOf(other))[0]?.description).toContain(`The same file proves another order too: ${one.orderCode}. Look closely.`);
  expect((await noticesOf(other))[0]?.params).toMatchObject({ seen: 'elsewhere' });
});

it('takes no file that this customer has not sent', async () => {
  const [payer, stranger] = [await aPayer(database.sql, shop), await aPayer(database.sql, shop)];
  const foreign = await proofOf(database.sql, shop, stranger);
  await expectRefusal(reportPaid(database.sql, shop, payer, { documents: [foreign] }), 'NOT_FOUND');
  await expectRefusal(reportPaid(database.sql, shop, payer, { documents: ['../../etc/passwd'] }), 'NOT_FOUND');
  expect(await tasksOf(payer)).toEqual([]);
  expect(await paymentsOf(payer)).toEqual([]);
});

it('finds no order of somebody else', async () => {
  const [payer, stranger] = [await aPayer(database.sql, shop), await aPayer(database.sql, shop)];
  await expectRefusal(reportPaid(database.sql, shop, { ...payer, orderId: stranger.orderId }), 'NOT_FOUND');
});

it('refuses with a reason what cannot have been paid', async () => {
  const payer = await aPayer(database.sql, shop);
  await expectRefusal(reportPaid(database.sql, shop, payer, { method: 'bitcoin' }), 'METHOD_NOT_OFFERED');
  await editMethod(database.sql, shop, 'online', 'offered = false');
  await expectRefusal(reportPaid(database.sql, shop, payer, { method: 'online' }), 'METHOD_NOT_OFFERED');
  await expectRefusal(reportPaid(database.sql, shop, payer, { amount: 10.005 }), 'AMOUNT_INVALID');
  await expectRefusal(reportPaid(database.sql, shop, payer, { acting_customer_id: null }), 'BAD_INPUT');
  await pay(database.sql, shop.manager.id, payer.orderId);
  await expectRefusal(reportPaid(database.sql, shop, payer), 'NOTHING_DUE');

  const cancelled = await aPayer(database.sql, shop);
  const cancel = { actor_id: shop.manager.id, order_id: cancelled.orderId, new_status: 'cancelled', reason: 'no' };
  await rpc(database.sql, 'advance_order_status_safe', cancel);
  await expectRefusal(reportPaid(database.sql, shop, cancelled), 'ORDER_ENDED');

  const unpriced = await rpc(database.sql, 'create_order_safe', {
    actor_id: shop.systemId,
    customer_id: payer.customerId,
    lines: [{ title: 'Bell' }],
  });
  await expectRefusal(reportPaid(database.sql, shop, { ...payer, orderId: unpriced.order.id }), 'NOT_PRICED');
});

it('a customer plans to pay only in a way that is offered, whichever command plans it', async () => {
  const payer = await aPayer(database.sql, shop);
  await editMethod(database.sql, shop, 'online', 'offered = false');
  const planned = {
    direction: 'incoming',
    role: 'client_payment',
    method: 'online',
    status: 'planned',
    acting_customer_id: payer.customerId,
  };
  await expectRefusal(pay(database.sql, shop.systemId, payer.orderId, planned), 'METHOD_NOT_OFFERED');
  expect((await pay(database.sql, shop.manager.id, payer.orderId, { method: 'online', status: 'planned' })).payment.status).toBe('planned');
});

it('a forgotten customer’s files are to be removed, and their names and digests are gone', async () => {
  const payer = await aPayer(database.sql, shop);
  const path = await proofOf(database.sql, shop, payer);
  const never = (await keepFile(database.sql, shop, payer.chat)).path;
  await reportPaid(database.sql, shop, payer, { documents: [path] });
  const cancel = { actor_id: shop.manager.id, order_id: payer.orderId, new_status: 'cancelled', reason: 'no' };
  await rpc(database.sql, 'advance_order_status_safe', cancel);
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.admin.id, customer_id: payer.customerId });
  const files =
    await database.sql`select path, name, digest, unwanted_at is not null as unwanted from public.chat_files where sender_id = ${payer.chat}`;
  expect(files.every(({ name, digest, unwanted }) => name === null && digest === null && unwanted)).toBe(true);
  const asked = (await rpc(database.sql, 'sweep_files', { most: 1000 })) as unknown as string[];
  expect(asked).toEqual(expect.arrayContaining([path, never]));
});

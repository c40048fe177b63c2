import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { aPayer, editMethod, type Payer, proofOf, reportPaid } from '../../support/payers.ts';
import { openShop, pay, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  for (const method of ['bank_transfer', 'cash']) await editMethod(database.sql, shop, method, 'offered = true');
});

const reports = async (payer: Payer, amount: number, given: Record<string, unknown> = {}): Promise<string> =>
  String((await reportPaid(database.sql, shop, payer, { method: 'cash', amount, ...given })).task_id);
const accept = (task_id: string, more: Record<string, unknown> = {}) =>
  rpc(database.sql, 'accept_report_safe', { actor_id: shop.manager.id, task_id, ...more });
const completedOf = async ({ orderId }: Payer) =>
  (
    await database.sql`select amount::float8 as amount from public.payments where order_id = ${orderId} and status = 'completed' order by completed_at`
  ).map(({ amount }): number => amount);
const taskOf = async (id: string) => (await database.sql`select status, description from public.tasks where id = ${id}`)[0];

it('and nothing that the customer has made of it since', async () => {
  const payer = await aPayer(database.sql, shop);
  const task = await reports(payer, 50);
  await reports(payer, 99_999);
  await expectRefusal(accept(task, { expected_amount: 50 }), 'REPORT_CHANGED');
  expect(await completedOf(payer)).toEqual([]);
  await accept(task, { expected_amount: 99_999 });
  expect(await completedOf(payer)).toEqual([99_999]);
});

it('one after the other, where more than one sum was reported', async () => {
  const payer = await aPayer(database.sql, shop);
  const task = await reports(payer, 70);
  await reports(payer, 30);
  await accept(task, { expected_amount: 30 });
  expect(await taskOf(task)).toMatchObject({
    status: 'open',
    description: expect.stringMatching(/Reported: 70\.00.*\n.*Recorded: 30\.00/),
  });
  await accept(task, { expected_amount: 70 });
  expect(await completedOf(payer)).toEqual([30, 70]);
  expect(await taskOf(task)).toMatchObject({ status: 'done' });
});

it('each with its own proof', async () => {
  const payer = await aPayer(database.sql, shop);
  const way = { method: 'bank_transfer' };
  const task = await reports(payer, 70, { ...way, documents: [await proofOf(database.sql, shop, payer)] });
  await reports(payer, 30, { ...way, documents: [await proofOf(database.sql, shop, payer)] });
  await accept(task);
  await accept(task);
  expect(await completedOf(payer)).toEqual([30, 70]);
});

it('not once more when it was recorded otherwise', async () => {
  await rpc(database.sql, 'update_desk_settings_safe', { actor_id: shop.admin.id, changes: { paid_policy: 'first_payment' } });
  const payer = await aPayer(database.sql, shop);
  await pay(database.sql, shop.manager.id, payer.orderId, { amount: 40 });
  const task = await reports(payer, 60);
  await pay(database.sql, shop.manager.id, payer.orderId, { amount: 60 });
  expect(await taskOf(task)).toMatchObject({ status: 'done' });
  await expectRefusal(accept(task), 'TAKEN');
  expect(await completedOf(payer)).toEqual([40, 60]);
});

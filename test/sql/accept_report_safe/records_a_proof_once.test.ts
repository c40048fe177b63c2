import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { aPayer, editMethod, type Payer, proofOf, reportPaid } from '../../support/payers.ts';
import { openShop, pay, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { digestOf } from '../../support/sent-files.ts';

const database = useDatabase();
const many = openConnections(database, 6);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await editMethod(database.sql, shop, 'bank_transfer', 'offered = true');
  await editMethod(database.sql, shop, 'cash', 'offered = true');
});

const accept = (actor_id: string, task_id: unknown, more: Record<string, unknown> = {}) =>
  rpc(database.sql, 'accept_report_safe', { actor_id, task_id, ...more });
const completedOf = ({ orderId }: Payer) =>
  database.sql`select amount::float8 as amount, method, external_reference as reference from public.payments where order_id = ${orderId} and status = 'completed'`;
const inboxOf = async (actor_id: string, entry_id?: unknown) => {
  const { entries } = await rpc(database.sql, 'payment_inbox', { actor_id, entry_id, most: 20 });
  return entries as Array<{
    id: string;
    order_code: string;
    amount: number;
    files: Array<{ elsewhere: string[]; recorded: string | null }>;
  }>;
};
const reported = async (payer: Payer, given: Record<string, unknown> = {}) => (await reportPaid(database.sql, shop, payer, given)).task_id;

it('as the customer said it, with the proof for its reference, and is done with the report', async () => {
  const payer = await aPayer(database.sql, shop);
  const file = await proofOf(database.sql, shop, payer, { digest: digestOf('one') });
  const task = await reported(payer, { documents: [file], amount: 60 });
  expect(await inboxOf(shop.manager.id, task)).toMatchObject([
    { order_code: payer.orderCode, amount: 60, files: [{ elsewhere: [], recorded: null }] },
  ]);
  await accept(shop.manager.id, task);
  expect(await completedOf(payer)).toEqual([{ amount: 60, method: 'bank_transfer', reference: `proof:${digestOf('one')}` }]);
  await expectRefusal(inboxOf(shop.manager.id, task), 'TAKEN');
  await expectRefusal(accept(shop.manager.id, task), 'TAKEN');
});

it('once, however many accept it at once', async () => {
  const payer = await aPayer(database.sql, shop);
  const task = await reported(payer, { documents: [await proofOf(database.sql, shop, payer)] });
  const outcomes = await many.settled(6, (sql, index) =>
    rpc(sql, 'accept_report_safe', {
      actor_id: index % 2 ? shop.manager.id : shop.admin.id,
      task_id: task,
      idempotency_key: `race${index}`,
    }),
  );
  expect(outcomes.toSorted()).toEqual(['TAKEN', 'TAKEN', 'TAKEN', 'TAKEN', 'TAKEN', 'done']);
  expect(await completedOf(payer)).toHaveLength(1);
});

it('gives the same answer to the same key', async () => {
  const payer = await aPayer(database.sql, shop);
  const task = await reported(payer, { documents: [await proofOf(database.sql, shop, payer)] });
  const first = await accept(shop.manager.id, task, { idempotency_key: 'again' });
  expect(await accept(shop.manager.id, task, { idempotency_key: 'again' })).toMatchObject({
    payment: { id: first.payment.id },
    duplicate: true,
  });
});

it('flags a file that was sent for another order, and counts it for one', async () => {
  const [one, other] = [await aPayer(database.sql, shop), await aPayer(database.sql, shop)];
  const digest = digestOf('the same');
  const first = await reported(one, { documents: [await proofOf(database.sql, shop, one, { digest })] });
  const second = await reported(other, { documents: [await proofOf(database.sql, shop, other, { digest })] });
  expect(await inboxOf(shop.manager.id, second)).toMatchObject([{ files: [{ elsewhere: [one.orderCode], recorded: null }] }]);
  await accept(shop.manager.id, first);
  expect(await inboxOf(shop.manager.id, second)).toMatchObject([{ files: [{ recorded: one.orderCode }] }]);
  await expectRefusal(accept(shop.manager.id, second), 'REFERENCE_CONFLICT');
  expect(await completedOf(other)).toEqual([]);
});

it('asks for a reference where there is neither one nor a proof, and the way of paying wants one', async () => {
  const payer = await aPayer(database.sql, shop);
  const task = await reported(payer);
  await expectRefusal(accept(shop.manager.id, task), 'REFERENCE_REQUIRED');
  await accept(shop.manager.id, task, { external_reference: 'bank:77' });
  expect(await completedOf(payer)).toMatchObject([{ reference: 'bank:77' }]);
});

it('is for whoever sees the order, and is over once the order is paid otherwise', async () => {
  const payer = await aPayer(database.sql, shop, shop.colleague.id);
  const task = await reported(payer, { method: 'cash' });
  const stranger = await openShop(database.sql);
  await expectRefusal(accept(shop.agent.id, task), 'NOT_FOUND');
  await expectRefusal(accept(stranger.manager.id, task), 'NOT_FOUND');
  await expectRefusal(accept(shop.leaver.id, task), 'ACTOR_INACTIVE');
  await expectRefusal(accept(shop.systemId, task), 'FORBIDDEN_ROLE');
  await expectRefusal(inboxOf(shop.agent.id, task), 'NOT_FOUND');
  expect((await inboxOf(shop.colleague.id)).map(({ id }) => id)).toContain(task);
  await pay(database.sql, shop.manager.id, payer.orderId);
  await expectRefusal(accept(shop.colleague.id, task), 'TAKEN');
  expect(await completedOf(payer)).toHaveLength(1);
});

import { beforeAll, beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { accept, claimOutbox, clearQueues, commit, meet, openAccount, settle, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, openShop, pay, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});
beforeEach(() => clearQueues(database.sql, shop));

const deliver = (outboxId: unknown, content: unknown, edit = false) =>
  call(database.sql, 'deliver_web_message', { outbox_id: outboxId, content, edit });
const contents = (chatId: string) => database.sql`select content from public.web_messages where chat_id = ${chatId} order by version`;

it('keeps the first of two deliveries and says the same of both', async () => {
  const { chatId } = await turn(database.sql, shop, 'twice');
  const [row] = await claimOutbox(database.sql);
  const first = await deliver(row?.id, { text: 'hello' });
  expect(await deliver(row?.id, { text: 'hello again' })).toEqual(first);
  expect(await contents(chatId)).toEqual([{ content: { text: 'hello' } }]);
});

it('replaces what a card shows, in its place, with a newer version', async () => {
  const { chatId } = await turn(database.sql, shop, 'card', []);
  const customer = await meet(database.sql, shop, 'card');
  const { order } = await quickOrder(database.sql, shop, { acting_customer_id: customer.id, customer: undefined });
  await clearQueues(database.sql, shop);
  const { claim } = await accept(database.sql, shop, 'card', { claim_as: 'w' });
  const { outbox } = await commit(database.sql, claim.message_id, { replies: [{ kind: 'order-card', orderId: order.id }], claim_as: 'd' });
  const shown = await deliver(outbox[0]?.id, { status: 'awaiting' });
  await settle(database.sql, 'd', { id: outbox[0]?.id, outcome: 'sent', provider_message_id: shown.id });
  await pay(database.sql, shop, order.id);
  const [notice] = await claimOutbox(database.sql);
  await settle(database.sql, 'd', { id: notice?.id, outcome: 'sent', provider_message_id: 'x' });
  const [edit] = await claimOutbox(database.sql);
  expect(edit?.edit.provider_message_id).toBe(shown.id);
  const changed = await deliver(edit?.id, { status: 'paid' }, true);
  expect(changed.id).toBe(shown.id);
  expect(changed.version).toBeGreaterThan(shown.version);
  expect(await deliver(edit?.id, { status: 'paid' }, true)).toEqual(changed);
  expect(await contents(chatId)).toEqual([{ content: { status: 'paid' } }]);
});

it('refuses what is no message of the web chat, and what is no content', async () => {
  const account = await openAccount(database.sql, shop);
  await turn(database.sql, shop, 'elsewhere', undefined, account);
  const [row] = await claimOutbox(database.sql);
  await expectRefusal(deliver(row?.id, {}), 'NOT_FOUND');
  await expectRefusal(deliver(999_999_999, {}), 'NOT_FOUND');
  await expectRefusal(deliver(row?.id, ['x']), 'BAD_INPUT');
});

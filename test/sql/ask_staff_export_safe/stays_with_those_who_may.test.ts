import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { inChat } from '../../support/offers.ts';
import { openShop, rpc, type Shop, sell } from '../../support/people.ts';
import { claimOutbox } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeEach(async () => {
  shop = await openShop(database.sql);
});

const ask = async () =>
  String((await rpc(database.sql, 'ask_staff_export_safe', { actor_id: shop.manager.id, what: 'customers', period: 'all' })).export_id);
const claim = async () =>
  (await rpc(database.sql, 'claim_staff_export', { worker: 'w' })) as unknown as { id: string; path: string } | null;
const rows = async (id: string) => JSON.stringify((await rpc(database.sql, 'staff_export_rows', { export_id: id, worker: 'w' }))['rows']);
const settle = (id: string) => rpc(database.sql, 'settle_staff_export', { export_id: id, worker: 'w', row_count: 1 });
const removed = async () =>
  (await database.sql`select path from public.file_removals where desk_id = ${shop.deskId}`).map(({ path }) => String(path));
const given = async () =>
  (await database.sql`select status from public.outbox_messages where desk_id = ${shop.deskId} and entity = 'staff_export'`).map(
    ({ status }) => status,
  );
const statusOf = (status: string) => async () => {
  const change = status === 'agent' ? 'change_staff_role_safe' : 'deactivate_staff_safe';
  const how = status === 'agent' ? { role: 'agent' } : { reason: 'left' };
  await rpc(database.sql, change, { actor_id: shop.ownerId, staff_id: shop.manager.id, ...how });
};

it('is made anew, without whoever was forgotten while it was being made', async () => {
  const { customerId, orderId } = await sell(database.sql, shop);
  const [customer] = await database.sql`select phone from public.customers where id = ${customerId}`;
  const id = await ask();
  const first = await claim();
  expect(await rows(id)).toContain(customer?.['phone']);
  const cancelled = { order_id: orderId, new_status: 'cancelled', reason: 'x' };
  await rpc(database.sql, 'advance_order_status_safe', { actor_id: shop.manager.id, ...cancelled });
  await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: customerId });
  await expectRefusal(rows(id), 'NOT_FOUND');
  // What was removed before the late worker stored it is removed again.
  await rpc(database.sql, 'sweep_files', { removed: [first?.path] });
  expect(await settle(id)).toEqual({ settled: false });
  expect(await removed()).toContain(first?.path);
  expect(await given()).toEqual([]);

  const second = await claim();
  expect(second?.path).not.toBe(first?.path);
  expect(await rows(String(second?.id))).not.toContain(customer?.['phone']);
  expect(await settle(String(second?.id))).toEqual({ settled: true });
  expect(await given()).toEqual(['waiting']);
  expect(await removed()).not.toContain(second?.path);
  const written = await database.sql`select entity_id from public.audit_log where desk_id = ${shop.deskId} and entity = 'staff_export'`;
  expect(written).toEqual([{ entity_id: id }]);
});

describe.each(['agent', 'inactive'])('of somebody who is %s by now', (status) => {
  const leave = statusOf(status);

  it('is not made', async () => {
    await ask();
    await leave();
    expect(await claim()).toBeNull();
  });

  it('is neither read on nor given, and its file is removed', async () => {
    const id = await ask();
    const made = await claim();
    await leave();
    await expectRefusal(rows(id), 'NOT_FOUND');
    expect(await settle(id)).toEqual({ settled: false });
    expect(await removed()).toEqual([made?.path]);
    expect(await given()).toEqual([]);
  });

  it('is refused to the worker even where their files have not been ended', async () => {
    const id = await ask();
    await claim();
    await leave();
    await asDeskRpc(database.sql, shop, (sql) => sql`update public.staff_exports set gone_at = null where id = ${id}`);
    await expectRefusal(rows(id), 'NOT_FOUND');
    expect(await settle(id)).toEqual({ settled: false });
    expect(await given()).toEqual([]);
  });

  it('is taken back when it was made, and not opened any more in the web chat', async () => {
    const id = await ask();
    const made = await claim();
    const chat = `chat-of-${shop.manager.id}`;
    await inChat(database.sql, shop, shop.manager.id);
    await settle(id);
    const message = (await claimOutbox(database.sql)).find(({ reply }) => reply?.path === made?.path);
    const shown = { paragraphs: [], card: null, choices: [], media: { kind: 'document', path: made?.path, name: 'a.csv' } };
    const line = (await rpc(database.sql, 'deliver_web_message', { outbox_id: message?.['id'], content: shown })).id;
    const open = () => rpc(database.sql, 'find_web_file', { account: shop.slug, sender: chat, line });
    expect(await open()).toMatchObject({ path: made?.path });
    await leave();
    expect(await removed()).toEqual([made?.path]);
    await expectRefusal(open(), 'NOT_FOUND');
  });

  it('is not sent when it still waited to be', async () => {
    const id = await ask();
    await claim();
    await settle(id);
    await leave();
    expect(await given()).toEqual(['cancelled']);
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  for (let sale = 0; sale < 3; sale++) await sell(database.sql, shop);
});
beforeEach(() => asDeskRpc(database.sql, shop, (sql) => sql`update public.staff_exports set gone_at = now() where made_at is null`));

type Page = { rows: unknown[][]; last: { at: string; id: string } | null };
const ask = async (what = 'orders', more = {}) =>
  (await rpc(database.sql, 'ask_staff_export_safe', { actor_id: shop.manager.id, what, ...more })) as unknown as {
    export_id: string;
    duplicate: boolean;
  };
const claim = (worker = 'w') => rpc(database.sql, 'claim_staff_export', { worker });
const page = async (id: string, more = {}) =>
  (await rpc(database.sql, 'staff_export_rows', { export_id: id, worker: 'w', ...more })) as unknown as Page;
const settle = (id: string, worker = 'w') => rpc(database.sql, 'settle_staff_export', { export_id: id, worker, row_count: 3 });
const told = async (id: string) => await database.sql`select staff_id, reply from public.outbox_messages where entity_id = ${id}`;

describe('asking', () => {
  it('is for managers and up, once under one key, of a table and a period there are', async () => {
    for (const actor_id of [shop.agent.id, shop.systemId])
      await expectRefusal(rpc(database.sql, 'ask_staff_export_safe', { actor_id, what: 'orders' }), 'FORBIDDEN_ROLE');
    const first = await ask('orders', { idempotency_key: 'one' });
    expect(await ask('orders', { idempotency_key: 'one' })).toEqual({ export_id: first.export_id, duplicate: true });
    await expectRefusal(ask('leads', { idempotency_key: 'one' }), 'IDEMPOTENCY_CONFLICT');
    await expectRefusal(ask('secrets'), 'BAD_INPUT');
    await expectRefusal(ask('orders', { period: 'century' }), 'BAD_INPUT');
  });

  it('is written down with who asked', async () => {
    const { export_id } = await ask('customers');
    const [row] = await database.sql`select actor_id from public.audit_log where entity = 'staff_export' and entity_id = ${export_id}`;
    expect(row).toEqual({ actor_id: shop.manager.id });
  });

  it('ends after twenty within an hour', async () => {
    const desk = await openShop(database.sql);
    const table = { actor_id: desk.admin.id, what: 'leads' };
    for (let asked = 0; asked < 20; asked++) await rpc(database.sql, 'ask_staff_export_safe', table);
    await expectRefusal(rpc(database.sql, 'ask_staff_export_safe', table), 'TOO_SOON');
    await asDeskRpc(database.sql, desk, (sql) => sql`update public.staff_exports set gone_at = now() where made_at is null`);
  });
});

describe('making', () => {
  it('reads every row once, page by page, of the own desk alone, and gives it to who asked', async () => {
    const other = await openShop(database.sql);
    await sell(database.sql, other);
    const { export_id: id } = await ask();
    expect(await claim()).toMatchObject({ id, what: 'orders' });
    const seen: unknown[] = [];
    let from: { after?: string; after_id?: string } | null = {};
    while (from !== null) {
      const { rows, last }: Page = await page(id, { most: 2, ...from });
      seen.push(...rows.map(([code]) => code));
      from = last && { after: last.at, after_id: last.id };
    }
    const codes = await database.sql`select order_code from public.orders where desk_id = ${shop.deskId} order by created_at desc, id desc`;
    expect(seen).toEqual(codes.map(({ order_code }) => order_code));
    expect(await settle(id)).toEqual({ settled: true });
    expect(await settle(id)).toEqual({ settled: true });
    const [message, ...more] = await told(id);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ staff_id: shop.manager.id, reply: { kind: 'document', path: `exports/${shop.deskId}/${id}.csv` } });
  });

  it.each(['orders', 'payments', 'customers', 'leads'])('knows the %s of a period', async (what) => {
    const { export_id: id } = await ask(what, { period: 'today' });
    await claim();
    const { rows } = await page(id);
    const [{ n }] = (await database.sql.unsafe(
      `select count(*)::integer as n from public.${what} where desk_id = '${shop.deskId}'`,
    )) as unknown as [{ n: number }];
    expect(rows).toHaveLength(n);
    await asDeskRpc(database.sql, shop, (sql) => sql`update public.staff_exports set since = now() + interval '1 hour' where id = ${id}`);
    expect((await page(id)).rows).toEqual([]);
  });

  it('is in one worker’s hands, and in another’s when the first is gone', async () => {
    const { export_id: id } = await ask();
    await claim();
    expect(await claim('other')).toBeNull();
    await expectRefusal(rpc(database.sql, 'staff_export_rows', { export_id: id, worker: 'other' }), 'NOT_FOUND');
    await asDeskRpc(
      database.sql,
      shop,
      (sql) => sql`update public.staff_exports set lease_until = now() - interval '1 second' where id = ${id}`,
    );
    expect(await claim('other')).toMatchObject({ id });
    expect(await settle(id)).toEqual({ settled: false });
    expect(await settle(id, 'other')).toEqual({ settled: true });
  });

  it('ends after a day, and with whoever of its customers is forgotten', async () => {
    const [{ export_id: old }, { export_id: fresh }] = [await ask(), await ask()];
    for (const id of [old, fresh]) {
      await claim();
      await settle(id);
    }
    await asDeskRpc(
      database.sql,
      shop,
      (sql) => sql`update public.staff_exports set expires_at = now() - interval '1 second' where id = ${old}`,
    );
    await claim();
    const removed = async () =>
      (await database.sql`select path from public.file_removals where desk_id = ${shop.deskId}`).map(({ path }) => String(path));
    expect(await removed()).toEqual([`exports/${shop.deskId}/${old}.csv`]);
    const { customerId, orderId } = await sell(database.sql, shop);
    await rpc(database.sql, 'advance_order_status_safe', {
      actor_id: shop.manager.id,
      order_id: orderId,
      new_status: 'cancelled',
      reason: 'x',
    });
    await rpc(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: customerId });
    expect(await removed()).toContain(`exports/${shop.deskId}/${fresh}.csv`);
  });
});

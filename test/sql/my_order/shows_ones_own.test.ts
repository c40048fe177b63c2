import { beforeAll, describe, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sell, sellWhole } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let sale: Awaited<ReturnType<typeof sellWhole>>;
let somebody: Awaited<ReturnType<typeof sell>>;

beforeAll(async () => {
  shop = await openShop(database.sql);
  sale = await sellWhole(database.sql, shop);
  somebody = await sell(database.sql, shop);
  await database.sql`update public.orders set notes = 'Difficult person' where id = ${sale.orderId}`;
  await database.sql`update public.customers set notes = 'Owes us' where id = ${sale.customerId}`;
});

const ask = (customerId: string, code: string) =>
  rpc(database.sql, 'my_order', { actor_id: shop.systemId, acting_customer_id: customerId, order_code: code });

describe('A-73: by tracking number', () => {
  it('a customer finds the parcel of their own order', async () => {
    const found = await ask(sale.customerId, ` ${sale.trackingNumber} `);
    expect(found.order_code).toBe(sale.orderCode);
    expect(found.shipments).toMatchObject([{ tracking_number: sale.trackingNumber, status: 'pending', provider: 'rusbid' }]);
  });

  it('staff find it too, and a colleague of another desk does not', async () => {
    const other = await openShop(database.sql);
    const look = (subject: string) =>
      asSignedIn(
        database.sql,
        subject,
        (sql) => sql`select o.order_code from public.shipments as s join public.orders as o on o.id = s.order_id
          where s.tracking_number = ${sale.trackingNumber}`,
      );
    expect(await look(shop.manager.subject)).toEqual([{ order_code: sale.orderCode }]);
    expect(await look(other.manager.subject)).toEqual([]);
  });

  it("another customer's number is as unknown as one that does not exist", async () => {
    const refusals = [];
    for (const code of [sale.trackingNumber, sale.orderCode, 'NO-SUCH-NUMBER']) {
      const { message, detail, hint } = await expectRefusal(ask(somebody.customerId, code), 'NOT_FOUND');
      refusals.push({ message, detail, hint });
    }
    expect(refusals[0]).toEqual(refusals[2]);
    expect(refusals[1]).toEqual(refusals[2]);
  });
});

describe('A-102: an order in the customer’s shape', () => {
  it('has these fields and no others', async () => {
    const order = await ask(sale.customerId, sale.orderCode);
    expect(Object.keys(order).sort()).toEqual(
      [
        ...['balance_due', 'comment', 'created_at', 'currency', 'delivery_address', 'id', 'lines', 'moves', 'order_code', 'paid_amount'],
        ...['payment_status', 'payment_terms', 'payments', 'rating', 'refunded_amount', 'shipments', 'status', 'timeline', 'total_amount'],
      ].sort(),
    );
    expect(order.payments).toMatchObject([{ role: 'client_payment', amount: 100, status: 'completed' }]);
    expect(order.timeline).toMatchObject([{ status: 'created' }, { status: 'awaiting_payment' }, { status: 'paid' }]);
    expect(JSON.stringify(order)).not.toMatch(/commission|supplier|Difficult|Owes|notes|actor|created_by|reason/);
  });

  it('is nothing over REST: the token of a customer reads no row of any table', async () => {
    const tables = await database.sql`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by 1`;
    const read = await asSignedIn(database.sql, sale.subject, async (sql) => {
      const counts: Record<string, number> = {};
      for (const { relname } of tables) counts[relname] = (await sql.unsafe(`select from public.${relname}`)).count;
      return counts;
    });
    expect(read).toEqual(Object.fromEntries(tables.map(({ relname }) => [relname, 0])));
  });

  it('is asked for by the system alone', async () => {
    for (const actor of [shop.manager.id, shop.ownerId]) {
      const asked = { actor_id: actor, acting_customer_id: sale.customerId };
      await expectRefusal(rpc(database.sql, 'my_order', { ...asked, order_code: sale.orderCode }), 'FORBIDDEN_ROLE');
      await expectRefusal(rpc(database.sql, 'my_orders', asked), 'FORBIDDEN_ROLE');
    }
  });
});

import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { aPerson, openShop, rpc, type Shop, sellWhole } from '../../support/people.ts';
import { proposalWhole } from '../../support/proposals.ts';
import { chatWhole } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let sale: Awaited<ReturnType<typeof sellWhole>>;
const anna = aPerson('Anna Petrova');

beforeAll(async () => {
  shop = await openShop(database.sql);
  sale = await sellWhole(database.sql, shop, shop.manager.id, anna);
  const papers = { customer_id: sale.customerId, type: 'passport', storage_path: 'papers/of-anna.pdf' };
  await rpc(database.sql, 'attach_document_safe', { actor_id: shop.manager.id, ...papers });
  await database.sql`update public.customers set notes = 'a secret of ours' where id = ${sale.customerId}`;
  await database.sql`update public.leads set notes = 'a secret of ours' where id = ${sale.leadId}`;
  await database.sql`update public.orders set notes = 'a secret of ours' where id = ${sale.orderId}`;
});

const ask = (args: object) => rpc(database.sql, 'export_customer', { customer_id: sale.customerId, ...args });

it('A-102: gives a customer all of theirs and nothing of the desk’s', async () => {
  const own = await ask({ actor_id: shop.systemId, acting_customer_id: sale.customerId });
  expect(own.customer).toMatchObject({ full_name: anna.full_name, phone: anna.phone });
  expect(own.identities).toMatchObject([{ provider: 'supabase', external_id: anna.identity.external_id }]);
  expect(own.leads).toMatchObject([{ id: sale.leadId, contact_phone: anna.phone }]);
  expect(own.orders).toMatchObject([{ order_code: sale.orderCode, payments: [{ role: 'client_payment' }] }]);
  expect(JSON.stringify(own)).not.toMatch(/secret|supplier|commission/);
});

it('gives the papers of their orders too', async () => {
  const own = await ask({ actor_id: shop.admin.id });
  const paths = (own.documents as Array<{ storage_path: string }>).map(({ storage_path }) => storage_path);
  const [ofOrder] = await database.sql`select storage_path from public.documents where id = ${sale.documentId}`;
  expect(new Set(paths)).toEqual(new Set(['papers/of-anna.pdf', ofOrder?.storage_path]));
});

it('gives what was proposed for their orders, and what they left in a cart', async () => {
  const chat = await chatWhole(database.sql, shop, 'anna');
  await proposalWhole(database.sql, shop, chat);
  const own = await rpc(database.sql, 'export_customer', { actor_id: shop.admin.id, customer_id: chat.customerId });
  expect(own.proposals).toMatchObject([{ no: 1, made_by: 'staff', status: 'open', total_after: 1 }]);
  expect(own.carts).toMatchObject([{ status: 'kept', cart: { lines: [] } }]);
});

it('is refused to others', async () => {
  const somebody = await sellWhole(database.sql, shop);
  const other = await openShop(database.sql);
  await expectRefusal(ask({ actor_id: shop.systemId, acting_customer_id: somebody.customerId }), 'NOT_FOUND');
  await expectRefusal(ask({ actor_id: other.admin.id }), 'NOT_FOUND');
  await expectRefusal(ask({ actor_id: shop.manager.id }), 'FORBIDDEN_ROLE');
});

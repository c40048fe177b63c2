import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sell } from '../../support/people.ts';
import { letProposalsRunOut, propose, sidesOf, standing } from '../../support/proposals.ts';
import { expectSoundBooks } from '../../support/till.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

it('leaves alone what still has time, ends the rest once and tells both sides', async () => {
  const late = await sell(database.sql, shop);
  await propose(database.sql, sidesOf(shop, late).customer, late.orderId, [{ position: 1, quantity: 2 }]);
  await letProposalsRunOut(database.sql, shop);
  const early = await sell(database.sql, shop);
  await propose(database.sql, sidesOf(shop, early).staff, early.orderId, [{ position: 1, quantity: 2 }]);
  expect(await rpc(database.sql, 'expire_proposals')).toEqual({ expired: 1 });
  expect(await rpc(database.sql, 'expire_proposals')).toEqual({ expired: 0 });
  const rows =
    await database.sql`select order_id, status from public.order_proposals where order_id in (${late.orderId}, ${early.orderId})`;
  expect(Object.fromEntries(rows.map((row) => [row.order_id, row.status]))).toEqual({ [late.orderId]: 'expired', [early.orderId]: 'open' });
  const told = await database.sql`
    select phrase_key from public.outbox_messages where entity_id = ${late.orderId} and phrase_key like '%expired' order by 1`;
  expect(told.map((row) => row.phrase_key)).toEqual(['notice-proposal-expired', 'notice-staff-proposal-expired']);
  const [task] = await database.sql`select status from public.tasks where order_id = ${late.orderId}`;
  expect(task?.status).toBe('done');
  expect(await standing(database.sql, late.orderId)).toMatchObject({ total: 100 });
  await expectSoundBooks(database.sql);
});

it('holds a proposal as long as the desk says', async () => {
  await database.sql`update public.desk_settings set proposal_hours = 5 where desk_id = ${shop.deskId}`;
  const sale = await sell(database.sql, shop);
  const { id } = await propose(database.sql, sidesOf(shop, sale).staff, sale.orderId, [{ position: 1, quantity: 2 }]);
  const [row] =
    await database.sql`select extract(epoch from expires_at - created_at)::int as seconds from public.order_proposals where id = ${id}`;
  expect(Math.round(row?.seconds / 60)).toBe(300);
});

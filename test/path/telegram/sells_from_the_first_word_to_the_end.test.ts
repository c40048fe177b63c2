import { beforeAll, expect, it } from 'vitest';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';

const database = useDatabase();
let shop: Shop;
let listing: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set assignment = 'by_hand' where desk_id = ${shop.deskId}`;
  const [row] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  listing = row?.code;
});

const desk = useTelegram(database, () => shop.slug);

/** Somebody new, up to the button that confirms. */
async function aboutToConfirm() {
  const ada = someone(database, desk());
  await ada.opens(listing);
  await ada.presses('1');
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.presses(phrases('en', 'button-rather-not'));
  await ada.presses(phrases('en', 'button-agree'));
  return ada;
}

async function staffed(role: 'manager' | 'admin') {
  const member = someone(database, desk(), 'en', role);
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: `The ${role}`, role });
  await member.says(String(code));
  const [row] = await database.sql`select staff_id from public.chats where external_id = ${String(member.id)}`;
  return { ...member, staffId: row?.staff_id as string };
}

it('A-88 a guest orders, a provider reports the money, a manager delivers, an admin closes, and the customer hears of each', async () => {
  const ada = await aboutToConfirm();
  await ada.presses(/^Confirm/);
  const [order] = await database.sql`select o.id, o.order_code as code, o.customer_id, o.lead_id, o.total_amount as total, o.currency
    from public.orders as o join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${String(ada.id)}`;
  const code = String(order?.code);
  await call(database.sql, 'record_generic_payment_safe', {
    ...{ actor_id: shop.systemId, order_id: order?.id, amount: order?.total, currency: order?.currency, direction: 'incoming' },
    ...{ role: 'client_payment', method: 'online', status: 'completed', external_reference: 'pi_88' },
  });
  const [mia, eve] = [await staffed('manager'), await staffed('admin')];
  await mia.says(`/ship ${code} rusbid RB${code}`);
  await mia.says(`/received ${code}`);
  await eve.says(`/close ${code}`);
  await quiet(database, String(ada.id));
  const heard = textsOf(ada.all());
  for (const notice of ['paid', 'in-delivery', 'delivered', 'closed'])
    expect(heard, notice).toContain(phrases('en', `notice-order-${notice}`, { code }));

  const events =
    await database.sql`select old_status, new_status from public.order_status_events where order_id = ${order?.id} order by seq`;
  expect(events.map(({ new_status }): string => new_status)).toEqual([
    'created',
    'awaiting_payment',
    'paid',
    'in_delivery',
    'delivered',
    'closed',
  ]);
  expect(events.slice(1).map(({ old_status }): string => old_status)).toEqual(
    events.slice(0, -1).map(({ new_status }): string => new_status),
  );
  const [counts] = await database.sql`select
    (select count(*)::int from public.customers where id = ${order?.customer_id}) as customers,
    (select count(*)::int from public.leads where customer_id = ${order?.customer_id}) as leads,
    (select count(*)::int from public.orders where customer_id = ${order?.customer_id}) as orders,
    (select count(*)::int from public.payments where order_id = ${order?.id} and status = 'completed') as payments`;
  expect(counts).toEqual({ customers: 1, leads: 1, orders: 1, payments: 1 });
  const steps = await database.sql`select details ->> 'to' as step, actor_id, acting_customer_id from public.audit_log
    where entity = 'order' and entity_id = ${order?.id} and action = 'order.status_changed' order by id`;
  const by = Object.fromEntries(steps.map(({ step, actor_id }) => [step, actor_id]));
  expect(by).toMatchObject({ paid: shop.systemId, in_delivery: mia.staffId, delivered: mia.staffId, closed: eve.staffId });
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});

it('A-90 the same press delivered twice is one order, one lead and one answer', async () => {
  const ada = await aboutToConfirm();
  const placed = textsOf(await ada.presses(/^Confirm/));
  const confirm = desk().api.calls.length;
  desk().api.again(desk().api.lastUpdate());
  await ada.says('/language');
  expect(desk().api.calls.length).toBeGreaterThan(confirm);
  const [counts] = await database.sql`select count(distinct o.id)::int as orders, count(distinct l.id)::int as leads from public.chats as c
    join public.orders as o on o.customer_id = c.customer_id join public.leads as l on l.customer_id = c.customer_id
    where c.external_id = ${String(ada.id)}`;
  expect(counts).toEqual({ orders: 1, leads: 1 });
  const line = placed.split('\n').find((text) => /order/i.test(text)) ?? '';
  expect(textsOf(ada.all()).split(line)).toHaveLength(2);
});

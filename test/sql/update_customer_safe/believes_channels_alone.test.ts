import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { type Arguments, aPhone, call, captureLead, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const aCustomer = async (changes: Arguments = {}) =>
  (await captureLead(database.sql, shop, { customer: { full_name: 'Ada', phone: aPhone(), ...changes } })).customer;
const update = async (actor_id: string, customer_id: string, changes: Arguments, acting_customer_id?: string) =>
  (await call(database.sql, 'update_customer_safe', { actor_id, customer_id, changes, acting_customer_id })).customer;
const verified = async (id: string) =>
  (await database.sql`select phone, phone_verified_at is not null as verified from public.customers where id = ${id}`)[0];

it.each(['agentId', 'managerId', 'adminId', 'ownerId'] as const)(
  '%s verifies no phone, new or old, and changes nothing else with it',
  async (who) => {
    const { id, phone } = await aCustomer();
    for (const changes of [
      { phone_verified: true },
      { phone_verified: true, phone: aPhone() },
      { phone_verified: true, full_name: 'Eve' },
    ]) {
      await expectRefusal(update(shop[who], id, changes), 'FORBIDDEN_ROLE');
    }
    expect(await verified(id)).toEqual({ phone, verified: false });
  },
);

it('the system verifies what a channel vouches for, with the customer named or not', async () => {
  for (const named of [true, false]) {
    const { id, phone } = await aCustomer();
    expect(await update(shop.systemId, id, { phone_verified: true }, named ? id : undefined)).toMatchObject({
      phone,
      phone_verified: true,
    });
    expect(await verified(id)).toEqual({ phone, verified: true });
  }
});

it('a manager who changes a verified phone leaves one that was only typed', async () => {
  const { id } = await aCustomer({ phone_verified: true });
  const phone = aPhone();
  expect(await update(shop.managerId, id, { phone })).toMatchObject({ phone, phone_verified: false });
  expect(await verified(id)).toEqual({ phone, verified: false });
});

it('a manager who changes something else leaves a verified phone verified', async () => {
  const { id, phone } = await aCustomer({ phone_verified: true });
  expect(await update(shop.managerId, id, { full_name: 'Ada L.', phone })).toMatchObject({
    full_name: 'Ada L.',
    phone,
    phone_verified: true,
  });
  expect(await update(shop.managerId, id, { phone_verified: false })).toMatchObject({ phone_verified: true });
});

it.each(['true', 1, 'yes', null])('nothing but true verifies a phone, not %j', async (phone_verified) => {
  const { id } = await aCustomer();
  expect(await update(shop.systemId, id, { phone_verified })).toMatchObject({ phone_verified: false });
});

it.each(['capture_lead_safe', 'quick_order_safe'])(
  '%s believes no staff either, so they attach no chat to somebody’s phone',
  async (rpc) => {
    const { id, phone } = await aCustomer();
    const identity = { provider: 'telegram', account: 'bot', external_id: `of staff ${rpc}` };
    const given = {
      source: 'phone',
      customer: { phone, phone_verified: true, identity },
      lines: rpc === 'quick_order_safe' ? [{ listing_id: shop.listingId }] : undefined,
    };
    for (const who of ['agentId', 'ownerId'] as const)
      await expectRefusal(call(database.sql, rpc, { actor_id: shop[who], ...given }), 'FORBIDDEN_ROLE');
    expect(await database.sql`select from public.customer_identities where customer_id = ${id}`).toHaveLength(0);
    expect(await call(database.sql, rpc, { actor_id: shop.systemId, ...given })).toMatchObject({ customer: { id, phone_verified: true } });
  },
);

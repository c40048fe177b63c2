import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { captureLead, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const telegram = (external_id: string) => ({ provider: 'telegram', account: 'bot', external_id });
const identitiesOf = (customerId: string) =>
  database.sql`select external_id from public.customer_identities where customer_id = ${customerId} order by external_id`;

it.each(['+49 (151) 200-3001', '0049 151 2003001', '+49.151.2003001'])(
  'A-02 a phone written as %s is the customer with that number',
  async (phone) => {
    const known = await captureLead(database.sql, shop, { customer: { full_name: 'Ada', phone: '+491512003001' } });
    const answer = await captureLead(database.sql, shop, { customer: { full_name: 'Somebody', phone } });
    expect(answer.lead.customer_id).toBe(known.customer.id);
    const customers = await database.sql`select full_name from public.customers where phone = '+491512003001' and desk_id = ${shop.deskId}`;
    expect(customers).toEqual([{ full_name: 'Ada' }]);
  },
);

it('A-02 the same phone at another desk is another customer', async () => {
  const other = await openShop(database.sql);
  const here = await captureLead(database.sql, shop, { customer: { phone: '+491512003002' } });
  const there = await captureLead(database.sql, other, { customer: { phone: '+491512003002' } });
  expect(there.customer.id).not.toBe(here.customer.id);
});

it('A-02 a typed phone links the lead and attaches no identity', async () => {
  const known = await captureLead(database.sql, shop, {
    customer: { phone: '+491512003003', phone_verified: true, identity: telegram('owner-3') },
  });
  const typed = await captureLead(database.sql, shop, { customer: { phone: '+491512003003', identity: telegram('stranger-3') } });
  expect(typed.lead.customer_id).toBe(known.customer.id);
  expect(await identitiesOf(known.customer.id)).toEqual([{ external_id: 'owner-3' }]);

  const next = await captureLead(database.sql, shop, { customer: { full_name: 'Stranger', identity: telegram('stranger-3') } });
  expect(next.customer.id).not.toBe(known.customer.id);
});

it('A-02 "verified" as text or a number does not verify a phone', async () => {
  const known = await captureLead(database.sql, shop, { customer: { phone: '+491512003004' } });
  for (const phone_verified of ['true', 1, 'yes', null]) {
    await captureLead(database.sql, shop, {
      customer: { phone: '+491512003004', phone_verified, identity: telegram(`sly-${phone_verified}`) },
    });
  }
  expect(await identitiesOf(known.customer.id)).toEqual([]);
});

it('A-02 a phone the channel vouches for attaches the identity', async () => {
  const known = await captureLead(database.sql, shop, { customer: { phone: '+491512003005' } });
  const vouched = await captureLead(database.sql, shop, {
    customer: { phone: '+491512003005', phone_verified: true, identity: telegram('owner-5') },
  });
  expect(vouched.customer).toMatchObject({ id: known.customer.id, phone_verified: true });
  expect(await identitiesOf(known.customer.id)).toEqual([{ external_id: 'owner-5' }]);
});

it('A-02 who types a phone before its owner comes does not share the account of the owner', async () => {
  const squatter = await captureLead(database.sql, shop, { customer: { phone: '+491512003006', identity: telegram('squatter-6') } });
  const owner = await captureLead(database.sql, shop, {
    customer: { phone: '+491512003006', phone_verified: true, identity: telegram('owner-6') },
  });
  expect(owner.customer.phone_verified).toBe(true);
  expect(owner.customer.id).not.toBe(squatter.customer.id);
});

it('A-02 a known identity stays the same customer whatever phone it types', async () => {
  const victim = await captureLead(database.sql, shop, { customer: { phone: '+491512003007' } });
  const ada = await captureLead(database.sql, shop, { customer: { full_name: 'Ada', identity: telegram('ada-7') } });
  const typed = await captureLead(database.sql, shop, { customer: { phone: '+491512003007', identity: telegram('ada-7') } });
  expect(typed.customer.id).toBe(ada.customer.id);
  expect(typed.customer.id).not.toBe(victim.customer.id);
});

it('A-02 an e-mail links what a form brings, and lets no chat into an account', async () => {
  const known = await captureLead(database.sql, shop, { customer: { full_name: 'Ada', email: 'Ada@Example.org' } });
  const form = await captureLead(database.sql, shop, { customer: { email: 'ada@example.ORG' } });
  expect(form.customer.id).toBe(known.customer.id);
  const chat = await captureLead(database.sql, shop, { customer: { email: 'ada@example.org', identity: telegram('stranger-8') } });
  expect(chat.customer.id).not.toBe(known.customer.id);
  expect(await identitiesOf(known.customer.id)).toEqual([]);
});

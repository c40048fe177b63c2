import { beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { accept, meet } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { type Arguments, aPhone, call } from '../../support/shop.ts';

const database = useDatabase();
const race = openConnections(database, 8);
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});

const identityOf = (chat: string) => ({ provider: 'web', account: desk.slug, external_id: chat });
const introduce = (chat: string, given: Arguments = {}, more: Arguments = {}) =>
  call(database.sql, 'meet_customer_safe', {
    actor_id: desk.systemId,
    customer: { full_name: 'Ada', language: 'tr', identity: identityOf(chat), ...given },
    ...more,
  });
const chatOf = async (chat: string) => (await database.sql`select customer_id from public.chats where external_id = ${chat}`)[0];

it('makes a customer of whoever says who they are, in their language, and tells their chat', async () => {
  await accept(database.sql, desk, 'new');
  const phone = aPhone();
  const { customer, duplicate } = await introduce('new', { phone }, { consents: [{ kind: 'privacy', version: '2' }] });
  expect(duplicate).toBe(false);
  expect(customer).toMatchObject({
    full_name: 'Ada',
    phone,
    language: 'tr',
    preferred_channel: 'web',
    privacy_version: '2',
    last_address: null,
  });
  expect(await chatOf('new')).toEqual({ customer_id: customer.id });
});

it('meets the same person again, and answers a repeated call with the same', async () => {
  const more = { consents: [{ kind: 'privacy', version: '1' }], idempotency_key: 'inbox:1' };
  const first = await introduce('again', {}, more);
  expect(await introduce('again', {}, more)).toEqual({ customer: first.customer, duplicate: true });
  expect((await introduce('again', { full_name: 'Somebody else' })).customer).toEqual(first.customer);
  await expectRefusal(introduce('again', { full_name: 'Other input' }, more), 'IDEMPOTENCY_CONFLICT');
  const ledger =
    await database.sql`select kind, version, source, granted, acting_customer_id from public.consents where customer_id = ${first.customer.id}`;
  expect(ledger).toEqual([{ kind: 'privacy', version: '1', source: 'web', granted: true, acting_customer_id: first.customer.id }]);
});

describe('a phone that is somebody else’s', () => {
  it('when it is only typed makes a person of their own, who learns nothing', async () => {
    const phone = aPhone();
    const { customer: owner } = await introduce('owner', { phone, phone_verified: true, full_name: 'The owner' });
    await accept(database.sql, desk, 'thief');
    const { customer: thief } = await introduce('thief', { phone, full_name: 'A thief' });
    expect(thief).toMatchObject({ full_name: 'A thief', phone, privacy_version: null });
    expect(thief.id).not.toBe(owner.id);
    expect(await chatOf('thief')).toEqual({ customer_id: thief.id });
    const [row] = await database.sql`select count(*)::int as identities from public.customer_identities where customer_id = ${owner.id}`;
    expect(row?.identities).toBe(1);
  });

  it('when the channel vouches for it is one’s own: the chat is joined to the customer', async () => {
    const phone = aPhone();
    const { customer: owner } = await introduce('at-home', { phone, phone_verified: true });
    await accept(database.sql, desk, 'travelling');
    const { customer } = await introduce('travelling', { phone, phone_verified: true });
    expect(customer.id).toBe(owner.id);
    expect(await chatOf('travelling')).toEqual({ customer_id: owner.id });
  });
});

it('makes one customer of eight introductions at once', async () => {
  const customers = await race.atOnce(8, (sql) => meet(sql, desk, 'crowd', { phone: '+4915100000001' }));
  expect(new Set(customers.map(({ id }) => id)).size).toBe(1);
});

it('refuses staff, and somebody without an identity', async () => {
  const { ownerId } = desk;
  await expectRefusal(introduce('x', {}, { actor_id: ownerId }), 'FORBIDDEN_ROLE');
  await expectRefusal(introduce('x', { identity: null, phone: aPhone() }), 'BAD_INPUT');
  await expectRefusal(introduce('x', {}, { consents: [{ kind: 'everything', version: '1' }] }), 'BAD_INPUT');
});

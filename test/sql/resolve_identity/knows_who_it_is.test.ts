import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { aPerson, countsOf, openShop, rpc, type Shop, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let email: string;
let olga: string;

beforeEach(async () => {
  shop = await openShop(database.sql);
  email = `olga-${randomUUID()}@example.com`;
  const { code } = await rpc(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Olga', role: 'admin', email });
  olga = (await rpc(database.sql, 'accept_invitation_safe', { code, provider: 'telegram', external_id: randomUUID() })).staff.id;
});

/** A login of Supabase auth, whose owner has confirmed the e-mail or has not. */
async function login(address: string, confirmed: boolean): Promise<string> {
  const id = randomUUID();
  await database.sql`insert into auth.users (id, email, email_confirmed_at) values (${id}, ${address}, ${confirmed ? new Date() : null})`;
  return id;
}

const signedIn = (id: string, authUserId: string | null = id) =>
  rpc(database.sql, 'resolve_identity', { provider: 'supabase', external_id: id, auth_user_id: authUserId });
const STRANGER = { desk_id: null, staff: null, customer: null, system_staff_id: null };

describe('A-76: a login', () => {
  it('that is mapped is that staff member', async () => {
    expect(await signedIn(shop.manager.subject, null)).toMatchObject({
      desk_id: shop.deskId,
      staff: { id: shop.manager.id, role: 'manager', status: 'active' },
      customer: null,
      system_staff_id: shop.systemId,
    });
  });

  it('that is mapped to a customer is that customer, and no staff', async () => {
    const { subject, customerId } = await sell(database.sql, shop);
    expect(await signedIn(subject)).toMatchObject({ desk_id: shop.deskId, staff: null, customer: { id: customerId } });
  });

  it('with a confirmed e-mail of the staff is that one, in whatever letters, and stays so without it', async () => {
    const id = await login(email.toUpperCase(), true);
    expect(await signedIn(id)).toMatchObject({ desk_id: shop.deskId, staff: { id: olga } });
    expect(await database.sql`select staff_id, provider, account from public.staff_identities where external_id = ${id}`).toEqual([
      { staff_id: olga, provider: 'supabase', account: '' },
    ]);
    await database.sql`update auth.users set email = 'another@example.com' where id = ${id}`;
    const before = await countsOf(database.sql);
    expect(await signedIn(id)).toMatchObject({ staff: { id: olga } });
    expect(await countsOf(database.sql)).toEqual(before);
  });

  it('with a confirmed e-mail of the staff who has bought as a customer before is both', async () => {
    const id = await login(email, true);
    await sell(database.sql, shop, null, { ...aPerson(), identity: { provider: 'supabase', external_id: id } });
    expect(await signedIn(id)).toMatchObject({ staff: { id: olga }, customer: { full_name: 'Anna Petrova' } });
  });

  it('without either is nobody, and nothing is written', async () => {
    const id = await login('nobody@example.com', true);
    const before = await countsOf(database.sql);
    expect(await signedIn(id)).toEqual(STRANGER);
    expect(await countsOf(database.sql)).toEqual(before);
  });
});

describe('A-77: an e-mail', () => {
  it('that nobody confirmed opens nothing', async () => {
    const id = await login(email, false);
    const before = await countsOf(database.sql);
    expect(await signedIn(id)).toEqual(STRANGER);
    expect(await countsOf(database.sql)).toEqual(before);
  });

  it('of another login than the one at the door opens nothing', async () => {
    const id = await login(email, true);
    expect(await signedIn(randomUUID(), id)).toEqual(STRANGER);
    const atAnotherDoor = { provider: 'telegram', external_id: id, auth_user_id: id };
    expect(await rpc(database.sql, 'resolve_identity', atAnotherDoor)).toEqual(STRANGER);
  });

  it('that a customer has opens no customer', async () => {
    const address = `anna-${randomUUID()}@example.com`;
    await sell(database.sql, shop, null, { ...aPerson(), ...{ email: address } });
    expect(await signedIn(await login(address, true))).toEqual(STRANGER);
  });
});

describe('A-78: somebody deactivated with a valid token', () => {
  it('is known as inactive, and every command refuses them', async () => {
    const who = await signedIn(shop.leaver.subject);
    expect(who).toMatchObject({ staff: { id: shop.leaver.id, status: 'inactive' } });
    const before = await countsOf(database.sql);
    await expectRefusal(rpc(database.sql, 'create_task_safe', { actor_id: shop.leaver.id, title: 'x' }), 'ACTOR_INACTIVE');
    expect(await countsOf(database.sql)).toEqual(before);
  });
});

it('one person is staff of two desks; the door says which', async () => {
  const other = await openShop(database.sql);
  const identity = { provider: 'telegram', account: 'bot', external_id: randomUUID() };
  const ids: string[] = [];
  for (const desk of [shop, other]) {
    const { code } = await rpc(database.sql, 'invite_staff_safe', { actor_id: desk.ownerId, display_name: 'Olga' });
    ids.push((await rpc(database.sql, 'accept_invitation_safe', { code, ...identity })).staff.id);
  }
  for (const [index, desk] of [shop, other].entries()) {
    const who = await rpc(database.sql, 'resolve_identity', { ...identity, desk_id: desk.deskId });
    expect(who).toMatchObject({ desk_id: desk.deskId, staff: { id: ids[index] }, system_staff_id: desk.systemId });
  }
});

it('a customer of one desk is nobody at another', async () => {
  const other = await openShop(database.sql);
  const { subject } = await sell(database.sql, shop);
  const who = await rpc(database.sql, 'resolve_identity', { provider: 'supabase', external_id: subject, desk_id: other.deskId });
  expect(who).toEqual({ desk_id: other.deskId, staff: null, customer: null, system_staff_id: other.systemId });
});

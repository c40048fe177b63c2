import { beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { accept, meet } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { type Arguments, aPhone, call } from '../../support/shop.ts';

const database = useDatabase();
let desk: TestDesk;
let owner: { id: string; phone: string };
let chats = 0;

/** Somebody with a chat of their own, who gave this number when they were met. */
async function met(given: Arguments = {}, chat = `chat-${++chats}`) {
  await accept(database.sql, desk, chat);
  return (await meet(database.sql, desk, chat, given)) as { id: string; phone: string | null };
}

beforeAll(async () => {
  desk = await openDesk(database.sql);
  const phone = aPhone();
  owner = { id: (await met({ phone, phone_verified: true })).id, phone };
});

const own = (id: string) => ({ actor_id: desk.systemId, acting_customer_id: id });
const change = (id: string, phone: string | null) =>
  call(database.sql, 'update_customer_safe', { ...own(id), customer_id: id, changes: { phone } });
const shown = async (id: string) => (await call(database.sql, 'my_settings', own(id))).phone;
const rowOf = async (id: string) => (await database.sql`select phone from public.customers where id = ${id}`)[0]?.phone;

describe.each([
  ['somebody else’s', () => owner.phone],
  ['nobody’s', () => aPhone()],
])('a number that is %s', (_whose, number) => {
  it('is shown to whoever typed it when they were met', async () => {
    const phone = number();
    const eve = await met({ phone }, `eve-${phone}`);
    expect([eve.phone, await shown(eve.id)]).toEqual([phone, phone]);
    expect((await met({}, `eve-${phone}`)).phone).toBe(phone);
  });

  it('is shown to whoever types it later, in place of another one, until they take it back', async () => {
    const [first, second] = [aPhone(), number()];
    const eve = await met({ phone: first });
    expect((await change(eve.id, second)).customer.phone).toBe(second);
    expect(await shown(eve.id)).toBe(second);
    expect((await change(eve.id, null)).customer.phone).toBeNull();
    expect(await shown(eve.id)).toBeNull();
  });
});

it('finds nobody but its owner by the number, whoever has typed it', async () => {
  const eve = await met({ phone: owner.phone });
  await change((await met()).id, owner.phone);
  expect([await rowOf(owner.id), await rowOf(eve.id)]).toEqual([owner.phone, null]);
  expect((await met({ phone: owner.phone, phone_verified: true })).id).toBe(owner.id);
});

it('refuses staff a number that a customer has: they may look who it is', async () => {
  const { id } = await met();
  const changes = { actor_id: desk.ownerId, customer_id: id, changes: { phone: owner.phone } };
  await expectRefusal(call(database.sql, 'update_customer_safe', changes), 'BAD_INPUT');
});

it('goes with the person who is forgotten', async () => {
  const eve = await met({ phone: owner.phone });
  await call(database.sql, 'erase_customer_safe', { ...own(eve.id), customer_id: eve.id });
  const left = await database.sql`select from public.customer_identities where customer_id = ${eve.id} and phone is not null`;
  expect(left).toHaveLength(0);
});

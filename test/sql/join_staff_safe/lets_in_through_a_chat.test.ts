import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { accept } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

const invite = async (desk = shop) => (await rpc(database.sql, 'invite_staff_safe', { actor_id: desk.ownerId, display_name: 'Olga' })).code;
const chat = async (name: string, desk = shop): Promise<string> => {
  await accept(database.sql, desk, name);
  const [row] = await database.sql`select id from public.chats where desk_id = ${desk.deskId} and external_id = ${name}`;
  return row?.['id'];
};
const show = (chatId: string, code: string, actor = shop.systemId) =>
  rpc(database.sql, 'join_staff_safe', { actor_id: actor, chat_id: chatId, code, language: 'ru' });

it('binds the person to the chat they show the code in, once', async () => {
  const [code, id] = [await invite(), await chat('first')];
  expect(await show(id, code)).toMatchObject({ outcome: 'joined', staff: { display_name: 'Olga', role: 'manager', language: 'ru' } });
  expect(await show(id, code)).toMatchObject({ outcome: 'joined' });
  expect(await show(await chat('second'), code)).toEqual({ outcome: 'used', staff: null });
  const [row] =
    await database.sql`select (select count(*) from public.staff_identities as i where i.staff_id = c.staff_id)::integer as doors from public.chats as c where c.id = ${id}`;
  expect(row).toEqual({ doors: 1 });
});

it('lets one in when two chats show the code at the same moment', async () => {
  for (let round = 0; round < 10; round++) {
    const code = await invite();
    const [left, right] = [await chat(`left ${round}`), await chat(`right ${round}`)];
    let both: Promise<Array<Record<string, unknown>>> | undefined;
    await database.sql.begin(async (gate) => {
      await gate`select from public.staff_invitations where desk_id = ${shop.deskId} for update`;
      both = Promise.all([show(left, code), show(right, code)]);
      await untilWaiting(database.sql, 2);
    });
    expect(((await both) ?? []).map((answer) => String(answer['outcome'])).toSorted((one) => (one === 'joined' ? -1 : 1))).toEqual([
      'joined',
      'used',
    ]);
  }
});

it('knows no code of another desk, no chat of another desk, and nobody but the system asks', async () => {
  const code = await invite(other);
  expect(await show(await chat('stranger'), code)).toEqual({ outcome: 'unknown', staff: null });
  await expectRefusal(show(await chat('theirs', other), await invite()), 'NOT_FOUND');
  await expectRefusal(show(await chat('owner'), await invite(), shop.ownerId), 'FORBIDDEN_ROLE');
});

it('lets five codes be tried in a chat within an hour, together with those of customers', async () => {
  const id = await chat('guessing');
  for (const sign of ['A', 'B', 'C']) expect(await show(id, `ABCD-EFGH-JKLM-NPQ${sign}`)).toMatchObject({ outcome: 'unknown' });
  for (const code of ['ABCD-EFGH', 'ABCD-EFGJ'])
    await rpc(database.sql, 'redeem_link_code_safe', { actor_id: shop.systemId, chat_id: id, code });
  const code = await invite();
  expect(await show(id, code)).toEqual({ outcome: 'too_many', staff: null });
  expect(await show(await chat('another'), code)).toMatchObject({ outcome: 'joined' });
});

it('says no more than who gave the code could say', async () => {
  const desk = await openShop(database.sql);
  const { code } = await rpc(database.sql, 'invite_staff_safe', { actor_id: desk.admin.id, display_name: 'A friend' });
  await rpc(database.sql, 'deactivate_staff_safe', { actor_id: desk.ownerId, staff_id: desk.admin.id, reason: 'left' });
  expect(await show(await chat('late', desk), code, desk.systemId)).toEqual({ outcome: 'expired', staff: null });
});

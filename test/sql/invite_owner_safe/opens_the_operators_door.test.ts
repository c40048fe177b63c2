import { beforeAll, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { accept } from '../../support/queues.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const invite = (args = {}) => rpc(database.sql, 'invite_owner_safe', { slug: shop.slug, ...args });
const join = async (code: string, name: string) => {
  await accept(database.sql, shop, name);
  const [chat] = await database.sql`select id from public.chats where desk_id = ${shop.deskId} and external_id = ${name}`;
  return await rpc(database.sql, 'join_staff_safe', { actor_id: shop.systemId, chat_id: chat?.['id'], code });
};
const owners = async () =>
  await database.sql`select s.id, s.display_name from public.staff as s where s.desk_id = ${shop.deskId} and s.role = 'owner' order by created_at`;

it('lets in the owner whom nobody has met yet, instead of one more', async () => {
  const desk = await rpc(database.sql, 'open_desk_safe', { slug: 'fresh', name: 'Fresh', owner_name: 'Ada' });
  const [account] =
    await database.sql`select account from public.channel_accounts where desk_id = ${String(desk['desk_id'])} and provider = 'web'`;
  const { code, display_name } = await rpc(database.sql, 'invite_owner_safe', { slug: 'fresh' });
  expect(display_name).toBe('Ada');
  const { staff } = await rpc(database.sql, 'accept_invitation_safe', {
    code,
    provider: 'web',
    account: account?.['account'] ?? 'fresh',
    external_id: 'ada',
    language: 'tr',
  });
  expect(staff).toMatchObject({ id: desk['owner_staff_id'], role: 'owner', language: 'tr' });
  await expectRefusal(
    rpc(database.sql, 'accept_invitation_safe', { code, provider: 'telegram', account: 'x', external_id: 'eve' }),
    'NOT_FOUND',
  );
});

it('adds an owner where each has a chat already, tells them, and leaves its trace', async () => {
  const first = await invite({ display_name: 'Boris' });
  expect(await join(first.code, 'boris')).toMatchObject({ outcome: 'joined', staff: { display_name: 'Boris', role: 'owner' } });
  const second = await invite({ display_name: 'Clara' });
  expect(await join(second.code, 'clara')).toMatchObject({ staff: { display_name: 'Clara', role: 'owner' } });
  expect((await owners()).map(({ display_name }) => display_name)).toEqual(expect.arrayContaining(['Boris', 'Clara']));
  const [told] =
    await database.sql`select count(*)::integer as told from public.outbox_messages as o join public.staff as s on s.id = o.staff_id
    where o.desk_id = ${shop.deskId} and o.phrase_key = 'notice-staff-owner-invited' and s.display_name = 'Boris' and o.params ->> 'name' = 'Clara'`;
  expect(told).toEqual({ told: 1 });
  const [audited] = await database.sql`select count(*)::integer as entries from public.audit_log
    where desk_id = ${shop.deskId} and action = 'staff_invitation.created' and actor_type = 'system'`;
  expect(audited).toEqual({ entries: 2 });
});

it('has one code open at a time', async () => {
  const [old, fresh] = [await invite({ display_name: 'Dora' }), await invite({ display_name: 'Dora' })];
  expect(await join(old.code, 'dora')).toMatchObject({ outcome: 'expired' });
  expect(await join(fresh.code, 'dora')).toMatchObject({ outcome: 'joined' });
});

it('asks which desk where there are several, and knows no other', async () => {
  await openShop(database.sql);
  await expectRefusal(rpc(database.sql, 'invite_owner_safe'), 'BAD_INPUT');
  await expectRefusal(rpc(database.sql, 'invite_owner_safe', { slug: 'nowhere' }), 'NOT_FOUND');
});

it('is closed to everybody who signs in', async () => {
  const error = await errorOf(asSignedIn(database.sql, shop.admin.subject, (sql) => sql`select public.invite_owner_safe(${shop.slug})`));
  expect(error.code).toBe('42501');
});

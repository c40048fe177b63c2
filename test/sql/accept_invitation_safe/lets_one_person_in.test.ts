import { createHash, randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Args, countsOf, openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const invite = async (args: Args = {}) =>
  (await rpc(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Olga', ...args })).code;
const accept = (code: string | null, args: Args = {}) =>
  rpc(database.sql, 'accept_invitation_safe', { code, provider: 'telegram', account: 'our_bot', external_id: randomUUID(), ...args });

it('makes the bearer staff, whom the door then knows', async () => {
  const code = await invite({ role: 'agent', email: 'olga@example.com' });
  const { staff } = await accept(code, { external_id: '4711', language: 'ru' });
  expect(staff).toMatchObject({ desk_id: shop.deskId, display_name: 'Olga', role: 'agent', status: 'active', language: 'ru' });
  const known = await rpc(database.sql, 'resolve_identity', { provider: 'telegram', account: 'our_bot', external_id: '4711' });
  expect(known).toMatchObject({ desk_id: shop.deskId, system_staff_id: shop.systemId, staff: { id: staff.id } });
  const [row] = await database.sql`
    select s.created_by, s.email, i.used_at is not null as used from public.staff as s
    join public.staff_invitations as i on i.staff_id = s.id where s.id = ${staff.id}`;
  expect(row).toEqual({ created_by: shop.ownerId, email: 'olga@example.com', used: true });
});

it('lets nobody in through the door of another desk, and the code stays good for its own', async () => {
  const other = await openShop(database.sql);
  const code = await invite();
  await expectRefusal(accept(code, { provider: 'web', account: other.slug }), 'NOT_FOUND');
  expect((await accept(code, { provider: 'web', account: shop.slug })).staff).toMatchObject({ desk_id: shop.deskId });
});

it('A-79: without a role said, they are an active manager', async () => {
  expect((await accept(await invite())).staff).toMatchObject({ role: 'manager', status: 'active' });
});

it.each<[string, (code: string) => string]>([
  ['in small letters with blanks around', (code) => ` ${code.toLowerCase()}\n`],
  ['without dashes', (code) => code.replaceAll('-', '')],
  ['with blanks for dashes', (code) => code.replaceAll('-', ' ')],
  ['with the dashes a phone makes of them', (code) => code.replaceAll('-', '–')],
])('takes a code typed %s', async (_how, typed) => {
  expect((await accept(typed(await invite()))).staff.display_name).toBe('Olga');
});

it('takes a short code given before codes were long, until its day is over', async () => {
  const hash = createHash('sha256').update('ABCD2345').digest('hex');
  await invite();
  await asSuperuser(`update public.staff_invitations set code_hash = '${hash}' where id = (
    select id from public.staff_invitations where used_at is null order by created_at desc limit 1)`);
  expect((await accept('abcd2345')).staff.display_name).toBe('Olga');
});

describe('a code that is no use', () => {
  it('sounds the same whether it is wrong, used or too old, and changes nothing', async () => {
    const [used, old] = [await invite(), await invite()];
    await accept(used);
    await asSuperuser(`update public.staff_invitations set expires_at = now() - interval '1 s' where id = (
      select id from public.staff_invitations where used_at is null order by created_at desc limit 1)`);
    const before = await countsOf(database.sql);
    const answers = [];
    for (const code of ['ABCDEFGH', 'ABCD-EFGH-JKLM-NPQR', '----', used, old, '', null]) {
      const { code: state, message, detail, hint } = await expectRefusal(accept(code), 'NOT_FOUND');
      answers.push({ state, message, detail, hint });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await countsOf(database.sql)).toEqual(before);
  });
});

it('is not spent on somebody who is staff already', async () => {
  const [first, second] = [await invite(), await invite()];
  await accept(first, { external_id: 'twice' });
  await expectRefusal(accept(second, { external_id: 'twice' }), 'BAD_INPUT');
  expect((await accept(second)).staff.status).toBe('active');
});

it('one code taken twice at the same moment lets one in, twenty times', async () => {
  for (let round = 0; round < 20; round++) {
    const code = await invite();
    let results: Promise<Array<PromiseSettledResult<unknown>>> | undefined;
    await database.sql.begin(async (gate) => {
      await gate`select from public.staff_invitations for update`;
      results = Promise.allSettled([accept(code), accept(code)]);
      await untilWaiting(database.sql, 2);
    });
    const answers = ((await results) ?? []).map((result) =>
      result.status === 'fulfilled' ? 'in' : JSON.parse(result.reason.detail ?? '{}').code,
    );
    expect(answers.toSorted((one) => (one === 'in' ? -1 : 1))).toEqual(['in', 'NOT_FOUND']);
  }
});

it('loses its power with whoever gave it', async () => {
  const desk = await openShop(database.sql);
  const { code } = await rpc(database.sql, 'invite_staff_safe', { actor_id: desk.admin.id, display_name: 'A friend' });
  await rpc(database.sql, 'deactivate_staff_safe', { actor_id: desk.ownerId, staff_id: desk.admin.id, reason: 'left' });
  await expectRefusal(accept(code), 'NOT_FOUND');
});

async function asSuperuser(statement: string): Promise<void> {
  const sql = postgres(database.superuserUrl, { max: 1 });
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction.unsafe(statement);
  });
  await sql.end();
}

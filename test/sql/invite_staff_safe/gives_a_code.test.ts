import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Args, countsOf, openShop, rpc, type Shop } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const invite = (args: Args = {}) => rpc(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Olga', ...args });

it('A-79: invites a manager unless another role is said, for 24 hours', async () => {
  const { code, role, expires_at } = await invite();
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){3}$/);
  expect(role).toBe('manager');
  expect((Date.parse(String(expires_at)) - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
});

it('keeps the hash of the code and the code nowhere', async () => {
  const { code } = await invite();
  const [row] = await database.sql`select code_hash, used_at, staff_id from public.staff_invitations order by created_at desc limit 1`;
  expect(row).toEqual({ code_hash: createHash('sha256').update(code.replaceAll('-', '')).digest('hex'), used_at: null, staff_id: null });
  const [found] = await database.sql`
    select (select jsonb_agg(to_jsonb(i)) from public.staff_invitations as i)::text || (select jsonb_agg(to_jsonb(a)) from public.audit_log as a)::text as everything`;
  expect(found?.everything).not.toContain(code);
  expect(found?.everything).not.toContain(code.replaceAll('-', ''));
});

it('gives another code each time', async () => {
  const codes = new Set<string>();
  for (let made = 0; made < 20; made++) codes.add((await invite()).code);
  expect(codes.size).toBe(20);
});

it('draws every sign of a code from all 32, so that nobody guesses one from its hash', async () => {
  // One that is drawn at all is missing once in two hundred million runs.
  const rows = await database.sql<Array<{ code: string }>>`
    select replace(public.invite_staff_safe(${shop.ownerId}, 'Olga') ->> 'code', '-', '') as code from generate_series(1, 800)`;
  for (let at = 0; at < 16; at++) expect(new Set(rows.map(({ code }) => code[at])).size).toBe(32);
});

describe('A-101: nobody invites to their own rank or above', () => {
  it.each([
    ['admin', 'owner'],
    ['admin', 'admin'],
    ['manager', 'agent'],
    ['agent', 'agent'],
  ] as const)('%s → %s is refused', async (actor, role) => {
    const before = await countsOf(database.sql);
    await expectRefusal(invite({ actor_id: shop[actor].id, role }), 'FORBIDDEN_ROLE');
    expect(await countsOf(database.sql)).toEqual(before);
  });

  it('an admin invites a manager, an owner another owner', async () => {
    expect((await invite({ actor_id: shop.admin.id, role: 'manager' })).role).toBe('manager');
    expect((await invite({ role: 'owner' })).role).toBe('owner');
  });

  it('not even the system acts without somebody', async () => {
    await expectRefusal(invite({ actor_id: shop.systemId }), 'FORBIDDEN_ROLE');
  });
});

it.each([
  ['the role system', { role: 'system' }],
  ['no role', { role: null }],
  ['no name', { display_name: ' ' }],
  ['an e-mail without @', { email: 'olga' }],
])('refuses %s', async (_what, args) => {
  await expectRefusal(invite(args), 'BAD_INPUT');
});

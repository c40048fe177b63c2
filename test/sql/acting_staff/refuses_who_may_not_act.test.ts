import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { addStaff } from '../../support/builders.ts';
import { asService, useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { openShop, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

/** Every safe RPC that somebody calls as themselves, with its arguments: all but a few begin before anybody is there, are the operator's, or are told by a bot. */
const safeRpcs = () => database.sql<{ name: string; types: string[]; names: string[] }[]>`
  select p.proname as name, p.proargnames as names,
    (select array_agg(format_type(t.type, null) order by t.at) from unnest(p.proargtypes) with ordinality as t (type, at)) as types
  from pg_proc as p where p.pronamespace = 'public'::regnamespace and p.proname like '%\\_safe'
    and p.proname not in ('open_desk_safe', 'open_channel_safe', 'open_till_safe', 'report_channel_safe', 'report_till_safe', 'approve_checkout_safe', 'record_charge_safe', 'record_charge_given_back_safe',
      'accept_invitation_safe', 'invite_owner_safe',
      'lose_staff_group_safe', 'move_staff_group_safe', 'enter_topic_safe', 'keep_topic_safe')
  order by p.proname`;

/** Calls every safe RPC with this actor and nothing else, and expects this code of each. */
async function expectOfAll(actorId: string | null, code: string): Promise<void> {
  const rpcs = await safeRpcs();
  expect(rpcs.length).toBeGreaterThan(20);
  const before = await rowCounts(database.sql);
  for (const { name, names, types } of rpcs) {
    expect(names[0], name).toBe('actor_id');
    const rest = types.slice(1).map((type) => `null::${type}`);
    const statement = `select public.${name}(${['$1::uuid', ...rest].join(', ')})`;
    await expectRefusal(
      asService(database.sql, (sql) => sql.unsafe(statement, [actorId])),
      code,
    ).catch((error) => {
      throw new Error(`${name}: ${error.message}`);
    });
  }
  expect(await rowCounts(database.sql)).toEqual(before);
}

it('A-34 every safe RPC refuses a null actor before anything else', () => expectOfAll(null, 'ACTOR_REQUIRED'));

it('A-34 and an actor nobody knows', () => expectOfAll(randomUUID(), 'ACTOR_REQUIRED'));

it('A-35 and an owner who is not active', async () => {
  const former = await addStaff(database.sql, shop, 'owner', 'inactive');
  await expectOfAll(former.id, 'ACTOR_INACTIVE');
});

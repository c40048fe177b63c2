import postgres, { type Sql, type TransactionSql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sell } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;
let superuser: Sql;
let seals: Array<{ id: string; first_audit_id: string; last_audit_id: string; digest: string }>;

const seal = (actorId: string) => rpc(database.sql, 'seal_audit_safe', { actor_id: actorId });

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
  for (let batch = 0; batch < 3; batch++) {
    await sell(database.sql, shop);
    await sell(database.sql, other);
    await seal(shop.systemId);
    await seal(other.systemId);
  }
  seals =
    await database.sql`select id, first_audit_id, last_audit_id, digest from public.audit_seals where desk_id = ${shop.deskId} order by id`;
  superuser = postgres(database.superuserUrl, { max: 1 });
});
afterAll(() => superuser?.end());

async function brokenAfter(damage: (sql: TransactionSql) => Promise<unknown>): Promise<string[]> {
  const undone = new Error('undone');
  let broken: string[] = [];
  const work = superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await damage(sql);
    const rows = await sql`
      select d.slug, b.seal_id from public.desks as d cross join lateral private.broken_seals(d.id) as b order by b.seal_id`;
    broken = rows.map(({ slug, seal_id }) => `${slug} ${seal_id}`);
    throw undone;
  });
  await expect(work).rejects.toBe(undone);
  return broken;
}

const named = (index: number) => `${shop.slug} ${seals[index]?.id}`;
const ofBatch = (index: number) => `select id from public.audit_log where desk_id = '${shop.deskId}'
  and id between ${seals[index]?.first_audit_id} and ${seals[index]?.last_audit_id} order by id limit 1`;

describe('A-105: the first broken seal is the one', () => {
  it.each([0, 1, 2])('whose row was altered: %i', async (batch) => {
    const broken = await brokenAfter((sql) =>
      sql.unsafe(`update public.audit_log set at = at + interval '1 microsecond' where id = (${ofBatch(batch)})`),
    );
    expect(broken[0]).toBe(named(batch));
  });

  it.each([0, 1, 2])('whose row is gone: %i', async (batch) => {
    const broken = await brokenAfter((sql) => sql.unsafe(`delete from public.audit_log where id = (${ofBatch(batch)})`));
    expect(broken[0]).toBe(named(batch));
  });

  it('whose row was given to another desk, and the other desk’s too', async () => {
    const broken = await brokenAfter((sql) =>
      sql.unsafe(`update public.audit_log set desk_id = '${other.deskId}' where id = (${ofBatch(1)})`),
    );
    expect(broken[0]).toBe(named(1));
    expect(broken.some((name) => name.startsWith(other.slug))).toBe(true);
  });

  it('after one that was altered and sealed anew', async () => {
    const broken = await brokenAfter(async (sql) => {
      await sql.unsafe(`update public.audit_log set action = 'x' where id = (${ofBatch(0)})`);
      await sql`update public.audit_seals as s set digest = d.digest
        from private.seal_digest(${shop.deskId}, ${Number(seals[0]?.first_audit_id) - 1}, ${String(seals[0]?.last_audit_id)}, null) as d
        where s.id = ${String(seals[0]?.id)}`;
    });
    expect(broken[0]).toBe(named(1));
  });

  it('after one that is gone', async () => {
    expect((await brokenAfter((sql) => sql`delete from public.audit_seals where id = ${String(seals[0]?.id)}`))[0]).toBe(named(1));
  });
});

describe('seals of an untouched log', () => {
  it('hold', async () => {
    expect(await brokenAfter(async () => undefined)).toEqual([]);
  });

  it.each(['Europe/Istanbul', 'America/New_York'])('hold for somebody whose clock is set to %s', async (zone) => {
    expect(await brokenAfter((sql) => sql.unsafe(`set local time zone '${zone}'`))).toEqual([]);
  });

  it('hold for somebody who likes their dates and floats otherwise', async () => {
    expect(await brokenAfter((sql) => sql.unsafe(`set local datestyle = 'SQL, DMY'; set local bytea_output = 'escape'`))).toEqual([]);
  });

  it('follow each other without a gap, every desk for itself', () => {
    expect(seals).toHaveLength(3);
    for (const [index, { first_audit_id }] of seals.entries()) {
      expect(Number(first_audit_id)).toBe(index === 0 ? 1 : Number(seals[index - 1]?.last_audit_id) + 1);
    }
  });

  it('are not made of nothing', async () => {
    const desk = await openShop(database.sql);
    const first = await seal(desk.systemId);
    const again = await seal(desk.systemId);
    expect(again).toEqual({ rows: 0, digest: first.digest });
    expect(await database.sql`select from public.audit_seals where desk_id = ${desk.deskId}`).toHaveLength(1);
  });

  it('are made by the system, an admin or an owner', async () => {
    for (const who of [shop.agent, shop.manager]) await expectRefusal(seal(who.id), 'FORBIDDEN_ROLE');
  });
});

import postgres, { type Sql, type TransactionSql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { call, openShop, rpc, type Shop, sell } from '../../support/people.ts';

const database = useDatabase();
let shop: Shop;
let superuser: Sql;

beforeAll(async () => {
  shop = await openShop(database.sql);
  for (let batch = 0; batch < 2; batch++) {
    await sell(database.sql, shop);
    await rpc(database.sql, 'seal_audit_safe', { actor_id: shop.systemId });
  }
  superuser = postgres(database.superuserUrl, { max: 1 });
});
afterAll(() => superuser?.end());

const broken = async (sql: Sql | TransactionSql) =>
  (await sql`select seal_id from private.broken_seals(${shop.deskId})`).map(({ seal_id }) => seal_id);

/** Tries something on a log that has one column more, filled in for every row, and takes it back. */
async function withAnotherColumn(work: (sql: TransactionSql) => Promise<void>): Promise<void> {
  const undone = new Error('undone');
  const done = superuser.begin(async (sql) => {
    await sql`alter table public.audit_log add column channel text default 'telegram'`;
    await work(sql);
    throw undone;
  });
  await expect(done).rejects.toBe(undone);
}

const alter = async (sql: TransactionSql, sealId: string) => {
  await sql`set local session_replication_role = replica`;
  await sql`update public.audit_log set action = 'x' where id = (
    select max(a.id) from public.audit_log as a join public.audit_seals as s on s.desk_id = a.desk_id and a.id between s.first_audit_id and s.last_audit_id
    where s.id = ${sealId})`;
};

describe('when the log gets another column', () => {
  it('the seals made before hold', () => withAnotherColumn(async (sql) => expect(await broken(sql)).toEqual([])));

  it('the seals made after hold too, and follow the ones before', () =>
    withAnotherColumn(async (sql) => {
      await call(sql, 'update_desk_settings_safe', { actor_id: shop.ownerId, changes: { auto_deliver: true } });
      await call(sql, 'seal_audit_safe', { actor_id: shop.systemId });
      expect(await sql`select from public.audit_seals where desk_id = ${shop.deskId}`).toHaveLength(3);
      expect(await broken(sql)).toEqual([]);
    }));

  it.each([0, 1, 2])('a row that was altered still breaks its seal first: %i', (index) =>
    withAnotherColumn(async (sql) => {
      await call(sql, 'update_desk_settings_safe', { actor_id: shop.ownerId, changes: { auto_deliver: true } });
      await call(sql, 'seal_audit_safe', { actor_id: shop.systemId });
      const seals = await sql`select id from public.audit_seals where desk_id = ${shop.deskId} order by id`;
      await alter(sql, seals[index]?.id);
      expect((await broken(sql))[0]).toBe(seals[index]?.id);
    }),
  );
});

it('a digest of rows that no message set off is what it was when it took the whole row', async () => {
  const [digests] = await database.sql.begin(async (sql) => {
    await sql`set local time zone 'UTC'`;
    return await sql`
      select d.digest, encode(sha256(convert_to('before' || (
        select string_agg((to_jsonb(a) - 'correlation_id')::text, E'\n' order by a.id) from public.audit_log as a where a.desk_id = ${shop.deskId}
      ), 'UTF8')), 'hex') as of_whole_rows
      from private.seal_digest(${shop.deskId}, 0, 9999999, 'before') as d`;
  });
  expect(digests?.digest).toBe(digests?.of_whole_rows);
});

it('every column of the log is sealed: a new one needs a digest of a new form', async () => {
  const columns = await database.sql`
    select attname from pg_attribute where attrelid = 'public.audit_log'::regclass and attnum > 0 and not attisdropped order by attnum`;
  const names = columns.map(({ attname }) => attname);
  expect(names).toEqual([
    ...['id', 'desk_id', 'at', 'action', 'entity', 'entity_id', 'changed_fields', 'details'],
    ...['actor_type', 'actor_id', 'acting_customer_id', 'database_role', 'correlation_id'],
  ]);
  const other: Record<string, string> = {
    id: 'id + 1000000',
    at: `at + interval '1 microsecond'`,
    changed_fields: `'{other}'`,
    details: `'{"a": 1}'`,
    correlation_id: `'inbox:1'`,
  };
  for (const name of names) {
    const undone = new Error('undone');
    const done = superuser.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`alter table public.audit_log drop constraint audit_log_names_who_acted, alter column actor_type type text,
        alter column id drop identity`;
      const value = other[name] ?? (name.endsWith('_id') ? 'gen_random_uuid()' : `'other'`);
      await sql.unsafe(`update public.audit_log set ${name} = ${value} where id = (select max(id) from public.audit_log)`);
      expect(await broken(sql), name).toHaveLength(1);
      throw undone;
    });
    await expect(done, name).rejects.toBe(undone);
  }
});

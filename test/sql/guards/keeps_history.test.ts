import { beforeAll, describe, expect, it } from 'vitest';
import { asService, asStudio, useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop, sellWhole } from '../../support/people.ts';
import { errorOf, expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await sellWhole(database.sql, shop);
  await rpc(database.sql, 'seal_audit_safe', { actor_id: shop.systemId });
});

const HISTORIES: Array<[table: string, change: string]> = [
  ['audit_log', `action = 'x'`],
  ['order_status_events', `new_status = 'closed'`],
  ['entity_status_events', `new_status = 'x'`],
  ['audit_seals', `digest = 'x'`],
];

describe.each(HISTORIES)('A-84: %s', (table, change) => {
  it.each([
    ['Studio', asStudio],
    ['service_role', asService],
  ] as const)('is neither changed nor deleted by %s', async (_door, as) => {
    for (const statement of [`update public.${table} set ${change}`, `delete from public.${table}`]) {
      await expectRefusal(
        as(database.sql, (sql) => sql.unsafe(statement)),
        'IMMUTABLE',
      );
    }
  });

  it('is neither changed nor deleted by the safe RPCs, were they given the right', async () => {
    for (const statement of [`update public.${table} set ${change}`, `delete from public.${table}`]) {
      await expectRefusal(
        database.sql.begin(async (sql) => {
          await sql.unsafe(`grant update, delete on public.${table} to desk_rpc`);
          await sql`set local role desk_rpc`;
          await sql.unsafe(statement);
        }),
        'IMMUTABLE',
      );
    }
  });

  it('is not deleted, nor emptied, by the safe RPCs as they are', async () => {
    for (const statement of [`delete from public.${table}`, `truncate public.${table}`]) {
      const error = await errorOf(
        database.sql.begin(async (sql) => {
          await sql`set local role desk_rpc`;
          await sql.unsafe(statement);
        }),
      );
      expect(error.code).toBe('42501');
    }
  });
});

describe('a payment', () => {
  const asRpc = (statement: string) =>
    database.sql.begin(async (sql) => {
      await sql`select set_config('desk.actor_id', ${shop.systemId}, true), set_config('desk.actor_type', 'system', true)`;
      await sql`set local role desk_rpc`;
      await sql.unsafe(statement);
    });

  it.each(['amount = 1', `status = 'failed', completed_at = null`, `external_reference = 'x'`, 'updated_at = now()'])(
    'that is completed stays as it is for the safe RPCs too: %s',
    async (change) => {
      await expectRefusal(asRpc(`update public.payments set ${change} where status = 'completed'`), 'IMMUTABLE');
    },
  );

  it('is deleted by nobody', async () => {
    expect((await errorOf(asRpc('delete from public.payments'))).code).toBe('42501');
  });
});

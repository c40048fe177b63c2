import type { TransactionSql } from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { everything } from '../../support/audit.ts';
import { addStaff, openDesk, type TestDesk, type TestStaff } from '../../support/builders.ts';
import { asService, useDatabase } from '../../support/database.ts';
import { errorOf } from '../../support/refusals.ts';

/** Ways in which the audit may fail to write, and how each is mended. */
const BREAKAGES: Array<[what: string, breakIt: string, mendIt: string]> = [
  ['may not be written', 'revoke insert on public.audit_log from desk_rpc', 'grant insert on public.audit_log to desk_rpc'],
  [
    'lets nobody pass',
    'drop policy "safe RPCs pass" on public.audit_log',
    'create policy "safe RPCs pass" on public.audit_log to desk_rpc using (true) with check (true)',
  ],
  ['is gone', 'alter table public.audit_log rename to audit_log_away', 'alter table public.audit_log_away rename to audit_log'],
];

describe.each(BREAKAGES)('when the audit log %s', (_what, breakIt, mendIt) => {
  const database = useDatabase();
  let desk: TestDesk;
  let agent: TestStaff;

  beforeAll(async () => {
    desk = await openDesk(database.sql);
    agent = await addStaff(database.sql, desk, 'agent');
  });

  async function failsWhole(work: (sql: TransactionSql) => Promise<unknown>) {
    const before = await everything(database.sql);
    await database.sql.unsafe(breakIt);
    const error = await errorOf(asService(database.sql, work));
    await database.sql.unsafe(mendIt);
    expect(error.message).toContain('audit_log');
    expect(await everything(database.sql)).toEqual(before);
  }

  it('no desk is opened', async () => {
    await failsWhole((sql) => sql`select public.open_desk_safe('unaudited', 'A desk', 'An owner')`);
  });

  it('nobody is deactivated', async () => {
    await failsWhole((sql) => sql`select public.deactivate_staff_safe(${desk.ownerId}, ${agent.id}, 'left')`);
  });

  it('nothing is edited by hand', async () => {
    await failsWhole((sql) => sql`update public.staff set display_name = 'X' where id = ${agent.id}`);
  });
});

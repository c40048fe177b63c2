import type { ISql } from 'postgres';
import { expect, it } from 'vitest';
import { everything } from '../../support/audit.ts';
import { openDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { untilWaiting } from '../../support/waiting.ts';

const database = useDatabase();

const open = (sql: ISql, slug: string) => sql`select public.open_desk_safe(${slug}, 'Another desk', 'Another owner')`;

it('says so with 409 and leaves nothing behind', async () => {
  await openDesk(database.sql, 'taken');
  const before = await everything(database.sql);
  const refused = await expectRefusal(open(database.sql, 'taken'), 'BAD_INPUT');
  expect(refused.code).toBe('PT409');
  expect(JSON.parse(refused.detail ?? '')).toEqual({ code: 'BAD_INPUT', field: 'slug' });
  expect(await everything(database.sql)).toEqual(before);
});

it('waits for a call under way with the same slug, and yields to it', async () => {
  let second: Promise<unknown> | undefined;
  await database.sql.begin(async (first) => {
    await open(first, 'raced');
    second = expectRefusal(open(database.sql, 'raced'), 'BAD_INPUT');
    await untilWaiting(database.sql);
  });
  await second;
  expect(await database.sql`select from public.desks where slug = 'raced'`).toHaveLength(1);
});

it('opens one desk when many ask for one slug at once', async () => {
  const before = await everything(database.sql);
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => open(database.sql, 'wanted')));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(reasons).toEqual(Array(5).fill('PT409'));
  const after = await everything(database.sql);
  expect({ desks: after?.desks.length, staff: after?.staff.length, audit_rows: after?.audit_rows }).toEqual({
    desks: before?.desks.length + 1,
    staff: before?.staff.length + 2,
    // The desk and two staff; settings, four methods, three providers, seven document types; the web chat.
    audit_rows: before?.audit_rows + 3 + 15 + 1,
  });
});

it('gives the slug to a waiting call when the first one is undone', async () => {
  const undone = new Error('undone');
  let second: PromiseLike<unknown> | undefined;
  await database.sql
    .begin(async (first) => {
      await open(first, 'returned');
      second = open(database.sql, 'returned').execute();
      await untilWaiting(database.sql);
      throw undone;
    })
    .catch((error) => expect(error).toBe(undone));
  await second;
  expect(await database.sql`select name from public.desks where slug = 'returned'`).toEqual([{ name: 'Another desk' }]);
});

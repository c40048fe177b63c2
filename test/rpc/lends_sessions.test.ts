import postgres from 'postgres';
import { afterEach, expect, it } from 'vitest';
import { Sessions } from '../../src/rpc/sessions.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
let sessions: Sessions;
afterEach(() => sessions.end(5));

function createSessions(most: number): void {
  sessions = new Sessions((one) => postgres(database.url, { ...one, connection: { application_name: 'lent' } }), most);
}

it('says nothing more on a session that was lost in the middle of a transaction, and lends another', async () => {
  createSessions(1);
  const one = await sessions.reserve();
  await one.unsafe('begin; set local role anon');
  const [{ pid } = { pid: 0 }] = await one.unsafe('select pg_backend_pid() as pid');
  await database.sql`select pg_terminate_backend(${pid})`;
  const next = one.unsafe('select current_user as name').catch((error: { code: string }) => error.code);
  expect(await next).toMatch(/^(57P01|ECONNRESET|EPIPE|CONNECTION_.+)$/);
  const rollback = one.unsafe('select current_user as name').catch((error: { code: string }) => error.code);
  expect(await rollback).toBe(await next);
  one.release();
  const other = await sessions.reserve();
  expect(await other.unsafe('select current_user as name')).toEqual([{ name: 'postgres' }]);
  other.release();
});

it('lends no more than it may at once, and to the next in turn what is given back', async () => {
  createSessions(2);
  const [one, two] = [await sessions.reserve(), await sessions.reserve()];
  const turns: string[] = [];
  const third = sessions.reserve().then((session) => {
    turns.push('third');
    return session;
  });
  const fourth = sessions.reserve().then((session) => {
    turns.push('fourth');
    return session;
  });
  await Promise.all([one, two].map((session) => session.unsafe('select')));
  expect(turns).toEqual([]);
  two.release();
  (await third).release();
  (await fourth).release();
  one.release();
  const [{ count } = { count: '' }] = await database.sql`select count(*) from pg_stat_activity where application_name = 'lent'`;
  expect({ turns, count: Number(count) }).toEqual({ turns: ['third', 'fourth'], count: 2 });
});

it('lends none after the end, and tells who waits', async () => {
  createSessions(1);
  const one = await sessions.reserve();
  const waiting = sessions.reserve().catch((error: { code: string }) => error.code);
  const ending = sessions.end(5);
  one.release();
  await ending;
  const late = sessions.reserve().catch((error: { code: string }) => error.code);
  expect([await waiting, await late]).toEqual(['CONNECTION_ENDED', 'CONNECTION_ENDED']);
});

it('lends no session again that the database has refused, nor keeps one', async () => {
  createSessions(1);
  const [{ name } = { name: '' }] = await database.sql`select current_database() as name`;
  const ask = async () => {
    const session = await sessions.reserve();
    return await session
      .unsafe('select count(*)::int as mine from pg_stat_activity where application_name = $1', ['lent'])
      .catch((error: { code: string }) => error.code)
      .finally(session.release);
  };
  await database.sql.unsafe(`alter database ${name} connection limit 0`);
  const refused = await Promise.all([ask(), ask(), ask()]);
  await database.sql.unsafe(`alter database ${name} connection limit -1`);
  expect(refused).toEqual(['53300', '53300', '53300']);
  expect(await ask()).toEqual([{ mine: 1 }]);
});

it('lends none to whoever has gone, and the next gets it', async () => {
  createSessions(1);
  const one = await sessions.reserve();
  const gone = new AbortController();
  const refused = sessions.reserve(gone.signal).catch((error: { code: string }) => error.code);
  const next = sessions.reserve();
  gone.abort();
  expect(await refused).toBe('NO_SESSION');
  one.release();
  expect(await (await next).unsafe('select 1 as one')).toEqual([{ one: 1 }]);
});

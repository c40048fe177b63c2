import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { rpc } from '../../support/people.ts';
import { earlier } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { digestOf, keepFile, sendFile } from '../../support/sent-files.ts';

const database = useDatabase();
const many = openConnections(database, 8);
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});

const sweep = async (given = {}) => (await rpc(database.sql, 'sweep_files', { most: 1000, ...given })) as unknown as string[];

it('gives each file a path that nobody can guess, ending as what it is', async () => {
  const paths = await Promise.all(Array.from({ length: 5 }, async () => (await keepFile(database.sql, desk, 'a')).path as string));
  expect(new Set(paths).size).toBe(5);
  for (const path of paths) expect(path).toMatch(/^chats\/[0-9a-f-]{36}\/[0-9a-f]{64}\.jpg$/);
});

it('gives the same id the same path, at once too, and another file under it none', async () => {
  const given = { external_id: randomUUID(), digest: digestOf('one') };
  const answers = await many.atOnce(8, (sql) => keepFile(sql, desk, 'b', given));
  expect(new Set(answers.map(({ path }) => path)).size).toBe(1);
  await expectRefusal(keepFile(database.sql, desk, 'b', { ...given, digest: digestOf('two') }), 'IDEMPOTENCY_CONFLICT');
  await expectRefusal(keepFile(database.sql, desk, 'somebody else', given), 'IDEMPOTENCY_CONFLICT');
});

it('takes so many files of one sender in a day, however many come at once, and no more', async () => {
  const chat = randomUUID();
  for (let kept = 0; kept < 56; kept++) await keepFile(database.sql, desk, chat);
  const last = await Promise.allSettled(Array.from({ length: 8 }, () => keepFile(database.sql, desk, chat)));
  expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  await expectRefusal(keepFile(database.sql, desk, chat), 'TOO_MANY_FILES');
  await keepFile(database.sql, desk, randomUUID());
  const heavy = randomUUID();
  for (let kept = 0; kept < 7; kept++) await keepFile(database.sql, desk, heavy, { size: 20_000_000 });
  await expectRefusal(keepFile(database.sql, desk, heavy, { size: 20_000_000 }), 'TOO_MANY_FILES');
});

it('gives up after an hour what no message brought, keeps what one did, and asks until it is removed', async () => {
  const { path: used } = await sendFile(database.sql, desk, randomUUID());
  const { path: orphan } = await keepFile(database.sql, desk, randomUUID());
  expect(await sweep()).not.toContain(orphan);
  await earlier(database.sql, desk, 'chat_files', 'begun_at', '2 hours');
  const asked = await sweep();
  expect(asked).toContain(orphan);
  expect(asked).not.toContain(used);
  // A worker that crashed while removing is told again; one that has removed is not.
  expect(await sweep()).toContain(orphan);
  expect(await sweep({ removed: [orphan] })).not.toContain(orphan);
});

it('does not take up again what was given up', async () => {
  const external_id = randomUUID();
  const digest = digestOf('late');
  await keepFile(database.sql, desk, 'late', { external_id, digest });
  await earlier(database.sql, desk, 'chat_files', 'begun_at', '2 hours');
  await sweep();
  await expectRefusal(keepFile(database.sql, desk, 'late', { external_id, digest }), 'IDEMPOTENCY_CONFLICT');
});

import { beforeAll, expect, it } from 'vitest';
import { directRpc } from '../../src/rpc/direct.ts';
import { httpRpc } from '../../src/rpc/http.ts';
import { testKeys, useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { createTestFunctions } from '../support/test-functions.ts';
import { callTest } from '../support/transports.ts';
import { untilWaiting } from '../support/waiting.ts';

const database = useDatabase();
beforeAll(() => createTestFunctions(database.sql));
const api = useApi(() => database.url);

/** Timers that keep the process alive. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

it.each([
  ['http', () => httpRpc({ url: api.url, secretKey: testKeys.secretKey })],
  ['direct', () => directRpc({ databaseUrl: database.url })],
])('%s leaves nothing behind that keeps the process alive', async (_transport, open) => {
  const before = timers();
  const port = open();
  expect(await port.call('desk_health', {})).toMatchObject({ ok: true });
  await port.close();
  expect(timers()).toBeLessThanOrEqual(before);
});

it('direct lets a call under way finish before it closes', async () => {
  const holder = await database.sql.reserve();
  await holder`select pg_advisory_lock(7)`;
  const port = directRpc({ databaseUrl: database.url });
  const answer = callTest(port, 'test_hold');
  await untilWaiting(database.sql);
  const closed = port.close();
  await holder`select pg_advisory_unlock(7)`;
  holder.release();
  expect(await answer).toEqual({ ok: true, data: 'let go' });
  await closed;
});

import { AsyncLocalStorage, createHook } from 'node:async_hooks';
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

/** The timers that work starts and leaves behind, of those that keep a process alive. */
async function timersLeftBy(work: () => Promise<void>): Promise<NodeJS.Timeout[]> {
  const ours = new AsyncLocalStorage<boolean>();
  const left = new Map<number, NodeJS.Timeout>();
  const watch = createHook({
    init(id, type, _trigger, resource) {
      if (type === 'Timeout' && ours.getStore()) left.set(id, resource as NodeJS.Timeout);
    },
    destroy: (id) => left.delete(id),
  }).enable();
  await ours.run(true, work);
  // What was cleared is told of a moment later.
  await new Promise((resolve) => setImmediate(resolve));
  watch.disable();
  return [...left.values()].filter((timer) => timer.hasRef());
}

it.each([
  ['http', () => httpRpc({ url: api.url, secretKey: testKeys.secretKey })],
  ['direct', () => directRpc({ databaseUrl: database.url })],
])('%s leaves no timer behind that keeps the process alive', async (_transport, open) => {
  const left = await timersLeftBy(async () => {
    const port = open();
    expect(await port.call('desk_health', {})).toMatchObject({ ok: true });
    await port.close();
  });
  expect(left).toHaveLength(0);
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

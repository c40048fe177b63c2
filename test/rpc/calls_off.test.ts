import { describe, expect, it } from 'vitest';
import { directRpc } from '../../src/rpc/direct.ts';
import { RpcFailure } from '../../src/rpc/refusals.ts';
import { failureOf, transports, useTransports } from '../support/transports.ts';
import { untilNobodyWaits, untilWaiting } from '../support/waiting.ts';

const { database, call } = useTransports();

const attempts = async () => {
  const [row] = await database.sql`select is_called from public.test_attempts`;
  return row?.is_called;
};

describe.each(transports)('%s', (transport) => {
  it('never makes a call that was called off before', async () => {
    const failure = await failureOf(call(transport, 'test_hold', {}, { signal: AbortSignal.abort() }));
    expect(failure).toBeInstanceOf(RpcFailure);
    expect(await attempts()).toBe(false);
  });

  it('ends a call that is called off while the database works on it, and goes on', async () => {
    const holder = await database.sql.reserve();
    await holder`select pg_advisory_lock(7)`;
    const caller = new AbortController();
    const failure = failureOf(call(transport, 'test_hold', {}, { signal: caller.signal }));
    await untilWaiting(database.sql);
    caller.abort();
    expect(await failure).toBeInstanceOf(RpcFailure);
    if (transport === 'direct') await untilNobodyWaits(database.sql);
    await holder`select pg_advisory_unlock(7)`;
    holder.release();
    expect(await call(transport, 'test_echo', { value: 1 })).toMatchObject({ ok: true });
  });

  it('takes no harm when it is called off after the answer', async () => {
    const caller = new AbortController();
    const answer = await call(transport, 'test_echo', { value: 1 }, { signal: caller.signal });
    const next = call(transport, 'test_echo', { value: 2 });
    caller.abort();
    expect([answer, await next]).toMatchObject([{ data: { value: 1 } }, { data: { value: 2 } }]);
  });
});

it('direct goes on after a call that was called off while it connected', async () => {
  const port = directRpc({ databaseUrl: database.url, connections: 1 });
  const caller = new AbortController();
  const failure = failureOf(port.call('desk_health', {}, { signal: caller.signal }));
  await new Promise((resolve) => setImmediate(resolve));
  caller.abort();
  expect(await failure).toBeInstanceOf(RpcFailure);
  expect(await port.call('desk_health', {})).toMatchObject({ ok: true });
  await port.close();
});

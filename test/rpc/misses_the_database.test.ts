import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { directRpc } from '../../src/rpc/direct.ts';
import { httpRpc } from '../../src/rpc/http.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import { testKeys, useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { useDatabaseProxy } from '../support/proxy.ts';
import { createTestFunctions } from '../support/test-functions.ts';
import { callTest, failureOf, transports } from '../support/transports.ts';
import { untilWaiting } from '../support/waiting.ts';

const database = useDatabase();
const proxy = useDatabaseProxy();
const api = useApi(() => proxy.through(database.url));
const ports = {} as Record<'http' | 'direct', RpcPort>;

beforeAll(async () => {
  await createTestFunctions(database.sql);
  ports.http = httpRpc({ url: api.url, secretKey: testKeys.secretKey });
  ports.direct = directRpc({ databaseUrl: proxy.through(database.url) });
});
afterAll(() => Promise.all(Object.values(ports).map((port) => port.close())));

beforeEach(() => proxy.back());

describe.each(transports)('%s', (transport) => {
  it('throws UNREACHABLE while the database is away, and answers when it is back', async () => {
    expect(await ports[transport].call('desk_health', {})).toMatchObject({ ok: true });
    await proxy.away();
    const failure = await failureOf(ports[transport].call('desk_health', {}));
    await proxy.back();
    expect(await ports[transport].call('desk_health', {})).toMatchObject({ ok: true });
    expect(failure.code).toBe('UNREACHABLE');
  });

  it('throws UNREACHABLE, and nothing that nobody catches, when a new connection breaks at once', async () => {
    const uncaught: unknown[] = [];
    const keep = (error: unknown) => uncaught.push(error);
    process.on('unhandledRejection', keep);
    await proxy.away();
    await proxy.back();
    proxy.leavesWhenAsked();
    const failure = await failureOf(ports[transport].call('desk_health', {}));
    await proxy.back();
    expect(await ports[transport].call('desk_health', {})).toMatchObject({ ok: true });
    process.off('unhandledRejection', keep);
    expect(failure.code).toBe('UNREACHABLE');
    expect(uncaught).toEqual([]);
  });

  it('waits no longer than it has patience for a network that is gone, and answers when it is back', async () => {
    const hasty = hastyPort(transport);
    expect(await hasty.call('desk_health', {})).toMatchObject({ ok: true });
    proxy.swallows();
    const failure = await failureOf(hasty.call('desk_health', {}));
    await proxy.back();
    const answer = await hasty.call('desk_health', {});
    await hasty.close();
    expect({ code: failure.code, hadNoEffect: failure.hadNoEffect }).toEqual({ code: 'UNREACHABLE', hadNoEffect: false });
    expect(answer).toMatchObject({ ok: true });
  });
});

function hastyPort(transport: 'http' | 'direct'): RpcPort {
  const patienceMs = 5_000;
  if (transport === 'http') return httpRpc({ url: api.url, secretKey: testKeys.secretKey, patienceMs });
  return directRpc({ databaseUrl: proxy.through(database.url), connections: 1, patienceMs });
}

describe('direct', () => {
  let one: RpcPort;
  beforeEach(() => {
    one = directRpc({ databaseUrl: proxy.through(database.url), connections: 1 });
  });
  afterEach(() => one.close());

  /** A call that the database works on, and what to do to it. */
  async function whileItWorks(act: (pid: number) => Promise<unknown>) {
    const holder = await database.sql.reserve();
    await holder`select pg_advisory_lock(7)`;
    const failure = failureOf(callTest(one, 'test_hold'));
    const [pid] = await untilWaiting(database.sql);
    await act(pid ?? 0);
    await failure;
    await holder`select pg_advisory_unlock(7)`;
    holder.release();
    return await failure;
  }

  it('says that a call had no effect when nobody took it', async () => {
    await proxy.away();
    const failure = await failureOf(one.call('desk_health', {}));
    expect({ code: failure.code, hadNoEffect: failure.hadNoEffect }).toEqual({ code: 'UNREACHABLE', hadNoEffect: true });
  });

  it('leaves open whether a call took effect whose connection broke', async () => {
    const failure = await whileItWorks(() => proxy.away());
    await proxy.back();
    expect(await one.call('desk_health', {})).toMatchObject({ ok: true });
    expect({ code: failure.code, hadNoEffect: failure.hadNoEffect }).toEqual({ code: 'UNREACHABLE', hadNoEffect: false });
  });

  it('fails one call, not the next one too, when its session is ended', async () => {
    await whileItWorks((pid) => database.sql`select pg_terminate_backend(${pid})`);
    expect(await one.call('desk_health', {})).toMatchObject({ ok: true });
  });

  it('answers the very next call when a session was ended between two', async () => {
    for (let round = 0; round < 20; round++) {
      const call = () => one.call('desk_health', {}).catch((error: { code: string }) => error);
      expect(await call()).toMatchObject({ ok: true });
      const ended = await database.sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'desk-worker' and datname = current_database()`;
      const answers = [await call(), await call()];
      expect(ended.length).toBeGreaterThan(0);
      expect([{ ok: true }, { code: 'UNREACHABLE' }]).toContainEqual(pick(answers[0]));
      expect(answers[1]).toMatchObject({ ok: true });
    }
  });
});

/** That a call was answered, or by what code it was not. */
function pick(answer: object | undefined): object {
  return answer && 'ok' in answer ? { ok: answer.ok } : { code: (answer as { code: string } | undefined)?.code };
}

it('http throws UNREACHABLE when the API is away', async () => {
  await api.stop();
  const failure = await failureOf(ports.http.call('desk_health', {}));
  expect({ code: failure.code, hadNoEffect: failure.hadNoEffect }).toEqual({ code: 'UNREACHABLE', hadNoEffect: false });
});

import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { directRpc } from '../../src/rpc/direct.ts';
import { httpRpc } from '../../src/rpc/http.ts';
import type { CallOptions, RpcPort, RpcResult } from '../../src/rpc/port.ts';
import { RpcFailure } from '../../src/rpc/refusals.ts';
import { testKeys, useApi } from './api.ts';
import { type TestDatabase, useDatabase } from './database.ts';
import { createTestFunctions } from './test-functions.ts';

export const transports = ['http', 'direct'] as const;
export type Transport = (typeof transports)[number];

export type Transports = {
  database: TestDatabase;
  call: (transport: Transport, name: string, args?: object, options?: CallOptions) => Promise<RpcResult>;
};

/** Both transports on one database with the test functions, http by way of the real embedded API. */
export function useTransports(): Transports {
  const database = useDatabase();
  beforeAll(() => createTestFunctions(database.sql));
  beforeEach(() => startCounting(database.sql));
  const api = useApi(() => database.url);
  const ports = {} as Record<Transport, RpcPort>;
  beforeAll(() => {
    ports.http = httpRpc({ url: api.url, secretKey: testKeys.secretKey });
    ports.direct = directRpc({ databaseUrl: database.url });
  });
  afterAll(() => Promise.all(Object.values(ports).map((port) => port.close())));
  return { database, call: (transport, name, args = {}, options = {}) => callTest(ports[transport], name, args, options) };
}

/** Calls a function of the tests, which the generated types do not know. */
export function callTest(port: RpcPort, name: string, args: object = {}, options: CallOptions = {}): Promise<RpcResult> {
  return port.call(name as never, args, options);
}

/** The failure a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<RpcFailure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof RpcFailure) return error;
    throw error;
  }
  throw new Error('the call was expected to fail, and it did not');
}

async function startCounting(sql: Sql): Promise<void> {
  await sql`alter sequence public.test_attempts restart`;
}

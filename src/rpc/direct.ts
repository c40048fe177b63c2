import postgres, { type Sql } from 'postgres';
import { prepareArguments } from './arguments.ts';
import type { CallOptions, RpcArgs, RpcName, RpcPort, RpcResult } from './port.ts';
import { RpcFailure, toRefusal } from './refusals.ts';

export type DirectRpcOptions = { databaseUrl: string; connections?: number };

/** A conflict of transactions is undone by the database: the call may be made again, but not for ever. */
const ATTEMPTS = 4;
const CONFLICTS = new Set(['40001', '40P01']);

/** The fast transport: SQL over postgres.js, each connection as service_role, one statement a call. */
export function directRpc({ databaseUrl, connections = 10 }: DirectRpcOptions): RpcPort {
  const sql = postgres(databaseUrl, {
    max: connections,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: { role: 'service_role', application_name: 'desk-worker' },
  });

  async function call<Name extends RpcName>(name: Name, given: RpcArgs<Name>, { signal }: CallOptions = {}): Promise<RpcResult> {
    const prepared = prepareArguments(given);
    if (!prepared.ok) return prepared;
    for (let attempt = 1; ; attempt++) {
      try {
        return { ok: true, data: await callOnce(sql, name, prepared.args, signal) };
      } catch (error) {
        const failure = asDatabaseError(error);
        if (CONFLICTS.has(failure.code) && attempt < ATTEMPTS) continue;
        return { ok: false, refusal: toRefusal(failure) };
      }
    }
  }

  return { call, close: () => sql.end({ timeout: 5 }) };
}

async function callOnce(sql: Sql, name: string, args: Record<string, unknown>, signal?: AbortSignal): Promise<unknown> {
  signal?.throwIfAborted();
  const names = Object.keys(args);
  const list = names.map((argument, index) => `${identifier(argument)} => $${index + 1}`).join(', ');
  const query = sql.unsafe(`select public.${identifier(name)}(${list}) as result`, Object.values(args) as never[], { prepare: true });
  const cancel = () => query.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const [row] = await query;
    return row?.result;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** Names come from our own types, yet they are quoted: a name is never a place for SQL. */
function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function asDatabaseError(error: unknown) {
  if (error instanceof postgres.PostgresError) {
    return { code: error.code, message: error.message, detail: error.detail ?? null, hint: error.hint ?? null };
  }
  const { code, message } = error as { code?: string; message?: string };
  const neverArrived = code === 'ECONNREFUSED' || code === 'CONNECT_TIMEOUT' || code === 'ENOTFOUND';
  throw new RpcFailure('UNREACHABLE', `The database did not answer: ${message ?? String(error)}`, {
    hadNoEffect: neverArrived,
    cause: error,
  });
}

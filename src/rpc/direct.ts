import postgres from 'postgres';
import { prepareArguments } from './arguments.ts';
import { type CallOptions, PATIENCE_MS, type RpcArgs, type RpcName, type RpcPort, type RpcResult } from './port.ts';
import { badInput, RpcFailure, toRefusal } from './refusals.ts';
import { type LentSession, Sessions } from './sessions.ts';
import { wireText, wireTypes } from './wire.ts';

export type DirectRpcOptions = { databaseUrl: string; connections?: number; patienceMs?: number };

/** After these the call has had no effect (a killed session's 57P01 reaches the driver's next call, which never ran):
 *  the database has undone it, so it may be made again, but not for ever: conflicts of transactions, and an ended session. */
const ATTEMPTS = 4;
const UNDONE = new Set(['40001', '40P01', '57P01']);

/** The fast transport: SQL over postgres.js, each connection as service_role, one statement a call. */
export function directRpc({ databaseUrl, connections = 10, patienceMs = PATIENCE_MS }: DirectRpcOptions): RpcPort {
  const settings = {
    connect_timeout: 10,
    onnotice: () => undefined,
    types: {
      ...wireTypes,
      time: { to: 1184, from: [1114, 1184], serialize: wireText, parse: (value: string) => value },
    },
    connection: { role: 'service_role', application_name: 'desk-worker', statement_timeout: patienceMs },
  };
  const sessions = new Sessions((one) => postgres(databaseUrl, { ...settings, ...one }), connections);

  async function callOnce(name: string, args: Record<string, unknown>, options: CallOptions): Promise<unknown> {
    const patience = AbortSignal.timeout(patienceMs);
    const session = await sessions.reserve(patience);
    try {
      return await ask(session, name, args, options, patience);
    } finally {
      session.release();
    }
  }

  async function call<Name extends RpcName>(name: Name, given: RpcArgs<Name>, options: CallOptions = {}): Promise<RpcResult> {
    const prepared = prepareArguments(given);
    if (!prepared.ok) return prepared;
    for (let attempt = 1; ; attempt++) {
      try {
        return { ok: true, data: await callOnce(name, prepared.args, options) };
      } catch (error) {
        if (isMisfit(error)) return { ok: false, refusal: badInput('A value given to the desk does not fit.') };
        const failure = asDatabaseError(error);
        if (UNDONE.has(failure.code) && attempt < ATTEMPTS) continue;
        return { ok: false, refusal: toRefusal(failure) };
      }
    }
  }

  return { call, close: () => sessions.end(5), atOnce: connections };
}

async function ask(
  session: LentSession,
  name: string,
  args: Record<string, unknown>,
  { signal, thread }: CallOptions,
  patience: AbortSignal,
): Promise<unknown> {
  signal?.throwIfAborted();
  const names = Object.keys(args);
  const list = names.map((argument, index) => `${identifier(argument)} => $${index + 1}`).join(', ');
  const values = Object.values(args).map((value) => typed(session, value));
  // What is read from comes before what is computed: the thread is known when the call begins.
  const from =
    thread === undefined ? '' : `from (select pg_catalog.set_config('desk.thread', $${names.length + 1}, true) offset 0) as thread`;
  const query = session.unsafe(
    `select public.${identifier(name)}(${list}) as result ${from}`,
    thread === undefined ? values : [...values, thread],
    { prepare: true },
  );
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const giveUp = () => {
    session.lose('ETIMEDOUT');
    reject(Object.assign(new Error('nobody waits any longer'), { code: 'ETIMEDOUT' }));
  };
  // The driver never comes back from one that is cancelled before it was sent.
  const callOff = () => (query.active ? query.cancel() : giveUp());
  signal?.addEventListener('abort', callOff, { once: true });
  patience.addEventListener('abort', giveUp, { once: true });
  try {
    const [row] = await Promise.race([query, givenUp]);
    return row?.result;
  } finally {
    signal?.removeEventListener('abort', callOff);
    patience.removeEventListener('abort', giveUp);
  }
}

/** Without a type of our own guess, so that the database says what the argument is and the value is written as that. */
function typed(session: LentSession, value: unknown) {
  if (value === null) return null;
  return session.typed((Array.isArray(value) ? List.from(value) : value) as never, 0);
}

/** An array as JSON for an argument that is JSON, and as PostgreSQL writes its arrays for one of those, whatever they are of. */
class List extends Array<unknown> {
  override toString(): string {
    const written = this.map((item) => (item === null ? 'null' : `"${wireText(item).replace(/["\\]/g, '\\$&')}"`));
    return `{${[...written].join(',')}}`;
  }
}

/** The driver found that a value cannot be written as the type the argument has: an object for an array, say. */
function isMisfit(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_ARG_TYPE';
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
  const neverArrived = code === 'ECONNREFUSED' || code === 'CONNECT_TIMEOUT' || code === 'ENOTFOUND' || code === 'NO_SESSION';
  throw new RpcFailure('UNREACHABLE', `The database did not answer: ${message ?? String(error)}`, {
    hadNoEffect: neverArrived,
    cause: error,
  });
}

import { createClient } from '@supabase/supabase-js';
import { prepareArguments } from './arguments.ts';
import type { Database } from './database.types.ts';
import { type CallOptions, PATIENCE_MS, type RpcArgs, type RpcName, type RpcPort, type RpcResult } from './port.ts';
import { RpcFailure, toRefusal } from './refusals.ts';

export type HttpRpcOptions = { url: string; secretKey: string; fetch?: typeof fetch; patienceMs?: number };

/** The sessions that PostgREST keeps with the database unless a project says otherwise, and those of the embedded API. */
const SESSIONS = 10;

/** PostgREST's codes for a database it cannot reach. */
const UNREACHABLE = new Set(['PGRST000', 'PGRST001', 'PGRST002', 'PGRST003']);

/** The transport that works everywhere: supabase-js, as service_role. */
export function httpRpc(options: HttpRpcOptions): RpcPort {
  const client = createClient<Database>(options.url, options.secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    ...(options.fetch && { global: { fetch: options.fetch } }),
  });

  async function call<Name extends RpcName>(name: Name, given: RpcArgs<Name>, { signal, thread }: CallOptions = {}): Promise<RpcResult> {
    const prepared = prepareArguments(given);
    if (!prepared.ok) return prepared;
    const plain = client.rpc(name, prepared.args as never);
    const request = thread === undefined ? plain : plain.setHeader('x-desk-thread', thread);
    const patience = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
    const { data, error, status } = await request.abortSignal(signal ? AbortSignal.any([signal, patience]) : patience);
    if (!error) return { ok: true, data };
    // Without a status there was no answer: nobody knows whether the call took effect.
    if (!status) throw new RpcFailure('UNREACHABLE', `The API did not answer: ${error.message}`, { hadNoEffect: false });
    if (UNREACHABLE.has(error.code)) throw new RpcFailure('UNREACHABLE', error.message, { hadNoEffect: false });
    if (!error.code) throw new RpcFailure(`HTTP_${status}`, error.message, { hadNoEffect: false });
    return { ok: false, refusal: toRefusal({ code: error.code, message: error.message, detail: error.details, hint: error.hint }) };
  }

  return { call, close: async () => undefined, atOnce: SESSIONS };
}

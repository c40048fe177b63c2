import type { z } from 'zod';
import type { CallOptions, RpcArgs, RpcName, RpcPort } from './port.ts';
import type { Refusal } from './refusals.ts';

/** What a call to the desk comes to: its result, or a refusal with its reason. Broken infrastructure is thrown. */
export type Outcome<T> = { ok: true; data: T } | { ok: false; refusal: Refusal };

/** A line of a phone book: one safe RPC with the shape of its answer. An answer of another shape is a bug and throws. */
export function rpc<Name extends RpcName, Schema extends z.ZodType>(name: Name, answer: Schema) {
  return async (port: RpcPort, args: RpcArgs<Name>, options?: CallOptions): Promise<Outcome<z.output<Schema>>> => {
    const result = await port.call(name, args, options);
    return result.ok ? { ok: true, data: answer.parse(result.data) } : result;
  };
}

/** What a call brought that is never refused but by a mistake of ours: a refusal is thrown. */
export function asked<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.data;
  throw new Error(`${outcome.refusal.code}: ${outcome.refusal.sentence}`);
}

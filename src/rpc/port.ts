import type { Database } from './database.types.ts';
import type { Refusal } from './refusals.ts';

type Functions = Database['public']['Functions'];

export type RpcName = keyof Functions;
type Args<Name extends RpcName> = Functions[Name]['Args'] extends never ? Record<never, never> : Functions[Name]['Args'];

/** A numeric may travel as text, which is exact; both transports take either. */
export type RpcArgs<Name extends RpcName> = {
  [Key in keyof Args<Name>]: Args<Name>[Key] | (number extends Args<Name>[Key] ? string : never);
};

/**
 * What a call comes back with. Refusals the database raises on purpose are values; a database that cannot be reached
 * or breaks is thrown as an RpcFailure.
 */
export type RpcResult = { ok: true; data: unknown } | { ok: false; refusal: Refusal };

/** A call takes milliseconds. What has no answer by then asks a network that is gone, which may not show for a quarter of an hour. */
export const PATIENCE_MS = 60_000;

export type CallOptions = {
  signal?: AbortSignal;
  /** The message it is done for (inbox:<id>): stands on every row of the audit that the call leaves behind. */
  thread?: string;
};

/** Calls a safe RPC by name. The two transports, http and direct, pass one contract suite. */
export type RpcPort = {
  call<Name extends RpcName>(name: Name, args: RpcArgs<Name>, options?: CallOptions): Promise<RpcResult>;
  close: () => Promise<void>;
  /** How many calls the database takes from it at once; more of them wait their turn. */
  atOnce: number;
};

/** The same port, for what is done on behalf of one message. */
export const onThread = (port: RpcPort, thread: string): RpcPort => ({
  call: (name, args, options) => port.call(name, args, { ...options, thread }),
  close: port.close,
  atOnce: port.atOnce,
});

import { z } from 'zod';

/** Every reason for which the desk says no. docs/error-codes.md describes each; a test holds the two equal. */
export const refusalCodes = [
  'ACTOR_REQUIRED',
  'ACTOR_INACTIVE',
  'FORBIDDEN_ROLE',
  'NOT_FOUND',
  'INVALID_TRANSITION',
  'DIRECT_WRITE',
  'IMMUTABLE',
  'REASON_REQUIRED',
  'LAST_OWNER',
  'BAD_INPUT',
  'AMOUNT_INVALID',
  'CURRENCY_MISMATCH',
  'BAD_DIRECTION_ROLE',
  'REFERENCE_REQUIRED',
  'REFERENCE_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'PAID_ONLY_BY_PAYMENT',
  'NO_CLIENT_PAYMENT',
  'REFUND_EXCEEDS_RECEIVED',
  'REFUND_REQUIRED',
  'NOT_PAID',
  'NOT_PRICED',
  'SHIPMENT_REQUIRED',
  'RECEIPT_REQUIRED',
  'ORDER_ENDED',
  'NOTHING_DUE',
  'METHOD_NOT_OFFERED',
  'REFUNDED_WHOLE',
  'REFUND_BY_DESK',
  'TOO_MANY_FILES',
  'TOO_SOON',
  'PROPOSAL_OPEN',
  'PROPOSAL_OVER',
  'PROPOSAL_STALE',
  'OTHER_SIDE_ANSWERS',
  'TAKEN',
  'REPORT_CHANGED',
  'WINDOW_CLOSED',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** An expected no: what happened in one plain sentence, and a way out where there is one. */
export type Refusal = {
  code: RefusalCode;
  status: number;
  sentence: string;
  wayOut: string | undefined;
  params: Record<string, unknown>;
};

/** Something broke, or the database is away. Thrown, never returned: nobody can answer it sensibly but by trying later. */
export class RpcFailure extends Error {
  override name = 'RpcFailure';
  readonly code: string;
  /** True when the call certainly had no effect, so that it may simply be made again. */
  readonly hadNoEffect: boolean;

  constructor(code: string, message: string, options: { hadNoEffect: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hadNoEffect = options.hadNoEffect;
  }
}

/** A database error as both transports see it. */
export type DatabaseError = { code: string; message: string; detail: string | null; hint: string | null };

const detailSchema = z.looseObject({ code: z.enum(refusalCodes) });

/**
 * SQLSTATEs of arguments that do not fit: text that is no value of the type (22P02), out of range (22003, 22007, 22008),
 * the character U+0000 (22021, 22P05), a value of another type (42846, 42804), a missing or unknown argument (42883,
 * PGRST202), and a body that is no JSON (PGRST102).
 */
const BAD_INPUT = new Set([
  '22P02',
  '22003',
  '22007',
  '22008',
  '22021',
  '22P05',
  '22023',
  '42846',
  '42804',
  '42883',
  'PGRST202',
  'PGRST102',
]);

/** Errors after which nothing was changed: a conflict of transactions, and a server that took no call at all. */
const NO_EFFECT = new Set(['40001', '40P01', '53300', '57P03']);

/** Turns a database error into a refusal, or throws it as a failure. */
export function toRefusal(error: DatabaseError): Refusal {
  const status = /^PT(\d{3})$/.exec(error.code)?.[1];
  if (status) {
    const detail = detailSchema.safeParse(parseJson(error.detail));
    if (detail.success) {
      const { code, ...params } = detail.data;
      return { code, status: Number(status), sentence: error.message, wayOut: error.hint || undefined, params };
    }
  }
  if (BAD_INPUT.has(error.code)) return badInput('A value given to the desk does not fit.');
  throw new RpcFailure(error.code, error.message, { hadNoEffect: NO_EFFECT.has(error.code) });
}

export function badInput(sentence: string, params: Record<string, unknown> = {}): Refusal {
  return { code: 'BAD_INPUT', status: 400, sentence, wayOut: undefined, params };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

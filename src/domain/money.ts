import { z } from 'zod';

/** Money in minor units (cents), so that sums are exact. Every currency of the desk has two decimals. */
export type Minor = bigint;

const AMOUNT = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Reads an amount as the wire brings it, as text or as a number; undefined when it is no amount with two decimals. */
export function parseAmount(value: string | number): Minor | undefined {
  const match = AMOUNT.exec(String(value));
  if (!match) return undefined;
  const [, sign, whole = '0', fraction = ''] = match;
  const minor = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return sign === '-' ? -minor : minor;
}

/** The plain form with two decimals, as RPC arguments and the wire want it. */
export function formatAmount(minor: Minor): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An amount in a result of the database, as minor units. */
export const amountSchema = z.union([z.string(), z.number()]).transform((value, context) => {
  const minor = parseAmount(value);
  if (minor === undefined) {
    context.addIssue({ code: 'custom', message: 'not an amount with two decimals' });
    return z.NEVER;
  }
  return minor;
});

import process from 'node:process';
import { z } from 'zod';

const keys = z
  .string()
  .transform((text) => JSON.parse(text) as unknown)
  .pipe(z.record(z.string(), z.string().min(1)));

const schema = z.object({ SUPABASE_URL: z.url(), SUPABASE_PUBLISHABLE_KEYS: keys, SUPABASE_SECRET_KEYS: keys });

export type FunctionEnvironment = { url: string; publishableKeys: string[]; secretKeys: string[]; secretKey: string };

/** What hosted Supabase and the embedded desk both give a function. Throws without it: a function never runs half open. */
export function readEnvironment(environment: Record<string, string | undefined> = process.env): FunctionEnvironment {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEYS, SUPABASE_SECRET_KEYS } = schema.parse(environment);
  const secretKeys = Object.values(SUPABASE_SECRET_KEYS);
  const secretKey = SUPABASE_SECRET_KEYS.default ?? secretKeys[0];
  if (secretKey === undefined) throw new Error('SUPABASE_SECRET_KEYS holds no key');
  return { url: SUPABASE_URL, publishableKeys: Object.values(SUPABASE_PUBLISHABLE_KEYS), secretKeys, secretKey };
}

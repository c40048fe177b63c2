import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
import { rpc } from '../rpc/call.ts';

const sums = z.array(z.object({ currency: z.string(), amount: amountSchema }));

const numbersSchema = z.object({
  leads: z.int(),
  converted: z.int(),
  orders: z.int(),
  /** How soon leads were taken, on average; null when none was. */
  answer_minutes: z.number().nullable(),
  /** What came in less what was given back. */
  revenue: sums,
});
export type Numbers = z.output<typeof numbersSchema>;

export const periods = ['today', 'week', 'month'] as const;

const reportSchema = z.object({
  period: z.enum(periods),
  /** The desk's own currency, in which its days are. */
  currency: z.string(),
  now: numbersSchema,
  /** The same of the time before, as far into it as it is now. */
  before: numbersSchema,
  outstanding: z.array(z.object({ currency: z.string(), amount: amountSchema, orders: z.int() })),
  days: z.array(z.object({ day: z.string(), revenue: amountSchema, orders: z.int() })),
});
export type Report = z.output<typeof reportSchema>;

export const deskReport = rpc('desk_report', reportSchema);

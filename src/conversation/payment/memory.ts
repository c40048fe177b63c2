import { z } from 'zod';

/** Where this story rests between two turns. */
export const paymentPlaces = ['pay-choose', 'pay-way', 'pay-proof', 'pay-file'] as const;
export type PaymentPlace = (typeof paymentPlaces)[number];

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const paymentMemorySchema = z.strictObject({
  /** The order being paid, and what is due for it. */
  order: z.strictObject({ id: z.string(), code: z.string(), currency: z.string(), due: z.string() }).nullable(),
  purpose: z.enum(['pay', 'proof', 'file']),
  ways: z.array(z.strictObject({ code: z.string(), names: z.record(z.string(), z.string()) })).max(50),
  method: z.string().nullable(),
  /** What the person says they have paid, when it is not all. */
  amount: z.string().nullable(),
  /** Files that came unasked, a line each, and the orders it may prove. */
  file: z.string().nullable(),
  unpaid: z.array(z.strictObject({ code: z.string(), currency: z.string(), due: z.string() })).max(10),
});
export type PaymentMemory = z.output<typeof paymentMemorySchema>;

export const emptyPayment: PaymentMemory = {
  order: null,
  purpose: 'pay',
  ways: [],
  method: null,
  amount: null,
  file: null,
  unpaid: [],
};

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const paymentIsWhole: Record<PaymentPlace, (memory: PaymentMemory) => boolean> = {
  'pay-choose': ({ order, ways }) => order !== null && ways.length > 0,
  'pay-way': ({ order, method }) => order !== null && method !== null,
  'pay-proof': ({ order, method }) => order !== null && method !== null,
  'pay-file': ({ file, unpaid }) => file !== null && unpaid.length > 0,
};

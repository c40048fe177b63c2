import { z } from 'zod';
import { listingSchema } from '../conversation/results.ts';
import { rpc } from '../rpc/call.ts';

/** Titles and options as somebody had them: what is no text is passed over. */
const texts = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((given) =>
    Object.fromEntries(Object.entries(given ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  );

/** A line somebody had, and its listing as it is on sale now; null once it is not. */
const hadLineSchema = z.object({
  title: texts,
  quantity: z
    .number()
    .nullish()
    .transform((quantity) => quantity ?? null),
  options: texts,
  /** What it cost then. */
  price: z
    .string()
    .nullish()
    .transform((price) => price ?? null),
  currency: z
    .string()
    .nullish()
    .transform((currency) => currency ?? null),
  listing: listingSchema.nullable(),
});

export type HadLine = z.output<typeof hadLineSchema>;

export const takeCart = rpc(
  'take_cart_safe',
  z.object({
    address: z
      .object({ text: z.string().nullable() })
      .nullish()
      .transform((address) => address ?? null),
    comment: z
      .string()
      .nullish()
      .transform((comment) => comment ?? null),
    lines: z.array(hadLineSchema),
    duplicate: z.boolean(),
  }),
);

export const repeatOrder = rpc(
  'repeat_order',
  z.object({ order_code: z.string(), address: z.string().nullable(), lines: z.array(hadLineSchema) }),
);

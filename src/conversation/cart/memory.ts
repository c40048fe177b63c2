import { z } from 'zod';

/** Places that ask about the draft. */
export const draftPlaces = ['items', 'item', 'details', 'rename', 'renumber'] as const;

/** Where this story rests between two turns. */
export const cartPlaces = [...draftPlaces, 'offer', 'offer-wish', 'edit', 'edit-line'] as const;
export type CartPlace = (typeof cartPlaces)[number];

const byLanguage = z.record(z.string(), z.string());

/** What this story remembers. Everything has a default, so that a conversation of before this story goes on. */
export const cartMemorySchema = z.strictObject({
  /** A cart of an earlier conversation that waits to be taken up again. */
  kept: z
    .strictObject({ id: z.string(), lines: z.array(z.strictObject({ title: byLanguage, quantity: z.number().nullable() })) })
    .nullable()
    .default(null),
  /** The proposal of the desk that is being looked at. */
  offer: z
    .strictObject({
      code: z.string(),
      no: z.int(),
      currency: z.string(),
      lines: z.array(z.strictObject({ name: byLanguage, quantity: z.number(), total: z.string().nullable() })),
      before: z.string().nullable(),
      after: z.string(),
      due: z.string().nullable(),
      refund: z.string().nullable(),
      note: z.string().nullable(),
      until: z.string(),
    })
    .nullable()
    .default(null),
  /** The proposal about which something else is wished for. */
  wish: z.strictObject({ code: z.string(), no: z.int() }).nullable().default(null),
  /** The change of a placed order that is being put together. */
  edit: z
    .strictObject({
      code: z.string(),
      orderId: z.string(),
      lines: z.array(z.strictObject({ position: z.int(), name: byLanguage, was: z.number(), quantity: z.number() })),
      /** The line that is being changed. */
      line: z.int().nonnegative().nullable(),
    })
    .nullable()
    .default(null),
});
export type CartMemory = z.output<typeof cartMemorySchema>;

export const emptyCart: CartMemory = { kept: null, offer: null, wish: null, edit: null };

/** Whether what the place asks about is there; a conversation in which it is not begins anew. */
export const cartIsWhole: Record<CartPlace, (memory: CartMemory) => boolean> = {
  items: () => true,
  item: () => true,
  details: () => true,
  rename: () => true,
  renumber: () => true,
  offer: ({ offer }) => offer !== null,
  'offer-wish': ({ wish }) => wish !== null,
  edit: ({ edit }) => edit !== null,
  'edit-line': ({ edit }) => edit !== null && edit.line !== null && edit.line < edit.lines.length,
};

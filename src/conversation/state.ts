import { z } from 'zod';
import type { Language } from '../phrases/phrases.ts';
import { careIsWhole, careMemorySchema, carePlaces, emptyCare } from './care/memory.ts';
import { cartIsWhole, cartMemorySchema, cartPlaces, draftPlaces, emptyCart } from './cart/memory.ts';
import { emptyLead, leadIsWhole, leadMemorySchema, leadPlaces } from './lead/memory.ts';
import { emptyPayment, paymentIsWhole, paymentMemorySchema, paymentPlaces } from './payment/memory.ts';
import { emptyPerson, personIsWhole, personMemorySchema, personPlaces } from './person/memory.ts';
import { emptyPrivacy, privacyIsWhole, privacyMemorySchema, privacyPlaces } from './privacy/memory.ts';
import { listingSchema } from './results.ts';
import type { Stored } from './step.ts';

export const MACHINE = 'desk';
export const VERSION = 1;

/** The version of the privacy note people agree to. A new note is a new version, and everybody is asked once more. */
export const PRIVACY_VERSION = '2026-11';

/** What an order needs to know, in the order of asking; `summary` and `comment` come when all is there. */
export const questions = ['quantity', 'option', 'address', 'name', 'phone', 'consent', 'summary', 'comment'] as const;
export type Question = (typeof questions)[number];

/** Where a conversation rests between two turns. */
export const storyPlaces = [...leadPlaces, ...cartPlaces, ...paymentPlaces, ...carePlaces, ...personPlaces, ...privacyPlaces] as const;
export type StoryPlace = (typeof storyPlaces)[number];
export const places = ['home', 'results', 'human', ...questions, ...storyPlaces] as const;
export type Place = (typeof places)[number];

/** A question that was asked; `option` says which of the listing's options it was about. */
const askedSchema = z.strictObject({ question: z.enum(questions), option: z.int().nonnegative().nullable() });
export type Asked = z.output<typeof askedSchema>;

/** A thing somebody wants: which, how many, and with which of its options. */
const lineSchema = z.strictObject({
  listing: listingSchema.omit({ description: true, category: true }),
  quantity: z.int().min(1).max(999).nullable(),
  options: z.record(z.string(), z.string()),
});
export type Line = z.output<typeof lineSchema>;

/** A draft with its line in hand: the one its questions are about. */
const draftSchema = lineSchema.extend({
  /** Tells the buttons of this draft from those of any other, of this conversation or an earlier one. */
  no: z.int().nonnegative(),
  /** Counts the answers, so that a summary shown before the last of them confirms nothing. */
  revision: z.int().nonnegative(),
  /** What else is in the cart. A draft of before there were several has nothing. */
  others: z.array(lineSchema).max(50).default([]),
  /** Null until answered; an answer without text is picking up in person. */
  address: z.strictObject({ text: z.string().nullable() }).nullable(),
  comment: z.string().nullable(),
  /** How it will be paid, once confirmed; an order without a price names no way. */
  method: z.string().nullable(),
  reminded: z.boolean(),
});
export type Draft = z.output<typeof draftSchema>;

/** What the last placed order was, for late presses of its buttons and for the slots. */
const placedSchema = z.strictObject({
  draft: z.int(),
  orderId: z.string(),
  code: z.string(),
  listing: z.string(),
  quantity: z.int(),
  options: z.record(z.string(), z.string()),
  address: z.boolean(),
});

const contextSchema = z.strictObject({
  draft: draftSchema.nullable(),
  /** The questions on the way here, the present one last: "back" walks it, and a resumed dialogue begins at its end. */
  trail: z.array(askedSchema).max(100),
  /** Of somebody new, until the desk has met them. Outlives the draft: nobody is asked twice. */
  person: z.strictObject({
    name: z.string().nullable(),
    /** Null until answered; an answer without a number is "rather not". */
    phone: z.strictObject({ number: z.string().nullable(), verified: z.boolean() }).nullable(),
    /** Agreed to this version of the privacy note in this conversation, and is known to the desk since. */
    met: z.string().nullable(),
  }),
  search: z.strictObject({ query: z.string().nullable(), category: z.string().nullable(), page: z.int().positive() }).nullable(),
  /** Words that looked like an order code, to be searched for when there is no such order. */
  otherwise: z.string().nullable(),
  placed: placedSchema.nullable(),
  /** How many messages in a row were not understood. */
  confused: z.int().nonnegative(),
  /** The last event, when it was a press: the same again at once is a finger that trembled. */
  pressed: z.strictObject({ action: z.string(), at: z.string() }).nullable(),
  /** The actions of the choices shown last, where choices are numbers. */
  shown: z.array(z.string()),
  /** What the link was named by which they came last: where their orders and wishes come from. */
  campaign: z.string().max(64).nullable().default(null),
  lead: leadMemorySchema.default(emptyLead),
  cart: cartMemorySchema.default(emptyCart),
  payment: paymentMemorySchema.default(emptyPayment),
  care: careMemorySchema.default(emptyCare),
  human: personMemorySchema.default(emptyPerson),
  privacy: privacyMemorySchema.default(emptyPrivacy),
});

/** All a conversation remembers, beside its language. */
export type Memory = z.output<typeof contextSchema>;

const stateSchema = z
  .strictObject({ place: z.enum(places), memory: contextSchema })
  .refine(isWhole, 'the place asks for what is not there');

export type State = z.output<typeof stateSchema>;

export const emptyMemory: Memory = {
  draft: null,
  trail: [],
  person: { name: null, phone: null, met: null },
  search: null,
  otherwise: null,
  placed: null,
  confused: 0,
  pressed: null,
  shown: [],
  campaign: null,
  lead: emptyLead,
  cart: emptyCart,
  payment: emptyPayment,
  care: emptyCare,
  human: emptyPerson,
  privacy: emptyPrivacy,
};

/** The state as it was stored; undefined when this version cannot read it. */
export function load({ machine, version, state }: Stored): State | undefined {
  if (machine !== MACHINE || version !== VERSION) return undefined;
  return stateSchema.safeParse(state).data;
}

export function store({ place, memory }: State, language: Language): Stored {
  return { machine: MACHINE, version: VERSION, state: { place, memory }, language };
}

export function isQuestion(place: Place): place is Question {
  return (questions as readonly string[]).includes(place);
}

export function isStoryPlace(place: Place): place is StoryPlace {
  return (storyPlaces as readonly string[]).includes(place);
}

/** Whether something about a line is still to be asked. */
export function isOpen({ listing, quantity, options }: Line): boolean {
  return quantity === null || listing.options.some(({ key }) => options[key] === undefined);
}

function asksOfDraft(place: Place): boolean {
  return (draftPlaces as readonly string[]).includes(place);
}

/** A question is asked about a draft and is the last of the trail; a summary sums up a draft with nothing left open. */
function isWhole({ place, memory }: { place: Place; memory: Memory }): boolean {
  const { draft, trail } = memory;
  if (isStoryPlace(place) && !storyIsWhole(place, memory)) return false;
  if (draft === null) return trail.length === 0 && !isQuestion(place) && !asksOfDraft(place);
  if (isQuestion(place) && trail.at(-1)?.question !== place) return false;
  const open = draft.address === null || [draft, ...draft.others].some(isOpen);
  if (open && (place === 'summary' || place === 'comment')) return false;
  const { length } = draft.listing.options;
  return trail.every(({ question, option }) => (question === 'option') === (option !== null) && (option === null || option < length));
}

const wholeStories: Array<(place: StoryPlace, memory: Memory) => boolean | undefined> = [
  (place, { lead }) => (leadIsWhole as Partial<Record<string, (memory: typeof lead) => boolean>>)[place]?.(lead),
  (place, { cart }) => (cartIsWhole as Partial<Record<string, (memory: typeof cart) => boolean>>)[place]?.(cart),
  (place, { payment }) => (paymentIsWhole as Partial<Record<string, (memory: typeof payment) => boolean>>)[place]?.(payment),
  (place, { care }) => (careIsWhole as Partial<Record<string, (memory: typeof care) => boolean>>)[place]?.(care),
  (place, { human }) => (personIsWhole as Partial<Record<string, (memory: typeof human) => boolean>>)[place]?.(human),
  (place, { privacy }) => (privacyIsWhole as Partial<Record<string, (memory: typeof privacy) => boolean>>)[place]?.(privacy),
];

function storyIsWhole(place: StoryPlace, memory: Memory): boolean {
  return wholeStories.every((isWholeIn) => isWholeIn(place, memory) !== false);
}

import { assign } from 'xstate';
import { text } from '../buttons.ts';
import { asked, fillDraft, linesOf, settle, takeInHand, withoutLine } from '../draft.ts';
import { deskSetup, saying } from '../machine-setup.ts';
import { say } from '../reply.ts';
import type { Listing } from '../results.ts';
import type { Draft, Memory } from '../state.ts';
import { isChanged, isEmptied } from './asks.ts';
import type { Had } from './commands.ts';
import type { CartMemory } from './memory.ts';
import * as replies from './replies.ts';

const remember = (memory: Memory, changes: Partial<CartMemory>): Pick<Memory, 'cart'> => ({ cart: { ...memory.cart, ...changes } });

const next = (draft: Draft): Draft => ({ ...draft, revision: draft.revision + 1 });

const toResume = { target: '#desk.ordering.resume' } as const;
const toDetails = { target: '#desk.details' } as const;

/** The line in hand goes; with the last one goes the draft. */
const removing = deskSetup.createStateConfig({
  on: {
    remove: [
      {
        guard: ({ context }) => context.draft !== null && withoutLine(context.draft) !== null,
        target: '#desk.ordering.next',
        actions: [
          { type: 'say', params: ({ context }) => ({ replies: context.draft ? replies.removed(context.draft) : [] }) },
          assign(({ context }) => {
            const left = context.draft && withoutLine(context.draft);
            return { draft: left && next(left), trail: [] };
          }),
        ],
      },
      {
        target: '#desk.home',
        actions: [
          saying('cart-emptied'),
          assign(({ context }) => ({ draft: null, trail: [], person: { ...context.person, name: null, phone: null } })),
        ],
      },
    ],
  },
});

/** What can be changed beside the answers of the summary. */
const changing = deskSetup.createStateConfig({
  on: {
    another: { target: '#desk.results', actions: saying('another-ask') },
    items: { target: '#desk.items' },
    // Options are asked again, one after the other.
    reselect: {
      target: '#desk.ordering.next',
      actions: assign(({ context: { draft } }) => {
        if (draft === null) return {};
        const single = draft.listing.options.flatMap(({ key, values }) => (values.length === 1 && values[0] ? [[key, values[0].key]] : []));
        return { draft: next({ ...draft, options: Object.fromEntries(single) }), trail: [] };
      }),
    },
    details: toDetails,
  },
});

/** What can be wished for from the summary, beside changing its answers. */
export const summaryOn = changing.on;
/** What has just been opened need not be taken. */
export const quantityOn = removing.on;

function filled(had: Had | null, memory: Memory, now: string): Draft | null {
  return had && fillDraft(had.lines, had, memory, now);
}

/** The cart with its listings as they are on sale now; null when none is. */
function relisted({ draft, ...memory }: Memory, listings: readonly Listing[], now: string): Draft | null {
  if (draft === null) return null;
  const known = new Map(listings.map((listing) => [listing.code, listing]));
  const had = linesOf(draft).map(({ listing, quantity, options }) => ({
    ...{ title: listing.title, quantity, options, price: listing.price, currency: listing.currency },
    listing: known.get(listing.code) ?? null,
  }));
  const fresh = fillDraft(had, draft, { ...memory, draft: null }, now);
  return fresh && next({ ...fresh, no: draft.no, revision: draft.revision });
}

/** What is there again is asked about where it was left. */
const intoCart = (context: Memory, had: Had | null, now: string): Partial<Memory> => {
  const draft = filled(had, context, now);
  return draft === null ? {} : { draft, trail: [] };
};

const results = deskSetup.createStateConfig({
  on: {
    'cart-taken': [
      {
        guard: ({ event }) => event.had === null || event.answer === 'empty',
        target: '#desk.home',
        actions: [
          { type: 'say', params: ({ event }) => ({ replies: [text([say(event.had === null ? 'cart-over' : 'cart-emptied')])] }) },
          assign(({ context }) => remember(context, { kept: null })),
        ],
      },
      {
        guard: ({ context, event }) => filled(event.had, context, event.facts.now) === null,
        target: '#desk.results',
        actions: [
          { type: 'say', params: ({ event }) => ({ replies: event.had ? replies.broughtBack(event.had, null) : [] }) },
          assign(({ context }) => remember(context, { kept: null })),
        ],
      },
      {
        target: '#desk.ordering.next',
        actions: [
          assign(({ context, event }) => ({ ...intoCart(context, event.had, event.facts.now), ...remember(context, { kept: null }) })),
          { type: 'say', params: ({ context, event }) => ({ replies: event.had ? replies.broughtBack(event.had, context.draft) : [] }) },
        ],
      },
    ],
    repeated: [
      { guard: ({ event }) => event.had === null, target: '#desk.results', actions: saying('repeat-none') },
      {
        guard: ({ context, event }) => filled(event.had, context, event.facts.now) === null,
        target: '#desk.results',
        actions: { type: 'say', params: ({ event }) => ({ replies: event.had ? replies.broughtBack(event.had, null) : [] }) },
      },
      {
        target: '#desk.ordering.next',
        actions: [
          assign(({ context, event }) => intoCart(context, event.had, event.facts.now)),
          { type: 'say', params: ({ context, event }) => ({ replies: event.had ? replies.broughtBack(event.had, context.draft) : [] }) },
        ],
      },
    ],
    'looked-again': [
      {
        guard: ({ context, event }) => relisted(context, event.listings, event.facts.now) === null,
        target: '#desk.results',
        actions: [
          saying('refused-listing-gone'),
          assign(({ context }) => ({ draft: null, trail: [], person: { ...context.person, name: null, phone: null } })),
          'offerPerson',
        ],
      },
      {
        target: '#desk.ordering.next',
        actions: [
          {
            type: 'say',
            params: ({ context, event }) => ({
              replies: context.draft ? replies.lookedAgain(context.draft, relisted(context, event.listings, event.facts.now)) : [],
            }),
          },
          assign(({ context, event }) => ({ draft: relisted(context, event.listings, event.facts.now), trail: [] })),
        ],
      },
    ],
    'details-changed': [
      { guard: ({ context }) => context.draft !== null, ...toResume, actions: saying('details-changed') },
      { target: '#desk.home', actions: saying('details-changed') },
    ],
    'proposal-shown': [
      {
        guard: ({ event }) => replies.offerOf(event.proposal) !== null,
        target: '#desk.offer',
        actions: assign(({ context, event }) => remember(context, { offer: replies.offerOf(event.proposal) })),
      },
      {
        target: '#desk.home',
        actions: [{ type: 'say', params: ({ event }) => ({ replies: replies.proposalState(event.order, event.proposal) }) }, 'rest'],
      },
    ],
    'offer-answered': [
      {
        guard: ({ event }) => event.answered,
        target: '#desk.home',
        actions: [
          {
            type: 'say',
            params: ({ event: { answer, order, proposal } }) => ({
              replies: order && proposal ? replies.offerAnswered(answer, order, proposal) : [],
            }),
          },
          assign(({ context }) => remember(context, { offer: null, wish: null })),
          'rest',
        ],
      },
      {
        guard: ({ event }) => replies.offerOf(event.proposal) !== null,
        target: '#desk.offer',
        actions: [
          saying('offer-newer'),
          assign(({ context, event }) => remember(context, { offer: replies.offerOf(event.proposal), wish: null })),
        ],
      },
      {
        target: '#desk.home',
        actions: [
          { type: 'say', params: ({ event }) => ({ replies: replies.proposalState(event.order, event.proposal) }) },
          assign(({ context }) => remember(context, { offer: null, wish: null })),
          'rest',
        ],
      },
    ],
    'edit-sent': {
      target: '#desk.home',
      actions: [
        { type: 'say', params: ({ event }) => ({ replies: replies.editSent(event.order, event.proposal) }) },
        assign(({ context }) => remember(context, { edit: null })),
        'rest',
      ],
    },
  },
});

const wishes = deskSetup.createStateConfig({
  on: {
    'take-cart': { actions: { type: 'do', params: ({ event: { cart, answer } }) => ({ do: 'take-cart', cart, answer }) } },
    repeat: { actions: { type: 'do', params: ({ event }) => ({ do: 'repeat-order', code: event.code }) } },
    'may-repeat': { actions: { type: 'do', params: ({ event }) => ({ do: 'repeat-order', code: event.order.order_code }) } },
    'may-quote': { actions: { type: 'do', params: ({ event }) => ({ do: 'show-proposal', code: event.order.order_code }) } },
    'may-edit': [
      {
        guard: ({ event }) => replies.editOf(event.order) !== null,
        target: '#desk.edit',
        actions: assign(({ context, event }) => remember(context, { edit: replies.editOf(event.order) })),
      },
      { target: '#desk.home', actions: saying('edit-nothing') },
    ],
    'answer-offer': {
      actions: { type: 'do', params: ({ event: { code, no, answer, note } }) => ({ do: 'answer-proposal', code, no, answer, note }) },
    },
    'wish-else': {
      target: '#desk.offer-wish',
      actions: assign(({ context, event: { code, no } }) => remember(context, { wish: { code, no } })),
    },
  },
});

/** What can happen in every place. */
export const cartOn = { ...wishes.on, ...results.on };

const aboutDraft = {
  items: deskSetup.createStateConfig({
    on: {
      ...changing.on,
      back: toResume,
      pick: {
        target: '#desk.item',
        actions: assign(({ context: { draft }, event }) => ({
          draft: draft && next(takeInHand(draft, event.line)),
          trail: [asked('summary')],
        })),
      },
    },
  }),
  item: deskSetup.createStateConfig({
    on: {
      ...changing.on,
      ...removing.on,
      back: toResume,
      change: {
        guard: ({ event }) => event.what === 'quantity',
        target: '#desk.ordering.quantity',
        actions: assign(({ context: { trail } }) => ({ trail: [...trail, asked('quantity')] })),
      },
      quantity: {
        target: '#desk.ordering.next',
        actions: assign(({ context: { draft }, event }) => ({
          draft: draft && settle(next({ ...draft, quantity: event.quantity })),
          trail: [],
        })),
      },
    },
  }),
  details: deskSetup.createStateConfig({
    on: { ...changing.on, back: toResume, rename: { target: '#desk.rename' }, renumber: { target: '#desk.renumber' } },
  }),
  rename: deskSetup.createStateConfig({
    on: {
      back: toDetails,
      name: { actions: { type: 'do', params: ({ event }) => ({ do: 'change-details', name: event.name, phone: null }) } },
    },
  }),
  renumber: deskSetup.createStateConfig({
    on: {
      back: toDetails,
      phone: {
        actions: {
          type: 'do',
          params: ({ event: { number, verified } }) => ({ do: 'change-details', name: null, phone: { number, verified } }),
        },
      },
    },
  }),
};

const editing = {
  edit: deskSetup.createStateConfig({
    on: {
      back: { target: '#desk.home' },
      'edit-pick': {
        target: '#desk.edit-line',
        actions: assign(({ context, event }) =>
          remember(context, { edit: context.cart.edit && { ...context.cart.edit, line: event.line } }),
        ),
      },
      'edit-send': {
        guard: ({ context: { cart } }) => cart.edit !== null && isChanged(cart.edit) && !isEmptied(cart.edit),
        actions: {
          type: 'do',
          params: ({ context: { cart } }) => ({
            do: 'propose-edit',
            orderId: cart.edit?.orderId ?? '',
            code: cart.edit?.code ?? '',
            lines: (cart.edit?.lines ?? []).flatMap(({ position, quantity }) => (quantity > 0 ? [{ position, quantity }] : [])),
          }),
        },
      },
      'edit-leave': {
        target: '#desk.home',
        actions: [saying('edit-left'), assign(({ context }) => remember(context, { edit: null }))],
      },
    },
  }),
  'edit-line': deskSetup.createStateConfig({
    on: {
      back: { target: '#desk.edit' },
      'edit-quantity': {
        target: '#desk.edit',
        actions: assign(({ context, event: { quantity } }) => {
          const { edit } = context.cart;
          const lines = edit?.lines.map((line, index) => (index === edit.line ? { ...line, quantity } : line)) ?? [];
          return remember(context, { edit: edit && { ...edit, lines, line: null } });
        }),
      },
    },
  }),
};

/** The places of this story. */
export const cartStates = {
  ...aboutDraft,
  ...editing,
  offer: deskSetup.createStateConfig({ on: { back: { target: '#desk.home' } } }),
  'offer-wish': deskSetup.createStateConfig({
    on: {
      back: { target: '#desk.home' },
      'wish-said': {
        actions: {
          type: 'do',
          params: ({ context: { cart }, event }) => ({
            ...{ do: 'answer-proposal', answer: 'decline', note: event.text },
            ...{ code: cart.wish?.code ?? '', no: cart.wish?.no ?? 0 },
          }),
        },
      },
    },
  }),
};

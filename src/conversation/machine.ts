import { assign } from 'xstate';
import { text } from './buttons.ts';
import { careOn, careStates } from './care/states.ts';
import { cartOn, cartStates } from './cart/states.ts';
import { asked, beginDraft, isFull, linesOf, MOST_LINES } from './draft.ts';
import { leadOn, leadStates } from './lead/states.ts';
import { deskSetup, saying } from './machine-setup.ts';
import { ordering } from './ordering.ts';
import { paymentOn, paymentStates } from './payment/states.ts';
import { personOn, personStates } from './person/states.ts';
import { privacyOn, privacyStates } from './privacy/states.ts';
import * as replies from './replies.ts';
import { say } from './reply.ts';
import { emptyMemory, MACHINE, type Memory, PRIVACY_VERSION } from './state.ts';
import { resumePlace } from './trail.ts';

/** After so many messages in a row that were not understood, a person is offered. */
const PATIENCE = 3;

const drop = deskSetup.assign({ draft: null, trail: [], person: ({ context }) => ({ ...context.person, name: null, phone: null }) });

/** After a no, the same button is a new one: who presses it then tries again, and did not tremble. */
const renew = deskSetup.assign({ draft: ({ context: { draft } }) => draft && { ...draft, revision: draft.revision + 1 } });

/** Who somebody is has been settled then, and is no step to go back to. */
const meet = deskSetup.assign({
  person: { name: null, phone: null, met: PRIVACY_VERSION },
  trail: ({ context }) => context.trail.filter(({ question }) => !['name', 'phone', 'consent'].includes(question)),
});

/** Where nothing is being asked, an answer that has buttons of its own is not followed by the menu. */
const resting = deskSetup.createStateConfig({
  on: {
    listed: { actions: [{ type: 'say', params: ({ event }) => ({ replies: [replies.ordersList(event.orders)] }) }, 'rest'] },
    'looked-up': {
      guard: ({ event }) => event.order !== null,
      actions: [{ type: 'say', params: ({ event }) => ({ replies: event.order ? [replies.orderCard(event.order)] : [] }) }, 'rest'],
    },
    again: {
      actions: [{ type: 'say', params: ({ context }) => ({ replies: [replies.alreadyPlaced(context.placed?.code ?? '')] }) }, 'rest'],
    },
  },
});

/** What may be wished for in every state. A wish that only asks leaves the state as it is: its question comes again. */
const wishes = deskSetup.createStateConfig({
  on: {
    start: {
      target: '#desk.home',
      actions: [
        assign({ campaign: ({ context, event }) => event.campaign ?? context.campaign }),
        { type: 'say', params: ({ event }) => ({ replies: [replies.greeting(event.facts)] }) },
      ],
    },
    menu: { target: '#desk.home' },
    hello: { actions: saying('hello-again') },
    thanks: { actions: saying('you-are-welcome') },
    help: { actions: [saying('help'), 'offerPerson'] },
    back: { actions: saying('at-the-start') },
    cancel: [
      {
        guard: ({ context }) => context.draft !== null,
        target: '#desk.home',
        actions: [
          { type: 'say', params: ({ context }) => ({ replies: context.draft ? [text([replies.cancelled(context.draft)])] : [] }) },
          drop,
        ],
      },
      {
        // Nothing is being filled in: an order that was placed may be meant.
        guard: ({ event }) => event.facts.customer !== null,
        target: '#desk.home',
        actions: { type: 'do', params: { do: 'find-order', about: 'cancel' } },
      },
      { target: '#desk.home', actions: saying('cancelled-nothing') },
    ],
    languages: { actions: [{ type: 'say', params: ({ event }) => ({ replies: [replies.languageChoice(event.facts)] }) }, 'rest'] },
    language: [
      {
        guard: ({ event }) => event.facts.customer !== null,
        actions: { type: 'do', params: ({ event }) => ({ do: 'change-language', language: event.language }) },
      },
      { actions: saying('language-changed') },
    ],
    person: { actions: { type: 'do', params: ({ context }) => ({ do: 'call-person', about: context.draft?.listing.code ?? null }) } },
    resume: [
      { guard: ({ context }) => resumePlace(context) !== 'home', target: '#desk.ordering.resume', actions: saying('back-with-the-bot') },
      { target: '#desk.home', actions: saying('back-with-the-bot') },
    ],
    continue: [{ guard: ({ context }) => resumePlace(context) !== 'home', target: '#desk.ordering.resume' }, { target: '#desk.home' }],
    orders: { actions: { type: 'do', params: { do: 'my-orders' } } },
    order: {
      actions: [
        assign({ otherwise: ({ event }) => event.otherwise }),
        {
          type: 'do',
          params: ({ event: { code, link } }) => ({ do: 'my-order', code, ...(link !== undefined && { link }) }),
        },
      ],
    },
    move: { actions: { type: 'do', params: ({ event: { move, code } }) => ({ do: 'weigh-move', move, code }) } },
    listing: { actions: { type: 'do', params: ({ event }) => ({ do: 'show-listing', code: event.code }) } },
    catalogue: { target: '#desk.results' },
    search: { actions: { type: 'do', params: ({ event }) => ({ do: 'search-listings', ...event.search }) } },
  },
});

/** What is neither a wish nor an answer to the question. */
const noise = deskSetup.createStateConfig({
  on: {
    confused: [
      {
        guard: ({ context }) => context.confused >= PATIENCE,
        actions: [{ type: 'say', params: ({ event }) => ({ replies: [text([event.hint, say('person-offered')])] }) }, 'offerPerson'],
      },
      { actions: { type: 'say', params: ({ event }) => ({ replies: [text([event.hint])] }) } },
    ],
    remark: {},
    again: { actions: { type: 'say', params: ({ context }) => ({ replies: [replies.alreadyPlaced(context.placed?.code ?? '')] }) } },
    silent: { actions: 'rest' },
    finish: { actions: 'rest' },
    // An answer to a question that is not asked now comes from a button of a step that is over.
    '*': { actions: saying('step-over') },
  },
});

const outcomes = deskSetup.createStateConfig({
  on: {
    found: {
      target: '#desk.results',
      actions: [
        assign({ search: ({ event: { page } }) => ({ query: page.query, category: page.category, page: page.page }) }),
        { type: 'say', params: ({ context, event }) => ({ replies: [replies.resultsList(event.page, context.draft)] }) },
        'rest',
      ],
    },
    shown: [
      { guard: ({ event }) => event.listing === null, actions: saying('listing-unknown') },
      { guard: ({ context }) => context.draft !== null && isFull(context.draft), actions: saying('cart-full', { max: MOST_LINES }) },
      {
        target: '#desk.ordering.quantity',
        actions: [
          { type: 'say', params: ({ context, event }) => ({ replies: replies.stillInCart(context.draft, event.listing) }) },
          assign(({ context, event }) =>
            event.listing === null ? {} : { draft: beginDraft(event.listing, context, event.facts.now), trail: [asked('quantity')] },
          ),
          {
            type: 'say',
            params: ({ context, event }) => ({
              replies: event.listing && context.draft ? [replies.listingCard(event.listing, context.draft, context, event.facts)] : [],
            }),
          },
          'rest',
        ],
      },
    ],
    listed: { actions: { type: 'say', params: ({ event }) => ({ replies: [replies.ordersList(event.orders)] }) } },
    'looked-up': [
      {
        guard: ({ context, event }) => event.order === null && context.otherwise !== null,
        actions: { type: 'do', params: ({ context }) => ({ do: 'search-listings', query: context.otherwise, category: null, page: 1 }) },
      },
      { guard: ({ event }) => event.order === null, actions: saying('order-unknown') },
      { actions: { type: 'say', params: ({ event }) => ({ replies: event.order ? [replies.orderCard(event.order)] : [] }) } },
    ],
    met: [
      {
        guard: ({ context }) => context.draft !== null,
        target: '#desk.ordering.next',
        actions: meet,
      },
      { target: '#desk.home', actions: meet },
    ],
    'language-changed': { actions: saying('language-changed') },
    placed: {
      target: '#desk.home',
      actions: [
        { type: 'say', params: ({ context, event }) => ({ replies: replies.placedOrder(event.order, context.draft, event.facts) }) },
        assign(({ context, event: { order } }) => ({
          ...emptyOf(context),
          placed: { ...summaryOf(context), orderId: order.id, code: order.order_code },
        })),
        'rest',
      ],
    },
    refused: [
      {
        guard: ({ context, event }) =>
          event.command === 'place-order' && event.code === 'NOT_FOUND' && (context.draft?.others.length ?? 0) > 0,
        actions: {
          type: 'do',
          params: ({ context }) => ({
            do: 'look-again',
            codes: context.draft ? linesOf(context.draft).map(({ listing }) => listing.code) : [],
          }),
        },
      },
      {
        guard: ({ event }) => event.command === 'place-order' && event.code === 'NOT_FOUND',
        target: '#desk.results',
        actions: [saying('refused-listing-gone'), drop, 'offerPerson'],
      },
      {
        guard: ({ context, event }) => event.command === 'meet-customer' && context.draft !== null,
        target: '#desk.ordering.next',
        actions: [
          saying('refused-person'),
          assign({ person: ({ context }) => ({ ...context.person, name: null, phone: null }) }),
          renew,
          'offerPerson',
        ],
      },
      { actions: [{ type: 'say', params: ({ event }) => ({ replies: [text([replies.refusal(event.code)])] }) }, renew, 'offerPerson'] },
    ],
  },
});

function emptyOf({ person, search }: Memory): Partial<Memory> {
  return { draft: null, trail: [], person, search };
}

function summaryOf({ draft }: Memory): Omit<NonNullable<Memory['placed']>, 'orderId' | 'code'> {
  return {
    draft: draft?.no ?? 0,
    listing: draft?.listing.code ?? '',
    quantity: draft?.quantity ?? 1,
    options: draft?.options ?? {},
    address: draft?.address != null,
  };
}

/** The desk's dialogue as a machine: used through pure transitions alone, with its memory as context. */
export const machine = deskSetup.createMachine({
  id: MACHINE,
  context: emptyMemory,
  initial: 'home',
  on: { ...wishes.on, ...noise.on, ...outcomes.on, ...leadOn, ...cartOn, ...paymentOn, ...careOn, ...personOn, ...privacyOn },
  states: {
    home: resting,
    results: { on: { ...resting.on, back: { target: 'home' } } },
    ordering,
    // A person answers here. What is typed stays between the two; only what is plainly meant for the bot gets here.
    human: { on: { person: {} } },
    ...leadStates,
    ...cartStates,
    ...paymentStates,
    ...careStates,
    ...personStates,
    ...privacyStates,
  },
});

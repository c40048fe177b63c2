import { assign, stateIn } from 'xstate';
import { text } from '../buttons.ts';
import { deskSetup, saying } from '../machine-setup.ts';
import * as common from '../replies.ts';
import type { Reply } from '../reply.ts';
import { say } from '../reply.ts';
import type { CustomerOrder } from '../results.ts';
import type { Meaning, Signal } from '../signals.ts';
import type { Memory } from '../state.ts';
import type { Command } from '../step.ts';
import { emptyCare } from './memory.ts';
import * as replies from './replies.ts';
import { notPossible, whatIsPossible } from './why.ts';

type Turn<T extends Meaning['type']> = { context: Memory; event: Extract<Signal, { type: T }> };

const codeOf = ({ care }: Memory) => care.order?.code ?? '';
const about = ({ order_code: code, delivery_address: address }: CustomerOrder) => ({ ...emptyCare, order: { code, address } });

/** The question is about this order from now on. */
const remember = deskSetup.assign(({ event }) => ('order' in event && event.order ? { care: about(event.order) } : {}));
const forget = deskSetup.assign({ care: emptyCare });
const isAt = (place: 'home' | 'results') => stateIn(place) as unknown as (turn: { context: Memory; event: Signal }) => boolean;
const atRest = [isAt('home'), isAt('results')];

/** An answer with buttons of its own. Where nothing is asked, nothing is asked after it; elsewhere the question comes again. */
function answering<T extends Meaning['type']>(replying: (turn: Turn<T>) => Reply[]) {
  const params = (turn: { context: Memory; event: Signal }) => ({ replies: replying(turn as Turn<T>) });
  const said = { type: 'say' as const, params };
  return [...atRest.map((guard) => ({ guard, actions: [said, 'rest' as const] })), { actions: said }];
}

/** Says it, and the question of this story is over. */
function ending<T extends Meaning['type']>(replying: (turn: Turn<T>) => Reply[]) {
  const params = (turn: { context: Memory; event: Signal }) => ({ replies: replying(turn as Turn<T>) });
  return { target: '#desk.home', actions: [{ type: 'say' as const, params }, forget, 'rest' as const] };
}

const hasEnded = ({ status }: CustomerOrder) => ['cancelled', 'returned', 'closed'].includes(status);
const fitting = ({ event: { about: move, orders } }: Turn<'orders-found'>) =>
  orders.filter((order) => move === 'why' || order.moves.includes(move));
const theOnly = (turn: Turn<'orders-found'>) => {
  const fits = fitting(turn);
  // Nothing can be done with any: of the newest that is still alive it is told why.
  return fits.length === 1
    ? fits[0]
    : fits.length === 0
      ? (turn.event.orders.find((order) => !hasEnded(order)) ?? turn.event.orders[0])
      : undefined;
};
const isNothingToCancel = ({ event: { about: move, orders } }: Turn<'orders-found'>) => move === 'cancel' && orders.every(hasEnded);

const found = deskSetup.createStateConfig({
  on: {
    'orders-found': [
      { guard: isNothingToCancel, actions: saying('cancelled-nothing') },
      {
        guard: ({ event }) => event.orders.length === 0,
        actions: [{ type: 'say', params: { replies: [common.ordersList([])] } }, 'rest'],
      },
      {
        guard: (turn) => theOnly(turn) !== undefined,
        actions: {
          type: 'do',
          params: (turn): Command => {
            const { about: move } = turn.event;
            const code = theOnly(turn)?.order_code ?? '';
            return move === 'why' ? { do: 'weigh-moves', code } : { do: 'weigh-move', move, code };
          },
        },
      },
      { actions: [{ type: 'say', params: (turn) => ({ replies: [replies.whichOrder(turn.event.about, fitting(turn))] }) }, 'rest'] },
    ],
    'parcel-found': [
      {
        guard: ({ context, event }) => event.found === null && context.otherwise !== null,
        actions: { type: 'do', params: ({ context }) => ({ do: 'search-listings', query: context.otherwise, category: null, page: 1 }) },
      },
      ...answering<'parcel-found'>(({ event: { found: parcel } }) =>
        parcel === null ? [replies.unknownParcel()] : replies.parcels(parcel.order, parcel.number),
      ),
    ],
  },
});

const wishes = deskSetup.createStateConfig({
  on: {
    why: [
      { guard: ({ event }) => event.code === null, actions: { type: 'do', params: { do: 'find-order', about: 'why' } } },
      { actions: { type: 'do', params: ({ event }) => ({ do: 'weigh-moves', code: event.code ?? '' }) } },
    ],
    about: { actions: { type: 'do', params: ({ event }) => ({ do: 'find-order', about: event.move }) } },
    'asked-about': {
      actions: { type: 'do', params: ({ event }) => ({ do: 'ask-about-order', code: event.code, question: event.question }) },
    },
    parcel: {
      actions: [
        assign({ otherwise: ({ event }) => event.otherwise }),
        { type: 'do', params: ({ event }) => ({ do: 'find-parcel', number: event.number }) },
      ],
    },
    stars: { actions: { type: 'do', params: ({ event }) => ({ do: 'rate-order', code: event.code, stars: event.stars, comment: null }) } },
    got: { actions: { type: 'do', params: ({ event }) => ({ do: 'confirm-receipt', shipment: event.shipment }) } },
  },
});

const weighed = deskSetup.createStateConfig({
  on: {
    'all-weighed': answering<'all-weighed'>(({ event }) => [whatIsPossible(event.order, event.moves)]),
    // Said twice, it was heard the first time.
    'may-not': [
      {
        guard: ({ event }) =>
          event.move === 'received' && event.reasons.some(({ code }) => code === 'RECEIVED_ALREADY') && replies.mayRate(event.order),
        target: '#desk.rating',
        actions: [{ type: 'say', params: ({ event }) => ({ replies: [replies.receiptNoted(event.order)] }) }, remember],
      },
      ...answering<'may-not'>(({ event }) => [notPossible(event.move, event.order, event.reasons)]),
    ],
    'may-track': answering<'may-track'>(({ event }) => replies.parcels(event.order)),
    'may-received': [
      {
        guard: ({ event }) => replies.onTheirWay(event.order).length === 1,
        actions: {
          type: 'do',
          params: ({ event }) => ({ do: 'confirm-receipt', shipment: replies.onTheirWay(event.order)[0]?.id ?? '' }),
        },
      },
      ...answering<'may-received'>(({ event }) => [replies.whichParcel(event.order)]),
    ],
    'may-rate': { target: '#desk.rating', actions: remember },
    'may-address': { target: '#desk.newAddress', actions: remember },
    'may-cancel': { target: '#desk.cancelReason', actions: remember },
    'may-ask': { target: '#desk.asking', actions: remember },
  },
});

const done = deskSetup.createStateConfig({
  on: {
    'order-cancelled': ending<'order-cancelled'>(({ event }) => replies.cancelled(event.order)),
    'address-changed': ending<'address-changed'>(({ event }) => replies.addressChanged(event.order)),
    'question-passed-on': ending<'question-passed-on'>(({ event }) => [replies.questionPassedOn(event.order)]),
    rated: [
      { guard: ({ event }) => event.withWords, ...ending<'rated'>(({ event }) => [replies.thanksForWords(event.order)]) },
      {
        target: '#desk.ratingWords',
        actions: [
          { type: 'say', params: ({ event }) => ({ replies: [text([replies.starsKept(event.stars)])] }) },
          deskSetup.assign(({ event }) => (event.type === 'rated' ? { care: { ...about(event.order), stars: event.stars } } : {})),
        ],
      },
    ],
    'receipt-noted': [
      {
        guard: ({ event }) => replies.mayRate(event.order),
        target: '#desk.rating',
        actions: [{ type: 'say', params: ({ event }) => ({ replies: [replies.receiptNoted(event.order)] }) }, remember],
      },
      ending<'receipt-noted'>(({ event }) => [replies.receiptNoted(event.order)]),
    ],
  },
});

/** What can happen in every place. */
export const careOn = { ...found.on, ...wishes.on, ...weighed.on, ...done.on };

const leave = {
  target: '#desk.home',
  actions: [{ type: 'say' as const, params: ({ context }: { context: Memory }) => ({ replies: [replies.keptAsItIs(context)] }) }, forget],
};
const OVERTAKEN: readonly string[] = ['INVALID_TRANSITION', 'REFUND_REQUIRED', 'FORBIDDEN_ROLE'];

/** A question of this story: left at any time, and when something was faster than the answer, told what. */
const asking = (move: 'cancel' | 'address' | 'ask' | 'rate') =>
  deskSetup.createStateConfig({
    on: {
      back: leave,
      cancel: leave,
      keep: leave,
      'may-not': ending<'may-not'>(({ event }: Turn<'may-not'>) => [notPossible(event.move, event.order, event.reasons)]),
      refused: [
        {
          guard: ({ event }) => OVERTAKEN.includes(event.code),
          actions: { type: 'do', params: ({ context }) => ({ do: 'weigh-move', move, code: codeOf(context) }) },
        },
        { actions: [{ type: 'say', params: ({ event }) => ({ replies: [text([common.refusal(event.code)])] }) }, 'offerPerson'] },
      ],
    },
  }).on;

/** The places of this story. */
export const careStates = {
  cancelReason: deskSetup.createStateConfig({
    on: {
      ...asking('cancel'),
      // "Cancel" is what they came for, and no reason to stop: it is confirmed next.
      cancel: { target: 'cancelSure', actions: assign({ care: ({ context }) => ({ ...context.care, reason: 'changed' }) }) },
      'cancel-reason': {
        target: 'cancelSure',
        actions: assign({ care: ({ context, event }) => ({ ...context.care, reason: event.reason }) }),
      },
    },
  }),
  cancelSure: deskSetup.createStateConfig({
    on: {
      ...asking('cancel'),
      back: { target: 'cancelReason' },
      // "Cancel" may mean the order, or the question: asked once more.
      cancel: { actions: saying('hint-cancel-sure') },
      'cancel-sure': {
        actions: {
          type: 'do',
          params: ({ context }) => ({ do: 'cancel-order', code: codeOf(context), reason: context.care.reason ?? '' }),
        },
      },
    },
  }),
  newAddress: deskSetup.createStateConfig({
    on: {
      ...asking('address'),
      'new-address': {
        actions: { type: 'do', params: ({ context, event }) => ({ do: 'change-address', code: codeOf(context), address: event.text }) },
      },
    },
  }),
  asking: deskSetup.createStateConfig({
    on: {
      ...asking('ask'),
      question: {
        actions: { type: 'do', params: ({ context, event }) => ({ do: 'ask-about-order', code: codeOf(context), question: event.text }) },
      },
    },
  }),
  rating: deskSetup.createStateConfig({ on: { ...asking('rate') } }),
  ratingWords: deskSetup.createStateConfig({
    on: {
      ...asking('rate'),
      back: { target: 'rating' },
      'rating-words': [
        {
          guard: ({ event }) => event.text !== null,
          actions: {
            type: 'do',
            params: ({ context, event }) => ({
              ...{ do: 'rate-order', code: codeOf(context) },
              ...{ stars: context.care.stars ?? 5, comment: event.text },
            }),
          },
        },
        { target: '#desk.home', actions: [{ type: 'say', params: { replies: [text([say('rating-is-kept')])] } }, forget] },
      ],
    },
  }),
};

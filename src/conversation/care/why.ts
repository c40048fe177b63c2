import type { Move, Reason, ReasonCode } from '../../orders/moves.ts';
import { actions, button, text, toMenu, toMove, toPerson } from '../buttons.ts';
import { cartActions } from '../cart/asks.ts';
import { type Choice, type Phrase, type Reply, say } from '../reply.ts';
import type { CustomerOrder } from '../results.ts';
import { allMoves } from './card.ts';
import type { WeighedMove } from './signals.ts';

const statusOf = ({ status }: CustomerOrder) => ({ status: { phrase: `order-status-${status.replaceAll('_', '-')}` } });
const toOrder = (code: string) => button(say('button-show-order', { code }), actions.order(code));
const hasEnded = ({ status }: CustomerOrder) => ['cancelled', 'returned', 'closed'].includes(status);
/** No parcel will leave for it any more. */
const isOver = (order: CustomerOrder) => hasEnded(order) || order.status === 'delivered';
const isOwnWish = ({ made_by }: Reason) => made_by === 'customer';

type Explained = {
  /** The reason in the customer's words. It stands alone: which button was pressed is not repeated in it. */
  words: (order: CustomerOrder, reason: Reason) => Phrase;
  /** What leads on from it, where it is possible. */
  ways: readonly Move[];
};

const ended = (order: CustomerOrder) => say('why-ended', statusOf(order));

const EXPLAINED: Record<ReasonCode, Explained> = {
  ENDED: { words: ended, ways: ['repeat', 'rate', 'ask'] },
  NOT_PRICED: { words: () => say('why-not-priced'), ways: ['edit', 'ask'] },
  NOTHING_DUE: { words: () => say('why-nothing-due'), ways: ['track', 'received', 'ask'] },
  TOO_LATE: { words: (order) => say('why-too-late', statusOf(order)), ways: ['ask', 'address'] },
  REFUND_REQUIRED: { words: () => say('why-refund-required'), ways: ['ask'] },
  SHIPPED: { words: () => say('why-shipped'), ways: ['track', 'ask'] },
  NOT_SHIPPED: { words: (order) => say(isOver(order) ? 'why-never-shipped' : 'why-not-shipped'), ways: ['pay', 'ask', 'repeat'] },
  RECEIVED_ALREADY: { words: () => say('why-received-already'), ways: ['rate', 'ask'] },
  NOT_DELIVERED: { words: (order) => (hasEnded(order) ? ended(order) : say('why-not-delivered')), ways: ['track', 'received', 'ask'] },
  RATED_ALREADY: { words: () => say('why-rated-already'), ways: ['ask', 'repeat'] },
  NOT_ON_SALE: { words: () => say('why-not-on-sale'), ways: ['ask'] },
  NO_PROPOSAL: { words: () => say('why-no-proposal'), ways: ['edit', 'ask'] },
  PROPOSAL_OPEN: {
    words: (_, reason) => say(isOwnWish(reason) ? 'why-own-proposal' : 'why-desk-proposal'),
    ways: ['quote', 'ask'],
  },
};

/** A database that is newer than this may know more reasons. */
const explained = ({ code }: Reason): Explained =>
  (EXPLAINED as Partial<Record<string, Explained>>)[code] ?? { words: () => say('why-otherwise'), ways: ['ask'] };
const inWords = (order: CustomerOrder) => (reason: Reason) => explained(reason).words(order, reason);

/** The customer's own wish for a change can be taken back, and then the order can be changed anew. */
function toWithdraw(reasons: readonly Reason[], code: string): Choice | null {
  const wish = reasons.find((reason) => reason.code === 'PROPOSAL_OPEN' && isOwnWish(reason));
  return typeof wish?.no === 'number' ? button(say('button-withdraw'), cartActions.offer('withdraw', wish.no, code)) : null;
}

/** A no with its reasons, and the ways on that are open. */
export function notPossible(move: Move, order: CustomerOrder, reasons: readonly Reason[]): Reply {
  const { order_code: code, moves } = order;
  const ways = [...new Set(reasons.flatMap((reason) => explained(reason).ways))];
  const open = ways.filter((way) => way !== move && moves.includes(way));
  return text(
    [say('why-cannot', { code, move: { phrase: `button-move-${move}` } }), ...reasons.map(inWords(order))],
    toWithdraw(reasons, code),
    ...open.map((way) => toMove(way, code)),
    toOrder(code),
    toPerson(),
    toMenu(),
  );
}

/** Of two moves that stand and fall together one is told, and what nobody asked for not at all. */
const UNTOLD: readonly Move[] = ['proof', 'quote', 'ask'];

/** What cannot be done with an order and why, each reason once; and what can, as buttons. */
export function whatIsPossible(order: CustomerOrder, moves: readonly WeighedMove[]): Reply {
  const { order_code: code } = order;
  const reasons = moves.filter(({ move, allowed }) => !allowed && !UNTOLD.includes(move)).flatMap((each) => each.reasons);
  const against = new Map(reasons.map(inWords(order)).map((phrase) => [phrase.key, phrase]));
  return text(
    [
      say('why-title', { code, ...statusOf(order) }),
      ...(against.size > 0 ? [say('why-impossible')] : []),
      ...against.values(),
      say(order.moves.length > 0 ? 'why-possible' : 'why-nothing-possible'),
    ],
    ...allMoves(order),
    toWithdraw(reasons, code),
    toOrder(code),
    toPerson(),
    toMenu(),
  );
}

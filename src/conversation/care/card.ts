import type { Move } from '../../orders/moves.ts';
import { action, actions, button, choicesOf, toMenu, toMove } from '../buttons.ts';
import { type Choice, type Reply, say } from '../reply.ts';
import type { CustomerOrder } from '../results.ts';

/** A card with more buttons than this is a wall of them: the rest is behind "more". */
const MOST = 5;

/** What one does before anything else: shown so. */
const PRESSING: readonly Move[] = ['quote', 'pay', 'received'];
/** Beside another that says it better, or done already. */
const isSpare = (move: Move, { rating }: CustomerOrder) => move === 'rate' && rating !== null;

const toWhy = (code: string) => button(say('button-why'), action('why', code));

/** Everything that can be done with an order, the most pressing first: what has been done already comes last. */
export function allMoves(order: CustomerOrder): Choice[] {
  const moves = [...order.moves.filter((move) => !isSpare(move, order)), ...order.moves.filter((move) => isSpare(move, order))];
  const [first] = moves;
  return choicesOf(
    ...moves.map((move) => {
      const style = move === first && PRESSING.includes(move) ? 'primary' : move === 'cancel' ? 'danger' : undefined;
      return toMove(move, order.order_code, style);
    }),
  );
}

/** The buttons of an order's card. What does not fit, and why something is not possible, is behind the last. */
export function cardMoves(order: CustomerOrder): Choice[] {
  const moves = allMoves(order);
  return [...moves.slice(0, MOST), ...choicesOf(toWhy(order.order_code))];
}

/** Whether a button is one that a card makes of its order: it is made anew whenever the card is. */
export const isCardMove = ({ action: carried }: Choice) => /^1:(?:move|why):/.test(carried);

/** The living card of an order. Its moves are kept with it for whoever answers with the number of a choice. */
export function orderCard(order: CustomerOrder): Reply {
  return {
    kind: 'order-card',
    orderId: order.id,
    choices: [...cardMoves(order), ...choicesOf(button(say('button-my-orders'), actions.orders), toMenu())],
  };
}

import { repeatOrder, takeCart } from '../../cart/phone-book.ts';
import { showListing } from '../../catalogue/phone-book.ts';
import { myOrder, updateCustomer } from '../../customers/phone-book.ts';
import { answerProposal, myProposal, proposeEdit } from '../../orders/phone-book.ts';
import type { Outcome } from '../../rpc/call.ts';
import { customerFacts } from '../facts.ts';
import { after, customerOf, done, keyOf, nobody, type Performers, type Turn } from '../perform.ts';
import type { CommandResult } from '../step.ts';
import type { CartCommand } from './commands.ts';

const isMissing = (outcome: Outcome<unknown>) => !outcome.ok && outcome.refusal.code === 'NOT_FOUND';

export const cartPerformers: Performers<CartCommand> = {
  'take-cart': async ({ cart, answer }, turn) => {
    const { port, claim } = turn;
    const taken = await takeCart(port, {
      ...{ actor_id: claim.system_staff_id, chat_id: claim.chat.id, cart_id: cart, answer },
      idempotency_key: keyOf(turn),
    });
    if (isMissing(taken)) return done({ did: 'take-cart', answer, had: null });
    return after(taken, (had) => ({ did: 'take-cart', answer, had }));
  },
  'repeat-order': async ({ code }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'repeat-order', code, had: null });
    const again = await repeatOrder(turn.port, { ...who, ...(code !== null && { order_code: code }) });
    if (isMissing(again)) return done({ did: 'repeat-order', code, had: null });
    return after(again, ({ order_code, address, lines }) => ({
      ...{ did: 'repeat-order', code: order_code },
      had: { lines, address: { text: address }, comment: null },
    }));
  },
  'look-again': async ({ codes }, { port, claim }) => {
    const shown = await Promise.all(codes.map((code) => showListing(port, { actor_id: claim.system_staff_id, code })));
    const refused = shown.find((one) => !one.ok);
    if (refused !== undefined && !refused.ok) return refused;
    return done({ did: 'look-again', listings: shown.flatMap((one) => (one.ok && one.data.listing !== null ? [one.data.listing] : [])) });
  },
  'change-details': changeDetails,
  'show-proposal': async ({ code }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'show-proposal', order: null, proposal: null });
    const found = await myProposal(turn.port, { ...who, order_code: code });
    if (isMissing(found)) return done({ did: 'show-proposal', order: null, proposal: null });
    return after(found, ({ order, proposal }) => ({ did: 'show-proposal', order, proposal }));
  },
  'answer-proposal': answer,
  'propose-edit': async ({ orderId, code, lines }, turn) => {
    const who = customerOf(turn);
    if (who === null) return { ok: false, refusal: nobody };
    const made = await proposeEdit(turn.port, { ...who, order_id: orderId, lines, idempotency_key: keyOf(turn) });
    if (!made.ok) return made;
    const order = await myOrder(turn.port, { ...who, order_code: code });
    return after(order, (shown) => ({ did: 'propose-edit', order: shown, proposal: made.data.proposal }));
  },
};

async function changeDetails({ name, phone }: Extract<CartCommand, { do: 'change-details' }>, turn: Turn): Promise<Outcome<CommandResult>> {
  const who = customerOf(turn);
  const known = turn.claim.customer;
  if (who === null || known === null) return { ok: false, refusal: nobody };
  const changes = {
    ...(name !== null && { full_name: name }),
    ...(phone !== null && { phone: phone.number, phone_verified: phone.verified }),
  };
  const changed = await updateCustomer(turn.port, { ...who, customer_id: who.acting_customer_id, changes });
  return after(changed, ({ customer }) => ({
    did: 'change-details',
    customer: customerFacts({ ...known, full_name: customer.full_name, phone: customer.phone }),
  }));
}

/** Answers the proposal somebody has looked at, and no other: what is answered already, or replaced, is shown instead. */
async function answer(
  { code, no, answer: given, note }: Extract<CartCommand, { do: 'answer-proposal' }>,
  turn: Turn,
): Promise<Outcome<CommandResult>> {
  const who = customerOf(turn);
  const nothing = { did: 'answer-proposal', answer: given, order: null, proposal: null, answered: false } as const;
  if (who === null) return done(nothing);
  const found = await myProposal(turn.port, { ...who, order_code: code });
  if (isMissing(found)) return done(nothing);
  if (!found.ok) return found;
  const { order, proposal } = found.data;
  if (proposal === null || proposal.no !== no) return done({ ...nothing, order, proposal });
  const answered = await answerProposal(turn.port, {
    ...{ ...who, proposal_id: proposal.id, answer: given, idempotency_key: keyOf(turn) },
    ...(note !== null && { note }),
  });
  if (!answered.ok) return answered.refusal.code === 'PROPOSAL_OVER' ? done({ ...nothing, order, proposal }) : answered;
  const shown = await myOrder(turn.port, { ...who, order_code: code });
  return after(shown, (now) => ({ ...nothing, order: now, proposal: answered.data.proposal, answered: true }));
}

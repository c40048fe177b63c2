import { searchListings, showListing } from '../catalogue/phone-book.ts';
import { meetCustomer, myOrder, myOrders, updateCustomer } from '../customers/phone-book.ts';
import type { Claim } from '../inbox/claim.ts';
import { weighMove } from '../orders/phone-book.ts';
import { placeOrder } from '../orders/place-order.ts';
import type { Language } from '../phrases/phrases.ts';
import type { Outcome } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import type { Refusal } from '../rpc/refusals.ts';
import { callPerson } from '../tasks/phone-book.ts';
import { carePerformers } from './care/perform.ts';
import { cartPerformers } from './cart/perform.ts';
import { customerFacts } from './facts.ts';
import { leadPerformers } from './lead/perform.ts';
import { paymentPerformers } from './payment/perform.ts';
import { personPerformers } from './person/perform.ts';
import { privacyPerformers } from './privacy/perform.ts';
import type { Command, CommandResult, CoreCommand } from './step.ts';

/** The message that is answered, and the language the conversation is in by now. */
export type Turn = { port: RpcPort; claim: Claim; language: Language };

/** What is done for each command of a kind. */
export type Performers<C extends Command> = {
  [D in C['do']]: (command: Extract<C, { do: D }>, turn: Turn) => Promise<Outcome<CommandResult>>;
};

/**
 * Does what the dialogue asks, as the desk's system for this customer. Everything comes from the stored message and
 * state, and a write's key is the message's, so that doing it again gives the first result.
 */
export async function perform<C extends Command>(turn: Turn, command: C): Promise<CommandResult> {
  const performer = PERFORMERS[command.do] as (command: C, turn: Turn) => Promise<Outcome<CommandResult>>;
  const result = await performer(command, turn);
  return result.ok ? result.data : { did: 'refused', command: command.do, refusal: result.refusal };
}

/** The key of a write: what the message has set off is set off once. */
export const keyOf = ({ claim }: Turn) => `inbox:${claim.message_id}`;

/** Where an order or a wish comes from: the channel, and the campaign whose link brought them there. */
export function sourceOf({ claim: { chat } }: Turn, { campaign }: { campaign: string | null }): string {
  return campaign === null ? chat.provider : `${chat.provider}:${campaign}`;
}

const core: Performers<CoreCommand> = {
  'search-listings': async ({ query, category, page }, { port, claim }) => {
    // People count pages from one, the database from nothing.
    const wanted = {
      actor_id: claim.system_staff_id,
      page: page - 1,
      ...(query !== null && { query }),
      ...(category !== null && { category }),
    };
    return after(await searchListings(port, wanted), (found) => ({ did: 'search-listings', page: { ...found, page } }));
  },
  'show-listing': async ({ code }, { port, claim }) =>
    after(await showListing(port, { actor_id: claim.system_staff_id, code }), ({ listing }) => ({ did: 'show-listing', listing })),
  'my-orders': async (_, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'my-orders', orders: [] });
    return after(await myOrders(turn.port, who), (orders) => ({ did: 'my-orders', orders }));
  },
  'my-order': async ({ code, link }, turn) => {
    const who = customerOf(turn);
    const opened = link === undefined ? {} : { link };
    if (who === null) return done({ did: 'my-order', order: null, ...opened });
    const found = await myOrder(turn.port, { ...who, order_code: code });
    // Somebody else's order and one that never was are the same to whoever asks.
    if (!found.ok && found.refusal.code === 'NOT_FOUND') return done({ did: 'my-order', order: null, ...opened });
    return after(found, (order) => ({ did: 'my-order', order, ...opened }));
  },
  'weigh-move': async ({ move, code }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'weigh-move', weighed: null });
    const weighed = await weighMove(turn.port, { ...who, order_code: code, move });
    if (!weighed.ok && weighed.refusal.code === 'NOT_FOUND') return done({ did: 'weigh-move', weighed: null });
    return after(weighed, ({ reasons, order }) => ({ did: 'weigh-move', weighed: { move, reasons, order } }));
  },
  'meet-customer': async (command, turn) => {
    const met = await meetCustomer(turn.port, {
      actor_id: turn.claim.system_staff_id,
      customer: personOf(turn, command),
      consents: [{ kind: 'privacy', version: command.privacyVersion }],
      idempotency_key: keyOf(turn),
    });
    return after(met, ({ customer }) => ({ did: 'meet-customer', customer: customerFacts(customer) }));
  },
  'change-language': async ({ language }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'change-language' });
    const changed = await updateCustomer(turn.port, { ...who, customer_id: who.acting_customer_id, changes: { language } });
    return after(changed, () => ({ did: 'change-language' }));
  },
  'call-person': async ({ about }, turn) => {
    const { port, claim } = turn;
    const called = await callPerson(port, {
      actor_id: claim.system_staff_id,
      chat_id: claim.chat.id,
      idempotency_key: keyOf(turn),
      ...(about !== null && { about }),
    });
    return after(called, () => ({ did: 'call-person' }));
  },
  'place-order': async (command, turn) => {
    const { port, claim } = turn;
    // Forgotten in the middle of the dialogue: nobody the desk knows may order.
    if (claim.customer === null) return { ok: false, refusal: nobody };
    const placed = await placeOrder(
      port,
      {
        actorId: claim.system_staff_id,
        customerId: claim.customer.id,
        idempotencyKey: `draft:${claim.chat.id}:${command.draft}|${keyOf(turn)}`,
      },
      { source: sourceOf(turn, command), ...command },
    );
    return after(placed, (order) => ({ did: 'place-order', order }));
  },
};

const PERFORMERS: Performers<Command> = {
  ...core,
  ...leadPerformers,
  ...cartPerformers,
  ...paymentPerformers,
  ...carePerformers,
  ...personPerformers,
  ...privacyPerformers,
};

/** Who acts, and for which customer; null when the desk does not know the person. */
export function customerOf({ claim }: Turn): { actor_id: string; acting_customer_id: string } | null {
  return claim.customer === null ? null : { actor_id: claim.system_staff_id, acting_customer_id: claim.customer.id };
}

/** What is refused to somebody the desk does not know. */
export const nobody: Refusal = {
  code: 'ACTOR_REQUIRED',
  status: 401,
  sentence: 'The desk does not know who asks.',
  wayOut: undefined,
  params: {},
};

function personOf({ claim: { chat }, language }: Turn, { name, phone, phoneVerified }: Extract<Command, { do: 'meet-customer' }>) {
  return {
    full_name: name,
    language,
    identity: { provider: chat.provider, account: chat.account, external_id: chat.sender },
    ...(phone !== null && { phone, phone_verified: phoneVerified }),
  };
}

export function done(result: CommandResult): Outcome<CommandResult> {
  return { ok: true, data: result };
}

export function after<T>(outcome: Outcome<T>, then: (data: T) => CommandResult): Outcome<CommandResult> {
  return outcome.ok ? { ok: true, data: then(outcome.data) } : outcome;
}

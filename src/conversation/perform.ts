import { searchListings, showListing } from '../catalogue/phone-book.ts';
import { meetCustomer, myOrder, myOrders, updateCustomer } from '../customers/phone-book.ts';
import type { Claim } from '../inbox/claim.ts';
import { placeOrder } from '../orders/place-order.ts';
import type { Language } from '../phrases/phrases.ts';
import type { Outcome } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import type { Refusal } from '../rpc/refusals.ts';
import { callPerson } from '../tasks/phone-book.ts';
import { customerFacts } from './facts.ts';
import type { Command, CommandResult } from './step.ts';

/** The message that is answered, and the language the conversation is in by now. */
export type Turn = { claim: Claim; language: Language };

/**
 * Does what the dialogue asks, as the desk's system for this customer. Everything comes from the stored message and
 * state, and a write's key is the message's, so that doing it again gives the first result.
 */
export async function perform(port: RpcPort, turn: Turn, command: Command): Promise<CommandResult> {
  const result = await attempt(port, turn, command);
  return result.ok ? result.data : { did: 'refused', command: command.do, refusal: result.refusal };
}

async function attempt(port: RpcPort, { claim, language }: Turn, command: Command): Promise<Outcome<CommandResult>> {
  const actor_id = claim.system_staff_id;
  const idempotency_key = `inbox:${claim.message_id}`;
  const customerId = claim.customer?.id ?? null;
  switch (command.do) {
    case 'search-listings': {
      const { query, category, page } = command;
      // People count pages from one, the database from nothing.
      const asked = { actor_id, page: page - 1, ...(query !== null && { query }), ...(category !== null && { category }) };
      return after(await searchListings(port, asked), (found) => ({ did: command.do, page: { ...found, page } }));
    }
    case 'show-listing':
      return after(await showListing(port, { actor_id, code: command.code }), ({ listing }) => ({ did: command.do, listing }));
    case 'my-orders': {
      if (customerId === null) return done({ did: command.do, orders: [] });
      return after(await myOrders(port, { actor_id, acting_customer_id: customerId }), (orders) => ({ did: command.do, orders }));
    }
    case 'my-order': {
      if (customerId === null) return done({ did: command.do, order: null });
      const found = await myOrder(port, { actor_id, acting_customer_id: customerId, order_code: command.code });
      // Somebody else's order and one that never was are the same to whoever asks.
      if (!found.ok && found.refusal.code === 'NOT_FOUND') return done({ did: command.do, order: null });
      return after(found, (order) => ({ did: command.do, order }));
    }
    case 'meet-customer': {
      const met = await meetCustomer(port, {
        actor_id,
        customer: personOf(claim, language, command),
        consents: [{ kind: 'privacy', version: command.privacyVersion }],
        idempotency_key,
      });
      return after(met, ({ customer }) => ({ did: command.do, customer: customerFacts(customer) }));
    }
    case 'change-language': {
      if (customerId === null) return done({ did: command.do });
      const changes = { language: command.language };
      const changed = await updateCustomer(port, { actor_id, acting_customer_id: customerId, customer_id: customerId, changes });
      return after(changed, () => ({ did: command.do }));
    }
    case 'call-person': {
      const called = await callPerson(port, {
        actor_id,
        chat_id: claim.chat.id,
        idempotency_key,
        ...(command.about !== null && { about: command.about }),
      });
      return after(called, () => ({ did: command.do }));
    }
    case 'place-order': {
      // Forgotten in the middle of the dialogue: nobody the desk knows may order.
      if (customerId === null) return { ok: false, refusal: nobody };
      const placed = await placeOrder(
        port,
        { actorId: actor_id, customerId, idempotencyKey: `draft:${claim.chat.id}:${command.draft}|${idempotency_key}` },
        { source: claim.chat.provider, ...command },
      );
      return after(placed, (order) => ({ did: command.do, order }));
    }
  }
}

const nobody: Refusal = {
  code: 'ACTOR_REQUIRED',
  status: 401,
  sentence: 'The desk does not know who orders.',
  wayOut: undefined,
  params: {},
};

function personOf({ chat }: Claim, language: Language, { name, phone, phoneVerified }: Extract<Command, { do: 'meet-customer' }>) {
  return {
    full_name: name,
    language,
    identity: { provider: chat.provider, account: chat.account, external_id: chat.sender },
    ...(phone !== null && { phone, phone_verified: phoneVerified }),
  };
}

function done(result: CommandResult): Outcome<CommandResult> {
  return { ok: true, data: result };
}

function after<T>(outcome: Outcome<T>, then: (data: T) => CommandResult): Outcome<CommandResult> {
  return outcome.ok ? { ok: true, data: then(outcome.data) } : outcome;
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { webChannel } from '../../src/channels/web/send.ts';
import type { WebMessage, WebRaw } from '../../src/channels/web/types.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { useDatabase } from '../support/database.ts';
import { accept, claimOutbox, clearQueues, commit, meet, settle, turn } from '../support/queues.ts';
import { openShop, pay, quickOrder, type Shop } from '../support/shop.ts';
import { keepsThePort, type Subject } from './conformance.ts';

const database = useDatabase();
let shop: Shop;
let subject: Subject<WebRaw, WebMessage>;
let port: ReturnType<typeof directRpc>;

const visitor = 'f'.repeat(64);
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

let orderId: string;
let outboxId: unknown;

/** A card of an order that is to be sent: what is said in the web chat is a row of the outbox. */
async function aCard() {
  const name = randomUUID();
  await turn(database.sql, shop, name, []);
  const customer = await meet(database.sql, shop, name);
  const { order } = await quickOrder(database.sql, shop, { acting_customer_id: customer.id, customer: undefined });
  await clearQueues(database.sql, shop);
  const { claim } = await accept(database.sql, shop, name, { claim_as: 'w' });
  const { outbox } = await commit(database.sql, claim.message_id, { replies: [{ kind: 'order-card', orderId: order.id }], claim_as: 'd' });
  [orderId, outboxId] = [order.id, outbox[0]?.id];
  return outbox[0];
}

/** Money comes in, and the card that was sent is to say so. */
async function aChange(providerMessageId: string): Promise<string> {
  await settle(database.sql, 'd', { id: outboxId, outcome: 'sent', provider_message_id: providerMessageId });
  await pay(database.sql, shop, orderId);
  const [notice] = await claimOutbox(database.sql);
  await settle(database.sql, 'd', { id: notice?.id, outcome: 'sent', provider_message_id: 'x' });
  const [edit] = await claimOutbox(database.sql);
  return String(edit?.id);
}

beforeAll(async () => {
  shop = await openShop(database.sql);
  port = directRpc({ databaseUrl: database.url, connections: 1 });
  const channel = webChannel(port, () => undefined);
  const to = { provider: 'web' as const, account: shop.slug, chat: visitor };
  let change = '';
  subject = {
    channel,
    brings: (event, n) => ({ account: shop.slug, visitor, body: JSON.stringify({ id: idOf(n), event, language: 'en' }) }),
    hostile: (anything) => ({
      account: shop.slug,
      visitor,
      body: typeof anything === 'string' ? anything : (JSON.stringify(anything) ?? ''),
    }),
    read: (messages) => ({
      text: messages
        .flatMap(({ paragraphs, card }) => [
          ...paragraphs,
          ...(card === null
            ? []
            : [card.title, ...card.rows.flatMap(({ label, value }) => [label, value]), ...card.timeline.map(({ label }) => label)]),
        ])
        .join('\n'),
      actions: messages.flatMap(({ choices }) => choices.map(({ action }) => action)),
    }),
    send: async (message) => {
      const sent = await channel.send({ key: String((await aCard()).id), to, message });
      if (sent.outcome === 'sent') change = await aChange(sent.providerMessageId);
      return sent;
    },
    edit: (message, providerMessageId) => channel.edit({ key: change, to, message, providerMessageId }),
  };
});
afterAll(() => port.close());

keepsThePort('The web chat', () => subject);

import { afterAll, beforeAll, expect, it } from 'vitest';
import { createListing, searchListings, showListing } from '../../src/catalogue/phone-book.ts';
import { deliverMessage, explainTurn, findDesk, readChat } from '../../src/channels/web/phone-book.ts';
import { meetCustomer, recordConsent } from '../../src/customers/phone-book.ts';
import { acceptMessage, claimMessage, commitTurn, failMessage, sweepChatWork } from '../../src/inbox/phone-book.ts';
import { quickOrder } from '../../src/orders/phone-book.ts';
import { claimOutbox, settleOutbox } from '../../src/outbox/phone-book.ts';
import type { Outcome } from '../../src/rpc/call.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import { openDesk } from '../../src/staff/phone-book.ts';
import { useDatabase } from '../support/database.ts';
import { aTurn, says } from '../support/queues.ts';

const database = useDatabase();
let port: RpcPort;

beforeAll(() => {
  port = directRpc({ databaseUrl: database.url, connections: 1 });
});

afterAll(() => port.close());

async function done<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.sentence}`);
  return result.data;
}

it('reads every answer on the path of a message, from the door to the living card', async () => {
  const desk = await done(openDesk(port, { slug: 'path', name: 'Path', owner_name: 'Owner' }));
  const { owner_staff_id: owner, system_staff_id: system } = desk;
  const offer = { actor_id: owner, title: { en: 'Road bike' }, price: '99.90', currency: 'EUR' };
  const { listing } = await done(createListing(port, offer));
  expect((await done(findDesk(port, { account: 'path' }))).active).toBe(true);
  const said = { provider: 'web', account: 'path', chat: 'ann', sender: 'ann', body: '{}', event: '{"type":"text","text":"road"}' };
  const lease = { worker: 'w', lease_seconds: 30 };

  const { claim } = await done(acceptMessage(port, { ...said, external_id: '1', claim_as: 'w' }));
  expect(claim).toMatchObject({ attempts: 1, customer: null, conversation: null, event: { type: 'text', text: 'road' } });
  const messageId = claim?.message_id ?? 0;
  const found = await done(searchListings(port, { actor_id: system, query: 'rod bike' }));
  expect(found).toMatchObject({ near: true, more: false, page: 0, listings: [{ code: listing.code, price: '99.90' }] });
  expect((await done(showListing(port, { actor_id: system, code: listing.code }))).listing?.id).toBe(listing.id);
  const identity = { provider: 'web', account: 'path', external_id: 'ann' };
  const { customer } = await done(
    meetCustomer(port, {
      actor_id: system,
      customer: { full_name: 'Ann', identity },
      consents: [{ kind: 'privacy', version: '1' }],
      idempotency_key: `inbox:${messageId}`,
    }),
  );
  const own = { actor_id: system, acting_customer_id: customer.id };
  const consent = { ...own, customer_id: customer.id, kind: 'marketing', granted: true, version: '1', source: 'web' };
  expect((await done(recordConsent(port, consent))).consent.granted).toBe(true);
  const placing = { ...own, source: 'web', lines: [{ listing_id: listing.id }], idempotency_key: `inbox:${messageId}` };
  const { order } = await done(quickOrder(port, placing));

  const conversation = aTurn({ timeout: { name: 'nudge', after_minutes: 15 } });
  const replies = [...says('order-placed'), { kind: 'order-card', orderId: order.id }];
  const turn = { message_id: messageId, worker: 'w', conversation, replies, tells_of: [order.id], claim_as: 'w' };
  const { outbox } = await done(commitTurn(port, turn));
  expect(outbox).toMatchObject([
    { phrase_key: 'order-placed', time_zone: 'UTC', correlation: `inbox:${messageId}`, order: null },
    { phrase_key: 'order-card', order: { id: order.id, total_amount: 9_990n } },
  ]);
  expect((await done(commitTurn(port, turn))).duplicate).toBe(true);
  const results = [];
  for (const { id } of outbox) {
    const delivered = await done(deliverMessage(port, { outbox_id: id, content: { paragraphs: ['…'] } }));
    results.push({ id, outcome: 'sent', provider_message_id: delivered.id, shown_hash: 'h1' });
  }
  expect(await done(settleOutbox(port, { worker: 'w', results }))).toEqual({ settled: 2 });
  const chat = await done(readChat(port, { account: 'path', sender: 'ann' }));
  expect(chat.messages.map(({ from }) => from)).toEqual(['person', 'desk', 'desk']);

  await done(acceptMessage(port, { ...said, external_id: '2' }));
  const next = await done(claimMessage(port, lease));
  expect(next?.customer).toMatchObject({ full_name: 'Ann', privacy_version: '1' });
  expect(await done(failMessage(port, { message_id: next?.message_id ?? 0, worker: 'w', error: 'x' }))).toEqual({
    status: 'new',
    attempts: 1,
  });
  expect(await done(claimOutbox(port, { worker: 'w' }))).toEqual([]);
  expect(await done(sweepChatWork(port, {}))).toMatchObject({ inbox: 0, outbox: 0, timeouts: 0, expired: 0 });
  expect(Object.keys(await done(explainTurn(port, { message_id: messageId })))).toEqual(
    expect.arrayContaining(['message', 'conversation', 'outbox', 'audit']),
  );
});

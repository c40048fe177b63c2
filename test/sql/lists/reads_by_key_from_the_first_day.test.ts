import { randomUUID } from 'node:crypto';
import type { Row, TransactionSql } from 'postgres';
import { beforeAll, expect, it } from 'vitest';
import { asService, useDatabase } from '../../support/database.ts';
import { aTurn, says } from '../../support/queues.ts';
import { type Arguments, callWithin, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

/** What grows with every chat. */
const GROWING = [
  'chats',
  'inbox_messages',
  'outbox_messages',
  'conversations',
  'customers',
  'message_cards',
  'leads',
  'orders',
  'payments',
];

/** The tables of these that the work read whole, though hardly anything is in them and nobody has gathered statistics. */
async function readWhole(work: (call: (rpc: string, given: Arguments) => Promise<Row>) => Promise<void>): Promise<string[]> {
  return await asService(database.sql, async (transaction: TransactionSql) => {
    await work((rpc, given) => callWithin(transaction, rpc, given));
    const rows = await transaction`
      select relname from pg_stat_xact_user_tables where schemaname = 'public' and seq_scan > 0 and relname = any (${GROWING}) order by relname`;
    return rows.map(({ relname }) => relname as string);
  });
}

const written = () => ({
  ...{ provider: 'web', account: shop.slug, external_id: randomUUID(), chat: 'ada', sender: 'ada', body: '{}' },
  event: JSON.stringify({ type: 'text', text: 'hello' }),
});

it('takes a message, answers it and settles the answer', async () => {
  const whole = await readWhole(async (call) => {
    await call('accept_inbox_message', written());
    const { message_id } = await call('claim_inbox_message', { worker: 'w' });
    const replies = says('hello', 'how-many');
    const { outbox } = await call('commit_turn', { message_id, worker: 'w', conversation: aTurn(), replies, claim_as: 'w' });
    expect(outbox).toHaveLength(2);
    const results = outbox.map(({ id }: Row) => ({ id, outcome: 'sent', provider_message_id: `p${id}` }));
    expect(await call('settle_outbox_messages', { worker: 'w', results })).toMatchObject({ settled: 2 });
    await call('claim_outbox_messages', { worker: 'w' });
  });
  expect(whole).toEqual([]);
});

it('shows a listing, meets a customer and takes the order', async () => {
  const whole = await readWhole(async (call) => {
    const identity = { provider: 'web', account: shop.slug, external_id: 'grace' };
    await call('show_listing', { actor_id: shop.systemId, code: '2026-001' });
    const { customer } = await call('meet_customer_safe', {
      ...{ actor_id: shop.systemId, consents: [{ kind: 'privacy', version: '1' }] },
      customer: { full_name: 'Grace', language: 'en', identity },
    });
    const lines = [{ listing_id: shop.listingId, quantity: 2 }];
    const placed = await call('quick_order_safe', {
      ...{ actor_id: shop.systemId, acting_customer_id: customer.id, source: 'web', lines, currency: 'EUR', payment: { method: 'card' } },
      ...{ idempotency_key: 'first-day', delivery_address: 'Here 1' },
    });
    expect(placed.order.order_code).toMatch(/\d/);
  });
  expect(whole).toEqual([]);
});

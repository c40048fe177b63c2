import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { agree, askExport, choose, quietNow } from '../../support/private-things.ts';
import { claimOutbox, clearQueues, earlier, meet, outboxOf, says, turn } from '../../support/queues.ts';
import { asDeskRpc, call, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let chat: string;
let chatId: string;
let id: string;
let count = 0;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

/** Somebody who has not written for an hour, and in whose quiet hours it is now. */
beforeEach(async () => {
  count += 1;
  chat = `asleep-${count}`;
  await clearQueues(database.sql, shop);
  ({ chatId } = await turn(database.sql, shop, chat, []));
  id = (await meet(database.sql, shop, chat)).id;
  await choose(database.sql, shop, id, { quiet: await quietNow(database.sql, shop) });
  await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`update public.chats set last_inbound_at = now() - interval '1 hour' where id = ${chatId}`,
  );
});

const order = async () => (await quickOrder(database.sql, shop, { acting_customer_id: id, customer: undefined })).order;
const goesOut = async () => (await claimOutbox(database.sql)).map(({ phrase_key }) => phrase_key);
const broadcast = (key: string) =>
  asDeskRpc(
    database.sql,
    shop,
    (sql) =>
      sql`insert into public.outbox_messages ${sql({ desk_id: shop.deskId, customer_id: id, phrase_key: key, kind: 'broadcast', lane: 'broadcast' })} returning id`,
  );
const endOf = async (key: string) =>
  (await database.sql`select status, last_error from public.outbox_messages where customer_id = ${id} and phrase_key = ${key}`)[0];

describe('in somebody’s quiet hours', () => {
  it('the news of an order waits until they end, and comes then', async () => {
    await order();
    expect(await goesOut()).toEqual([]);
    const [waits] = await database.sql`
      select status, due_at = private.left_in_peace(${id}, now()) as until_then from public.outbox_messages where customer_id = ${id}`;
    expect(waits).toEqual({ status: 'waiting', until_then: true });
    await choose(database.sql, shop, id, { quiet: 'off' });
    await earlier(database.sql, shop, 'outbox_messages', 'due_at', '3 hours');
    expect(await goesOut()).toEqual(['notice-order-created']);
  });

  it('the news of an order comes at once to who has just written', async () => {
    await turn(database.sql, shop, chat, []);
    await order();
    expect(await goesOut()).toEqual(['notice-order-created']);
  });

  it('a file that was asked for comes at once', async () => {
    const asked = await askExport(database.sql, shop, id, chatId);
    await call(database.sql, 'claim_export', { worker: 'w' });
    await call(database.sql, 'settle_export', { export_id: asked.export.id, worker: 'w' });
    expect(await goesOut()).toEqual(['export-ready']);
  });

  it('the words of a person come at once', async () => {
    await call(database.sql, 'take_conversation_safe', { actor_id: shop.managerId, chat_id: chatId });
    await call(database.sql, 'say_in_chat_safe', { actor_id: shop.managerId, chat_id: chatId, text: 'Good evening' });
    expect(await goesOut()).toEqual(['person-joined', 'staff-says']);
  });

  it('the answer to what they write now does not wait', async () => {
    await turn(database.sql, shop, chat, says('hello'));
    expect(await goesOut()).toEqual(['hello']);
  });

  it('an offer waits even for who agreed to offers', async () => {
    await agree(database.sql, shop, id, 'marketing');
    await broadcast('an-offer');
    expect(await goesOut()).toEqual([]);
    expect(await endOf('an-offer')).toEqual({ status: 'waiting', last_error: null });
  });
});

describe('after STOP', () => {
  beforeEach(async () => {
    await agree(database.sql, shop, id, 'marketing');
    await choose(database.sql, shop, id, { quiet: 'off' });
  });

  it('an offer is never sent, neither one that waited nor a later one, and START does not bring it back', async () => {
    await broadcast('offer-that-waited');
    await choose(database.sql, shop, id, { stopped: true });
    expect(await endOf('offer-that-waited')).toEqual({ status: 'cancelled', last_error: 'stopped' });
    await broadcast('a-later-offer');
    expect(await goesOut()).toEqual([]);
    expect(await endOf('a-later-offer')).toEqual({ status: 'cancelled', last_error: 'stopped' });
    await choose(database.sql, shop, id, { stopped: false });
    await broadcast('offer-after-start');
    expect(await goesOut()).toEqual(['offer-after-start']);
  });

  it('the news of one’s own orders still comes, and so does an answer', async () => {
    await choose(database.sql, shop, id, { stopped: true });
    await order();
    expect(await goesOut()).toEqual(['notice-order-created']);
    await clearQueues(database.sql, shop);
    await turn(database.sql, shop, chat, says('hello'));
    expect(await goesOut()).toEqual(['hello']);
  });
});

it('an offer is not sent to who never agreed, nor to who took it back', async () => {
  await choose(database.sql, shop, id, { quiet: 'off' });
  await broadcast('not-asked-for');
  expect([await goesOut(), await endOf('not-asked-for')]).toEqual([[], { status: 'cancelled', last_error: 'no_consent' }]);
  await agree(database.sql, shop, id, 'marketing');
  await broadcast('taken-back');
  await agree(database.sql, shop, id, 'marketing', false);
  expect([await goesOut(), await endOf('taken-back')]).toEqual([[], { status: 'cancelled', last_error: 'no_consent' }]);
  expect((await outboxOf(database.sql, chatId)).length).toBe(0);
});

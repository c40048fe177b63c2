import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson, handoverOf, turnOf, writesToPerson } from '../../support/handed-over.ts';
import { claimOutbox, clearQueues, earlier, openAccount, outboxOf, sent, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const tell = (chatId: string, text: string | undefined, given = {}) =>
  call(database.sql, 'say_in_chat_safe', { actor_id: shop.managerId, chat_id: chatId, text, ...given });

it('says it in the chat, in order, and the customer waits no more', async () => {
  const chatId = await callPerson(database.sql, shop, 'words');
  expect(await handoverOf(database.sql, chatId)).toMatchObject({ waiting_since: expect.any(Date), alarm_at: expect.any(Date) });
  await tell(chatId, 'Good morning');
  await tell(chatId, 'How can I help?');
  expect(await handoverOf(database.sql, chatId)).toMatchObject({ waiting_since: null, alarm_at: null, taken_by: shop.managerId });
  const rows = await claimOutbox(database.sql);
  expect(rows.map(({ reply }) => reply.text)).toEqual([
    [
      { key: 'person-joined', params: { name: 'A manager' } },
      { key: 'staff-says', params: { name: 'A manager', text: 'Good morning' } },
    ],
    [{ key: 'staff-says', params: { name: 'A manager', text: 'How can I help?' } }],
  ]);
  await sent(database.sql, rows);
  await writesToPerson(database.sql, shop, 'words');
  expect(await handoverOf(database.sql, chatId)).toMatchObject({ waiting_since: expect.any(Date) });
});

it('says it once however often it is called with its key', async () => {
  const { chat } = await turnOf(database.sql, shop, 'once', 'bot');
  const key = { idempotency_key: 'words-1' };
  const answers = await Promise.all([1, 2, 3].map(() => tell(chat.id, 'Hello', key)));
  expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  expect(new Set(answers.map(({ message_ids }) => JSON.stringify(message_ids))).size).toBe(1);
  expect(await outboxOf(database.sql, chat.id)).toHaveLength(1);
  await expectRefusal(tell(chat.id, 'Something else', key), 'IDEMPOTENCY_CONFLICT');
});

it('waits for what the bot still has to say', async () => {
  await clearQueues(database.sql, shop);
  const { chatId } = await turn(database.sql, shop, 'after');
  await tell(chatId, 'Now me');
  const rows = await claimOutbox(database.sql);
  expect(rows.map(({ phrase_key }) => phrase_key)).toEqual(['hello', 'person-joined']);
});

it('needs words or a paper, and no paper of anybody else', async () => {
  const chatId = await callPerson(database.sql, shop, 'papers');
  await expectRefusal(tell(chatId, '  '), 'BAD_INPUT');
  await expectRefusal(tell(chatId, undefined), 'BAD_INPUT');
  const { customer } = await call(database.sql, 'meet_customer_safe', {
    actor_id: shop.systemId,
    customer: { full_name: 'Ada', identity: { provider: 'web', account: shop.slug, external_id: 'papers' } },
  });
  const { customer: other } = await call(database.sql, 'meet_customer_safe', {
    actor_id: shop.systemId,
    customer: { full_name: 'Bob', identity: { provider: 'web', account: shop.slug, external_id: 'another' } },
  });
  const attach = (customerId: string, path: string) =>
    call(database.sql, 'attach_document_safe', { actor_id: shop.managerId, type: 'photo', storage_path: path, customer_id: customerId });
  await attach(customer.id, 'papers/hers.pdf');
  await attach(other.id, 'papers/his.pdf');
  await expectRefusal(tell(chatId, 'Look', { document_path: 'papers/his.pdf' }), 'NOT_FOUND');
  await tell(chatId, undefined, { document_path: 'papers/hers.pdf' });
  const [row] = await database.sql`select reply from public.outbox_messages where chat_id = ${chatId} order by id desc limit 1`;
  expect(row?.reply).toEqual({
    kind: 'document',
    path: 'papers/hers.pdf',
    name: 'hers.pdf',
    caption: { key: 'staff-sends', params: { name: 'A manager' } },
  });
});

it('types nothing into a closed WhatsApp window that would look sent', async () => {
  const account = await openAccount(database.sql, shop, {}, 'whatsapp');
  const { chatId } = await turn(database.sql, shop, 'wa', [], account);
  await tell(chatId, 'In time');
  await earlier(database.sql, shop, 'chats', 'last_inbound_at', '24 hours');
  await expectRefusal(tell(chatId, 'Too late'), 'WINDOW_CLOSED');
  expect(await outboxOf(database.sql, chatId)).toHaveLength(1);
});

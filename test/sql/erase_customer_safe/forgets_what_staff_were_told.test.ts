import { expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { accept, chatWhole, claimOutbox } from '../../support/queues.ts';
import { advance, asDeskRpc, call, openShop } from '../../support/shop.ts';

const database = useDatabase();

const SECRET = 'It is for the wedding of Ada Lovelace';

/** What the web chat of this person shows of the desk. */
const shownIn = async (chatId: string) =>
  (await database.sql`select content from public.web_messages where chat_id = ${chatId} order by id`).map(({ content }) => content);

it('takes the words of a forgotten customer out of what their manager was shown, and leaves what was said of others', async () => {
  const shop = await openShop(database.sql);
  await asDeskRpc(
    database.sql,
    shop,
    (sql) => sql`insert into public.staff_identities (desk_id, staff_id, provider, account, external_id)
      values (${shop.deskId}, ${shop.agentId}, 'web', ${shop.slug}, 'the-agent')`,
  );
  const { claim: theirs } = await accept(database.sql, shop, 'the-agent', { claim_as: 'w' });
  const ada = await chatWhole(database.sql, shop, 'ada');
  const bob = await chatWhole(database.sql, shop, 'bob');
  for (const { orderId, customerId, chatId } of [ada, bob]) {
    await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: orderId, staff_id: shop.agentId });
    const own = { actor_id: shop.systemId, acting_customer_id: customerId };
    await call(database.sql, 'ask_about_order_safe', { ...own, order_id: orderId, chat_id: chatId, question: SECRET });
  }
  // Given their places; how soon each is sent is the channel's to say.
  await claimOutbox(database.sql);
  const routed = await database.sql`select id, params from public.outbox_messages where chat_id = ${theirs.chat.id} order by id`;
  for (const { id, params } of routed) await call(database.sql, 'deliver_web_message', { outbox_id: id, content: { text: params } });
  const before = await shownIn(theirs.chat.id);
  expect(before.filter((content) => JSON.stringify(content).includes(SECRET))).toHaveLength(2);

  await advance(database.sql, shop.ownerId, ada.orderId, 'cancelled', { reason: 'no interest' });
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: ada.customerId });
  const after = await shownIn(theirs.chat.id);
  expect(after).toHaveLength(before.length);
  expect(after.filter((content) => JSON.stringify(content).includes(SECRET))).toHaveLength(1);
  const [told] = await database.sql`select count(*)::int as times from public.outbox_messages where params::text like ${`%${SECRET}%`}`;
  expect(told?.times).toBe(1);
});

import { expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { assigns, inChat, sweepStaff } from '../../support/offers.ts';
import { accept, chatWhole, claimOutbox } from '../../support/queues.ts';
import { advance, asDeskRpc, call, captureLead, openShop } from '../../support/shop.ts';

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

/** Shows in the web chat what is being sent there of this entity, in words that name nobody: it is known by what it is about. */
async function showAll(entity: string): Promise<number[]> {
  await claimOutbox(database.sql);
  const rows =
    await database.sql`select id, reply from public.outbox_messages where entity = ${entity} and status = 'claimed' and chat_id is not null`;
  for (const { id, reply } of rows)
    await call(database.sql, 'deliver_web_message', { outbox_id: id, content: { text: SECRET, choices: reply.choices } });
  return rows.map(({ id }) => id);
}
const shown = async (ids: number[]) =>
  (await database.sql`select content from public.web_messages where outbox_id = any (${ids})`).map(({ content }) => content);

it('takes an offer of their work out of the chats it was shown in', async () => {
  const shop = await openShop(database.sql);
  await inChat(database.sql, shop, shop.managerId);
  const { lead, customer } = await captureLead(database.sql, shop, { comment: SECRET });
  await sweepStaff(database.sql);
  const offers = await showAll('offer');
  expect(JSON.stringify(await shown(offers))).toContain(SECRET);
  const rejected = { lead_id: lead.id, new_status: 'rejected', reason: 'lost' };
  await call(database.sql, 'advance_lead_status_safe', { actor_id: shop.managerId, ...rejected });
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: customer.id });
  expect(await shown(offers)).toEqual(offers.map(() => ({})));
});

it('takes what somebody leaves at the end of a shift out of their chat when it is about them, and only then', async () => {
  const shop = await openShop(database.sql);
  await assigns(database.sql, shop, 'by_hand');
  const theirs = await inChat(database.sql, shop, shop.managerId);
  const [ada, bob] = [await chatWhole(database.sql, shop, 'ada'), await chatWhole(database.sql, shop, 'bob')];
  const told: number[] = [];
  for (const [place, { orderId }] of [ada, bob].entries()) {
    const [row] = await asDeskRpc(
      database.sql,
      shop,
      (sql) => sql`insert into public.outbox_messages (desk_id, staff_id, phrase_key, entity, entity_id, chat_id, account_id, chat_seq)
        select c.desk_id, c.staff_id, 'staff-shift-leaves', 'shift', c.staff_id, c.id, c.account_id, 1000 + ${place}
        from public.chats as c where c.id = ${theirs} returning id::int`,
    );
    const [{ order_code } = {}] = await database.sql`select order_code from public.orders where id = ${orderId}`;
    const choices = [{ label: SECRET.slice(0, 20), action: `s1:pass:${order_code}:abcdef01` }];
    await call(database.sql, 'deliver_web_message', { outbox_id: row?.['id'], content: { paragraphs: [], choices } });
    told.push(row?.['id']);
  }
  await advance(database.sql, shop.ownerId, ada.orderId, 'cancelled', { reason: 'no interest' });
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: ada.customerId });
  expect((await shown(told)).filter((content) => JSON.stringify(content) !== '{}')).toHaveLength(1);
});

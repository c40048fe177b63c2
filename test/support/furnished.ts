import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import { groupAndTopic, hoursAndAHandover } from './handed-over.ts';
import { offeredWork } from './offers.ts';
import { aPerson, rpc, type Shop, sellWhole } from './people.ts';
import { proposalWhole } from './proposals.ts';
import { aCategory, chatWhole, storyOf } from './queues.ts';
import { sweptFiles } from './sent-files.ts';
import { asDeskRpc } from './shop.ts';
import { giveBack, paidInStars } from './tills.ts';

/** Three sales, of the agent, of a colleague and of nobody, and something in every other table. Gives a customer's login. */
export async function furnish(sql: Sql, shop: Shop): Promise<string> {
  for (const assignee of [shop.agent.id, shop.colleague.id]) await sellWhole(sql, shop, assignee);
  const { subject } = await sellWhole(sql, shop, null);
  const listing = { actor_id: shop.manager.id, title: { en: 'Road bike' }, price: 5, currency: 'EUR', idempotency_key: 'first' };
  await rpc(sql, 'create_listing_safe', listing);
  await rpc(sql, 'invite_staff_safe', { actor_id: shop.admin.id, display_name: 'Somebody new' });
  const chat = await chatWhole(sql, shop);
  await proposalWhole(sql, shop, chat);
  await storyOf(sql, shop, chat);
  await joinAndAsk(sql, shop, chat);
  await aCategory(sql, shop);
  await hoursAndAHandover(sql, shop);
  await aGroupThatWas(sql, shop);
  await offeredWork(sql, shop);
  await sweptFiles(sql, shop);
  await rpc(sql, 'record_transfer_safe', { actor_id: shop.systemId, amount: 5, currency: 'EUR', payer: 'Somebody' });
  await giveBack(sql, shop, await paidInStars(sql, shop, shop.agent.id));
  for (const assignee of [shop.colleague.id, null]) await wishFor(sql, shop, assignee);
  await rpc(sql, 'seal_audit_safe', { actor_id: shop.systemId });
  return subject;
}

async function aGroupThatWas(sql: Sql, shop: Shop): Promise<void> {
  const [account] = await sql`select id from public.channel_accounts where desk_id = ${shop.deskId} limit 1`;
  const { groupId } = await groupAndTopic(sql, shop, account?.id, null, '1');
  await asDeskRpc(
    sql,
    shop,
    (transaction) => transaction`update public.staff_groups set ended_at = now(), ended_by = 'staff' where id = ${groupId}`,
  );
}

/** A lead with a link, of the one named, or of nobody. */
async function wishFor(sql: Sql, shop: Shop, assignee: string | null): Promise<void> {
  const wish = { actor_id: shop.systemId, source: 'web', customer: aPerson(), item_url: 'https://ads.example/1' };
  const { lead } = await rpc(sql, 'capture_lead_safe', wish);
  await rpc(sql, 'assign_lead_safe', { actor_id: shop.manager.id, lead_id: lead.id, staff_id: assignee });
}

/** What somebody's chat leaves besides words: a code for another channel and one that led nowhere, and a file of their data. */
async function joinAndAsk(sql: Sql, desk: Shop, { chatId, customerId }: { chatId: string; customerId: string }): Promise<void> {
  const whose = { desk_id: desk.deskId, customer_id: customerId, chat_id: chatId };
  const of = { desk_id: desk.deskId, chat_id: chatId };
  const now = new Date();
  const digest = createHash('sha256').update(chatId).digest('hex');
  await asDeskRpc(sql, desk, async (transaction) => {
    await transaction`insert into public.link_codes ${transaction({ ...whose, digest, expires_at: now, ended_at: now })}`;
    await transaction`insert into public.link_attempts ${transaction(of)}`;
    await transaction`insert into public.staff_exports ${transaction({ desk_id: desk.deskId, staff_id: desk.manager.id, what: 'orders', path: `exports/${chatId}.csv`, gone_at: now })}`;
    await transaction`insert into public.customer_exports ${transaction({ ...whose, path: `exports/${chatId}.json`, gone_at: now })}`;
  });
}

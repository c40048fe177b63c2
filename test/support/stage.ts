import type { Sql } from 'postgres';
import { groupAndTopic } from './handed-over.ts';
import { aPayer, reportPaid } from './payers.ts';
import { aPerson, finish, openShop, pay, rpc, type Sale, type Shop, SUPPLIER, sell, sellWhole } from './people.ts';
import { accept, aTurn, chatWhole, closeConversation, commit, meet, openAccount, says, turn } from './queues.ts';
import { sendFile } from './sent-files.ts';
import { asDeskRpc } from './shop.ts';
import { aTill, type Bill, claimRefunds, giveBack, offerInvoice, paidInStars, type Till } from './tills.ts';

type Whole = Awaited<ReturnType<typeof sellWhole>>;

/** What stands at a desk when a bad call comes: something for every command to work on. */
export type Stage = {
  shop: Shop;
  fresh: { leadId: string; customerId: string; orderId: string };
  awaiting: Sale;
  whole: Whole;
  finished: Whole;
  plannedPaymentId: string;
  travellingId: string;
  travellingOrderId: string;
  code: string;
  chat: {
    chatId: string;
    customerId: string;
    orderId: string;
    settledId: number;
    claimedId: number;
    unshownId: number;
    claimedOutboxId: number;
    fileLine: string;
    calledChatId: string;
    takenChatId: string;
  };
  /** The staff's group at a bot, and a topic of it. */
  group: { provider: string; account: string; chat: string; thread: string; topicId: string };
  exportId: string;
  /** A table the manager asked for, in the hands of worker w. */
  staffExportId: string;
  /** The link of a wish, which worker w is looking up. */
  lookupId: string;
  /** A customer's order with an offer of the staff, one with a proposal of its customer, and a cart that was left. */
  offered: { customerId: string; orderCode: string; proposalId: string };
  wished: { proposalId: string };
  /** What a customer says to have paid, and money without an order. */
  inbox: { taskId: string; transferId: string };
  left: { chatId: string; cartId: string };
  /** An invoice that can be paid, and Stars that worker w is giving back. */
  till: Till & Bill & { refundId: string };
};

export async function setStage(sql: Sql): Promise<Stage> {
  const shop = await openShop(sql);
  const { lead, customer } = await rpc(sql, 'capture_lead_safe', { actor_id: shop.systemId, source: 'web', customer: aPerson() });
  const lines = [{ title: 'Bell' }];
  const { order } = await rpc(sql, 'create_order_safe', { actor_id: shop.systemId, customer_id: customer.id, lines });
  const finished = await sellWhole(sql, shop);
  await finish(sql, shop, finished.orderId);
  const whole = await sellWhole(sql, shop);
  const travelling = await sellWhole(sql, shop);
  const send = { actor_id: shop.systemId, shipment_id: travelling.shipmentId, new_status: 'in_transit' };
  await rpc(sql, 'advance_shipment_safe', send);
  const planned = await pay(sql, shop.manager.id, whole.orderId, { ...SUPPLIER, status: 'planned' });
  const { code } = await rpc(sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Olga' });
  const fresh = { leadId: lead.id, customerId: customer.id, orderId: order.id };
  const stage = {
    shop,
    fresh,
    whole,
    finished,
    plannedPaymentId: planned.payment.id,
    travellingId: travelling.shipmentId,
    travellingOrderId: travelling.orderId,
    code,
  };
  const proposals = {
    ...{ offered: await offer(sql, shop), wished: await wish(sql, shop), left: await leaveCart(sql, shop) },
    inbox: await moneyIn(sql, shop),
  };
  const chat = await talk(sql, shop);
  return {
    ...stage,
    ...proposals,
    awaiting: await sell(sql, shop),
    chat,
    exportId: await askExport(sql, shop),
    staffExportId: await askTable(sql, shop),
    lookupId: await lookUp(sql, shop),
    group: await aGroup(sql, shop, chat.takenChatId),
    till: await openTill(sql, shop),
  };
}

const another = [{ position: 1, quantity: 2 }];

async function offer(sql: Sql, shop: Shop): Promise<Stage['offered']> {
  const { orderId, orderCode, customerId } = await sell(sql, shop);
  const { proposal } = await rpc(sql, 'propose_edit_safe', { actor_id: shop.manager.id, order_id: orderId, lines: another });
  return { customerId, orderCode, proposalId: (proposal as { id: string }).id };
}

async function wish(sql: Sql, shop: Shop): Promise<Stage['wished']> {
  const { orderId, customerId } = await sell(sql, shop);
  const wished = { actor_id: shop.systemId, acting_customer_id: customerId, order_id: orderId, lines: another };
  const { proposal } = await rpc(sql, 'propose_edit_safe', wished);
  return { proposalId: (proposal as { id: string }).id };
}

async function moneyIn(sql: Sql, shop: Shop): Promise<Stage['inbox']> {
  await sql`update public.payment_methods set offered = true where desk_id = ${shop.deskId} and code = 'bank_transfer'`;
  const report = await reportPaid(sql, shop, await aPayer(sql, shop));
  const { transfer } = await rpc(sql, 'record_transfer_safe', { actor_id: shop.systemId, amount: 7, currency: 'EUR', reference: 'RF1' });
  return { taskId: String(report.task_id), transferId: (transfer as { id: string }).id };
}

/** Somebody chooses something and says nothing more: a day later it is kept. */
async function leaveCart(sql: Sql, shop: Shop): Promise<Stage['left']> {
  const { claim } = await accept(sql, shop, 'left', { claim_as: 'w' });
  await commit(sql, claim.message_id, {
    conversation: aTurn({ slots: { cart: { lines: [{ listing_id: shop.listingId, quantity: 1 }] } } }),
  });
  await closeConversation(sql, shop, claim.chat.id);
  const [cart] = await sql`select id from public.saved_carts where chat_id = ${claim.chat.id}`;
  return { chatId: claim.chat.id, cartId: cart?.id };
}

async function openTill(sql: Sql, shop: Shop): Promise<Stage['till']> {
  const paid = await paidInStars(sql, shop);
  await giveBack(sql, shop, paid);
  const [refund] = await claimRefunds(sql, paid);
  const till = await aTill(sql, shop);
  return { ...till, ...(await offerInvoice(sql, shop, till)), refundId: refund?.id ?? '' };
}

/** A person whose data is being put together for them. */
async function askExport(sql: Sql, shop: Shop): Promise<string> {
  const { chatId } = await turn(sql, shop, 'curious');
  const { id } = await meet(sql, shop, 'curious');
  const asked = await rpc(sql, 'ask_export_safe', { actor_id: shop.systemId, acting_customer_id: id, chat_id: chatId });
  await rpc(sql, 'claim_export', { worker: 'w' });
  return (asked.export as { id: string }).id;
}

/** Somebody wishes for what a page offers, and the page is being looked at. */
async function lookUp(sql: Sql, shop: Shop): Promise<string> {
  const wish = { actor_id: shop.systemId, source: 'web', customer: aPerson(), item_url: 'https://ads.example/2' };
  const { lead } = await rpc(sql, 'capture_lead_safe', wish);
  await rpc(sql, 'claim_link_lookups', { worker: 'w', batch: 100 });
  const [lookup] = await sql`select id from public.link_lookups where lead_id = ${lead.id}`;
  return lookup?.id;
}

async function aGroup(sql: Sql, shop: Shop, chatId: string): Promise<Stage['group']> {
  const bot = await openAccount(sql, shop);
  const [row] = await sql`select id from public.channel_accounts where account = ${bot.account}`;
  const { topicId } = await groupAndTopic(sql, shop, row?.id, chatId, '77');
  return { ...bot, chat: '-1001', thread: '77', topicId };
}

/** A chat with a turn that has ended, one under way, and replies that are being sent. */
async function talk(sql: Sql, shop: Shop): Promise<Stage['chat']> {
  const { messageId, chatId, customerId, orderId } = await chatWhole(sql, shop, 'stage');
  const { claim } = await accept(sql, shop, 'stage', { claim_as: 'w' });
  const { claim: other } = await accept(sql, shop, 'stage-2', { claim_as: 'w' });
  const { outbox } = await commit(sql, other.message_id, { replies: says('hello', 'hello'), claim_as: 'd' });
  const file = await sendFile(sql, shop, 'stage-file');
  const { claim: called } = await accept(sql, shop, 'stage-3', { claim_as: 'w' });
  const { claim: taken } = await accept(sql, shop, 'stage-4', { claim_as: 'w' });
  const [calledChatId, takenChatId] = [called.chat.id as string, taken.chat.id as string];
  await rpc(sql, 'call_person_safe', { actor_id: shop.systemId, chat_id: calledChatId });
  await rpc(sql, 'take_conversation_safe', { actor_id: shop.agent.id, chat_id: takenChatId });
  return {
    chatId,
    customerId,
    orderId,
    calledChatId,
    takenChatId,
    fileLine: `person:${file.messageId}`,
    settledId: messageId,
    claimedId: claim.message_id,
    unshownId: outbox[0].id,
    claimedOutboxId: outbox[1].id,
  };
}

async function askTable(sql: Sql, shop: Shop): Promise<string> {
  const { export_id } = await rpc(sql, 'ask_staff_export_safe', { actor_id: shop.manager.id, what: 'orders' });
  await asDeskRpc(
    sql,
    shop,
    (transaction) => transaction`
    update public.staff_exports set lease_by = 'w', lease_until = now() + interval '1 hour', attempts = 1 where id = ${String(export_id)}`,
  );
  return String(export_id);
}

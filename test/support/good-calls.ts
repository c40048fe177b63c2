import { GROUP_CALLS } from './good-calls-of-groups.ts';
import { STAFF_CALLS } from './good-calls-of-staff.ts';
import type { Args } from './people.ts';
import { aTurn } from './queues.ts';
import type { Stage } from './stage.ts';

const line = {
  title: 'Road bike',
  item_url: 'https://ads.example/1',
  item_snapshot: { price: 100 },
  quantity: 1,
  unit_price: 100,
  discount_amount: 1,
  tax_rate: 0.19,
  tax_included: true,
};
const money = { amount: 100, currency: 'EUR', direction: 'incoming', role: 'client_payment', method: 'cash', status: 'completed' };
const refund = { ...money, amount: 10, direction: 'outgoing', role: 'refund', refund_reason: 'returned' };
const person = {
  ...{ full_name: 'Ivan Ivanov', phone: '+4917700000', phone_verified: true, email: 'ivan@example.com', language: 'de', country: 'DE' },
  identity: { provider: 'telegram', account: 'our_bot', external_id: '4711' },
};

/** A call of every function of the API that is accepted, as staff and, where customers may, for a customer. */
export const CALLS: Record<string, Array<(stage: Stage) => Args>> = {
  ...STAFF_CALLS,
  ...GROUP_CALLS,
  accept_inbox_message: [
    ({ shop }) => ({
      ...{ provider: 'web', account: shop.slug, external_id: 'update-1', chat: 'chat-1', sender: 'chat-1', body: '{}' },
      ...{ event: '{"type":"text"}', sender_name: 'Ann', language: 'en', claim_as: 'w', lease_seconds: 30 },
    }),
  ],
  accept_invitation_safe: [({ code }) => ({ code, provider: 'telegram', external_id: '4711', account: 'bot', language: 'en' })],
  advance_lead_status_safe: [
    ({ shop, fresh }) => ({ actor_id: shop.manager.id, lead_id: fresh.leadId, new_status: 'in_progress', reason: 'why', notes: 'x' }),
    ({ shop, fresh }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: fresh.customerId, lead_id: fresh.leadId },
      ...{ new_status: 'rejected', reason: 'customer_withdrew' },
    }),
  ],
  advance_order_status_safe: [
    ({ shop, whole }) => ({ actor_id: shop.manager.id, order_id: whole.orderId, new_status: 'in_delivery', reason: 'why' }),
    ({ shop, awaiting }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: awaiting.customerId, order_id: awaiting.orderId },
      ...{ new_status: 'cancelled', reason: 'no money' },
    }),
  ],
  advance_payment_safe: [
    ({ shop, plannedPaymentId }) => ({
      ...{ actor_id: shop.manager.id, payment_id: plannedPaymentId, new_status: 'completed', external_reference: 'bank:1' },
    }),
  ],
  advance_shipment_safe: [
    ({ shop, whole }) => ({
      ...{ actor_id: shop.manager.id, shipment_id: whole.shipmentId, new_status: 'in_transit', tracking_number: 'RB1', reason: 'why' },
    }),
  ],
  advance_task_safe: [
    ({ shop, whole }) => ({ actor_id: shop.manager.id, task_id: whole.taskId, new_status: 'done', resolution: 'done', reason: 'why' }),
  ],
  answer_proposal_safe: [
    ({ shop, wished }) => ({ actor_id: shop.manager.id, proposal_id: wished.proposalId, answer: 'decline', note: 'no' }),
    ({ shop, offered: { customerId, proposalId } }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: customerId, proposal_id: proposalId, answer: 'accept' },
    }),
  ],
  ask_about_order_safe: [
    ({ shop, chat }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: chat.customerId, order_id: chat.orderId, chat_id: chat.chatId },
      ...{ question: 'When does it come?', message_id: chat.settledId },
    }),
  ],
  ask_erasure_safe: [({ shop, whole }) => ({ actor_id: shop.systemId, acting_customer_id: whole.customerId })],
  ask_export_safe: [({ shop, chat }) => ({ actor_id: shop.systemId, acting_customer_id: chat.customerId, chat_id: chat.chatId })],
  assign_lead_safe: [({ shop, fresh }) => ({ actor_id: shop.manager.id, lead_id: fresh.leadId, staff_id: shop.agent.id })],
  assign_order_safe: [({ shop, fresh }) => ({ actor_id: shop.manager.id, order_id: fresh.orderId, staff_id: shop.agent.id })],
  approve_checkout_safe: [
    ({ till }) => ({
      provider: 'telegram',
      account: till.account,
      payload: till.payload,
      payer: till.sender,
      charged: 10_000,
      charged_in: 'EUR',
    }),
  ],
  attach_document_safe: [
    ({ shop, whole }) => ({ actor_id: shop.manager.id, type: 'photo', storage_path: 'a/b.jpg', order_id: whole.orderId }),
    ({ shop, whole: { customerId, orderId } }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: customerId, type: 'photo', storage_path: 'a/b.jpg', order_id: orderId },
    }),
  ],
  call_person_safe: [({ shop, chat }) => ({ actor_id: shop.systemId, chat_id: chat.chatId, about: 'an order' })],
  capture_lead_safe: [
    ({ shop }) => ({
      ...{ actor_id: shop.systemId, source: 'telegram', customer: person, item_url: 'https://ads.example/1', item_snapshot: { price: 1 } },
      ...{ comment: 'hello', budget_amount: 10, budget_currency: 'EUR' },
    }),
    ({ shop, fresh }) => ({ actor_id: shop.systemId, acting_customer_id: fresh.customerId, source: 'telegram', customer: person }),
  ],
  change_address_safe: [
    ({ shop, awaiting }) => ({ actor_id: shop.manager.id, order_id: awaiting.orderId, delivery_address: 'There 2' }),
    ({ shop, awaiting }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: awaiting.customerId, order_id: awaiting.orderId },
      delivery_address: 'There 2',
    }),
  ],
  change_staff_role_safe: [({ shop }) => ({ actor_id: shop.ownerId, staff_id: shop.agent.id, role: 'manager' })],
  check_books: [({ shop }) => ({ actor_id: shop.admin.id })],
  choose_settings_safe: [
    ({ shop, chat }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: chat.customerId },
      changes: { stopped: true, preferred_channel: 'web', quiet: { from: '22:00', until: '08:00' } },
    }),
  ],
  claim_export: [() => ({ worker: 'w', lease_seconds: 60 })],
  claim_inbox_message: [() => ({ worker: 'w', lease_seconds: 30 })],
  claim_charge_refunds: [() => ({ worker: 'w', provider: 'telegram', accounts: ['7000000000'], batch: 4, lease_seconds: 30 })],
  claim_link_lookups: [() => ({ worker: 'w', batch: 4, lease_seconds: 30 })],
  claim_outbox_messages: [() => ({ worker: 'd', batch: 50, lease_seconds: 60 })],
  commit_turn: [
    ({ chat }) => ({
      ...{ message_id: chat.claimedId, worker: 'w', claim_as: 'd', tells_of: ['00000000-0000-4000-8000-000000000000'] },
      conversation: aTurn({ slots: { item: 'bike' }, timeout: { name: 'nudge', after_minutes: 5 }, park: 'with-a-person' }),
      replies: [
        { kind: 'text', text: [{ key: 'hello', params: { name: 'Ann' } }], choices: [{ label: { key: 'yes-please' }, action: 'yes' }] },
        { kind: 'card', title: { key: 'summary' }, rows: [] },
        { kind: 'document', path: 'a/b.pdf', name: 'b.pdf', caption: { key: 'your-invoice' } },
      ],
    }),
  ],
  confirm_receipt_safe: [({ shop, travellingId }) => ({ actor_id: shop.manager.id, shipment_id: travellingId })],
  create_listing_safe: [
    ({ shop }) => ({
      ...{ actor_id: shop.manager.id, title: { en: 'Bike' }, description: { en: 'Fast' }, price: 5, currency: 'EUR' },
      ...{ kind: 'item', status: 'active', owner_id: shop.agent.id },
    }),
  ],
  create_order_from_cart_safe: [
    ({ shop, fresh }) => ({
      ...{ actor_id: shop.systemId, customer_id: fresh.customerId, acting_customer_id: fresh.customerId, lines: [line] },
      ...{ payment: { method: 'card' }, currency: 'EUR', payment_terms: 'prepaid' },
    }),
    ({ shop, fresh }) => ({ actor_id: shop.manager.id, customer_id: fresh.customerId, lines: [line], payment: { method: 'card' } }),
  ],
  create_order_safe: [
    ({ shop, fresh }) => ({ actor_id: shop.manager.id, customer_id: fresh.customerId, lines: [line], commission_amount: 1 }),
    ({ shop, fresh }) => ({ actor_id: shop.systemId, acting_customer_id: fresh.customerId, lead_id: fresh.leadId, lines: [line] }),
  ],
  create_shipment_safe: [
    ({ shop, whole }) => ({
      ...{ actor_id: shop.manager.id, order_id: whole.orderId, provider: 'pickup', tracking_number: 'RB2' },
      estimated_delivery_date: '2026-12-24',
    }),
  ],
  create_task_safe: [
    ({ shop, whole }) => ({
      ...{ actor_id: shop.manager.id, title: 'Call', description: 'now', due_at: '2026-12-24T10:00:00Z', assigned_to: shop.agent.id },
      ...{ order_id: whole.orderId, lead_id: whole.leadId, customer_id: whole.customerId, priority: 'high' },
    }),
  ],
  deactivate_staff_safe: [({ shop }) => ({ actor_id: shop.ownerId, staff_id: shop.agent.id, reason: 'left' })],
  deliver_web_message: [({ chat }) => ({ outbox_id: chat.unshownId, content: { text: 'hello' }, edit: false })],
  erase_customer_safe: [
    ({ shop, finished }) => ({ actor_id: shop.admin.id, customer_id: finished.customerId }),
    ({ shop, finished: { customerId } }) => ({ actor_id: shop.systemId, customer_id: customerId, acting_customer_id: customerId }),
  ],
  explain_turn: [({ chat }) => ({ message_id: chat.settledId })],
  export_customer: [({ shop, finished }) => ({ actor_id: shop.admin.id, customer_id: finished.customerId })],
  fail_inbox_message: [({ chat }) => ({ message_id: chat.claimedId, worker: 'w', error: 'x' })],
  find_web_file: [({ shop, chat }) => ({ account: shop.slug, sender: 'stage-file', line: chat.fileLine })],
  hand_back_safe: [({ shop, chat }) => ({ actor_id: shop.manager.id, chat_id: chat.calledChatId })],
  invite_staff_safe: [({ shop }) => ({ actor_id: shop.ownerId, display_name: 'Ivan', role: 'agent', email: 'ivan@example.com' })],
  keep_chat_file: [
    ({ shop }) => ({
      ...{ provider: 'web', account: shop.slug, sender: 'stage', external_id: 'upload-1', kind: 'image', content_type: 'image/png' },
      ...{ size: 10, digest: 'a'.repeat(64), name: 'a picture.png' },
    }),
  ],
  meet_customer_safe: [
    ({ shop }) => ({
      ...{ actor_id: shop.systemId, customer: person, consents: [{ kind: 'privacy', version: '1' }] },
    }),
  ],
  my_leads: [({ shop, whole }) => ({ actor_id: shop.systemId, acting_customer_id: whole.customerId })],
  my_order: [({ shop, whole }) => ({ actor_id: shop.systemId, acting_customer_id: whole.customerId, order_code: whole.orderCode })],
  my_orders: [({ shop, whole }) => ({ actor_id: shop.systemId, acting_customer_id: whole.customerId, before: '2030-01-01T00:00:00Z' })],
  my_settings: [({ shop, whole }) => ({ actor_id: shop.systemId, acting_customer_id: whole.customerId })],
  offer_link_code_safe: [({ shop, chat }) => ({ actor_id: shop.systemId, acting_customer_id: chat.customerId, chat_id: chat.chatId })],
  my_proposal: [
    ({ shop, offered }) => ({ actor_id: shop.systemId, acting_customer_id: offered.customerId, order_code: offered.orderCode }),
  ],
  offer_invoice_safe: [
    ({ shop, till }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: till.customerId, chat_id: till.chatId },
      ...{ order_code: till.orderCode, method: 'telegram_stars' },
    }),
  ],
  open_channel_safe: [({ shop }) => ({ desk: shop.slug, provider: 'telegram', account: '7000000000', name: '@a_bot' })],
  open_desk_safe: [() => ({ slug: 'another-desk', name: 'A desk', owner_name: 'An owner', owner_language: 'en' })],
  open_till_safe: [({ till }) => ({ provider: 'telegram', account: till.account, takes_cards: true, stars_per_unit: 50 })],
  order_funnel: [({ shop, whole }) => ({ actor_id: shop.manager.id, order_id: whole.orderId })],
  payment_ways: [
    ({ shop, till }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: till.customerId, order_code: till.orderCode, chat_id: till.chatId },
    }),
    ({ shop, awaiting }) => ({ actor_id: shop.systemId, acting_customer_id: awaiting.customerId, order_code: awaiting.orderCode }),
  ],
  price_order_safe: [({ shop, fresh }) => ({ actor_id: shop.manager.id, order_id: fresh.orderId, lines: [line], commission_amount: 1 })],
  propose_edit_safe: [
    ({ shop, awaiting }) => ({
      ...{ actor_id: shop.manager.id, order_id: awaiting.orderId, note: 'cheaper' },
      lines: [{ position: 1, unit_price: 90 }, line],
    }),
    ({ shop, awaiting }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: awaiting.customerId, order_id: awaiting.orderId },
      ...{
        lines: [
          { position: 1, quantity: 2 },
          { listing_id: shop.listingId, quantity: 1, options: {} },
        ],
        note: 'two',
      },
    }),
  ],
  quick_order_safe: [
    ({ shop }) => ({
      ...{ actor_id: shop.systemId, source: 'telegram', customer: person, lines: [line], currency: 'EUR', payment: { method: 'card' } },
      ...{ payment_terms: 'prepaid', delivery_address: 'Here 1', comment: 'ring' },
    }),
    ({ shop, fresh }) => ({ actor_id: shop.systemId, acting_customer_id: fresh.customerId, source: 'telegram', lines: [line] }),
  ],
  rate_order_safe: [
    ({ shop, finished: { customerId, orderId } }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: customerId, order_id: orderId, stars: 1, comment: 'It came broken.' },
    }),
  ],
  reactivate_staff_safe: [({ shop }) => ({ actor_id: shop.ownerId, staff_id: shop.leaver.id })],
  read_chat: [({ shop, chat }) => ({ actor_id: shop.manager.id, chat_id: chat.chatId, most: 10 })],
  read_web_chat: [({ shop }) => ({ account: shop.slug, sender: 'stage', after_version: 0, most: 10 })],
  record_consent_safe: [
    ({ shop, fresh }) => ({
      ...{ actor_id: shop.manager.id, customer_id: fresh.customerId, kind: 'privacy', granted: true, version: '1', source: 'phone call' },
    }),
    ({ shop, fresh: { customerId } }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: customerId, customer_id: customerId },
      ...{ kind: 'marketing', granted: false, version: '1', source: 'web' },
    }),
  ],
  record_charge_given_back_safe: [({ till }) => ({ provider: 'telegram', account: till.account, charge_id: 'charge-1' })],
  record_charge_safe: [
    ({ till }) => ({
      ...{ provider: 'telegram', account: till.account, charge_id: 'charge-1', payload: till.payload, payer: till.sender, charged: 10_000 },
      ...{ charged_in: 'EUR', provider_charge_id: 'p-1', payer_name: 'Ann', payer_language: 'en' },
    }),
  ],
  record_generic_payment_safe: [
    ({ shop, awaiting }) => ({ actor_id: shop.manager.id, order_id: awaiting.orderId, ...money, external_reference: 'bank:2' }),
    ({ shop, whole }) => ({ actor_id: shop.admin.id, order_id: whole.orderId, ...refund, related_payment_id: whole.paymentId }),
  ],
  report_channel_safe: [({ till }) => ({ provider: 'telegram', account: till.account, away: true, error: 'no answer', changed: true })],
  report_till_safe: [({ till }) => ({ provider: 'telegram', account: till.account, error: 'PAYMENT_PROVIDER_INVALID' })],
  report_payment_safe: [
    ({ shop, awaiting }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: awaiting.customerId, order_id: awaiting.orderId },
      ...{ method: 'cash', amount: 40, documents: [] },
    }),
  ],
  redeem_link_code_safe: [({ shop, chat }) => ({ actor_id: shop.systemId, chat_id: chat.chatId, code: 'ABCD-2345' })],
  repeat_order: [({ shop, whole }) => ({ actor_id: shop.systemId, acting_customer_id: whole.customerId, order_code: whole.orderCode })],
  resolve_identity: [({ shop }) => ({ provider: 'supabase', external_id: shop.admin.subject, account: '' })],
  say_in_chat_safe: [({ shop, chat }) => ({ actor_id: shop.manager.id, chat_id: chat.calledChatId, text: 'Good morning' })],
  seal_audit_safe: [({ shop }) => ({ actor_id: shop.admin.id })],
  search_from_outside: [({ shop }) => ({ provider: 'web', account: shop.slug, query: 'road bike', page: 0, page_size: 5 })],
  search_listings: [({ shop }) => ({ actor_id: shop.systemId, query: 'road bike', category: 'bikes', page: 0, page_size: 5 })],
  settle_export: [({ exportId }) => ({ export_id: exportId, worker: 'w' })],
  settle_charge_refund: [
    ({ till }) => ({ worker: 'w', refund_id: till.refundId, outcome: 'retry', problem: 'no answer', retry_after_seconds: 9 }),
    ({ till }) => ({ worker: 'w', refund_id: till.refundId, outcome: 'failed', problem: '400: CHARGE_NOT_FOUND' }),
  ],
  settle_link_lookup: [
    ({ lookupId }) => ({ worker: 'w', lookup_id: lookupId, outcome: 'found', snapshot: { title: 'A bike', price: '5' } }),
    ({ lookupId }) => ({ worker: 'w', lookup_id: lookupId, outcome: 'failed', problem: 'no-answer' }),
  ],
  settle_outbox_messages: [
    ({ chat }) => ({
      worker: 'd',
      results: [{ id: chat.claimedOutboxId, outcome: 'sent', provider_message_id: 'p1', error: 'x', shown_hash: 'h', scope: 'chat' }],
    }),
    ({ chat }) => ({
      worker: 'd',
      results: [{ id: chat.claimedOutboxId, outcome: 'rate_limited', error: 'x', retry_after_seconds: 5, scope: 'account' }],
    }),
  ],
  show_listing: [({ shop }) => ({ actor_id: shop.systemId, code: '2026-001' })],
  sweep_files: [() => ({ removed: ['a/b.jpg'], most: 10 })],
  sync_tracking_safe: [
    ({ shop, whole }) => ({
      actor_id: shop.systemId,
      shipment_id: whole.shipmentId,
      tracking: { place: 'here' },
      new_status: 'in_transit',
    }),
  ],
  take_cart_safe: [({ shop, left }) => ({ actor_id: shop.systemId, chat_id: left.chatId, cart_id: left.cartId, answer: 'take' })],
  take_conversation_safe: [({ shop, chat }) => ({ actor_id: shop.manager.id, chat_id: chat.takenChatId, from_staff_id: shop.agent.id })],
  update_customer_safe: [
    ({ shop, fresh }) => ({
      ...{ actor_id: shop.manager.id, customer_id: fresh.customerId },
      changes: { full_name: 'Anna', phone: '+4915112345678', email: 'a@b', country: 'DE', language: 'de', preferred_channel: 'web' },
    }),
    ({ shop, fresh: { customerId } }) => ({
      ...{ actor_id: shop.systemId, customer_id: customerId, acting_customer_id: customerId },
      changes: { billing_address: 'Here 1', delivery_address: 'There 2' },
    }),
  ],
  update_desk_settings_safe: [
    ({ shop }) => ({
      actor_id: shop.admin.id,
      changes: { paid_policy: 'full', time_zone: 'UTC', default_provider: 'pickup', shipment_required: true, auto_deliver: false },
    }),
  ],
  waiting_chats: [({ shop }) => ({ actor_id: shop.manager.id })],
  web_desk: [({ shop }) => ({ account: shop.slug })],
  weigh_move: [
    ({ shop, whole }) => ({
      ...{ actor_id: shop.systemId, acting_customer_id: whole.customerId, order_code: whole.orderCode, move: 'cancel' },
    }),
  ],
  weigh_moves: [({ shop, whole }) => ({ actor_id: shop.systemId, acting_customer_id: whole.customerId, order_code: whole.orderCode })],
};

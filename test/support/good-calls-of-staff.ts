import type { Args } from './people.ts';
import type { Stage } from './stage.ts';

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

/** The same, of what only the staff's own chat asks for. */
export const STAFF_CALLS: Record<string, Array<(stage: Stage) => Args>> = {
  add_note_safe: [
    ({ shop, whole }) => ({ actor_id: shop.manager.id, words: 'Tall', order_id: whole.orderId, idempotency_key: 'k' }),
    ({ shop, fresh }) => ({ actor_id: shop.manager.id, words: 'Tall', lead_id: fresh.leadId }),
    ({ shop, fresh }) => ({ actor_id: shop.manager.id, words: 'Tall', customer_id: fresh.customerId }),
  ],
  assign_task_safe: [({ shop, whole }) => ({ actor_id: shop.manager.id, task_id: whole.taskId, staff_id: shop.agent.id })],
  postpone_task_safe: [({ shop, whole }) => ({ actor_id: shop.manager.id, task_id: whole.taskId, due_at: '2030-01-01T10:00:00Z' })],
  receive_order_safe: [({ shop, travellingOrderId }) => ({ actor_id: shop.manager.id, order_id: travellingOrderId, idempotency_key: 'k' })],
  ship_order_safe: [
    ({ shop, whole }) => ({
      ...{ actor_id: shop.manager.id, order_id: whole.orderId, provider: 'rusbid', tracking_number: 'RB-1' },
      ...{ estimated_delivery_date: '2026-12-24', idempotency_key: 'k' },
    }),
  ],
  accept_report_safe: [
    ({ shop, inbox }) => ({
      actor_id: shop.manager.id,
      task_id: inbox.taskId,
      external_reference: 'bank:1',
      expected_amount: 100,
      idempotency_key: 'k',
    }),
  ],
  dismiss_transfer_safe: [({ shop, inbox }) => ({ actor_id: shop.manager.id, transfer_id: inbox.transferId, reason: 'A gift' })],
  match_transfer_safe: [
    ({ shop, inbox, offered }) => ({
      ...{ actor_id: shop.manager.id, transfer_id: inbox.transferId, order_code: offered.orderCode, idempotency_key: 'k' },
    }),
  ],
  payment_inbox: [({ shop, inbox }) => ({ actor_id: shop.manager.id, entry_id: inbox.transferId, most: 5 })],
  record_transfer_safe: [
    ({ shop }) => ({
      ...{ actor_id: shop.manager.id, amount: '5.00', currency: 'EUR', payer: 'Somebody', reference: 'RF2', note: 'For something' },
      ...{ received_at: '2026-01-02T03:04:05Z', method: 'bank_transfer', idempotency_key: 'k' },
    }),
  ],
  ask_refund_safe: [
    ({ shop, whole }) => ({
      ...{ actor_id: shop.manager.id, order_id: whole.orderId, amount: '1.00', refund_reason: 'returned' },
      ...{ related_payment_id: whole.paymentId, idempotency_key: 'k' },
    }),
  ],
  staff_money: [({ shop, offered }) => ({ actor_id: shop.manager.id, order_code: offered.orderCode })],
  preview_quote: [
    ({ shop, awaiting }) => ({ actor_id: shop.manager.id, order_id: awaiting.orderId, lines: [{ position: 1, unit_price: 3 }] }),
  ],
  quote_lead_safe: [
    ({ shop, fresh }) => ({
      ...{
        actor_id: shop.manager.id,
        lead_id: fresh.leadId,
        unit_price: '3.00',
        lines: [{ title: 'Bell', unit_price: 3 }],
        idempotency_key: 'k',
      },
    }),
  ],
  quote_order_safe: [
    ({ shop, awaiting }) => ({
      ...{ actor_id: shop.manager.id, order_id: awaiting.orderId, lines: [{ position: 1, unit_price: 3 }], idempotency_key: 'k' },
    }),
  ],
  choose_staff_language_safe: [({ shop }) => ({ actor_id: shop.agent.id, language: 'ru' })],
  ask_staff_export_safe: [({ shop }) => ({ actor_id: shop.manager.id, what: 'orders', period: 'week', idempotency_key: 'k' })],
  claim_staff_export: [() => ({ worker: 'w', lease_seconds: 60 })],
  desk_report: [({ shop }) => ({ actor_id: shop.manager.id, period: 'month' })],
  invite_owner_safe: [({ shop }) => ({ slug: shop.slug, display_name: 'Olga' })],
  join_staff_safe: [({ shop, chat, code }) => ({ actor_id: shop.systemId, chat_id: chat.calledChatId, code, language: 'ru' })],
  set_day_off_safe: [({ shop }) => ({ actor_id: shop.agent.id, whose: 'mine', day: inAWeek(), is_off: true })],
  set_hours_safe: [({ shop }) => ({ actor_id: shop.admin.id, whose: 'desk', hours: [{ weekday: 1, opens: '09:00', closes: '18:00' }] })],
  settle_staff_export: [({ staffExportId }) => ({ export_id: staffExportId, worker: 'w', row_count: 3 })],
  staff_export_rows: [
    ({ staffExportId, shop }) => ({ export_id: staffExportId, worker: 'w', after: '2099-01-01T00:00:00Z', after_id: shop.deskId, most: 5 }),
  ],
  staff_hours: [({ shop }) => ({ actor_id: shop.agent.id })],
  staff_members: [({ shop }) => ({ actor_id: shop.admin.id, staff_id: shop.agent.id })],
  staff_settings: [({ shop }) => ({ actor_id: shop.admin.id })],
  staff_chat: [({ shop, chat }) => ({ actor_id: shop.manager.id, about: chat.takenChatId })],
  staff_colleagues: [({ shop }) => ({ actor_id: shop.manager.id })],
  staff_customer: [({ shop, fresh }) => ({ actor_id: shop.manager.id, customer_id: fresh.customerId })],
  staff_documents: [
    ({ shop, whole }) => ({ actor_id: shop.manager.id, order_id: whole.orderId, document_id: whole.documentId }),
    ({ shop, fresh }) => ({ actor_id: shop.manager.id, lead_id: fresh.leadId, customer_id: fresh.customerId }),
  ],
  staff_find: [({ shop }) => ({ actor_id: shop.manager.id, words: 'Ada', kind: 'customer', most: 5 })],
  staff_lead: [({ shop, fresh }) => ({ actor_id: shop.manager.id, lead_id: fresh.leadId })],
  staff_leads: [
    ({ shop, fresh }) => ({
      actor_id: shop.manager.id,
      filter: 'all',
      customer_id: fresh.customerId,
      phone: '+4915112345678',
      after_id: fresh.leadId,
      most: 5,
    }),
  ],
  staff_order: [({ shop, offered }) => ({ actor_id: shop.manager.id, order_code: offered.orderCode })],
  staff_orders: [
    ({ shop, whole }) => ({
      ...{ actor_id: shop.manager.id, filter: 'all', customer_id: whole.customerId, phone: '+4915112345678', after_code: '1001', most: 5 },
    }),
  ],
  staff_parcels: [({ shop, travellingId }) => ({ actor_id: shop.manager.id, sought: '1001', shipment_id: travellingId })],
  keep_promise_safe: [
    ({ shop, chat }) => ({
      actor_id: shop.manager.id,
      chat_id: chat.takenChatId,
      promised: 'I will ship it',
      due_at: '2030-01-01T10:00:00Z',
      idempotency_key: 'promise',
    }),
  ],
  pass_on_safe: [
    ({ shop, offered }) => ({ actor_id: shop.manager.id, order_code: offered.orderCode, colleague: shop.admin.id.slice(0, 8) }),
  ],
  staff_chats: [() => ({ provider: 'telegram', account: '7000000000' })],
  staff_shift: [({ shop }) => ({ actor_id: shop.manager.id })],
  take_work_safe: [
    ({ shop, fresh }) => ({ actor_id: shop.manager.id, lead_id: fresh.leadId, reason: 'It is mine' }),
    ({ shop, offered }) => ({ actor_id: shop.manager.id, order_code: offered.orderCode }),
  ],
  staff_task: [({ shop, whole }) => ({ actor_id: shop.manager.id, task_id: whole.taskId })],
  staff_tasks: [({ shop }) => ({ actor_id: shop.manager.id, filter: 'all', most: 5 })],
  take_note_back_safe: [
    ({ shop, whole }) => ({ actor_id: shop.manager.id, words: 'x', order_id: whole.orderId }),
    ({ shop, fresh }) => ({ actor_id: shop.manager.id, words: 'x', lead_id: fresh.leadId }),
    ({ shop, fresh }) => ({ actor_id: shop.manager.id, words: 'x', customer_id: fresh.customerId }),
  ],
  staff_today: [({ shop }) => ({ actor_id: shop.manager.id })],
};

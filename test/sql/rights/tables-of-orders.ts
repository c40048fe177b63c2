import { agentsAllBut, COMMANDS, EDITED, type Expectation, HISTORY, LIST, MANAGERS, STAFF, VIEW } from './expectations.ts';

/** Orders, what is in them, and what customers add to their story. */
export const tablesOfOrders: Record<string, Expectation> = {
  charge_refunds: {
    locked: `status = 'done'`,
    editable: `problem = 'x'`,
    people: MANAGERS,
    service: COMMANDS,
  },
  chat_charges: {
    locked: 'charged = 1',
    editable: `payer_name = 'x'`,
    people: MANAGERS,
    service: COMMANDS,
  },
  chat_invoices: {
    locked: 'amount = 1',
    editable: 'superseded_at = now()',
    people: MANAGERS,
    service: COMMANDS,
  },
  incoming_transfers: {
    locked: `status = 'dismissed'`,
    editable: `payer = 'x'`,
    people: MANAGERS,
    service: COMMANDS,
  },
  listing_categories: {
    locked: `code = code || '_x'`,
    editable: `position = position + 1`,
    people: STAFF,
    service: LIST,
  },
  listings: {
    locked: `code = '1999-001'`,
    editable: `title = '{"en": "x"}'`,
    people: STAFF,
    service: EDITED,
  },
  order_balances: {
    locked: 'total_amount = 1',
    editable: `order_code = 'x'`,
    people: agentsAllBut(1),
    service: VIEW,
  },
  order_lines: {
    locked: 'unit_price = 1',
    editable: `title = 'x'`,
    people: agentsAllBut(1),
    service: COMMANDS,
  },
  order_messages: {
    locked: 'task_id = gen_random_uuid()',
    editable: 'created_at = now()',
    people: STAFF,
    service: COMMANDS,
  },
  order_proposals: {
    locked: 'total_after = 1',
    editable: `note = 'x'`,
    people: STAFF,
    service: HISTORY,
  },
  order_ratings: {
    locked: 'stars = 6 - stars',
    editable: `comment = 'x'`,
    people: STAFF,
    service: COMMANDS,
  },
  order_status_events: {
    locked: `new_status = 'closed'`,
    editable: `reason = 'x'`,
    people: agentsAllBut(3),
    service: HISTORY,
  },
  orders: {
    locked: `status = 'closed'`,
    editable: `notes = 'x'`,
    people: agentsAllBut(1),
    service: EDITED,
  },
  payment_methods: {
    locked: 'reference_required = not reference_required',
    editable: 'active = not active',
    people: STAFF,
    service: LIST,
  },
  payments: {
    locked: 'amount = amount + 1',
    editable: `method = 'card'`,
    people: agentsAllBut(4),
    service: HISTORY,
  },
  shipments: {
    locked: `status = 'delivered'`,
    editable: `tracking_number = 'x'`,
    people: agentsAllBut(1),
    service: EDITED,
  },
  shipping_providers: {
    locked: `code = code || '_x'`,
    editable: `tracking_url = 'https://x/{number}'`,
    people: STAFF,
    service: LIST,
  },
};

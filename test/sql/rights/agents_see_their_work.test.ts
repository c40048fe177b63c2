import { beforeAll, describe, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { aPerson, openShop, pay, rpc, type Sale, type Shop, SUPPLIER, sell, sellWhole } from '../../support/people.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
type Whole = Awaited<ReturnType<typeof sellWhole>>;
let shop: Shop;
let mine: Whole;
let theirs: Whole;
let free: Whole;

beforeAll(async () => {
  shop = await openShop(database.sql);
  mine = await sellWhole(database.sql, shop, shop.agent.id);
  theirs = await sellWhole(database.sql, shop, shop.colleague.id);
  free = await sellWhole(database.sql, shop, null);
});

/** Everything that hangs on an order or a lead, and the column that says on which sale. */
const TABLES: Array<[table: string, column: string, key: keyof Whole]> = [
  ['orders', 'id', 'orderId'],
  ['leads', 'id', 'leadId'],
  ['customers', 'id', 'customerId'],
  ['order_lines', 'order_id', 'orderId'],
  ['order_status_events', 'order_id', 'orderId'],
  ['order_balances', 'order_id', 'orderId'],
  ['payments', 'order_id', 'orderId'],
  ['shipments', 'order_id', 'orderId'],
  ['documents', 'order_id', 'orderId'],
  ['tasks', 'order_id', 'orderId'],
];

describe('A-103: an agent', () => {
  it.each(TABLES)('sees of %s what belongs to them or to nobody', async (table, column, key) => {
    const rows = await asSignedIn(database.sql, shop.agent.subject, (sql) => sql.unsafe(`select ${column} as it from public.${table}`));
    expect(new Set(rows.map((row) => row.it))).toEqual(new Set([mine[key], free[key]]));
  });

  it('sees no outgoing money, of their own order either, and the balance all the same', async () => {
    const [roles, balances] = await asSignedIn(database.sql, shop.agent.subject, async (sql) => [
      await sql`select distinct role from public.payments`,
      await sql`select paid_amount, balance_due, payment_status from public.order_balances where order_id = ${mine.orderId}`,
    ]);
    expect(roles).toEqual([{ role: 'client_payment' }]);
    expect(balances).toEqual([{ paid_amount: '100.00', balance_due: '0.00', payment_status: 'paid' }]);
  });

  it('loses sight of an order the moment it is given away', async () => {
    const sale = await sell(database.sql, shop, shop.agent.id);
    const look = () => asSignedIn(database.sql, shop.agent.subject, (sql) => sql`select from public.orders where id = ${sale.orderId}`);
    expect(await look()).toHaveLength(1);
    await rpc(database.sql, 'assign_order_safe', { actor_id: shop.manager.id, order_id: sale.orderId, staff_id: shop.colleague.id });
    expect(await look()).toHaveLength(0);
  });

  it("does not meet a colleague's customer through the lead that the quick order left without an assignee", async () => {
    const { order, customer } = await rpc(database.sql, 'quick_order_safe', {
      actor_id: shop.colleague.id,
      source: 'phone',
      customer: { ...aPerson('Whose Business'), phone_verified: false },
      lines: [{ title: 'Road bike', unit_price: 100 }],
    });
    expect(order.assigned_to).toBe(shop.colleague.id);
    const seen = await asSignedIn(database.sql, shop.agent.subject, (sql) => sql`select from public.customers where id = ${customer.id}`);
    expect(seen).toHaveLength(0);
  });

  /** What of this sale an agent reaches: by the API, by its card and by the lists. */
  async function reached({ leadId, customerId }: Sale): Promise<string[]> {
    const staff = { actor_id: shop.agent.id };
    const leads = await rpc(database.sql, 'staff_leads', { ...staff, filter: 'all', most: 50 });
    const cards = { staff_lead: { lead_id: leadId }, staff_customer: { customer_id: customerId }, staff_documents: { lead_id: leadId } };
    const shown = await Promise.allSettled(Object.entries(cards).map(([name, args]) => rpc(database.sql, name, { ...staff, ...args })));
    const [read, met] = await asSignedIn(database.sql, shop.agent.subject, async (sql) => [
      await sql`select from public.leads where id = ${leadId}`,
      await sql`select from public.customers where id = ${customerId}`,
    ]);
    const listed = (leads['leads'] as Array<{ id: string }>).some(({ id }) => id === leadId);
    return [
      ...(read.length > 0 ? ['leads'] : []),
      ...(met.length > 0 ? ['customers'] : []),
      ...(listed ? ['staff_leads'] : []),
      ...Object.keys(cards).filter((_, index) => shown[index]?.status === 'fulfilled'),
    ];
  }
  const EVERYWHERE = ['leads', 'customers', 'staff_leads', 'staff_lead', 'staff_customer', 'staff_documents'];

  const guestsOrder = async (): Promise<Sale> => {
    const { order, lead, customer } = await rpc(database.sql, 'quick_order_safe', {
      actor_id: shop.systemId,
      source: 'telegram',
      customer: aPerson(),
      lines: [{ listing_id: shop.listingId }],
    });
    return { orderId: order.id, orderCode: String(order['order_code']), leadId: lead.id, customerId: customer.id, subject: '' };
  };

  it('reaches nobody through the lead of an order that a colleague has taken, and does again when it is nobody’s', async () => {
    const sale = await guestsOrder();
    await rpc(database.sql, 'take_work_safe', { actor_id: shop.colleague.id, order_code: sale.orderCode });
    expect(await reached(sale)).toEqual([]);
    await rpc(database.sql, 'assign_order_safe', { actor_id: shop.manager.id, order_id: sale.orderId, staff_id: null });
    expect(await reached(sale)).toEqual(EVERYWHERE);
    await rpc(database.sql, 'assign_lead_safe', { actor_id: shop.manager.id, lead_id: sale.leadId, staff_id: shop.manager.id });
    await rpc(database.sql, 'assign_order_safe', { actor_id: shop.manager.id, order_id: sale.orderId, staff_id: shop.colleague.id });
    const [lead] = await database.sql`select assigned_to from public.leads where id = ${sale.leadId}`;
    expect(lead).toEqual({ assigned_to: shop.manager.id });
  });

  it('reaches nobody through a lead of nobody’s that was rejected, unless they did', async () => {
    const capture = () => rpc(database.sql, 'capture_lead_safe', { actor_id: shop.systemId, source: 'telegram', customer: aPerson() });
    for (const [actor, expected] of [
      [shop.manager, []],
      [shop.agent, EVERYWHERE],
    ] as const) {
      const { lead, customer } = await capture();
      const sale = { orderId: '', orderCode: '', leadId: lead.id, customerId: customer.id, subject: '' };
      expect(await reached(sale)).toEqual(EVERYWHERE);
      const rejected = { lead_id: lead.id, new_status: 'rejected', reason: 'lost' };
      await rpc(database.sql, 'advance_lead_status_safe', { actor_id: actor.id, ...rejected });
      expect(await reached(sale)).toEqual(expected);
    }
  });

  it.each([
    ['supplier_payment', {}],
    ['shipping_payment', {}],
    ['commission_payout', {}],
    ['supplier_payment', { status: 'planned' }],
  ])('records no outgoing %s %j', async (role, more) => {
    await expectRefusal(pay(database.sql, shop.agent.id, mine.orderId, { ...SUPPLIER, role, ...more }), 'FORBIDDEN_ROLE');
  });

  it.each(['completed', 'pending', 'failed', 'cancelled'])('does not move outgoing money to %s', async (status) => {
    const planned = { ...SUPPLIER, status: 'planned' };
    const { payment } = await pay(database.sql, shop.manager.id, mine.orderId, planned);
    const move = rpc(database.sql, 'advance_payment_safe', { actor_id: shop.agent.id, payment_id: payment.id, new_status: status });
    await expectRefusal(move, 'FORBIDDEN_ROLE');
  });

  it('does not complete outgoing money by knowing its reference', async () => {
    const pending = { ...SUPPLIER, status: 'pending', external_reference: 'bank:supplier-1' };
    const { payment } = await pay(database.sql, shop.manager.id, mine.orderId, pending);
    await expectRefusal(pay(database.sql, shop.agent.id, mine.orderId, { ...pending, status: 'completed' }), 'FORBIDDEN_ROLE');
    expect(await database.sql`select status from public.payments where id = ${payment.id}`).toEqual([{ status: 'pending' }]);
  });

  it('does not read outgoing money by repeating its reference', async () => {
    const known = { ...SUPPLIER, external_reference: 'bank:supplier-2' };
    await pay(database.sql, shop.manager.id, mine.orderId, known);
    await expectRefusal(pay(database.sql, shop.agent.id, mine.orderId, known), 'FORBIDDEN_ROLE');
  });

  it('a manager does not complete a refund by knowing its reference', async () => {
    const sale = await sell(database.sql, shop);
    await pay(database.sql, shop.manager.id, sale.orderId);
    const refund = { role: 'refund', direction: 'outgoing', amount: 10, refund_reason: 'returned', external_reference: 'bank:refund-1' };
    await pay(database.sql, shop.admin.id, sale.orderId, { ...refund, status: 'pending' });
    await expectRefusal(pay(database.sql, shop.manager.id, sale.orderId, { ...refund, status: 'completed' }), 'FORBIDDEN_ROLE');
  });

  it('reads the funnel of their order without its outgoing money, and none of a colleague’s', async () => {
    const funnel = await rpc(database.sql, 'order_funnel', { actor_id: shop.agent.id, order_id: mine.orderId });
    const payments = funnel.payments as Array<{ role: string }>;
    expect(payments.map(({ role }) => role)).toEqual(['client_payment']);
    await expectRefusal(rpc(database.sql, 'order_funnel', { actor_id: shop.agent.id, order_id: theirs.orderId }), 'NOT_FOUND');
  });
});

/** What an agent may try on a colleague's sale. */
const ON_THEIRS: Array<[rpc: string, args: (sale: Whole) => object]> = [
  ['advance_order_status_safe', ({ orderId }) => ({ order_id: orderId, new_status: 'processing' })],
  ['price_order_safe', ({ orderId }) => ({ order_id: orderId, lines: [{ title: 'x', unit_price: 1 }] })],
  ['assign_order_safe', ({ orderId }) => ({ order_id: orderId })],
  ['create_order_safe', ({ leadId }) => ({ lead_id: leadId, lines: [{ title: 'x' }] })],
  ['create_order_safe', ({ customerId }) => ({ customer_id: customerId, lines: [{ title: 'x' }] })],
  ['create_order_from_cart_safe', ({ customerId }) => ({ customer_id: customerId, lines: [{ title: 'x' }] })],
  ['advance_lead_status_safe', ({ leadId }) => ({ lead_id: leadId, new_status: 'in_progress' })],
  ['assign_lead_safe', ({ leadId }) => ({ lead_id: leadId })],
  ['create_shipment_safe', ({ orderId }) => ({ order_id: orderId })],
  ['advance_shipment_safe', ({ shipmentId }) => ({ shipment_id: shipmentId, new_status: 'in_transit' })],
  ['confirm_receipt_safe', ({ shipmentId }) => ({ shipment_id: shipmentId })],
  ['attach_document_safe', ({ orderId }) => ({ order_id: orderId, type: 'photo', storage_path: 'x.jpg' })],
  ['attach_document_safe', ({ leadId }) => ({ lead_id: leadId, type: 'photo', storage_path: 'x.jpg' })],
  ['attach_document_safe', ({ customerId }) => ({ customer_id: customerId, type: 'photo', storage_path: 'x.jpg' })],
  ['create_task_safe', ({ orderId }) => ({ order_id: orderId, title: 'x' })],
  ['advance_task_safe', ({ taskId }) => ({ task_id: taskId, new_status: 'done' })],
  ['advance_payment_safe', ({ paymentId }) => ({ payment_id: paymentId, new_status: 'completed' })],
  ['update_customer_safe', ({ customerId }) => ({ customer_id: customerId, changes: { full_name: 'x' } })],
];

it.each(ON_THEIRS)("A-103: for an agent, a colleague's sale does not exist: %s %#", async (name, args) => {
  const refused = await expectRefusal(rpc(database.sql, name, { actor_id: shop.agent.id, ...args(theirs) }), 'NOT_FOUND');
  const unknown = Object.fromEntries(Object.entries(theirs).map(([key]) => [key, crypto.randomUUID()])) as Whole;
  const stranger = await expectRefusal(rpc(database.sql, name, { actor_id: shop.agent.id, ...args(unknown) }), 'NOT_FOUND');
  expect([refused.message, refused.detail]).toEqual([stranger.message, stranger.detail]);
});

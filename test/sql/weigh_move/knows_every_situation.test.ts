import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { asDeskRpc, openShop, order, type Shop } from '../../support/shop.ts';

const database = useDatabase();

const STATUSES = [
  'created',
  'awaiting_payment',
  'paid',
  'processing',
  'in_delivery',
  'delivered',
  'closed',
  'cancelled',
  'returned',
] as const;
const MONEY = ['unpriced', 'unpaid', 'partly paid', 'paid'] as const;
const PARCELS = [
  'none',
  'called off',
  'waiting',
  'on its way',
  'brought, says the carrier',
  'received',
  'received, another on its way',
] as const;
type Situation = { status: (typeof STATUSES)[number]; money: (typeof MONEY)[number]; parcel: (typeof PARCELS)[number] };

let shop: Shop;
/** What the database says in each situation: a move, and the codes of the reasons against it. */
const said = new Map<string, Record<string, string[]>>();
const nameOf = ({ status, money, parcel }: Situation) => `${status}, ${money}, ${parcel}`;
const MOVES = ['quote', 'pay', 'proof', 'track', 'received', 'rate', 'edit', 'address', 'cancel', 'repeat', 'ask'];

const SHIPMENTS: Record<Situation['parcel'], Array<{ status: string; received: boolean }>> = {
  none: [],
  'called off': [{ status: 'cancelled', received: false }],
  waiting: [{ status: 'warehouse_received', received: false }],
  'on its way': [{ status: 'in_transit', received: false }],
  'brought, says the carrier': [{ status: 'delivered', received: false }],
  received: [{ status: 'delivered', received: true }],
  'received, another on its way': [
    { status: 'delivered', received: true },
    { status: 'exception', received: false },
  ],
};

beforeAll(async () => {
  shop = await openShop(database.sql);
  const undone = new Error('undone');
  for (const money of MONEY) {
    for (const parcel of PARCELS) {
      const { id } = await order(database.sql, shop);
      const work = asDeskRpc(database.sql, shop, async (sql) => {
        if (money === 'unpriced') await sql`update public.orders set status = 'created', total_amount = null where id = ${id}`;
        if (money === 'partly paid' || money === 'paid') {
          await sql`insert into public.payments (desk_id, order_id, direction, role, amount, currency, method, status, external_reference, created_by, completed_at)
            values (${shop.deskId}, ${id}, 'incoming', 'client_payment', ${money === 'paid' ? 100 : 40}, 'EUR', 'card', 'completed', ${randomUUID()}, ${shop.systemId}, now())`;
        }
        for (const { status, received } of SHIPMENTS[parcel]) {
          await sql`insert into public.shipments (desk_id, order_id, provider, status, client_received_at, created_by)
            values (${shop.deskId}, ${id}, 'pickup', ${status}, ${received ? new Date() : null}, ${shop.systemId})`;
        }
        for (const status of STATUSES.filter((each) => canBe({ status: each, money, parcel }))) {
          await sql`update public.orders set status = ${status} where id = ${id}`;
          const [row] = await sql`select private.customer_moves(o, m) as moves, (
              select jsonb_object_agg(x.move, (select coalesce(jsonb_agg(r.value ->> 'code'), '[]') from jsonb_array_elements(private.why_not(o, m, x.move)) as r))
              from unnest(${MOVES}::text[]) as x (move)) as reasons
            from public.orders as o, private.order_money(o.id, o.total_amount, o.status) as m where o.id = ${id}`;
          expect(row?.moves).toEqual(MOVES.filter((move) => row?.reasons[move].length === 0));
          said.set(nameOf({ status, money, parcel }), row?.reasons);
        }
        throw undone;
      });
      await expect(work).rejects.toBe(undone);
    }
  }
});

/** An order without a price gets no further than its cancellation. */
const canBe = ({ status, money }: Situation) => money !== 'unpriced' || status === 'created' || status === 'cancelled';
const situations = STATUSES.flatMap((status) => MONEY.flatMap((money) => PARCELS.map((parcel) => ({ status, money, parcel })))).filter(
  canBe,
);
const holds = (list: readonly string[], value: string) => list.includes(value);
const ENDED = ['closed', 'cancelled', 'returned'];
const OPEN = ['created', 'awaiting_payment'];
/** Nobody owes for what was called off or sent back. */
const owes = ({ status, money }: Situation) => !holds(['cancelled', 'returned'], status) && money !== 'paid';

/** Who may do what, said once more and apart from the database. Null: it is possible. */
const RULES: Record<string, (situation: Situation) => string | null> = {
  quote: () => 'NO_PROPOSAL',
  pay: (it) => (holds(ENDED, it.status) ? 'ENDED' : it.money === 'unpriced' ? 'NOT_PRICED' : owes(it) ? null : 'NOTHING_DUE'),
  proof: (it) => RULES.pay?.(it) ?? null,
  track: (it) => (holds(['none', 'called off'], it.parcel) ? 'NOT_SHIPPED' : null),
  received: (it) =>
    holds(['on its way', 'brought, says the carrier', 'received, another on its way'], it.parcel)
      ? null
      : it.parcel === 'received'
        ? 'RECEIVED_ALREADY'
        : 'NOT_SHIPPED',
  rate: (it) =>
    holds(['delivered', 'closed'], it.status) || (it.parcel === 'received' && !holds(ENDED, it.status)) ? null : 'NOT_DELIVERED',
  edit: (it) => (holds(ENDED, it.status) ? 'ENDED' : holds(OPEN, it.status) ? null : 'TOO_LATE'),
  address: (it) =>
    holds(ENDED, it.status)
      ? 'ENDED'
      : holds(['in_delivery', 'delivered'], it.status) || !holds(['none', 'called off', 'waiting'], it.parcel)
        ? 'SHIPPED'
        : null,
  cancel: (it) =>
    holds(ENDED, it.status)
      ? 'ENDED'
      : !holds(OPEN, it.status)
        ? 'TOO_LATE'
        : holds(['partly paid', 'paid'], it.money)
          ? 'REFUND_REQUIRED'
          : null,
  repeat: () => null,
  ask: () => null,
};

describe.each(MOVES)('"%s"', (move) => {
  it('is possible, or has its reason, in every status, with any money and any parcels', () => {
    const told = Object.fromEntries(situations.map((it) => [nameOf(it), said.get(nameOf(it))?.[move]]));
    const expected = situations.map((it) => {
      const reason = RULES[move]?.(it) ?? null;
      return [nameOf(it), reason === null ? [] : [reason]];
    });
    expect(told).toEqual(Object.fromEntries(expected));
  });
});

it('has walked through every situation', () => {
  expect(said.size).toBe(situations.length);
});

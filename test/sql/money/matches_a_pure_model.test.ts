import fc from 'fast-check';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { outcomeOf } from '../../support/many-connections.ts';
import { ACTORS, type Command, ModelOrder, ORDER_STATUSES, REFUND_REASONS } from '../../support/money-model.ts';
import { type Args, line, openTill, statementOf, type Till } from '../../support/till.ts';

const RUNS = Number(process.env.RUNS ?? 200);
// The same sequences at every commit; a campaign sets RUNS and a SEED of its own.
const SEED = Number(process.env.SEED ?? 20_261_120);

const database = useDatabase();
let sql: Sql;
const tills: Record<string, Till> = {};
let sequences = 0;

beforeAll(async () => {
  for (const policy of ['full', 'first_payment']) {
    const till = await openTill(database.sql);
    await database.sql`select public.update_desk_settings_safe(${till.admin}, ${database.sql.json({ paid_policy: policy })})`;
    tills[policy] = till;
  }
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  await sql`set role service_role`;
});

afterAll(() => sql?.end());

const actor = fc.constantFrom(...ACTORS, 'admin' as const, 'manager' as const);
const reference = fc.constantFrom('a', 'b', 'c', 'd', null);
const place = fc.nat({ max: 4 });
const status = fc.constantFrom('planned' as const, 'pending' as const, 'failed' as const, 'completed' as const, 'completed' as const);
const kinds = fc.constantFrom('client_payment' as const, 'client_payment' as const, 'refund' as const, 'supplier_payment' as const);

/** What each reference mostly stands for: the same thing reported again is likelier than a conflict. */
const REPORTED = {
  a: { role: 'client_payment', amount: 6666 },
  b: { role: 'client_payment', amount: 3334 },
  c: { role: 'refund', amount: 3334 },
  d: { role: 'supplier_payment', amount: 3334 },
} as const;

const record = fc
  .record({
    do: fc.constant('record' as const),
    actor,
    role: kinds,
    amount: fc.constantFrom(3334, 6666, 10000),
    currency: fc.constantFrom(...Array(9).fill('EUR'), 'USD'),
    method: fc.constantFrom('card', 'cash', 'cash'),
    status,
    reference,
    named: fc.option(place, { freq: 1 }),
    related: fc.option(place, { freq: 1 }),
    reason: fc.option(fc.constantFrom(...REFUND_REASONS), { freq: 15 }),
    asReported: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ asReported, ...given }) => {
    const command = asReported > 1 && given.reference ? { ...given, ...REPORTED[given.reference] } : given;
    if (command.role !== 'refund') return { ...command, related: null, reason: null };
    // A row is named for the money that was expected in it; a refund is moved by advance_payment_safe.
    return { ...command, named: null, actor: asReported > 3 ? ('admin' as const) : command.actor };
  });

const byAdmin = { actor: 'admin' as const, reason: 'because' };
/** A straight way to the end, of which a sequence goes some steps before chance takes over. */
const STRAIGHT: Command[] = [
  { do: 'advance_order', status: 'awaiting_payment', ...byAdmin },
  {
    do: 'record',
    actor: 'system',
    role: 'client_payment',
    amount: 10000,
    currency: 'EUR',
    method: 'cash',
    status: 'completed',
    reference: null,
    named: null,
    related: null,
    reason: null,
  },
  { do: 'ship', actor: 'manager' },
  { do: 'advance_order', status: 'in_delivery', ...byAdmin },
  { do: 'advance_order', status: 'delivered', ...byAdmin },
];

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 12, arbitrary: record },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('advance_payment' as const),
      actor,
      payment: place,
      status: fc.constantFrom('pending' as const, 'completed' as const, 'completed' as const, 'failed' as const, 'cancelled' as const),
      reference: fc.option(reference, { freq: 1 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('price' as const),
      actor,
      prices: fc.array(fc.constantFrom(0, 3334, 6666, 10000, null), { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('advance_order' as const),
      actor,
      status: fc.constantFrom(...ORDER_STATUSES, 'in_delivery' as const, 'delivered' as const, 'closed' as const),
      reason: fc.option(fc.constant('because'), { freq: 8 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ship' as const), actor }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('advance_shipment' as const),
      actor,
      shipment: fc.nat({ max: 1 }),
      status: fc.constantFrom('in_transit' as const, 'delivered' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('confirm_receipt' as const), actor, shipment: fc.nat({ max: 1 }) }) },
);

/** One order in the database, with the ids of its rows in the order in which they came. */
class RealOrder {
  readonly till: Till;
  readonly prefix: string;
  id = '';
  payments: string[] = [];
  shipments: string[] = [];

  constructor(till: Till) {
    this.till = till;
    this.prefix = `${sequences++}:`;
  }

  private async call(name: string, args: Args) {
    const [row] = await sql.unsafe(statementOf(name, args), Object.values(args) as never[]);
    return row?.answer;
  }

  async open(price: number | null, payment_terms: string) {
    const actor_id = this.till.manager;
    const args = { actor_id, customer_id: this.till.customer, lines: [line(price && price / 100)], payment_terms };
    this.id = (await this.call('create_order_safe', args)).order.id;
    await this.call('assign_order_safe', { actor_id, order_id: this.id });
  }

  /** The command as a call, or nothing when the row it means is not there. */
  callFor(command: Command): [string, Args] | undefined {
    const actor_id = command.actor === 'system' ? this.till.desk.systemId : this.till[command.actor];
    const prefixed = (reference: string | null) => reference && this.prefix + reference;
    switch (command.do) {
      case 'record': {
        const { role, currency, method, status, named, related, reason } = command;
        const rows = {
          payment_id: named === null ? null : this.payments[named],
          related_payment_id: related === null ? null : this.payments[related],
        };
        if (Object.values(rows).includes(undefined)) return undefined;
        const direction = role === 'client_payment' ? 'incoming' : 'outgoing';
        const external_reference = prefixed(command.reference);
        const given = {
          role,
          currency,
          method,
          status,
          direction,
          external_reference,
          refund_reason: reason,
          amount: command.amount / 100,
        };
        return ['record_generic_payment_safe', { actor_id, order_id: this.id, ...given, ...rows }];
      }
      case 'advance_payment': {
        const payment_id = this.payments[command.payment];
        const external_reference = prefixed(command.reference);
        return payment_id ? ['advance_payment_safe', { actor_id, payment_id, new_status: command.status, external_reference }] : undefined;
      }
      case 'price':
        return [
          'price_order_safe',
          { actor_id, order_id: this.id, lines: command.prices.map((price) => line(price === null ? null : price / 100)) },
        ];
      case 'advance_order':
        return ['advance_order_status_safe', { actor_id, order_id: this.id, new_status: command.status, reason: command.reason }];
      case 'ship':
        return ['create_shipment_safe', { actor_id, order_id: this.id }];
      case 'advance_shipment': {
        const shipment_id = this.shipments[command.shipment];
        return shipment_id ? ['advance_shipment_safe', { actor_id, shipment_id, new_status: command.status }] : undefined;
      }
      case 'confirm_receipt': {
        const shipment_id = this.shipments[command.shipment];
        return shipment_id ? ['confirm_receipt_safe', { actor_id, shipment_id }] : undefined;
      }
    }
  }

  async apply([name, args]: [string, Args]): Promise<string> {
    let duplicate = false;
    const outcome = await outcomeOf(
      this.call(name, args).then((answer) => {
        duplicate = answer.duplicate === true;
      }),
    );
    return duplicate ? 'duplicate' : outcome;
  }

  /** What the model says too, read from the tables. */
  async read() {
    const [row] = await sql`
      select b.status, b.payment_status, (b.received_amount * 100)::float8 as received, (b.refunded_amount * 100)::float8 as refunded,
        (b.owed_amount * 100)::float8 as owed, (b.balance_due * 100)::float8 as balance, (b.total_amount * 100)::float8 as total,
        (select coalesce(json_agg(json_build_object('id', p.id, 'shown', concat_ws(' ', p.role, p.amount * 100, p.currency, p.status, p.external_reference))
           order by p.created_at), '[]') from public.payments as p where p.order_id = b.order_id) as payments,
        (select coalesce(json_agg(json_build_object('id', s.id, 'shown', concat_ws(' ', s.status, s.client_received)) order by s.created_at), '[]')
           from public.shipments as s where s.order_id = b.order_id) as shipments
      from public.order_balances as b where b.order_id = ${this.id}`;
    type Rows = Array<{ id: string; shown: string }>;
    const { payments, shipments, ...rest } = row as unknown as { payments: Rows; shipments: Rows };
    this.payments = payments.map(({ id }) => id);
    this.shipments = shipments.map(({ id }) => id);
    return { ...rest, payments: payments.map(({ shown }) => shown), shipments: shipments.map(({ shown }) => shown) };
  }
}

/** The model as `read` shows the tables. */
function shownOf(model: ModelOrder, prefix: string) {
  return {
    ...model.money,
    status: model.status,
    total: model.total,
    payments: model.payments.map(({ role, amount, currency, status, reference }) =>
      [role, `${amount}.00`, currency, status, ...(reference ? [prefix + reference] : [])].join(' '),
    ),
    shipments: model.shipments.map(({ status, received }) => `${status} ${received ? 't' : 'f'}`),
  };
}

it(
  `agrees with a pure model over ${RUNS} random sequences of commands`,
  async () => {
    const sequence = fc.record({
      terms: fc.constantFrom('prepaid', 'on_delivery'),
      policy: fc.constantFrom('full', 'first_payment'),
      price: fc.constantFrom(10000, 10000, 10000, 0, null),
      straight: fc.nat({ max: STRAIGHT.length }),
      commands: fc.array(command, { minLength: 1, maxLength: 40, size: 'max' }),
    });
    await fc.assert(
      fc.asyncProperty(sequence, async ({ terms, policy, price, straight, commands }) => {
        const real = new RealOrder(tills[policy] as Till);
        const model = new ModelOrder(price, terms, policy);
        await real.open(price, terms);
        for (const command of [...STRAIGHT.slice(0, straight), ...commands]) {
          const given = real.callFor(command);
          if (!given) continue;
          const expected = model.apply(command);
          const outcome = await real.apply(given);
          expect(typeof expected === 'string' ? [expected] : expected, JSON.stringify(command)).toContain(outcome);
          expect(await real.read(), JSON.stringify(command)).toEqual(shownOf(model, real.prefix));
        }
        const [books] = await sql`select public.check_books() as broken`;
        expect(books?.broken).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
  60_000 + RUNS * 1_000,
);

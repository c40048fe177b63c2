/**
 * The order, payment, money and shipment machines of the design, in memory and without a database: what a command does,
 * or every reason for which it may be refused. Amounts are integers of minor units.
 */

export const ACTORS = ['agent', 'manager', 'admin', 'system'] as const;
export type Actor = (typeof ACTORS)[number];
export const ORDER_STATUSES = [
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
export type OrderStatus = (typeof ORDER_STATUSES)[number];
export type PaymentStatus = 'planned' | 'pending' | 'completed' | 'failed' | 'cancelled';
export type PaymentRole = 'client_payment' | 'supplier_payment' | 'refund';
export const REFUND_REASONS = ['returned', 'price_adjustment', 'cancelled', 'overpayment', 'chargeback'] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

export type Payment = {
  role: PaymentRole;
  amount: number;
  currency: string;
  method: string;
  status: PaymentStatus;
  reference: string | null;
  related: Payment | null;
  reason: RefundReason | null;
};
export type Shipment = { status: 'pending' | 'in_transit' | 'delivered'; received: boolean };

/** Rows are meant by their place: the first payment is 0; one that is not there makes the command void. */
export type Command =
  | ({ do: 'record'; actor: Actor; named: number | null; related: number | null } & Omit<Payment, 'related'>)
  | { do: 'advance_payment'; actor: Actor; payment: number; status: PaymentStatus; reference: string | null }
  | { do: 'price'; actor: Actor; prices: Array<number | null> }
  | { do: 'advance_order'; actor: Actor; status: OrderStatus; reason: string | null }
  | { do: 'ship'; actor: Actor }
  | { do: 'advance_shipment'; actor: Actor; shipment: number; status: Shipment['status'] }
  | { do: 'confirm_receipt'; actor: Actor; shipment: number };

/** `done`, `duplicate`, or every refusal that would be right. */
export type Outcome = 'done' | 'duplicate' | string[];

export type Money = { received: number; refunded: number; owed: number | null; balance: number | null; payment_status: string };

const PAYMENT_STEPS: Record<PaymentStatus, PaymentStatus[]> = {
  planned: ['pending', 'completed', 'failed', 'cancelled'],
  pending: ['completed', 'failed', 'cancelled'],
  failed: ['completed'],
  completed: [],
  cancelled: [],
};
const RANK: Record<PaymentStatus, number> = { planned: 0, pending: 1, failed: 2, completed: 3, cancelled: 4 };

const STAFF: Actor[] = ['agent', 'manager', 'admin'];
const ANYBODY: Actor[] = [...STAFF, 'system'];
const ADMIN: Actor[] = ['admin'];
type Step = { who: Actor[]; reason?: true };
const ORDER_STEPS: Partial<Record<OrderStatus, Partial<Record<OrderStatus, Step>>>> = {
  created: { awaiting_payment: { who: ANYBODY }, cancelled: { who: ANYBODY, reason: true } },
  awaiting_payment: {
    created: { who: STAFF },
    cancelled: { who: ANYBODY, reason: true },
    processing: { who: STAFF },
    in_delivery: { who: STAFF },
  },
  paid: { processing: { who: STAFF }, in_delivery: { who: STAFF }, cancelled: { who: ADMIN, reason: true } },
  processing: { in_delivery: { who: STAFF }, cancelled: { who: ADMIN, reason: true } },
  in_delivery: { processing: { who: STAFF, reason: true }, delivered: { who: STAFF }, returned: { who: ADMIN, reason: true } },
  delivered: { returned: { who: ADMIN, reason: true }, closed: { who: ADMIN } },
  returned: { closed: { who: ADMIN } },
};

const sum = (payments: Payment[]) => payments.reduce((total, payment) => total + payment.amount, 0);

export class ModelOrder {
  status: OrderStatus = 'created';
  wasReturned = false;
  payments: Payment[] = [];
  shipments: Shipment[] = [];
  total: number | null;
  readonly terms: string;
  readonly policy: string;

  constructor(total: number | null, terms: string, policy: string) {
    this.total = total;
    this.terms = terms;
    this.policy = policy;
    this.settle();
  }

  private completed(role: PaymentRole) {
    return this.payments.filter((payment) => payment.role === role && payment.status === 'completed');
  }

  get money(): Money {
    const [received, refunded] = [sum(this.completed('client_payment')), sum(this.completed('refund'))];
    const forgiven = sum(this.completed('refund').filter(({ reason }) => reason !== 'overpayment' && reason !== 'chargeback'));
    const net = received - refunded;
    const owed = this.status === 'cancelled' || this.wasReturned ? 0 : this.total === null ? null : Math.max(this.total - forgiven, 0);
    return { received, refunded, owed, balance: owed === null ? null : owed - net, payment_status: paymentStatus(received, net, owed) };
  }

  private get net() {
    return this.money.received - this.money.refunded;
  }

  private get settled() {
    const { owed, payment_status } = this.money;
    if (owed === null || payment_status === 'refunded') return false;
    return this.policy === 'full' ? this.net >= owed : this.net > 0 || owed === 0;
  }

  private settle() {
    if ((this.status === 'created' || this.status === 'awaiting_payment') && this.settled) this.status = 'paid';
  }

  /** Does what the command asks, or leaves everything as it is and says why. */
  apply(command: Command): Outcome {
    switch (command.do) {
      case 'record':
        return this.record(command);
      case 'advance_payment':
        return this.advancePayment(command);
      case 'price':
        return this.price(command);
      case 'advance_order':
        return this.advanceOrder(command);
      case 'ship':
        return this.ship();
      case 'advance_shipment':
        return this.advanceShipment(command);
      case 'confirm_receipt':
        return this.confirmReceipt(command);
    }
  }

  private record(command: Command & { do: 'record' }): Outcome {
    const { do: what, actor, named, related, ...given } = command;
    if (what !== 'record') throw new Error(`not a payment: ${String(what)}`);
    const refusals = new Set<string>();
    if (given.status === 'completed' && given.method === 'card' && given.reference === null) refusals.add('REFERENCE_REQUIRED');
    const known = given.reference === null ? undefined : this.payments.find((payment) => payment.reference === given.reference);
    if (known) {
      if (!sameContent(known, given)) return ['REFERENCE_CONFLICT'];
      if (RANK[given.status] <= RANK[known.status]) return repeated(actor, known);
      this.refuseMove(refusals, actor, known, given.status, given.reference);
      return this.unless(refusals, () => this.move(known, { ...given, method: known.method }));
    }
    if (given.role === 'supplier_payment' && actor === 'agent') refusals.add('FORBIDDEN_ROLE');
    if (given.role === 'refund' && !(actor === 'admin' || (actor === 'system' && given.status === 'completed' && given.reference))) {
      refusals.add('FORBIDDEN_ROLE');
    }
    if (given.role === 'supplier_payment' && this.net <= 0) refusals.add('NO_CLIENT_PAYMENT');
    if (given.role !== 'supplier_payment' && given.currency !== 'EUR') refusals.add('CURRENCY_MISMATCH');
    const candidates = this.completed('client_payment');
    const refunds = related === null ? candidates[0] : this.payments[related];
    if (given.role === 'refund') this.refuseRefund(refusals, given, related === null, refunds);
    const row = named === null ? this.expected(given) : this.payments[named];
    if (named !== null && row) {
      if (!sameContent(row, given) || (row.reference && given.reference)) refusals.add('REFERENCE_CONFLICT');
      this.refuseMove(refusals, actor, row, given.status, given.reference);
    }
    return this.unless(refusals, () => {
      if (row) this.move(row, given);
      else this.payments.push({ ...given, related: given.role === 'refund' ? (refunds ?? null) : null });
    });
  }

  /** The only open planned row that completed client money fits. */
  private expected({ role, status, amount, currency }: Omit<Payment, 'related'>) {
    if (role !== 'client_payment' || status !== 'completed') return undefined;
    const rows = this.payments.filter(
      (payment) =>
        payment.role === role &&
        payment.status === 'planned' &&
        payment.reference === null &&
        payment.amount === amount &&
        payment.currency === currency,
    );
    return rows.length === 1 ? rows[0] : undefined;
  }

  private refuseRefund(
    refusals: Set<string>,
    { amount, reason }: Omit<Payment, 'related'>,
    unnamed: boolean,
    refunds: Payment | undefined,
  ) {
    const candidates = this.completed('client_payment');
    if (reason === null) refusals.add('REASON_REQUIRED');
    if (candidates.length === 0) refusals.add('NO_CLIENT_PAYMENT');
    else if (unnamed && candidates.length > 1) refusals.add('BAD_INPUT');
    else if (!refunds || !candidates.includes(refunds)) refusals.add('NOT_FOUND');
    else if (this.exceeds(amount, refunds)) refusals.add('REFUND_EXCEEDS_RECEIVED');
  }

  private exceeds(amount: number, refunds: Payment | null) {
    const taken = this.payments.filter(({ role, status }) => role === 'refund' && ['planned', 'pending', 'completed'].includes(status));
    const ofThis = taken.filter((payment) => payment.related === refunds);
    return sum(taken) + amount > sum(this.completed('client_payment')) || sum(ofThis) + amount > (refunds?.amount ?? 0);
  }

  private refuseMove(refusals: Set<string>, actor: Actor, row: Payment, status: PaymentStatus, reference: string | null) {
    if (!PAYMENT_STEPS[row.status].includes(status)) refusals.add('INVALID_TRANSITION');
    if (row.status === 'failed' && status === 'completed' && actor !== 'system') refusals.add('FORBIDDEN_ROLE');
    if (row.role === 'supplier_payment' && actor === 'agent') refusals.add('FORBIDDEN_ROLE');
    if (row.role === 'refund' && (actor === 'agent' || actor === 'manager')) refusals.add('FORBIDDEN_ROLE');
    // The desk decides on no refund; it knows, by the provider's word, how one ended.
    if (row.role === 'refund' && actor === 'system') {
      if (status === 'pending' || status === 'cancelled') refusals.add('FORBIDDEN_ROLE');
      if (status === 'completed' && !(reference ?? row.reference)) refusals.add('FORBIDDEN_ROLE');
    }
    const goesOut = status === 'pending' || status === 'completed';
    if (row.role === 'supplier_payment' && goesOut && this.net <= 0) refusals.add('NO_CLIENT_PAYMENT');
    if (row.role === 'refund' && row.status === 'failed' && this.exceeds(row.amount, row.related)) refusals.add('REFUND_EXCEEDS_RECEIVED');
  }

  private move(row: Payment, { status, reference, method }: Pick<Payment, 'status' | 'reference' | 'method'>) {
    row.status = status;
    row.reference ??= reference;
    row.method = method;
  }

  private advancePayment({ actor, payment, status, reference }: Command & { do: 'advance_payment' }): Outcome {
    const row = this.payments[payment];
    if (!row) return 'done';
    const refusals = new Set<string>();
    this.refuseMove(refusals, actor, row, status, reference);
    if (status === 'completed' && row.method === 'card' && !(reference ?? row.reference)) refusals.add('REFERENCE_REQUIRED');
    const taken = this.payments.some((other) => other !== row && other.reference === reference);
    if (reference && (taken || (row.reference && row.reference !== reference))) refusals.add('REFERENCE_CONFLICT');
    return this.unless(refusals, () => this.move(row, { status, reference, method: row.method }));
  }

  private price({ actor, prices }: Command & { do: 'price' }): Outcome {
    const refusals = new Set<string>();
    const priced = prices.filter((price) => price !== null);
    if (actor === 'system') refusals.add('FORBIDDEN_ROLE');
    if (this.status !== 'created' && this.status !== 'awaiting_payment') refusals.add('INVALID_TRANSITION');
    if (this.status === 'awaiting_payment' && priced.length < prices.length) refusals.add('NOT_PRICED');
    return this.unless(refusals, () => {
      this.total = priced.length < prices.length ? null : priced.reduce((total, price) => total + price, 0);
    });
  }

  private advanceOrder({ actor, status, reason }: Command & { do: 'advance_order' }): Outcome {
    const step = ORDER_STEPS[this.status]?.[status];
    if (status === 'paid' && (this.status === 'created' || this.status === 'awaiting_payment')) return ['PAID_ONLY_BY_PAYMENT'];
    if (!step) return ['INVALID_TRANSITION'];
    const refusals = new Set<string>();
    if (!step.who.includes(actor)) refusals.add('FORBIDDEN_ROLE');
    if (step.reason && !reason) refusals.add('REASON_REQUIRED');
    const { received, balance } = this.money;
    const onDelivery = this.terms === 'on_delivery';
    if (status === 'awaiting_payment' && !this.total) refusals.add('NOT_PRICED');
    if (status === 'created' && received > 0) refusals.add('REFUND_REQUIRED');
    if (status === 'cancelled' && this.net !== 0) refusals.add('REFUND_REQUIRED');
    if (status === 'processing' && this.status === 'awaiting_payment' && !onDelivery) refusals.add('NOT_PAID');
    if (status === 'in_delivery' && !onDelivery && !this.settled) refusals.add('NOT_PAID');
    if (status === 'in_delivery' && this.shipments.length === 0) refusals.add('SHIPMENT_REQUIRED');
    if (status === 'delivered' && actor !== 'admin' && !this.shipments.some(({ received }) => received)) refusals.add('RECEIPT_REQUIRED');
    if (status === 'closed' && balance !== 0) refusals.add('NOT_PAID');
    return this.unless(refusals, () => {
      this.status = status;
      this.wasReturned ||= status === 'returned';
    });
  }

  private ship(): Outcome {
    const refusals = new Set<string>();
    if (['created', 'cancelled', 'closed', 'returned'].includes(this.status)) refusals.add('INVALID_TRANSITION');
    if (this.terms === 'prepaid' && !this.settled) refusals.add('NOT_PAID');
    return this.unless(refusals, () => this.shipments.push({ status: 'pending', received: false }));
  }

  private advanceShipment({ actor, shipment, status }: Command & { do: 'advance_shipment' }): Outcome {
    const row = this.shipments[shipment];
    if (!row) return 'done';
    const leads = { pending: ['in_transit'], in_transit: ['delivered'], delivered: [] as string[] };
    if (!leads[row.status].includes(status)) return ['INVALID_TRANSITION'];
    row.status = status;
    // A person who says delivered says received; a carrier does not.
    row.received ||= status === 'delivered' && actor !== 'system';
    return 'done';
  }

  private confirmReceipt({ actor, shipment }: Command & { do: 'confirm_receipt' }): Outcome {
    const row = this.shipments[shipment];
    if (!row) return 'done';
    if (row.received) return 'duplicate';
    const refusals = new Set<string>();
    if (actor === 'system') refusals.add('FORBIDDEN_ROLE');
    if (row.status === 'pending') refusals.add('INVALID_TRANSITION');
    return this.unless(refusals, () => {
      row.status = 'delivered';
      row.received = true;
    });
  }

  private unless(refusals: Set<string>, effect: () => unknown): Outcome {
    if (refusals.size > 0) return [...refusals];
    effect();
    this.settle();
    return 'done';
  }
}

function sameContent(row: Payment, given: Omit<Payment, 'related'>) {
  return row.amount === given.amount && row.currency === given.currency && row.role === given.role;
}

/** An agent reads no supplier's money by its reference; who may read a refund but not record it may be answered either way. */
function repeated(actor: Actor, { role }: Payment): Outcome {
  if (role === 'supplier_payment' && actor === 'agent') return ['FORBIDDEN_ROLE'];
  return role === 'refund' && (actor === 'agent' || actor === 'manager') ? ['duplicate', 'FORBIDDEN_ROLE'] : 'duplicate';
}

function paymentStatus(received: number, net: number, owed: number | null) {
  if (received > 0 && net === 0) return 'refunded';
  if (owed !== null && net > owed) return 'overpaid';
  if (net === owed && (received > 0 || owed === 0)) return 'paid';
  return net > 0 ? 'partial' : 'pending';
}

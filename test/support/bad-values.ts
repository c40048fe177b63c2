import { randomUUID } from 'node:crypto';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { asService } from './database.ts';
import { type Args, call } from './people.ts';
import type { Stage } from './stage.ts';

export type Argument = { name: string; type: string; required: boolean };

/** The arguments of every function of the API. */
export async function argumentsOf(sql: Sql): Promise<Record<string, Argument[]>> {
  const functions: Record<string, Argument[]> = {};
  const rows = await sql`
    select p.proname, a.name, format_type(a.type, null) as type, a.place <= p.pronargs - p.pronargdefaults as required
    from pg_proc as p
    left join lateral unnest(p.proargnames, p.proargtypes::oid[]) with ordinality as a (name, type, place) on a.type is not null
    where p.pronamespace = 'public'::regnamespace order by 1`;
  for (const { proname, name, type, required } of rows) {
    functions[proname] ??= [];
    if (name) functions[proname].push({ name, type, required });
  }
  return functions;
}

/** A million characters that do not compress into an index by luck. */
export const ENDLESS = Array.from({ length: 130_000 }, (_, index) => (index * 2_654_435_761).toString(36))
  .join(' ')
  .slice(0, 1_000_000);
export const ODD = ['Ann\u202Eenaj\u202C', '👩‍👩‍👧‍👦', '', ' ', "'); drop table staff; --"];

/** What no amount can be. */
export const NO_AMOUNTS = ['NaN', 'Infinity', '-Infinity', -1, '0.001', '10.005', '1e18', '10000000000000', '1e300'];

/** Currencies that no desk of the tests deals in. */
export const NO_CURRENCIES = ['XXX', 'eur', 'EURO', '€'];

/** Ids that answer with nobody, or mean nothing to this call. */
export const ID_ASKS = [
  ...['resolve_identity.desk_id', 'resolve_identity.auth_user_id', 'record_generic_payment_safe.related_payment_id'],
  'create_order_safe.customer_id',
  // A chat of nobody's has no ways to pay of its own.
  'payment_ways.chat_id',
  // Where a page goes on: a place among ids, not a row.
  'staff_export_rows.after_id',
];

/** The id of another desk that could stand in this argument. */
export function idOfAnother({ whole, shop, chat }: Stage, argument: string): string {
  const ids: Record<string, string> = {
    ...{ chat_id: chat.chatId },
    ...{ order_id: whole.orderId, lead_id: whole.leadId, customer_id: whole.customerId, acting_customer_id: whole.customerId },
    ...{ payment_id: whole.paymentId, related_payment_id: whole.paymentId, shipment_id: whole.shipmentId, task_id: whole.taskId },
  };
  return ids[argument] ?? shop.manager.id;
}

/** The value with each member of this name, however deep, replaced in turn. */
export function withMember(value: unknown, member: string, replacement: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const list = Array.isArray(value);
  return Object.entries(value).flatMap(([key, part]) => {
    const whole = (one: unknown) => (list ? value.with(Number(key), one) : { ...value, [key]: one });
    return [...(key === member ? [whole(replacement)] : []), ...withMember(part, member, replacement).map(whole)];
  });
}

/** Members of JSON arguments that are amounts. */
export const AMOUNT_MEMBERS = ['unit_price', 'discount_amount'];

/** A good call spoilt in one place after another; some of these the database may still take. */
export function spoilt(good: Args, names: Argument[], { shop }: Stage, other: Stage): Array<[what: string, args: Args]> {
  const instead = ({ name, type }: Argument): unknown[] => [
    null,
    ...(name === 'actor_id' ? [randomUUID(), shop.leaver.id, other.shop.manager.id] : []),
    ...(type === 'uuid' && name !== 'actor_id' ? [randomUUID(), idOfAnother(other, name)] : []),
    ...(type === 'numeric' ? NO_AMOUNTS : []),
    ...(type === 'text' && name.endsWith('currency') ? NO_CURRENCIES : []),
    ...(type === 'text' ? ODD : []),
    ...(type === 'jsonb' ? [{}, [], [null], { a: 1 }] : []),
    ...(type === 'jsonb' ? AMOUNT_MEMBERS.flatMap((member) => NO_AMOUNTS.flatMap((value) => withMember(good[name], member, value))) : []),
    ...(type === 'jsonb' ? ['title', 'full_name', 'phone', 'email'].flatMap((member) => withMember(good[name], member, ENDLESS)) : []),
  ];
  return names.flatMap((argument) =>
    instead(argument).map((value): [string, Args] => [
      `${argument.name} = ${JSON.stringify(value)?.slice(0, 80)}`,
      { ...good, [argument.name]: value },
    ]),
  );
}

/** Values that are none of the type of an argument. */
export const NO_VALUES: Record<string, unknown[]> = {
  uuid: ['me', 7, true, '', 'a\0b', { a: 1 }],
  numeric: ['1,5', 'a lot', '', true, { a: 1 }],
  date: ['2026-02-30', 'soon', ''],
  'timestamp with time zone': ['soon', '2026-13-01T00:00:00Z', ''],
  text: ['a\0b'],
  jsonb: [{ a: 'a\0b' }],
};

/** A sentence for people: short, with nobody else's data and no name of our insides. */
export function isFit(sentence: string): boolean {
  const insides =
    /\b(?:public|private|pg_catalog)\.|relation|constraint|violates|order_lines|status_events|staff_identities|customer_identities/;
  return sentence.length <= 300 && !insides.test(sentence) && !sentence.includes('Petrova') && !sentence.includes('+49');
}

export type DoorAnswer = 'done' | { state: string; sentence: string; code: string };

const undone = new Error('undone');

/** What a call comes to at the SQL door; whatever it did is taken back, after a look at it. */
export async function answerAtTheDoor(
  sql: Sql,
  name: string,
  args: Args,
  look: (sql: TransactionSql) => Promise<void> = async () => undefined,
): Promise<DoorAnswer> {
  try {
    await asService(sql, async (service) => {
      await call(service, name, args);
      await look(service);
      throw undone;
    });
  } catch (error) {
    if (error === undone) return 'done';
    if (!(error instanceof postgres.PostgresError)) throw error;
    const detail = /^PT4\d\d$/.test(error.code) ? JSON.parse(error.detail ?? '{}') : {};
    return { state: error.code, sentence: error.message, code: detail.code ?? '' };
  }
  throw new Error('the call was neither refused nor undone');
}

import { randomUUID } from 'node:crypto';
import postgres, { type TransactionSql } from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import { asService, useDatabase } from '../../support/database.ts';
import { type Args, call, countsOf } from '../../support/people.ts';
import { CALLS, type Stage, setStage } from './calls.ts';

const database = useDatabase();
let stage: Stage;
let other: Stage;
let before: Record<string, number>;
let tables: string[];
const arguments_: Record<string, Array<{ name: string; type: string; required: boolean }>> = {};

beforeAll(async () => {
  stage = await setStage(database.sql);
  other = await setStage(database.sql);
  before = await countsOf(database.sql);
  tables = Object.keys(before);
  const rows = await database.sql`
    select p.proname, a.name, format_type(a.type, null) as type, a.place <= p.pronargs - p.pronargdefaults as required
    from pg_proc as p
    left join lateral unnest(p.proargnames, p.proargtypes::oid[]) with ordinality as a (name, type, place) on a.type is not null
    where p.pronamespace = 'public'::regnamespace order by 1`;
  for (const { proname, name, type, required } of rows) {
    arguments_[proname] ??= [];
    if (name) arguments_[proname].push({ name, type, required });
  }
});

it('knows a good call of every function that takes anything', () => {
  const takesSomething = Object.keys(arguments_).filter((name) => (arguments_[name] ?? []).length > 0);
  expect(Object.keys(CALLS)).toEqual(takesSomething);
});

/** A million characters that do not compress into an index by luck. */
const ENDLESS = Array.from({ length: 130_000 }, (_, index) => (index * 2_654_435_761).toString(36))
  .join(' ')
  .slice(0, 1_000_000);
const ODD = ['Ann\u202Eenaj\u202C', '👩‍👩‍👧‍👦', '', ' ', "'); drop table staff; --"];

/** Ids that answer with nobody, or mean nothing to this call. */
const ID_ASKS = [
  ...['resolve_identity.desk_id', 'resolve_identity.auth_user_id', 'record_generic_payment_safe.related_payment_id'],
  'create_order_safe.customer_id',
];

const undone = new Error('undone');
const kept = new Error('kept');

/** Whether some row of some table has become as long as what was sent. */
async function keepsMuch(sql: TransactionSql): Promise<boolean> {
  const sizes = tables.map((table) => `select max(length(to_jsonb(t)::text)) as size from public.${table} as t`);
  await sql`reset role`;
  const [row] = await sql.unsafe(`select max(size) > 900000 as much from (${sizes.join(' union all ')}) as s`);
  return row?.much;
}

/** "done" (and taken back), the code of a refusal, or what else came out. */
async function answerTo(name: string, args: Args): Promise<string> {
  try {
    await asService(database.sql, async (sql) => {
      await call(sql, name, args);
      if (JSON.stringify(args).length > ENDLESS.length && (await keepsMuch(sql))) throw kept;
      throw undone;
    });
  } catch (error) {
    if (error === undone) return 'done';
    if (error === kept) return 'kept a million characters';
    if (!(error instanceof postgres.PostgresError)) throw error;
    if (!/^PT4\d\d$/.test(error.code)) return `${error.code} ${error.message.slice(0, 150)}`;
    if (!isFit(error.message)) return `unfit to be read: ${error.message.slice(0, 150)}`;
    return JSON.parse(error.detail ?? '{}').code;
  }
  return 'never';
}

/** A sentence for people: short, with nobody else's data and no name of our insides. */
function isFit(sentence: string): boolean {
  const insides =
    /\b(?:public|private|pg_catalog)\.|relation|constraint|violates|order_lines|status_events|staff_identities|customer_identities/;
  return sentence.length <= 300 && !insides.test(sentence) && !sentence.includes('Petrova') && !sentence.includes('+49');
}

/** The id of another desk that could stand in this argument. */
function theirs(argument: string): string {
  const { whole, shop } = other;
  const ids: Record<string, string> = {
    ...{ order_id: whole.orderId, lead_id: whole.leadId, customer_id: whole.customerId, acting_customer_id: whole.customerId },
    ...{ payment_id: whole.paymentId, related_payment_id: whole.paymentId, shipment_id: whole.shipmentId, task_id: whole.taskId },
  };
  return ids[argument] ?? shop.manager.id;
}

describe.each(Object.keys(CALLS))('%s', (name) => {
  describe.each((CALLS[name] ?? []).map((build, index) => ({ build, index })))('call $index', ({ build }) => {
    /** Puts each of these values in each argument of a type, and gives what should not have come out. */
    async function unexpected(type: RegExp, values: (argument: string) => unknown[], fine: (answer: string, argument: string) => boolean) {
      const found: Record<string, string> = {};
      for (const argument of (arguments_[name] ?? []).filter((each) => type.test(each.type))) {
        for (const value of values(argument.name)) {
          const answer = await answerTo(name, { ...build(stage), [argument.name]: value });
          if (!fine(answer, argument.name)) found[`${argument.name} = ${JSON.stringify(value)?.slice(0, 60)}`] = answer;
        }
      }
      return found;
    }
    const isRefusal = (answer: string) => /^[A-Z_]+$/.test(answer);

    it('is a good call', async () => {
      expect(await answerTo(name, build(stage))).toBe('done');
    });

    it('A-34, A-35: without an actor, or with one who is not active, is refused', async () => {
      const takesActor = name !== 'check_books' && arguments_[name]?.some((each) => each.name === 'actor_id');
      const refusals = takesActor
        ? [await answerTo(name, { ...build(stage), actor_id: null }), await answerTo(name, { ...build(stage), actor_id: randomUUID() })]
        : [];
      const expected = name === 'order_funnel' ? 'NOT_FOUND' : 'ACTOR_REQUIRED';
      expect(new Set(refusals)).toEqual(new Set(takesActor ? [expected] : []));
      const inactive = takesActor ? await answerTo(name, { ...build(stage), actor_id: stage.shop.leaver.id }) : 'ACTOR_INACTIVE';
      expect(inactive).toBe(name === 'order_funnel' ? 'NOT_FOUND' : 'ACTOR_INACTIVE');
    });

    it('refuses or takes null, argument by argument', async () => {
      expect(
        await unexpected(
          /./,
          () => [null],
          (answer) => isRefusal(answer) || answer === 'done',
        ),
      ).toEqual({});
    });

    it('A-36: finds no id that is unknown or of another desk', async () => {
      const found = await unexpected(
        /^uuid$/,
        (argument) => (argument === 'actor_id' ? [] : [randomUUID(), theirs(argument)]),
        (answer, argument) => isRefusal(answer) || ID_ASKS.includes(`${name}.${argument}`),
      );
      expect(found).toEqual({});
    });

    it('refuses a million characters, or keeps none of them', async () => {
      const found = await unexpected(
        /^text$/,
        () => [ENDLESS],
        (answer) => isRefusal(answer) || answer === 'done',
      );
      expect(found).toEqual({});
    });

    it('refuses or takes odd texts', async () => {
      expect(
        await unexpected(
          /^text$/,
          () => ODD,
          (answer) => isRefusal(answer) || answer === 'done',
        ),
      ).toEqual({});
    });

    it('refuses every amount that is none', async () => {
      const amounts = ['NaN', 'Infinity', '-Infinity', -1, '10.005', '10000000000000', '1e300'];
      expect(
        await unexpected(
          /^numeric$/,
          () => amounts,
          (answer) => ['AMOUNT_INVALID', 'FORBIDDEN_ROLE'].includes(answer),
        ),
      ).toEqual({});
    });

    it('refuses or takes JSON of any shape, leaf by leaf', async () => {
      const found: Record<string, string> = {};
      for (const { name: argument } of (arguments_[name] ?? []).filter((each) => each.type === 'jsonb')) {
        for (const [path, value] of variants(build(stage)[argument])) {
          const answer = await answerTo(name, { ...build(stage), [argument]: value });
          if (!isRefusal(answer) && answer !== 'done') found[`${argument}${path}`] = answer;
        }
      }
      expect(found).toEqual({});
    });
  });
});

it('and none of all this left a row', async () => {
  expect(await countsOf(database.sql)).toEqual(before);
});

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

const SHAPES: Array<[what: string, value: Json]> = [
  ['null', null],
  ['a million characters', ENDLESS],
  ...ODD.map((text): [string, Json] => [JSON.stringify(text), text]),
  ['a number', -1],
  ['a huge number', 1e300],
  ['true', true],
  ['an empty object', {}],
  ['an empty list', []],
  ['a list of null', [null]],
  ['an object', { a: 1 }],
];

/** The value with each of its parts, itself first, replaced by each shape. */
function variants(value: unknown): Array<[path: string, value: unknown]> {
  const whole = SHAPES.filter(([, shape]) => typeof shape === 'object' && shape !== null).map(([what, shape]): [string, unknown] => [
    ` = ${what}`,
    shape,
  ]);
  if (Array.isArray(value)) {
    return [
      ...whole,
      ...value.flatMap((part, index) =>
        within(part).map(([path, one]): [string, unknown] => [`[${index}]${path}`, value.with(index, one)]),
      ),
    ];
  }
  return [...whole, ...within(value).filter(([path]) => path.startsWith('.'))];
}

function within(value: unknown): Array<[path: string, value: unknown]> {
  const itself = SHAPES.map(([what, shape]): [string, unknown] => [` = ${what}`, shape]);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return itself;
  const parts = Object.entries(value).flatMap(([key, part]) =>
    within(part).map(([path, one]): [string, unknown] => [`.${key}${path}`, { ...value, [key]: one }]),
  );
  return [...itself, ...parts];
}

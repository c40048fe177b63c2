import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  AMOUNT_MEMBERS,
  type Argument,
  answerAtTheDoor,
  argumentsOf,
  ENDLESS,
  ID_ASKS,
  idOfAnother,
  isFit,
  NO_AMOUNTS,
  NO_CURRENCIES,
  ODD,
  withMember,
} from '../../support/bad-values.ts';
import { useDatabase } from '../../support/database.ts';
import { CALLS } from '../../support/good-calls.ts';
import { type Args, countsOf } from '../../support/people.ts';
import { type Stage, setStage } from '../../support/stage.ts';

const database = useDatabase();
let stage: Stage;
let other: Stage;
let before: Record<string, number>;
let tables: string[];
let arguments_: Record<string, Argument[]>;

beforeAll(async () => {
  stage = await setStage(database.sql);
  other = await setStage(database.sql);
  before = await countsOf(database.sql);
  tables = Object.keys(before);
  arguments_ = await argumentsOf(database.sql);
});

it('knows a good call of every function that takes anything', () => {
  const takesSomething = Object.keys(arguments_).filter((name) => (arguments_[name] ?? []).length > 0);
  expect(Object.keys(CALLS).toSorted()).toEqual(takesSomething.toSorted());
});

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
    const answer = await answerAtTheDoor(database.sql, name, args, async (sql) => {
      if (JSON.stringify(args).length > ENDLESS.length && (await keepsMuch(sql))) throw kept;
    });
    if (answer === 'done') return answer;
    const { state, sentence, code } = answer;
    if (!/^PT4\d\d$/.test(state)) return `${state} ${sentence.slice(0, 150)}`;
    return isFit(sentence) ? code : `unfit to be read: ${sentence.slice(0, 150)}`;
  } catch (error) {
    if (error === kept) return 'kept a million characters';
    throw error;
  }
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
        (argument) => (argument === 'actor_id' ? [] : [randomUUID(), idOfAnother(other, argument)]),
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
      expect(
        await unexpected(
          /^numeric$/,
          () => NO_AMOUNTS,
          (answer) => ['AMOUNT_INVALID', 'FORBIDDEN_ROLE'].includes(answer),
        ),
      ).toEqual({});
    });

    it('refuses every currency that is none of the desk', async () => {
      const currencies = (argument: string) => (argument.endsWith('currency') && argument in build(stage) ? NO_CURRENCIES : []);
      expect(await unexpected(/^text$/, currencies, (answer) => ['BAD_INPUT', 'CURRENCY_MISMATCH'].includes(answer))).toEqual({});
    });

    it('refuses every amount that is none within a list', async () => {
      const inside = (argument: string) =>
        AMOUNT_MEMBERS.flatMap((member) => NO_AMOUNTS.flatMap((value) => withMember(build(stage)[argument], member, value)));
      // What a customer or the system says a thing costs is not looked at.
      const fine = build(stage).actor_id === stage.shop.systemId ? ['AMOUNT_INVALID', 'done'] : ['AMOUNT_INVALID'];
      expect(await unexpected(/^jsonb$/, inside, (answer) => fine.includes(answer))).toEqual({});
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

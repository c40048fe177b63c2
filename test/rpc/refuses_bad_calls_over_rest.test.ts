import { beforeAll, describe, expect, it } from 'vitest';
import { toRefusal } from '../../src/rpc/refusals.ts';
import { testKeys, useApi } from '../support/api.ts';
import { type Argument, answerAtTheDoor, argumentsOf, isFit, NO_VALUES, spoilt } from '../support/bad-values.ts';
import { useDatabase } from '../support/database.ts';
import { CALLS } from '../support/good-calls.ts';
import { hostileTexts } from '../support/hostile-text.ts';
import { type Args, countsOf } from '../support/people.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { signedIn, tokenOf } from '../support/tokens.ts';

const database = useDatabase();
const api = useApi(() => database.url);
let stage: Stage;
let other: Stage;
let before: Record<string, number>;
let functions: Record<string, Argument[]>;
/** Names of our insides that are no word of a sentence. */
let insides: string[];

beforeAll(async () => {
  stage = await setStage(database.sql);
  other = await setStage(database.sql);
  before = await countsOf(database.sql);
  functions = await argumentsOf(database.sql);
  const rows = await database.sql`
    select conname as name from pg_constraint where connamespace = 'public'::regnamespace
    union select relname from pg_class where relnamespace = 'public'::regnamespace and relname like '%\\_%'`;
  insides = rows.map(({ name }) => name);
});

type Answer = { status: number; body: { code?: string; message?: string; details?: string | null; hint?: string | null } };

async function ask(name: string, args: Args, headers: Record<string, string>): Promise<Answer> {
  const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(args) };
  const response = await fetch(`${api.url}/rest/v1/rpc/${name}`, init);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** Whoever nobody knows is an answer there, not a refusal. */
const ANSWERS_STRANGERS = ['resolve_identity', 'read_web_chat', 'sweep_files', 'staff_chats', 'lose_staff_group_safe', 'enter_topic_safe'];

const service = { apikey: testKeys.secretKey };

/** What is wrong with a refusal: nothing, when it has a fitting status and code and a sentence fit to be read. `own` is the caller's. */
function faultOf({ status, body: { code = '', message = '', details = null, hint = null } }: Answer, own: string): string {
  const shown = `${status} ${code}: ${message.slice(0, 150)}`;
  if (status < 400 || status > 499) return `no refusal: ${shown}`;
  // Throws when the code is none that a caller of ours understands.
  const refusal = toRefusal({ code, message, detail: details, hint });
  if (code.startsWith('PT') && refusal.status !== status) return `another status than its code says: ${shown}`;
  const strange = (text: string | null) => (text ?? '').replaceAll(own, '');
  if (!isFit(strange(message))) return `unfit to be read: ${shown}`;
  const said = [message, details, hint].map(strange).join(' ');
  const told = insides.find((inside) => said.includes(inside));
  return told ? `tells of ${told}: ${shown}` : '';
}

describe.each(Object.keys(CALLS))('%s', (name) => {
  const calls = CALLS[name] ?? [];

  it('answers a bad call as at the SQL door, with the status of its code', async () => {
    const wrong: Record<string, unknown> = {};
    let refused = 0;
    for (const [what, args] of calls.flatMap((build) => spoilt(build(stage), functions[name] ?? [], stage, other))) {
      const atTheDoor = await answerAtTheDoor(database.sql, name, args);
      if (atTheDoor === 'done') continue;
      refused += 1;
      const answer = await ask(name, args, service);
      const { code, message, details } = answer.body;
      const same = code === atTheDoor.state && message === atTheDoor.sentence && JSON.parse(details ?? '{}').code === atTheDoor.code;
      const fault =
        faultOf(answer, `public.${name}`) ||
        (same ? '' : `${atTheDoor.state} ${atTheDoor.sentence} at the SQL door, ${code} ${message} here`);
      if (fault) wrong[what] = fault;
    }
    expect(wrong).toEqual({});
    expect(refused > 0).toBe(!ANSWERS_STRANGERS.includes(name));
  });

  it('answers a value of another type, or none where one belongs, with 4xx', async () => {
    const good = calls[0]?.(stage) ?? {};
    const wrong: Record<string, string> = {};
    for (const { name: argument, type, required } of functions[name] ?? []) {
      const { [argument]: _left, ...without } = good;
      const bad = (NO_VALUES[type] ?? []).map((value) => ({ ...good, [argument]: value }));
      for (const args of [...bad, ...(required ? [without] : [])]) {
        const fault = faultOf(await ask(name, args, service), `public.${name}`);
        if (fault) wrong[`${argument} = ${JSON.stringify(args[argument])}`] = fault;
      }
    }
    expect(wrong).toEqual({});
  });

  it('is closed to a visitor, to an admin with a token of their own, and to somebody without a key', async () => {
    const admin = signedIn(await tokenOf({ sub: stage.shop.admin.subject }));
    const answers = await Promise.all(
      [{ apikey: testKeys.publishableKey }, admin, {}].map(async (headers) => (await ask(name, calls[0]?.(stage) ?? {}, headers)).status),
    );
    expect(answers).toEqual([401, 403, 401]);
  });
});

it('and none of all this left a row', async () => {
  expect(await countsOf(database.sql)).toEqual(before);
});

// The last of this file: some of these are taken, and then the desk is another.
it.each(hostileTexts)('takes %s in any text, or refuses it', async (_what, text) => {
  const wrong: Record<string, string> = {};
  for (const [name, [build]] of Object.entries(CALLS)) {
    const texts = (functions[name] ?? []).filter(({ type }) => type === 'text');
    const good = build?.(stage) ?? {};
    if (texts.length === 0) continue;
    const answer = await ask(name, { ...good, ...Object.fromEntries(texts.map(({ name: argument }) => [argument, text])) }, service);
    const fault = answer.status === 200 ? '' : faultOf(answer, text);
    if (fault) wrong[name] = fault;
  }
  expect(wrong).toEqual({});
});

import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { mayNudge, type NudgeDecision } from '../../../src/policies/nudge.ts';
import { nextQuietEnd } from '../../../src/policies/quiet.ts';
import { phoneExpiresAt, windowIsOpen } from '../../../src/policies/window.ts';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { agree } from '../../support/private-things.ts';
import { accept, meet, openAccount } from '../../support/queues.ts';
import { asDeskRpc, call } from '../../support/shop.ts';

const database = useDatabase();
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});

const HOUR = 3_600_000;
const iso = (moment: Date | null | undefined) => moment?.toISOString() ?? null;
const sample = <T>(of: fc.Arbitrary<T>, count: number) => fc.sample(of, { numRuns: count, seed: 20261121 });
const noon = new Date('2026-05-05T12:00:00Z');

it('when quiet hours end, in every zone, by every pair of times, at every change of the clocks', async () => {
  const zones = ['Europe/Berlin', 'Europe/Istanbul', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 10, 30, 59))
    .map((pair) => pair.map((n) => String(n).padStart(2, '0')).join(':'));
  const anytime = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
  // The nights in which Berlin, New York and Lord Howe change their clocks.
  const changing = fc
    .tuple(
      fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04'),
      fc.integer({ min: -24 * 60, max: 24 * 60 }),
    )
    .map(([day, minutes]) => new Date(Date.parse(day) + minutes * 60_000));
  const cases = sample(fc.tuple(fc.oneof(anytime, changing), fc.constantFrom(...zones), time, time), 4_000);
  const at = cases.map(([moment]) => moment.toISOString());
  const zone = cases.map(([, timeZone]) => timeZone);
  const from = cases.map(([, , begins]) => begins);
  const until = cases.map(([, , , ends]) => ends);
  const rows = await database.sql`
    select private.end_of_quiet(c.quiet_from::time, c.quiet_until::time, c.zone, c.at::timestamptz) as ends
    from unnest(${at}::text[], ${zone}::text[], ${from}::text[], ${until}::text[]) with ordinality as c (at, zone, quiet_from, quiet_until, n) order by n`;
  const wrong = cases.flatMap(([now, timeZone, begins, ends], n) => {
    const [code, sql] = [iso(nextQuietEnd(now, timeZone, begins, ends)), iso(rows[n]?.ends)];
    return code === sql ? [] : [{ now: iso(now), timeZone, begins, ends, code, sql }];
  });
  expect(wrong).toEqual([]);
  expect(rows.filter(({ ends }) => ends !== null).length).toBeGreaterThan(500);
});

/** Somebody who last wrote, and was last written to, then. Gives the chat. */
async function aChat(provider: 'web' | 'telegram' | 'whatsapp', name: string, lastInbound: Date | null, lastOutbound: Date | null = null) {
  const account = provider === 'web' ? { provider, account: desk.slug } : await openAccount(database.sql, desk, {}, provider);
  await accept(database.sql, desk, name, account);
  const customer = await meet(database.sql, desk, name, {}, account);
  await asDeskRpc(
    database.sql,
    desk,
    (sql) => sql`update public.chats set last_inbound_at = ${lastInbound}, last_outbound_at = ${lastOutbound} where external_id = ${name}`,
  );
  return { name, customerId: customer.id as string };
}

it.each(['web', 'telegram', 'whatsapp'] as const)('whether the window of %s is open', async (provider) => {
  for (const [n, last] of [noon, null].entries()) {
    const { name } = await aChat(provider, `window-${provider}-${n}`, last);
    for (const since of [0, 23 * HOUR, 24 * HOUR - 1, 24 * HOUR, 24 * HOUR + 1, 300 * HOUR]) {
      const now = new Date(noon.getTime() + since);
      const [row] = await database.sql`select private.window_open(c, ${now}) as open from public.chats as c where c.external_id = ${name}`;
      expect({ since, last, open: row?.open }).toEqual({ since, last, open: windowIsOpen(provider, last, now) });
    }
  }
});

it.each([
  [noon, null],
  [null, noon],
  [noon, new Date(noon.getTime() + HOUR)],
  [new Date(noon.getTime() + HOUR), noon],
  [null, null],
])('how long a phone number is believed after words from them at %s and from us at %s', async (lastInbound, lastOutbound) => {
  const { customerId } = await aChat('whatsapp', `phone-${iso(lastInbound)}-${iso(lastOutbound)}`, lastInbound, lastOutbound);
  const [row] = await database.sql`select phone_expires_at from public.interactions where customer_id = ${customerId}`;
  expect(iso(row?.phone_expires_at)).toBe(iso(phoneExpiresAt(lastInbound, lastOutbound)));
});

type Given = { consent: boolean; owner: 'bot' | 'human'; stopped: boolean; quiet: boolean; hours: number; nudged: number | null };

const yesAndNo = [false, true];
const everything: Given[] = yesAndNo.flatMap((consent) =>
  (['bot', 'human'] as const).flatMap((owner) =>
    yesAndNo.flatMap((stopped) =>
      yesAndNo.flatMap((quiet) =>
        [3, 25].flatMap((hours) => [null, -1, 0, 1].map((nudged) => ({ consent, owner, stopped, quiet, hours, nudged }))),
      ),
    ),
  ),
);
const later = (hours: number) => new Date(noon.getTime() + hours * HOUR);
const quietOf = ({ quiet }: Given): [from: string, until: string] => (quiet ? ['12:00', '23:00'] : ['00:00', '00:00']);

function asTheCodeDecides(given: Given): NudgeDecision {
  const { consent, stopped, owner, nudged, hours } = given;
  const at = later(hours);
  return mayNudge({
    ...{ consent, stopped, owner, lastInbound: noon, nudgeSentAt: nudged === null ? null : later(nudged) },
    quietUntil: nextQuietEnd(at, 'UTC', ...quietOf(given)),
    windowOpen: windowIsOpen('whatsapp', noon, at),
  });
}

async function asTheDatabaseDecides(given: Given, customerId: string): Promise<NudgeDecision> {
  const at = later(given.hours);
  const [from, until] = quietOf(given);
  const [row] = await asDeskRpc(database.sql, desk, async (sql) => {
    await sql`update public.customers set stopped_at = ${given.stopped ? noon : null}, quiet_from = ${from}, quiet_until = ${until} where id = ${customerId}`;
    await sql`update public.chats set nudge_sent_at = ${given.nudged === null ? null : later(given.nudged)} where customer_id = ${customerId}`;
    return await sql`select private.nudge_due(c, ${at}) as due from public.chats as c where c.customer_id = ${customerId}`;
  });
  const due: Date | null = row?.due;
  return due === null ? 'never' : due > at ? 'later' : 'now';
}

it.each([
  ['agreed', 'the bot', true, 'bot'],
  ['did not agree', 'the bot', false, 'bot'],
  ['agreed', 'a person', true, 'human'],
] as const)('whether somebody who %s and is with %s is reminded', async (_agreed, _with, consent, owner) => {
  const name = `nudged-${consent}-${owner}`;
  const { customerId } = await aChat('whatsapp', name, noon);
  await agree(database.sql, desk, customerId, 'marketing', consent);
  const [chat] = await database.sql`select id from public.chats where external_id = ${name}`;
  if (owner === 'human') await call(database.sql, 'take_conversation_safe', { actor_id: desk.ownerId, chat_id: chat?.id });
  const decided = [];
  for (const given of everything.filter((one) => one.consent === consent && one.owner === owner)) {
    decided.push({ ...given, code: asTheCodeDecides(given), sql: await asTheDatabaseDecides(given, customerId) });
  }
  expect(decided.filter(({ code, sql }) => code !== sql)).toEqual([]);
  const kinds = consent && owner === 'bot' ? ['later', 'never', 'now'] : ['never'];
  expect([...new Set(decided.map(({ sql }) => sql))].sort()).toEqual(kinds);
});

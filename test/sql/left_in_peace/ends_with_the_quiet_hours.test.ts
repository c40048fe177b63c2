import { beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { meet } from '../../support/queues.ts';
import { asDeskRpc } from '../../support/shop.ts';

const database = useDatabase();
let desk: TestDesk;
let customerId: string;

beforeAll(async () => {
  desk = await openDesk(database.sql);
  customerId = (await meet(database.sql, desk, 'somebody')).id;
});

const deskHours = (from: string | null, until: string | null, zone: string) =>
  database.sql`update public.desk_settings set quiet_from = ${from}, quiet_until = ${until}, time_zone = ${zone} where desk_id = ${desk.deskId}`;

const ownHours = (from: string | null, until: string | null) =>
  asDeskRpc(
    database.sql,
    desk,
    (sql) => sql`update public.customers set quiet_from = ${from}, quiet_until = ${until} where id = ${customerId}`,
  );

async function peaceAt(at: string): Promise<string | null> {
  const [row] = await database.sql`select private.left_in_peace(${customerId}, ${at}) as until`;
  return row?.until === null || row?.until === undefined ? null : new Date(row.until).toISOString();
}

describe('the desk’s hours', () => {
  it('last over midnight, by the desk’s clock', async () => {
    await deskHours('22:00', '08:00', 'Europe/Istanbul');
    expect(await peaceAt('2026-05-05T18:59:59Z')).toBeNull();
    expect(await peaceAt('2026-05-05T19:00:00Z')).toBe('2026-05-06T05:00:00.000Z');
    expect(await peaceAt('2026-05-05T22:30:00Z')).toBe('2026-05-06T05:00:00.000Z');
    expect(await peaceAt('2026-05-06T05:00:00Z')).toBeNull();
  });

  it('can be in the middle of the day', async () => {
    await deskHours('13:00', '14:30', 'UTC');
    expect(await peaceAt('2026-05-05T12:59:59Z')).toBeNull();
    expect(await peaceAt('2026-05-05T13:00:00Z')).toBe('2026-05-05T14:30:00.000Z');
    expect(await peaceAt('2026-05-05T14:30:00Z')).toBeNull();
  });

  it('are none when none are set', async () => {
    await deskHours(null, null, 'UTC');
    expect(await peaceAt('2026-05-05T03:00:00Z')).toBeNull();
  });
});

describe('a night in which the clocks change', () => {
  it('ends at eight on the wall when an hour is missing', async () => {
    await deskHours('22:00', '08:00', 'Europe/Berlin');
    expect(await peaceAt('2026-03-28T21:30:00Z')).toBe('2026-03-29T06:00:00.000Z');
    expect(await peaceAt('2026-03-29T01:30:00Z')).toBe('2026-03-29T06:00:00.000Z');
  });

  it('ends at eight on the wall when an hour comes twice', async () => {
    await deskHours('22:00', '08:00', 'Europe/Berlin');
    expect(await peaceAt('2026-10-24T20:30:00Z')).toBe('2026-10-25T07:00:00.000Z');
    expect(await peaceAt('2026-10-25T01:30:00Z')).toBe('2026-10-25T07:00:00.000Z');
  });

  it('never ends before the moment that is asked about, even at an hour that comes twice or not at all', async () => {
    for (const [from, until] of [
      ['22:00', '02:30'],
      ['02:30', '06:00'],
      ['01:00', '02:10'],
    ] as const) {
      await deskHours(from, until, 'Europe/Berlin');
      const wrong = await database.sql`
        select m.at, private.left_in_peace(${customerId}, m.at) as until
        from (
          select generate_series('2026-03-28T20:00Z'::timestamptz, '2026-03-29T08:00Z', '10 minutes') as at
          union all select generate_series('2026-10-24T20:00Z'::timestamptz, '2026-10-25T08:00Z', '10 minutes')
        ) as m
        where private.left_in_peace(${customerId}, m.at) <= m.at`;
      expect(wrong).toEqual([]);
    }
  });
});

describe('a customer’s own hours', () => {
  it('go before the desk’s', async () => {
    await deskHours('22:00', '08:00', 'UTC');
    await ownHours('20:00', '11:00');
    expect(await peaceAt('2026-05-05T20:30:00Z')).toBe('2026-05-06T11:00:00.000Z');
    expect(await peaceAt('2026-05-06T10:00:00Z')).toBe('2026-05-06T11:00:00.000Z');
  });

  it('are none when both ends are the same, whatever the desk does', async () => {
    await ownHours('00:00', '00:00');
    expect(await peaceAt('2026-05-05T23:00:00Z')).toBeNull();
  });
});

it('lasts for ever when somebody said stop', async () => {
  await ownHours('00:00', '00:00');
  await asDeskRpc(database.sql, desk, (sql) => sql`update public.customers set stopped_at = now() where id = ${customerId}`);
  const [row] = await database.sql`select private.left_in_peace(${customerId}, '2026-05-05T12:00Z') = 'infinity' as yes`;
  expect(row?.yes).toBe(true);
});

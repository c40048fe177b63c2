import { beforeEach, describe, expect, it } from 'vitest';
import { addStaff, openDesk, type TestDesk } from '../../support/builders.ts';
import { asService, useDatabase } from '../../support/database.ts';
import { hours } from '../../support/handed-over.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let desk: TestDesk;

const zone = (name: string) => database.sql`update public.desk_settings set time_zone = ${name} where desk_id = ${desk.deskId}`;

beforeEach(async () => {
  desk = await openDesk(database.sql);
  await zone('Europe/Berlin');
});

const iso = (at: Date | null | undefined) => (at instanceof Date ? at.toISOString() : null);

async function opensAt(at: string): Promise<string | null> {
  const [row] = await database.sql`select private.desk_opens_at(${desk.deskId}, ${at}) as at`;
  return iso(row?.at);
}

async function afterMinutes(since: string, minutes: number): Promise<string | null> {
  const [row] = await database.sql`select private.working_until(${desk.deskId}, ${since}, ${minutes}) as at`;
  return iso(row?.at);
}

/** Monday to Friday, with an hour for lunch. */
async function weekdays() {
  for (const day of [1, 2, 3, 4, 5]) {
    await hours(database.sql, desk, day, '09:00', '13:00');
    await hours(database.sql, desk, day, '14:00', '18:00');
  }
}

describe('a desk', () => {
  it('without hours is always open', async () => {
    expect(await opensAt('2026-11-22T03:00:00Z')).toBe('2026-11-22T03:00:00.000Z');
    expect(await afterMinutes('2026-11-22T03:00:00Z', 15)).toBe('2026-11-22T03:15:00.000Z');
  });

  it('opens after the night, the lunch, the weekend and a day off', async () => {
    await weekdays();
    await database.sql`insert into public.days_off (desk_id, day) values (${desk.deskId}, '2026-11-23')`;
    expect(await opensAt('2026-11-20T12:59:59Z')).toBe('2026-11-20T13:00:00.000Z');
    expect(await opensAt('2026-11-20T09:30:00Z')).toBe('2026-11-20T09:30:00.000Z');
    expect(await opensAt('2026-11-19T20:00:00Z')).toBe('2026-11-20T08:00:00.000Z');
    expect(await opensAt('2026-11-20T17:00:00Z')).toBe('2026-11-24T08:00:00.000Z');
  });

  it('counts working time only', async () => {
    await weekdays();
    expect(await afterMinutes('2026-11-20T11:50:00Z', 20)).toBe('2026-11-20T13:10:00.000Z');
    expect(await afterMinutes('2026-11-20T16:50:00Z', 15)).toBe('2026-11-23T08:05:00.000Z');
  });

  it('keeps its hours by the clock on the wall when the clocks change', async () => {
    await hours(database.sql, desk, 7, '09:00', '12:00');
    await hours(database.sql, desk, 6, '23:00', '24:00');
    expect(await opensAt('2026-03-29T05:00:00Z')).toBe('2026-03-29T07:00:00.000Z');
    expect(await opensAt('2026-10-25T05:00:00Z')).toBe('2026-10-25T08:00:00.000Z');
    expect(await opensAt('2026-10-24T22:30:00Z')).toBe('2026-10-25T08:00:00.000Z');
  });

  it('is neither open nor late in an hour that the clocks leave out, and once in one that comes twice', async () => {
    await hours(database.sql, desk, 7, '02:00', '03:30');
    expect(await afterMinutes('2026-03-29T00:00:00Z', 30)).toBe('2026-03-29T01:30:00.000Z');
    const [row] = await database.sql`
      select upper(s) - lower(s) as long from unnest(private.working_spans(${desk.deskId}, '2026-10-25', '2026-10-25')) as s`;
    expect(row?.long).toBe('01:30:00');
    expect(await opensAt('2026-03-29T00:30:00Z')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('that is never open has no opening, and still looks after people some day', async () => {
    await hours(database.sql, desk, 1, '09:00', '10:00');
    await database.sql`insert into public.days_off (desk_id, day)
      select ${desk.deskId}, d::date from generate_series('2026-11-01'::timestamp, '2028-01-01', '1 day') as d`;
    expect(await opensAt('2026-11-20T12:00:00Z')).toBeNull();
    expect(await afterMinutes('2026-11-20T12:00:00Z', 15)).not.toBeNull();
  });
});

it('members of the staff keep their own hours, or else the desk’s', async () => {
  await weekdays();
  const late = await addStaff(database.sql, desk, 'agent');
  const usual = await addStaff(database.sql, desk, 'agent');
  await hours(database.sql, desk, 5, '18:00', '22:00', late.id);
  const onShift = async (id: string, at: string) =>
    (await database.sql`select private.on_shift(s, ${at}) as yes from public.staff as s where s.id = ${id}`)[0]?.yes;
  expect(await onShift(late.id, '2026-11-20T10:00:00Z')).toBe(false);
  expect(await onShift(late.id, '2026-11-20T18:00:00Z')).toBe(true);
  expect(await onShift(usual.id, '2026-11-20T10:00:00Z')).toBe(true);
  expect(await onShift(usual.id, '2026-11-20T18:00:00Z')).toBe(false);
});

describe('typed into Studio', () => {
  it.each([
    [1, '18:00', '09:00', 'end after they begin'],
    [1, '09:00', '09:00', 'end after they begin'],
    [0, '09:00', '18:00', 'from 1 for Monday to 7 for Sunday'],
    [8, '09:00', '18:00', 'from 1 for Monday to 7 for Sunday'],
  ])('day %i from %s to %s is refused in words', async (day, opens, closes, said) => {
    const error = await hours(database.sql, desk, day, opens, closes).catch((reason) => reason);
    expect(error.message).toContain(said);
    expect(JSON.parse(error.detail).code).toBe('BAD_INPUT');
  });

  it('hours that overlap are refused, until the others are switched off', async () => {
    await hours(database.sql, desk, 1, '09:00', '13:00');
    const error = await hours(database.sql, desk, 1, '12:00', '18:00').catch((reason) => reason);
    expect(error.message).toBe('These hours overlap with 09:00 to 13:00 of the same day.');
    await hours(database.sql, desk, 1, '13:00', '18:00');
    await database.sql`update public.working_hours set active = false where desk_id = ${desk.deskId} and opens = '09:00'`;
    await hours(database.sql, desk, 1, '08:00', '12:30');
  });

  it('somebody of another desk has no hours here', async () => {
    const other = await openDesk(database.sql);
    await expectRefusal(hours(database.sql, desk, 1, '09:00', '13:00', other.ownerId), 'NOT_FOUND');
  });

  it('a time zone that does not exist is refused', async () => {
    await expectRefusal(zone('Mars/Olympus'), 'BAD_INPUT');
    await expectRefusal(
      asService(database.sql, (sql) => sql`update public.desk_settings set time_zone = 'x' where desk_id = ${desk.deskId}`),
      'BAD_INPUT',
    );
  });
});

import { beforeAll, expect, it } from 'vitest';
import { asStudio, useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/people.ts';
import { errorOf } from '../../support/refusals.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const edit = (change: string) =>
  asStudio(database.sql, (sql) => sql.unsafe(`update public.desk_settings set ${change} where desk_id = '${shop.deskId}'`));

it('leaves people in peace at night, answers them within a quarter of an hour, and holds an offer for two days', async () => {
  const [row] = await database.sql`
    select quiet_from, quiet_until, answer_within_minutes, nudge_after_minutes, proposal_hours from public.desk_settings where desk_id = ${shop.deskId}`;
  expect(row).toEqual({
    ...{ quiet_from: '21:00:00', quiet_until: '09:00:00', answer_within_minutes: 15, nudge_after_minutes: 180, proposal_hours: 48 },
  });
});

it.each([
  'quiet_from = null, quiet_until = null',
  `quiet_from = '22:30', quiet_until = '08:00'`,
  'answer_within_minutes = 60',
  'nudge_after_minutes = null',
  'proposal_hours = 24',
])('an admin may set %s', async (change) => {
  expect((await edit(change)).count).toBe(1);
});

it.each([
  ['quiet_until = null', 'desk_settings_quiet_hours_have_both_ends'],
  ['answer_within_minutes = 0', 'desk_settings_answer_within_a_week'],
  ['nudge_after_minutes = 29', 'desk_settings_nudge_within_a_week'],
  ['proposal_hours = 0', 'desk_settings_proposals_hold_for_a_while'],
])('nobody may set %s', async (change, constraint) => {
  await edit(`quiet_from = '21:00', quiet_until = '09:00'`);
  expect((await errorOf(edit(change))).constraint_name).toBe(constraint);
});

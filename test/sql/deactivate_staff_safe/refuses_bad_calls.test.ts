import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { everything } from '../../support/audit.ts';
import { addStaff, openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { hostileTexts } from '../../support/hostile-text.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();
let desk: TestDesk;
let other: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
  other = await openDesk(database.sql);
});

const deactivate = (actor: string | null, target: string | null, reason: string | null) =>
  database.sql`select public.deactivate_staff_safe(${actor}, ${target}, ${reason})`;

describe('a refused call', () => {
  let target: string;
  let before: Awaited<ReturnType<typeof everything>>;
  beforeEach(async () => {
    target = (await addStaff(database.sql, desk, 'agent')).id;
    before = await everything(database.sql);
  });
  afterEach(async () => {
    expect(await everything(database.sql), 'a refused call leaves everything as it was').toEqual(before);
  });

  it.each([
    ['nobody', () => null],
    ['somebody unknown', () => randomUUID()],
  ])('needs an actor, not %s', async (_who, actor) => {
    const refused = await expectRefusal(deactivate(actor(), target, 'left'), 'ACTOR_REQUIRED');
    expect(refused.code).toBe('PT401');
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['blank', '   '],
    ['blank lines', '\t\r\n'],
    ['501 characters', 'x'.repeat(501)],
    ['501 characters outside the first plane', '👍'.repeat(501)],
  ])('needs a reason that is not %s', async (_what, reason) => {
    const refused = await expectRefusal(deactivate(desk.ownerId, target, reason), 'REASON_REQUIRED');
    expect(refused.code).toBe('PT400');
  });

  it('answers the same for a stranger, for staff of another desk and for no one', async () => {
    const refusals = [];
    for (const nobody of [randomUUID(), other.ownerId, null]) {
      const { code, message, detail, hint } = await expectRefusal(deactivate(desk.ownerId, nobody, 'left'), 'NOT_FOUND');
      refusals.push({ code, message, detail, hint });
    }
    expect(refusals[0]).toEqual({
      code: 'PT404',
      message: 'There is no such staff member at this desk.',
      detail: '{"code": "NOT_FOUND"}',
      hint: '',
    });
    expect([refusals[1], refusals[2]]).toEqual([refusals[0], refusals[0]]);
  });
});

it.each(['pending', 'inactive', 'suspended', 'terminated'])('takes no orders from an owner who is %s', async (status) => {
  const actor = await addStaff(database.sql, desk, 'owner', status);
  const target = await addStaff(database.sql, desk, 'agent');
  const before = await everything(database.sql);
  const refused = await expectRefusal(deactivate(actor.id, target.id, 'left'), 'ACTOR_INACTIVE');
  expect(refused.code).toBe('PT403');
  expect(await everything(database.sql)).toEqual(before);
});

it.each(['pending', 'inactive', 'suspended', 'terminated'])('does not deactivate somebody who is %s', async (status) => {
  const target = await addStaff(database.sql, desk, 'agent', status);
  const before = await everything(database.sql);
  const refused = await expectRefusal(deactivate(desk.ownerId, target.id, 'left'), 'INVALID_TRANSITION');
  expect(JSON.parse(refused.detail ?? '')).toEqual({ code: 'INVALID_TRANSITION', from: status, to: 'inactive' });
  expect(await everything(database.sql)).toEqual(before);
});

it('does it once: a repeated call is refused and keeps the first reason', async () => {
  const target = await addStaff(database.sql, desk, 'agent');
  await deactivate(desk.ownerId, target.id, 'the first reason');
  await expectRefusal(deactivate(desk.ownerId, target.id, 'the second reason'), 'INVALID_TRANSITION');
  expect(await database.sql`select status_reason from public.staff where id = ${target.id}`).toEqual([
    { status_reason: 'the first reason' },
  ]);
});

it.each([...hostileTexts, ['500 characters', '👍'.repeat(500)]])('keeps a reason of %s exactly', async (_what, reason) => {
  const target = await addStaff(database.sql, desk, 'agent');
  await deactivate(desk.ownerId, target.id, reason);
  expect(await database.sql`select status_reason from public.staff where id = ${target.id}`).toEqual([{ status_reason: reason }]);
});

it('leaves out the blanks around a reason', async () => {
  const target = await addStaff(database.sql, desk, 'agent');
  await deactivate(desk.ownerId, target.id, '  moved  away ');
  expect(await database.sql`select status_reason from public.staff where id = ${target.id}`).toEqual([{ status_reason: 'moved  away' }]);
});

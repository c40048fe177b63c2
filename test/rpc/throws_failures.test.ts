import { describe, expect, it } from 'vitest';
import { failureOf, transports, useTransports } from '../support/transports.ts';
import { untilWaiting } from '../support/waiting.ts';

const { database, call } = useTransports();

describe.each(transports)('%s', (transport) => {
  it.each([
    ['a bare exception', 'P0001', false],
    ['a broken constraint', '23514', false],
    ['a duplicate', '23505', false],
    ['a missing right', '42501', false],
    ['a cancelled statement', '57014', false],
    ['a bug', 'XX000', false],
    ['a conflict of transactions', '40001', true],
    ['a deadlock', '40P01', true],
    ['a full server', '53300', true],
    ['a refusal without our detail', 'PT409', false],
  ])('throws %s with its code %s', async (_what, state, hadNoEffect) => {
    const failure = await failureOf(call(transport, 'test_fail', { state, sentence: 'Because.' }));
    expect({ code: failure.code, hadNoEffect: failure.hadNoEffect, message: failure.message }).toEqual({
      code: state,
      hadNoEffect,
      message: 'Because.',
    });
  });

  it('throws a refusal whose code we do not know', async () => {
    const failure = await failureOf(call(transport, 'test_refuse', { http_status: 404, code: 'A_NEW_CODE', sentence: 'No.' }));
    expect(failure.code).toBe('PT404');
  });

  it('throws a broken check of a table, of which nothing stays', async () => {
    const failure = await failureOf(call(transport, 'test_break_a_check'));
    expect(failure.code).toBe('23514');
    expect(await database.sql`select from public.desks where slug = 'Not A Slug'`).toHaveLength(0);
  });

  it('throws a statement that somebody cancels, and goes on', async () => {
    const holder = await database.sql.reserve();
    await holder`select pg_advisory_lock(7)`;
    const failure = failureOf(call(transport, 'test_hold'));
    const [pid] = await untilWaiting(database.sql);
    await database.sql`select pg_cancel_backend(${pid ?? 0})`;
    expect((await failure).code).toBe('57014');
    await holder`select pg_advisory_unlock(7)`;
    holder.release();
    expect(await call(transport, 'test_hold')).toEqual({ ok: true, data: 'let go' });
  });
});

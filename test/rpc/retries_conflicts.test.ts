import { describe, expect, it } from 'vitest';
import { failureOf, useTransports } from '../support/transports.ts';

const { database, call } = useTransports();

const attempts = async () => {
  const [row] = await database.sql`select last_value::int as made from public.test_attempts`;
  return row?.made;
};

describe('direct', () => {
  it.each(['40001', '40P01'])('makes a call again that two conflicts (%s) undid', async (state) => {
    expect(await call('direct', 'test_conflict', { times: 2, state })).toEqual({ ok: true, data: 3 });
    expect(await attempts()).toBe(3);
  });

  it('gives up after four attempts, and says that nothing happened', async () => {
    const failure = await failureOf(call('direct', 'test_conflict', { times: 9, state: '40001' }));
    expect({ code: failure.code, hadNoEffect: failure.hadNoEffect }).toEqual({ code: '40001', hadNoEffect: true });
    expect(await attempts()).toBe(4);
  });

  it.each(['57014', '23505', 'XX000'])('makes a call once when it fails otherwise (%s)', async (state) => {
    expect((await failureOf(call('direct', 'test_conflict', { times: 9, state }))).code).toBe(state);
    expect(await attempts()).toBe(1);
  });
});

it('http leaves a conflict to its caller', async () => {
  expect((await failureOf(call('http', 'test_conflict', { times: 1, state: '40001' }))).code).toBe('40001');
  expect(await attempts()).toBe(1);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redact, redactText } from '../../../src/log/redact.ts';

it.each([
  'the order 2026-001 is paid',
  '2026-11-20T09:12:00.123Z',
  '2026-11-20 09:12:00+03',
  'supabase/migrations/20261120091200_desk_health.sql',
  'the database has 20261120091100, this code needs 20261120091200',
  'http://127.0.0.1:54321/rest/v1/rpc/desk_health',
  'total 1234567890.50 TRY',
  'at startDesk (file:///home/me/desk/bot/desk.ts:44:17)',
  'sqlstate 23505, pid 4194304, 12.5 ms',
  '00000000-0000-4000-8000-123456789012',
])('leaves "%s" readable', (text) => {
  expect(redactText(text)).toBe(text);
});

it('leaves every id that the database or we make', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(redact({ correlationId: id, message: `turn ${id} failed` })).toEqual({ correlationId: id, message: `turn ${id} failed` });
    }),
    { numRuns: 2_000 },
  );
});

it('leaves numbers, booleans, dates and nothing at all', () => {
  const value = { status: 503, ok: false, at: new Date(0), none: null, missing: undefined, list: [1, 2] };
  expect(redact(value)).toEqual(value);
});

it('does not change the value it is given', () => {
  const value = { token: 't', list: [{ text: 'hello' }] };
  redact(value);
  expect(value).toEqual({ token: 't', list: [{ text: 'hello' }] });
});

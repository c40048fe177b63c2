import { describe, expect, it, vi } from 'vitest';
import { door } from '../../../functions/door.ts';
import { callWith, PUBLISHABLE, SECRET, useFunctionEnvironment } from './keys.ts';

const { printed } = useFunctionEnvironment();
const ID = 'turn-12345678';

describe('a handler that throws', () => {
  it.each<[string, () => Promise<Response>]>([
    ['an error', () => Promise.reject(new Error('no column "secret_note"'))],
    [
      'before it returns',
      () => {
        throw new Error('no column "secret_note"');
      },
    ],
    ['something that is no error', () => Promise.reject('no column "secret_note"')],
  ])('%s: the answer is 500 with the correlation id and no detail; the reason is noted', async (_what, handle) => {
    const response = await door('public', handle).fetch(callWith(PUBLISHABLE, { 'x-correlation-id': ID }));
    expect({ status: response.status, id: response.headers.get('x-correlation-id'), body: await response.json() }).toEqual({
      status: 500,
      id: ID,
      body: { code: 'FAILED', message: 'The request failed and was noted.', correlationId: ID },
    });
    expect(JSON.parse(printed())).toEqual({ event: 'threw', correlationId: ID, reason: 'no column "secret_note"' });
  });
});

it.each(['SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEYS', 'SUPABASE_SECRET_KEYS'])('stays shut when %s is missing', async (name) => {
  vi.stubEnv(name, undefined);
  const response = await door('public', async () => new Response('open')).fetch(callWith(PUBLISHABLE));
  expect({ status: response.status, body: await response.json() }).toMatchObject({ status: 500, body: { code: 'FAILED' } });
});

it.each(['{}', '{"default":""}', '["sb_secret_x"]', 'null'])('stays shut when the secret keys are %s', async (keys) => {
  vi.stubEnv('SUPABASE_SECRET_KEYS', keys);
  const response = await door('public', async () => new Response('open')).fetch(callWith(''));
  expect(response.status).toBe(500);
});

it('notes no key, even when the keys cannot be read', async () => {
  vi.stubEnv('SUPABASE_SECRET_KEYS', SECRET);
  const response = await door('public', async () => new Response('open')).fetch(callWith(PUBLISHABLE));
  expect(response.status).toBe(500);
  expect(printed()).toContain('threw');
  expect(printed()).not.toContain(SECRET.slice(0, 12));
});

it.each([
  ['its own answer', () => Response.json({ ok: true }), 200],
  ['a redirect', () => Response.redirect('http://127.0.0.1/elsewhere', 303), 303],
])('passes on %s with the correlation id and the rights of browsers', async (_what, make, status) => {
  const response = await door('public', async () => make()).fetch(callWith(PUBLISHABLE, { 'x-correlation-id': ID }));
  expect(response.status).toBe(status);
  expect(response.headers.get('x-correlation-id')).toBe(ID);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});

it.each(['', 'short', 'a'.repeat(65), '"; drop', 'with space'])('makes its own correlation id instead of "%s"', async (given) => {
  const response = await door('public', async () => new Response()).fetch(callWith(PUBLISHABLE, { 'x-correlation-id': given }));
  expect(response.headers.get('x-correlation-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

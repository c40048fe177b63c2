import { expect, it } from 'vitest';
import { redact } from '../../../src/log/redact.ts';

it('hides inside lists and objects, and keeps the rest', () => {
  const update = { id: 7, messages: [{ chat: 'c-1', text: 'hello', from: { phone: '1' } }, 'sb_secret_abc'] };
  expect(redact(update)).toEqual({ id: 7, messages: [{ chat: 'c-1', text: '[hidden]', from: { phone: '[hidden]' } }, '[hidden]'] });
});

it('flattens an error with its code, stack and causes, all of them clean', () => {
  const root = new Error('connect to postgres://desk:hunter2@db/x');
  const error = Object.assign(new TypeError('chat +905321234567 is gone', { cause: root }), { code: 'ECONNREFUSED' });
  const clean = redact({ err: error }) as { err: Record<string, unknown> };
  expect(clean.err).toMatchObject({
    name: 'TypeError',
    message: 'chat [hidden] is gone',
    code: 'ECONNREFUSED',
    stack: expect.stringContaining('redacts_whole_values'),
    cause: { name: 'Error', message: 'connect to postgres://desk:[hidden]@db/x' },
  });
  expect(JSON.stringify(clean)).not.toMatch(/hunter2|905321234567/);
});

it('hides what is inside a cause that is no error', () => {
  const error = new Error('refused', { cause: { token: 'abc', reply: 'sb_secret_abc' } });
  expect(redact(error)).toMatchObject({ cause: { token: '[hidden]', reply: '[hidden]' } });
});

it('drops the fields a library hangs on its errors: they hold whole requests and rows', () => {
  const error = Object.assign(new Error('failed'), { detail: 'Failing row contains (Anna)', config: { headers: { authorization: 'x' } } });
  expect(Object.keys(redact(error) as object)).toEqual(['name', 'message', 'stack']);
});

it('ends on a value that contains itself', () => {
  const loop: Record<string, unknown> = { token: 'abc' };
  loop.self = loop;
  expect(JSON.stringify(redact(loop))).toContain('[deep]');
  const error = new Error('failed');
  error.cause = error;
  expect(JSON.stringify(redact(error))).toContain('[deep]');
});

it('cuts long lists', () => {
  expect(redact(Array.from({ length: 10_000 }, (_, index) => index))).toHaveLength(50);
});

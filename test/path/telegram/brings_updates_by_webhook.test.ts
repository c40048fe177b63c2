import { Hono } from 'hono';
import pino from 'pino';
import { expect, it } from 'vitest';
import { mountTelegram, secretOf } from '../../../bot/telegram/webhook.ts';

const log = pino({ level: 'silent' });
const secret = secretOf('7000000001:AAFake');

function aDoor(take: (update: unknown) => Promise<void>) {
  const web = new Hono();
  mountTelegram(web, (account) => (account === '7' ? { secret, take } : undefined), log);
  return (body: string, given: { account?: string; secret?: string } = {}) =>
    web.request(`/telegram/${given.account ?? '7'}`, {
      method: 'POST',
      body,
      headers: given.secret === '' ? {} : { 'x-telegram-bot-api-secret-token': given.secret ?? secret },
    });
}

it('takes an update once it is stored, and says nothing more', async () => {
  const taken: unknown[] = [];
  const post = aDoor(async (update) => void taken.push(update));
  const response = await post('{"update_id":1,"method":"sendMessage"}');
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(taken).toEqual([{ update_id: 1, method: 'sendMessage' }]);
});

it('has it brought again when it could not be stored', async () => {
  expect((await aDoor(() => Promise.reject(new Error('no database')))('{"update_id":1}')).status).toBe(503);
});

it.each([
  ['another secret', { secret: 'x' }],
  ['no secret', { secret: '' }],
  ['a bot that is not here', { account: '8' }],
])('refuses %s, and stores nothing', async (_, given) => {
  const taken: unknown[] = [];
  expect((await aDoor(async (update) => void taken.push(update))('{"update_id":1}', given)).status).toBe(401);
  expect(taken).toEqual([]);
});

it.each(['not json', '"text"', 'null', ''])('lets go what will never be readable: %s', async (body) => {
  expect((await aDoor(() => Promise.reject(new Error('never')))(body)).status).toBe(200);
});

it('takes no more than an update can be', async () => {
  expect((await aDoor(async () => undefined)(JSON.stringify({ text: 'x'.repeat(1_000_001) }))).status).toBe(413);
});

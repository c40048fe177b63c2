import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { telegramApi } from '../../../bot/telegram/api.ts';
import { moneyDoor } from '../../../bot/telegram/money.ts';
import { startPolling } from '../../../bot/telegram/polling.ts';
import { directRpc } from '../../../src/rpc/direct.ts';
import type { RpcPort } from '../../../src/rpc/port.ts';
import { type BotApiServer, type Fault, startBotApi } from '../../support/bot-api.ts';
import { phrases } from '../../support/chatting.ts';
import { until } from '../../support/waiting.ts';

const log = pino({ level: 'silent' });
const from = { id: 77, is_bot: false, first_name: 'Ada', language_code: 'ru' };
let api: BotApiServer;
let port: RpcPort & { close: () => Promise<void> };

beforeEach(async () => {
  api = await startBotApi();
  // Nobody listens there.
  port = directRpc({ databaseUrl: 'postgresql://postgres@127.0.0.1:1/postgres', connections: 1 });
});

afterEach(async () => {
  await port.close();
  await api.stop();
});

const invoice = { title: 't', description: 'd', payload: 'p', currency: 'EUR', total: 1, isForwardable: true };
const shown = {
  ...{ id: 1, chat: from.id, method: 'sendInvoice', text: '', entities: [], markup: null },
  ...{ file: null, edits: 0, at: 0, quotes: null, thread: null, invoice },
};

it('with a polite no in their language, though what others write cannot be stored; and money is asked for again', async () => {
  const bot = telegramApi({ token: api.token, root: api.root });
  const door = moneyDoor({ port, log, phrases }, bot, String(api.botId));
  const take = async (update: unknown) => {
    if (!(await door(update))) throw new Error('the database is away');
  };
  const polling = startPolling({ api: bot, take, log, bot: '@bot', heard: () => undefined });
  const chat = { id: from.id, type: 'private' as const, first_name: 'Ada' };
  const written = api.push({ message: { message_id: 1, date: 0, chat, from, text: 'hello' } });
  const sum = { currency: 'EUR', total_amount: 1, invoice_payload: 'p' };
  const successful_payment = { ...sum, telegram_payment_charge_id: 'c', provider_payment_charge_id: 'p' };
  const money = api.push({ message: { message_id: 2, date: 0, chat, from, successful_payment } });
  const answer = await api.pay(shown, from);
  expect(answer).toMatchObject({ ok: false, error: phrases('ru', 'checkout-later') });
  await polling.stop();
  expect([written, money].filter((update) => api.confirmed.has(update))).toEqual([]);
});

it.each<[string, Fault]>([
  ['gets lost', { kind: 'lost' }],
  ['breaks Telegram', { kind: 'answer', code: 500, description: 'Internal Server Error' }],
])('anew when the question comes again because the answer %s, however often it was tried', async (_, fault) => {
  const bot = telegramApi({ token: api.token, root: api.root });
  const door = moneyDoor({ port, log, phrases }, bot, String(api.botId));
  const polling = startPolling({ api: bot, take: async (update) => void (await door(update)), log, bot: '@bot', heard: () => undefined });
  api.fail('answerPreCheckoutQuery', fault, fault);
  const answer = await api.pay(shown, from);
  expect(answer).toMatchObject({ ok: false, error: phrases('ru', 'checkout-later') });
  await polling.stop();
  expect(api.calls.filter(({ method }) => method === 'answerPreCheckoutQuery')).toHaveLength(3);
});

it('while somebody’s large file still comes in', async () => {
  const bot = telegramApi({ token: api.token, root: api.root });
  const door = moneyDoor({ port, log, phrases }, bot, String(api.botId));
  const file = Promise.withResolvers<void>();
  const taken: number[] = [];
  const take = async (update: unknown) => {
    taken.push((update as { update_id: number }).update_id);
    if (!(await door(update))) await file.promise;
  };
  const polling = startPolling({ api: bot, take, log, bot: '@bot', heard: () => undefined });
  const chat = { id: 88, type: 'private' as const, first_name: 'Bob' };
  const large = api.push({ message: { message_id: 1, date: 0, chat, from: { ...from, id: 88 }, text: 'a film' } });
  await until(async () => taken.includes(large));
  expect(await api.pay(shown, from)).toMatchObject({ ok: false, error: phrases('ru', 'checkout-later') });
  expect(api.confirmed.has(large)).toBe(false);
  file.resolve();
  await until(async () => api.confirmed.has(large));
  await polling.stop();
  expect(taken.filter((update) => update === large)).toHaveLength(1);
});

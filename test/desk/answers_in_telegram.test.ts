import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BotApiServer, startBotApi } from '../support/bot-api.ts';
import { useDesks } from '../support/desk-process.ts';
import { until } from '../support/waiting.ts';

const desks = useDesks();
const token = '7555555555:AAFakeFakeFakeFakeFakeFakeFakeFakeFak';
let api: BotApiServer;

beforeEach(async () => {
  api = await startBotApi(token);
});
afterEach(() => api.stop());

const ada = { id: 77, is_bot: false, first_name: 'Ada', language_code: 'en' };
const message = { message_id: 1, date: 0, chat: { id: 77, type: 'private' as const, first_name: 'Ada' }, from: ada, text: '/start' };
const answered = () => until(async () => api.shown.some(({ chat }) => chat === 77));

it('with nothing but a token, asking for what has come, and leaves nothing unconfirmed when it stops', async () => {
  const run = desks.run({ env: { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: api.root } });
  await run.ready();
  const update = api.push({ message });
  await answered();
  const menus = api.calls.filter(({ method }) => method === 'setMyCommands').map(({ params }) => params.language_code ?? 'en');
  expect(menus).toEqual(['en', 'ru', 'tr']);
  run.signal('SIGTERM');
  expect(await run.ended).toBe(0);
  expect(api.confirmed.has(update)).toBe(true);
  expect(run.output()).not.toContain(token.slice(11));
});

it('by a webhook, for whoever knows its secret', async () => {
  const run = desks.run({
    env: { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: api.root, TELEGRAM_WEBHOOK_URL: 'https://desk.shop.example' },
  });
  const { webUrl } = await run.ready();
  await until(async () => api.calls.some(({ method }) => method === 'setWebhook'));
  const set = api.calls.find(({ method }) => method === 'setWebhook')?.params ?? {};
  expect(set).toMatchObject({
    url: `https://desk.shop.example/telegram/${api.botId}`,
    allowed_updates: ['message', 'callback_query', 'pre_checkout_query', 'inline_query', 'my_chat_member'],
  });
  const bring = (secret: string) =>
    fetch(`${webUrl}/telegram/${api.botId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      body: JSON.stringify({ update_id: 5, message }),
    });
  expect((await bring('guessed')).status).toBe(401);
  expect((await bring(String(set.secret_token))).status).toBe(200);
  expect((await bring(String(set.secret_token))).status).toBe(200);
  await answered();
  expect(api.polls()).toBe(0);
});

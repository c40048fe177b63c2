import { afterAll, beforeAll, expect, it } from 'vitest';
import { telegramApi } from '../../../bot/telegram/api.ts';
import { type BotApiServer, startBotApi } from '../../support/bot-api.ts';

let server: BotApiServer;

beforeAll(async () => {
  server = await startBotApi();
});
afterAll(() => server.stop());

it.each([
  ['receipt.pdf', 'receipt.pdf'],
  ['The proof of a payment.jpg', 'The proof of a payment.jpg'],
  ['чек; №5.pdf', 'чек; №5.pdf'],
  ['a "good" one\\.pdf', "a 'good' one.pdf"],
  ['one.pdf\r\ncontent-type:text/html\r\n\r\n<b>', 'one.pdf content-type:text/html <b>'],
  ['', 'file'],
])('sends a file called %j, whole and under its name', async (given, name) => {
  const api = telegramApi({ token: server.token, root: server.root });
  const bytes = new TextEncoder().encode('%PDF-1.4 \r\n--- and the end');
  expect(await api.call('sendDocument', { chat_id: 1 }, { field: 'document', bytes, name: given })).toMatchObject({ ok: true });
  expect(server.shown.at(-1)?.file).toMatchObject({ name, size: bytes.length });
});

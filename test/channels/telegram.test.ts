import { afterAll, beforeAll } from 'vitest';
import { telegramApi } from '../../bot/telegram/api.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import type { TelegramMessage, TelegramRaw } from '../../src/channels/telegram/types.ts';
import { type BotApiServer, startBotApi } from '../support/bot-api.ts';
import { memoryFiles } from '../support/memory-files.ts';
import { type Doing, keepsThePort, type Subject } from './conformance.ts';

let server: BotApiServer;
let subject: Subject<TelegramRaw, TelegramMessage>;

const from = { id: 42, is_bot: false, first_name: 'Ada', language_code: 'en' };
const chat = { id: 42, type: 'private' };
const to = { provider: 'telegram' as const, account: '1', chat: '42' };

function updateOf(doing: Doing): object {
  if (doing.type === 'press') return { callback_query: { id: '1', from, data: doing.action, message: { message_id: 1, chat } } };
  const text = doing.type === 'text' ? doing.text : doing.payload === null ? '/start' : `/start ${doing.payload}`;
  return { message: { message_id: 1, date: 0, chat, from, text } };
}

beforeAll(async () => {
  server = await startBotApi();
  const bot = telegramApi({ token: server.token, root: server.root });
  const channel = telegramChannel({ botOf: (account) => (account === '1' ? bot : undefined), files: memoryFiles() });
  subject = {
    channel,
    brings: (doing, n) => ({ account: '1', update: { update_id: n, ...updateOf(doing) } }),
    hostile: (anything) => ({ account: '1', update: anything }),
    read: (messages) => ({
      text: messages.map(({ text }) => text).join('\n'),
      actions: messages.flatMap(({ keyboard }) =>
        keyboard && 'inline_keyboard' in keyboard
          ? keyboard.inline_keyboard.flat().flatMap((one) => ('callback_data' in one ? [one.callback_data] : []))
          : [],
      ),
    }),
    send: (message) => channel.send({ key: '1', to, message }),
    edit: (message, providerMessageId) => channel.edit({ key: '1', to, message, providerMessageId }),
  };
});
afterAll(() => server.stop());

keepsThePort('Telegram', () => subject);

// What our bot is measured against: a bot of the usual shape, as a good developer writes it with grammY's own plugins.
// Session and conversations in Postgres through the storage adapter and a pool, the shop's tables through supabase-js,
// updates by the runner (side by side, each chat in its order), by `bot.start()` (one after the other) or by webhook.
//
// It does less than our desk, all of which makes it faster: it keeps no inbox and no outbox, so that an update is lost when
// it dies and an order doubled when Telegram brings one again; no audit, no status history, no guards or checks in the
// database, no rights of single actors; four calls of an order are four transactions; one language; no limits of sending;
// nobody else is told of an order. By long polling it confirms what it has not handled yet.
// It does one thing more: its supabase-js goes over http, as it usually does, while a desk with an address of its database
// calls it directly.
import { createServer } from 'node:http';
import { type ConversationData, conversations, createConversation, type VersionedState } from '@grammyjs/conversations';
import { run, sequentialize } from '@grammyjs/runner';
import { PsqlAdapter } from '@grammyjs/storage-psql';
import { createClient } from '@supabase/supabase-js';
import { Bot, type StorageAdapter, session, webhookCallback } from 'grammy';
import { Pool } from 'pg';
import { type BotContext, quickOrderOf, type Session } from './quick-order.ts';

const [mode = '', databaseUrl = '', supabaseUrl = '', secretKey = '', apiRoot = '', token = '', port = ''] = process.argv.slice(2);

const client = new Pool({ connectionString: databaseUrl, max: 10 });
client.on('error', (error) => console.error(error.message));
/** The adapter is typed for a single connection, and asks nothing of it that a pool does not do. */
const stored = async <T>(tableName: string) => (await PsqlAdapter.create({ tableName, client: client as never })) as StorageAdapter<T>;
const sessions = await stored<Session>('sessions');
const talks = await stored<VersionedState<ConversationData>>('conversations');
const db = createClient(supabaseUrl, secretKey, { auth: { persistSession: false } });

const bot = new Bot<BotContext>(token, { client: { apiRoot } });
const chatOf = (ctx: { chat?: { id: number } | undefined }) => ctx.chat?.id.toString();
if (mode === 'polling') bot.use(sequentialize(chatOf));
bot.use(session({ initial: (): Session => ({ language: 'en', orders: 0 }), getSessionKey: chatOf, storage: sessions }));
bot.use(
  conversations({
    storage: {
      type: 'key',
      getStorageKey: chatOf,
      adapter: {
        read: (key) => talks.read(key) as Promise<VersionedState<ConversationData> | undefined>,
        write: (key, state) => talks.write(key, state) as Promise<void>,
        delete: (key) => talks.delete(key) as Promise<void>,
      },
    },
  }),
);
bot.callbackQuery('cancel', async (ctx) => {
  await ctx.conversation.exitAll();
  await ctx.answerCallbackQuery();
  await ctx.reply('Cancelled.');
});
bot.use(createConversation(quickOrderOf(db), 'quickOrder'));
bot.command('start', (ctx) => ctx.conversation.enter('quickOrder'));
bot.catch((error) => console.error(error.message));
await bot.init();

if (mode === 'polling') {
  await bot.api.deleteWebhook();
  run(bot);
} else if (mode === 'one-by-one') {
  void bot.start();
} else {
  const handle = webhookCallback(bot, 'http', { secretToken: 'bench' });
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve));
  await bot.api.setWebhook(`https://shop.example/`, { secret_token: 'bench' });
}
process.stdout.write('ready\n');

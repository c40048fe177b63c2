import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql } from 'postgres';
import { secretOf } from '../../bot/telegram/webhook.ts';
import { startApi } from '../../supabase/local/api.ts';
import { anyFreePort } from '../../supabase/local/ports.ts';
import { giveDatabase } from '../../supabase/local/roles.ts';
import type { ScratchCluster } from '../../supabase/local/scratch.ts';
import { type BotApiServer, startBotApi } from '../../test/support/bot-api.ts';
import { until } from '../../test/support/waiting.ts';
import { copyDatabase } from '../talk.ts';
import { byPolling, byWebhook, type Carrier } from './carrier.ts';
import { type Crowd, crowdAt } from './people.ts';

export type Mode = 'webhook' | 'polling';
/** The plain bot has two ways to poll: side by side by the runner, or one update after the other as `bot.start()` does. */
export type PlainMode = Mode | 'one-by-one';

export type RunningBot = {
  carrier: Carrier;
  /** People who have not ordered yet, at this bot. */
  crowd: () => Crowd;
  /** The codes of all orders in its database. */
  orders: () => Promise<string[]>;
  /** What autovacuum does within a minute of a shop's first orders: plans made while the tables were empty read them whole. */
  analyze: () => Promise<void>;
  stop: () => Promise<void>;
};

const SECRET_KEY = 'sb_secret_bench';
const TOKENS = { desk: '7000000001:AABenchBenchBenchBenchBenchBenchBench', plain: '7000000002:AABenchBenchBenchBenchBenchBenchBench' };
/** About what a call to the Bot API takes from a server in Europe. */
const ANSWERS_AFTER_MS = 30;
/** What Telegram takes when a bot does not say how many connections it wants. */
const USUAL_CONNECTIONS = 40;

const fileAt = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Our desk as it starts against a project, with an address of its database; all but the limits of sending, which are Telegram's. */
export async function startDesk(cluster: ScratchCluster, seeded: string, mode: Mode, listing: string): Promise<RunningBot> {
  const databaseUrl = await copyDatabase(cluster, seeded, `desk_${mode}`);
  const token = TOKENS.desk;
  const account = token.split(':')[0] ?? '';
  const sql = connect(databaseUrl);
  await sql`select public.open_channel_safe(desk => 'demo', provider => 'telegram', account => ${account}, name => '@bench')`;
  await sql`update public.channel_accounts set messages_per_second = null, chat_interval_ms = 0 where provider = 'telegram'`;
  const api = await startApiOf(cluster, databaseUrl);
  const port = await anyFreePort();
  return await watched(token, mode, listing, sql, {
    orders: async () => {
      const placed = await sql`select o.order_code as code from public.orders as o join public.chats as c on c.customer_id = o.customer_id
        join public.channel_accounts as a on a.id = c.account_id where a.provider = 'telegram' and a.account = ${account}`;
      return placed.map(({ code }) => String(code));
    },
    start: (root) => {
      const child = spawn(process.execPath, [fileAt('../../bot/main.ts')], {
        cwd: cluster.folder,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'production',
          SUPABASE_URL: api.url,
          SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_bench',
          SUPABASE_SECRET_KEY: SECRET_KEY,
          SUPABASE_DB_URL: databaseUrl,
          DESK_CHAT_ACCOUNT: 'demo',
          DESK_WEB_PORT: String(port),
          DESK_LOG_FORMAT: 'json',
          DESK_LOG_LEVEL: 'warn',
          TELEGRAM_API_ROOT: root,
          TELEGRAM_BOT_TOKEN: `demo=${token}`,
          ...(mode === 'webhook' && { TELEGRAM_WEBHOOK_URL: 'https://desk.example' }),
        },
      });
      return { children: [child, api.child], hook: { url: `http://127.0.0.1:${port}/telegram/${account}`, secret: secretOf(token) } };
    },
  });
}

/** The bot we are measured against, with the same catalogue. */
export async function startPlain(cluster: ScratchCluster, seeded: string, mode: PlainMode, listing: string): Promise<RunningBot> {
  const databaseUrl = await plainDatabase(cluster, seeded, `plain_${mode.replaceAll('-', '_')}`);
  const api = await startApiOf(cluster, databaseUrl);
  const port = await anyFreePort();
  const sql = connect(databaseUrl);
  return await watched(TOKENS.plain, mode, listing, sql, {
    orders: async () => (await sql`select code from public.orders`).map(({ code }) => String(code)),
    start: (root) => {
      const given = [mode, databaseUrl, api.url, SECRET_KEY, root, TOKENS.plain, String(port)];
      const child = spawn(process.execPath, [fileAt('../plain-bot/main.ts'), ...given], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { PATH: process.env.PATH, NODE_ENV: 'production' },
      });
      return { children: [child, api.child], hook: { url: `http://127.0.0.1:${port}/`, secret: 'bench' } };
    },
  });
}

export type BareDoor = { carrier: Carrier; stop: () => Promise<void> };

/** A webhook that only stores what comes: what a machine needs for an acknowledgement at the least. */
export async function startBareDoor(cluster: ScratchCluster): Promise<BareDoor> {
  const superuser = connect(cluster.superuserUrl);
  await superuser.unsafe('create database bare_door owner postgres');
  await superuser.end();
  const port = await anyFreePort();
  const given = [cluster.postgresUrl.replace(/postgres$/, 'bare_door'), String(port)];
  const child = spawn(process.execPath, [fileAt('./bare-door.ts'), ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const carrier = byWebhook(`http://127.0.0.1:${port}/`, '', USUAL_CONNECTIONS);
  return {
    carrier,
    stop: async () => {
      carrier.close();
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

type Parts = {
  orders: RunningBot['orders'];
  start: (root: string) => { children: ChildProcess[]; hook: { url: string; secret: string } };
};

/** A Bot API server of its own for a bot, and the bot ready to be written to. */
async function watched(token: string, mode: PlainMode, listing: string, sql: Sql, parts: Parts): Promise<RunningBot> {
  const polling = byPolling();
  let current: Crowd | undefined;
  const bot: BotApiServer = await startBotApi(token, {
    ...polling.poll,
    answersAfterMs: ANSWERS_AFTER_MS,
    shown: (one) => current?.heard(one),
  });
  const { children, hook } = parts.start(bot.root);
  await until(async () => (mode === 'webhook' ? bot.webhook() !== '' : bot.polls() > 0));
  const { max_connections: connections = USUAL_CONNECTIONS } = (bot.calls.find(({ method }) => method === 'setWebhook')?.params ?? {}) as {
    max_connections?: number;
  };
  const carrier = mode === 'webhook' ? byWebhook(hook.url, hook.secret, connections) : polling.carrier(bot);
  return {
    carrier,
    crowd: () => {
      current = crowdAt(() => carrier, listing);
      return current;
    },
    orders: parts.orders,
    analyze: async () => void (await sql.unsafe('analyze')),
    stop: async () => {
      carrier.close();
      const ended = children.map((child) => once(child, 'exit'));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(ended);
      await bot.stop();
      await sql.end();
    },
  };
}

async function startApiOf(cluster: ScratchCluster, databaseUrl: string): Promise<{ url: string; child: ChildProcess }> {
  const port = await anyFreePort();
  const child = spawn(process.execPath, [fileAt('./api-process.ts'), databaseUrl, String(port), cluster.folder, SECRET_KEY], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  });
  await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${port}`, child };
}

async function plainDatabase(cluster: ScratchCluster, seeded: string, name: string): Promise<string> {
  const superuser = connect(cluster.superuserUrl);
  await superuser.unsafe(`create database ${name}`);
  await superuser.end();
  const owner = connect(cluster.superuserUrl.replace(/postgres$/, name));
  await giveDatabase(owner, name);
  await owner.end();
  const databaseUrl = cluster.postgresUrl.replace(/postgres$/, name);
  const api = await startApi({
    ...{ databaseUrl, storageFolder: `${cluster.folder}/storage`, siteUrl: 'http://127.0.0.1' },
    secrets: { publishableKey: 'sb_publishable_bench', secretKey: SECRET_KEY, jwtSecret: 'of-a-bench'.repeat(4) },
  });
  await api.close();
  const from = connect(seeded);
  const listings = await from`select code, title ->> 'en' as title, price::text, currency from public.listings`;
  await from.end();
  const sql = connect(databaseUrl);
  await sql.unsafe(readFileSync(fileAt('../plain-bot/schema.sql'), 'utf8'));
  await sql`insert into public.listings ${sql(listings, 'code', 'title', 'price', 'currency')}`;
  await sql.end();
  return databaseUrl;
}

const connect = (url: string) => postgres(url, { max: 1, onnotice: () => undefined });

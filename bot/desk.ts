import type { Config, EmbeddedConfig } from '../src/config/schema.ts';
import { queueHealth } from '../src/health/queues.ts';
import { Teardown } from '../src/lifecycle/teardown.ts';
import { asked } from '../src/rpc/call.ts';
import { directRpc } from '../src/rpc/direct.ts';
import { httpRpc } from '../src/rpc/http.ts';
import { supabaseFiles } from '../src/rpc/storage.ts';
import type { FunctionsEvent } from '../supabase/local/functions.ts';
import { findPort } from '../supabase/local/ports.ts';
import { startChat } from './chat.ts';
import { createHealth, newestMigration } from './health.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { loadPhrases } from './phrases.ts';
import type { BotConfig } from './telegram/start.ts';
import { createWeb, startWeb } from './web/server.ts';

export type Desk = {
  webUrl: string;
  apiUrl: string;
  studioUrl: string;
  publishableKey: string;
  /** Where the secret keys lie; undefined on a hosted desk. */
  keysFile: string | undefined;
  /** Resolves with a sentence when a part the desk cannot live without is gone. */
  crashed: Promise<string>;
  /** Takes no new work, lets what is under way finish, then ends every part. */
  stop: () => Promise<void>;
};

type Backend = {
  apiUrl: string;
  studioUrl: string;
  publishableKey: string;
  secretKey: string;
  databaseUrl: string | undefined;
  keysFile: string | undefined;
  crashed: Promise<string>;
};

/** Puts the whole desk together and starts it, in order. The composition root of the Node process. */
export async function startDesk(config: Config, log: Log, signal: AbortSignal): Promise<Desk> {
  const teardown = new Teardown();
  const metrics = createMetrics();
  const stopping = new AbortController();
  const stop = async () => {
    stopping.abort();
    for (const { name, error } of await teardown.run()) log.error({ err: error }, `the ${name} did not stop cleanly`);
  };
  try {
    const webPort = await findPort({ ...config.DESK_WEB_PORT, variable: 'DESK_WEB_PORT' }, new Set(), (sentence) => log.warn(sentence));
    const webUrl = `http://127.0.0.1:${webPort}`;
    const backend = await startBackend(config, { log, signal, teardown, metrics, webUrl });
    signal.throwIfAborted();

    const http = httpRpc({ url: backend.apiUrl, secretKey: backend.secretKey });
    teardown.add('http transport', http.close);
    const direct = backend.databaseUrl === undefined ? undefined : directRpc({ databaseUrl: backend.databaseUrl });
    if (direct) teardown.add('direct transport', direct.close);
    const health = createHealth({
      direct,
      http,
      apiUrl: backend.apiUrl,
      publishableKey: backend.publishableKey,
      expectedMigration: await newestMigration(),
    });
    const { studioUrl } = backend;
    const phrases = loadPhrases();
    const chat = await startChat({
      port: direct ?? http,
      files: supabaseFiles({ url: backend.apiUrl, secretKey: backend.secretKey }),
      databaseUrl: backend.databaseUrl,
      phrases,
      log,
      teardown,
      stopping: stopping.signal,
      origins: config.DESK_CHAT_ORIGINS,
      account: config.DESK_CHAT_ACCOUNT,
      rehearses: config.mode === 'embedded',
      telegram: {
        bots: botsOf(config),
        root: config.TELEGRAM_API_ROOT,
        webhook: config.TELEGRAM_WEBHOOK_URL,
      },
    });
    const isOpen = () => !stopping.signal.aborted;
    const queues = () =>
      queueHealth(direct ?? http, {})
        .then(asked)
        .catch(() => undefined);
    const web = createWeb({ health, isOpen, phrases, mode: config.mode, studioUrl, metrics, queues, log, chat, telegram: chat.telegram });
    const server = await startWeb(web, webPort);
    teardown.add('web server', server.stop);
    signal.throwIfAborted();
    const { apiUrl, publishableKey, keysFile, crashed } = backend;
    return { webUrl, apiUrl, studioUrl, publishableKey, keysFile, crashed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each bot with the till of its desk. */
function botsOf({
  TELEGRAM_BOT_TOKEN: bots,
  TELEGRAM_PAYMENT_TOKEN: tokens,
  TELEGRAM_STARS: stars,
  DESK_CHAT_ACCOUNT: own,
}: Config): BotConfig[] {
  const deskOf = ({ desk }: { desk: string | undefined }) => desk ?? own ?? '';
  return bots.map((bot) => {
    const desk = deskOf(bot);
    const perUnit = stars.find((one) => deskOf(one) === desk)?.value;
    return {
      ...{ token: bot.token, desk, paymentToken: tokens.find((one) => deskOf(one) === desk)?.value },
      starsPerUnit: perUnit === undefined ? undefined : Number(perUnit),
    };
  });
}

type BackendDeps = { log: Log; signal: AbortSignal; teardown: Teardown; metrics: Metrics; webUrl: string };

async function startBackend(config: Config, deps: BackendDeps): Promise<Backend> {
  if (config.mode === 'embedded') return await startEmbedded(config, deps);
  const apiUrl = config.SUPABASE_URL.replace(/\/+$/, '');
  return {
    apiUrl,
    studioUrl: `https://supabase.com/dashboard/project/${new URL(apiUrl).hostname.split('.')[0]}`,
    publishableKey: config.SUPABASE_PUBLISHABLE_KEY,
    secretKey: config.SUPABASE_SECRET_KEY,
    databaseUrl: config.SUPABASE_DB_URL,
    keysFile: undefined,
    crashed: new Promise(() => undefined),
  };
}

async function startEmbedded(config: EmbeddedConfig, { log, signal, teardown, metrics, webUrl }: BackendDeps): Promise<Backend> {
  // Only the embedded mode needs it, and it loads half the dependencies.
  const { startStack } = await import('../supabase/local/stack.ts');
  const stack = await startStack({
    dataFolder: config.DESK_DATA_DIR,
    apiPort: { ...config.DESK_API_PORT, variable: 'DESK_API_PORT' },
    databasePort: { ...config.DESK_DATABASE_PORT, variable: 'DESK_DATABASE_PORT' },
    siteUrl: webUrl,
    signal,
    say: (sentence) => log.info(sentence),
    onFunctions: (event) => logFunctions(event, log, metrics),
    onPostgresLine: (line) => log.trace({ line }, 'postgres'),
    onApiNoise: (code) => log.debug({ sqlstate: code }, 'the API reported a database error'),
  });
  teardown.add('embedded stack', stack.stop);
  return {
    ...stack,
    studioUrl: stack.apiUrl,
    crashed: stack.crashed.then(({ code, signal: killer, lastLines }) => {
      log.debug({ lastLines }, 'the last words of PostgreSQL');
      return `PostgreSQL ended unexpectedly (${killer ?? `exit code ${code}`}). Nothing committed is lost; start the desk again.`;
    }),
  };
}

function logFunctions(event: FunctionsEvent, log: Log, metrics: Metrics): void {
  switch (event.event) {
    case 'listening':
      log.debug('The edge functions answer.');
      break;
    case 'died':
      metrics.countFunctionsRestart();
      log.error(event, `The edge functions ended (${event.reason}); they start again in ${event.pauseMs} ms.`);
      break;
    case 'broken':
      log.error(event, `The edge function "${event.function}" does not load.`);
      break;
    case 'threw':
    case 'unhandled':
      log.error(event, 'An edge function failed.');
      break;
    case 'printed':
      log.info(event, 'edge function');
      break;
  }
}

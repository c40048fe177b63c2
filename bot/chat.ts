import { telegramChannel } from '../src/channels/telegram/send.ts';
import { explainTurn } from '../src/channels/web/phone-book.ts';
import { webChannel } from '../src/channels/web/send.ts';
import type { FileStore } from '../src/documents/files.ts';
import { removeUnwanted } from '../src/documents/sweep.ts';
import type { Teardown } from '../src/lifecycle/teardown.ts';
import type { Phrases } from '../src/phrases/phrases.ts';
import { asked } from '../src/rpc/call.ts';
import type { RpcPort } from '../src/rpc/port.ts';
import { listenWake } from '../src/rpc/wake.ts';
import { loadDialogue, loadVocabulary } from './dialogue.ts';
import { createFetchPage } from './links/fetch-page.ts';
import { startLinkWorker } from './links/worker.ts';
import type { Log } from './log.ts';
import { type Telegram, type TelegramConfig, telegramBots } from './telegram/start.ts';
import { rpcDoor } from './web/chat/door.ts';
import type { ChatOptions } from './web/chat/options.ts';
import { createTraces } from './web/chat/traces.ts';
import { createBell, pollForWeb } from './web/chat/wake.ts';
import { startExports } from './work/exports.ts';
import { startPump } from './work/pump.ts';
import { observeInto } from './work/traced.ts';
import { startWorkers } from './work/workers.ts';

/** Without a session to listen on, open chats look this often. */
const WEB_POLL_MS = 1_000;
const SWEEP_FILES_EVERY_MS = 600_000;

export type ChatDeps = {
  port: RpcPort;
  files: FileStore;
  /** Where the workers can be woken; undefined over http. */
  databaseUrl: string | undefined;
  phrases: Phrases;
  log: Log;
  teardown: Teardown;
  /** Aborted when the desk begins to stop. */
  stopping: AbortSignal;
  origins: readonly string[];
  account: string | undefined;
  rehearses: boolean;
  telegram: TelegramConfig;
};

/** The channels, the workers behind them, and what the web chat's pages are made of. */
export async function startChat(deps: ChatDeps): Promise<ChatOptions & { telegram: Pick<Telegram, 'hookOf' | 'states'> }> {
  const { port, files, databaseUrl, phrases, log, teardown, origins, account } = deps;
  const wake = databaseUrl === undefined ? undefined : await listenWake(databaseUrl);
  if (wake) teardown.add('wake-up calls', wake.close);
  const ears = wake ? createBell() : pollForWeb(WEB_POLL_MS);
  if ('close' in ears) teardown.add('web poll', ears.close);
  else wake?.on('desk_web', (chat) => (chat === undefined ? ears.ringAll() : ears.ring(chat)));
  const typing = createBell();
  const traces = createTraces();
  const telegram = telegramBots(deps.telegram);
  const workers = startWorkers({
    port,
    wake,
    channels: { web: webChannel(port, typing.ring), telegram: telegramChannel({ botOf: telegram.botOf, files }) },
    phrases,
    step: loadDialogue(),
    log,
    observe: deps.rehearses ? observeInto(traces) : undefined,
  });
  teardown.add('workers', workers.stop);
  telegram.listen({ port, files, accept: workers.accept, log, phrases, vocabulary: loadVocabulary(), wake });
  teardown.add('Telegram bots', telegram.stop);
  const sweeper = startPump('files', SWEEP_FILES_EVERY_MS, log, async () => (await removeUnwanted(port, files)) > 0);
  teardown.add('file sweeper', sweeper.stop);
  teardown.add('exports', startExports({ port, files, phrases, wake, log }).stop);
  teardown.add('link look-ups', startLinkWorker({ port, wake, fetchPage: createFetchPage(), log }).stop);
  return {
    telegram,
    door: rpcDoor(port, (inbound) => workers.accept('web', inbound)),
    wake: ears,
    typing,
    stopping: deps.stopping,
    origins,
    account,
    files: { port, store: files },
    rehearsal: deps.rehearses ? { port, traces, explain: async (id) => asked(await explainTurn(port, { message_id: id })) } : undefined,
  };
}

// A desk with a bot in a process of its own, to be killed. Started by the tests of kills only.
import pino from 'pino';
import { loadDialogue, loadVocabulary } from '../../bot/dialogue.ts';
import { loadPhrases } from '../../bot/phrases.ts';
import { telegramBots } from '../../bot/telegram/start.ts';
import { startWorkers } from '../../bot/work/workers.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { listenWake } from '../../src/rpc/wake.ts';
import { memoryFiles } from './memory-files.ts';

const [databaseUrl = '', desk = '', root = '', token = ''] = process.argv.slice(2);
const port = directRpc({ databaseUrl, connections: 4 });
const files = memoryFiles();
const log = pino({ level: 'silent' });
const phrases = loadPhrases();
const bots = telegramBots({ bots: [{ token, desk }], root, webhook: undefined });
const workers = startWorkers({
  ...{ port, wake: await listenWake(databaseUrl), channels: { telegram: telegramChannel({ botOf: bots.botOf, files }) } },
  ...{ phrases, step: loadDialogue(), log, leaseSeconds: 1, sweepEveryMs: 200 },
});
bots.listen({ port, files, accept: workers.accept, log, phrases, vocabulary: loadVocabulary() });

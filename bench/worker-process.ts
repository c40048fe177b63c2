// A worker of its own process, as the desk runs it. Says "ready", works from one word on its input to the next, rests, and again.
import { once } from 'node:events';
import pino from 'pino';
import { loadDialogue } from '../bot/dialogue.ts';
import { loadPhrases } from '../bot/phrases.ts';
import { startWorkers } from '../bot/work/workers.ts';
import { webChannel } from '../src/channels/web/send.ts';
import { directRpc } from '../src/rpc/direct.ts';
import { listenWake } from '../src/rpc/wake.ts';

const [databaseUrl = ''] = process.argv.slice(2);
const port = directRpc({ databaseUrl });
const wake = await listenWake(databaseUrl);
const parts = { phrases: loadPhrases(), step: loadDialogue(), log: pino({ level: 'silent' }) };
process.stdout.write('ready\n');
for (;;) {
  await once(process.stdin, 'data');
  const workers = startWorkers({ port, wake, channels: { web: webChannel(port, () => undefined) }, ...parts });
  await once(process.stdin, 'data');
  await workers.stop();
  process.stdout.write('resting\n');
}

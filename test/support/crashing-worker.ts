// A worker of its own process that kills itself at the n-th passing of a stage, of any turn or of one that does what is
// named; or at the next one that it is told of: "do cancel-order". Started by the crash tests only.
import pino from 'pino';
import { loadDialogue } from '../../bot/dialogue.ts';
import { loadPhrases } from '../../bot/phrases.ts';
import { startWorkers } from '../../bot/work/workers.ts';
import { webChannel } from '../../src/channels/web/send.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { listenWake } from '../../src/rpc/wake.ts';

const [databaseUrl = '', ...given] = process.argv.slice(2);
const port = directRpc({ databaseUrl, connections: 4 });
let [stage = '', nth = '1', command = ''] = given;
let left = Number(nth);

/** What was done in the turn of a message, so that the end of that turn can be told from others. */
const done = new Map<number, string>();

/** As a power cut would: nothing is finished, nothing is said. */
function dieAt(passed: string, message?: number): void {
  const named = command === '' || (message !== undefined && done.get(message) === command);
  if (passed !== stage || !named) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

const channel = webChannel(port, () => undefined);
const send: typeof channel.send = async (outgoing) => {
  dieAt('before-send');
  const delivery = await channel.send(outgoing);
  dieAt('send');
  return delivery;
};
startWorkers({
  port,
  wake: await listenWake(databaseUrl),
  channels: { web: { ...channel, send } },
  phrases: loadPhrases(),
  step: loadDialogue(),
  log: pino({ level: 'silent' }),
  leaseSeconds: 1,
  sweepEveryMs: 200,
  passed: (passing, { claim, about }) => {
    if (passing === 'do' && about !== undefined) done.set(claim.message_id, about);
    dieAt(passing, claim.message_id);
  },
});
process.stdin.setEncoding('utf8').on('data', (told: string) => {
  [stage = '', command = ''] = told.trim().split(' ');
  left = 1;
  process.stdout.write('told\n');
});
process.stdout.write('ready\n');

import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { parseConfig } from '../src/config/schema.ts';
import { endChildrenNow } from '../supabase/local/processes.ts';
import { StartRefused } from '../supabase/local/refused.ts';
import { type Desk, startDesk } from './desk.ts';
import { createLog, isForPeople } from './log.ts';

/** A terminal's Ctrl-C reaches us twice, from the terminal and from npm, a millisecond apart. */
const SAME_PRESS_MS = 300;

const envFile = '.env';
const fromFile = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
const parsed = parseConfig({ ...fromFile, ...process.env });
if (!parsed.ok) {
  process.stderr.write(`The desk cannot start with this configuration:\n${parsed.problems.map((problem) => `  - ${problem}\n`).join('')}`);
  process.exit(1);
}
const { config } = parsed;
const log = createLog(config);
const begin = performance.now();
const start = new AbortController();
let desk: Desk | undefined;
let stopping: Promise<void> | undefined;
let firstSignalAt = 0;

function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    start.abort(new Error('stopped'));
    await starting;
    await desk?.stop();
    log.info('The desk has stopped.');
    process.exit(exitCode);
  })();
  return stopping;
}

function onSignal(signal: NodeJS.Signals): void {
  if (stopping === undefined) {
    firstSignalAt = performance.now();
    log.info(`Stopping (${signal}): finishing what is under way. Once more to stop at once.`);
    void stop(0);
  } else if (performance.now() - firstSignalAt > SAME_PRESS_MS) {
    log.warn('Stopping at once.');
    process.exit(1);
  }
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
process.on('SIGHUP', onSignal);
process.on('exit', endChildrenNow);
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'The desk failed and stops.');
  void stop(1);
});

const starting = startDesk(config, log, start.signal).then(
  (started) => {
    desk = started;
  },
  (error: unknown) => {
    if (start.signal.aborted) return;
    if (error instanceof StartRefused) log.fatal(error.message);
    else log.fatal({ err: error }, 'The desk could not start.');
    process.exit(1);
  },
);
await starting;

if (desk && !stopping) {
  announce(desk);
  void desk.crashed.then((sentence) => {
    log.fatal(sentence);
    void stop(1);
  });
}

function announce({ webUrl, apiUrl, studioUrl, publishableKey, keysFile }: Desk): void {
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  // The log would hide the publishable key, which is there to be shown.
  if (!isForPeople(config)) {
    log.info({ webUrl, apiUrl, studioUrl, keysFile, seconds: Number(seconds) }, 'The desk is ready.');
    return;
  }
  const lines = [
    `The order desk is ready (${seconds} s).`,
    '',
    `  Desk      ${webUrl}`,
    `  Studio    ${studioUrl}`,
    `  API       ${apiUrl}`,
    `  Key       ${publishableKey}  (publishable)`,
    ...(keysFile ? [`  Secrets   ${keysFile}  (readable by you only)`] : []),
    '',
    '  Stop with Ctrl-C.',
  ];
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

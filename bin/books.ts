// Checks the books of the desk against the invariants, in plain words. Exit code 1 when something does not add up.
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { checkBooks } from '../src/books/phone-book.ts';
import { type Config, parseConfig } from '../src/config/schema.ts';
import { httpRpc } from '../src/rpc/http.ts';
import type { RpcPort } from '../src/rpc/port.ts';
import { StartRefused } from '../supabase/local/refused.ts';
import { findRunning } from '../supabase/local/running.ts';
import { loadSecrets } from '../supabase/local/secrets.ts';

async function withDesk<T>(config: Config, work: (port: RpcPort) => Promise<T>): Promise<T> {
  if (config.mode === 'hosted') return await work(httpRpc({ url: config.SUPABASE_URL, secretKey: config.SUPABASE_SECRET_KEY }));
  if (!existsSync(config.DESK_DATA_DIR))
    throw new StartRefused(`There is no desk in ${config.DESK_DATA_DIR} yet. \`npm start\` creates one.`);
  const running = await findRunning(config.DESK_DATA_DIR);
  if (running) return await work(httpRpc({ url: running, secretKey: (await loadSecrets(config.DESK_DATA_DIR)).secretKey }));
  // Nobody runs it: start it for a moment, on ports nobody notices.
  const { startStack } = await import('../supabase/local/stack.ts');
  const anyPort = { port: 0, chosen: false, variable: '' };
  const stack = await startStack({
    dataFolder: config.DESK_DATA_DIR,
    apiPort: anyPort,
    databasePort: anyPort,
    siteUrl: 'http://127.0.0.1',
    signal: new AbortController().signal,
    say: () => undefined,
  });
  try {
    return await work(httpRpc({ url: stack.apiUrl, secretKey: stack.secretKey }));
  } finally {
    await stack.stop();
  }
}

async function main(): Promise<void> {
  const fromFile = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  const parsed = parseConfig({ ...fromFile, ...process.env });
  if (!parsed.ok) throw new StartRefused(parsed.problems.join('\n'));
  const outcome = await withDesk(parsed.config, (port) => checkBooks(port, {}));
  if (!outcome.ok) throw new StartRefused(outcome.refusal.sentence);
  for (const { invariant, entity, entity_id, what } of outcome.data) console.log(`${invariant}  ${entity} ${entity_id}: ${what}.`);
  if (outcome.data.length === 0) console.log('The books are in order: every invariant holds.');
  else {
    console.log(`${outcome.data.length} ${outcome.data.length === 1 ? 'entry does' : 'entries do'} not add up.`);
    process.exitCode = 1;
  }
}

await main().catch((error: unknown) => {
  if (!(error instanceof StartRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});

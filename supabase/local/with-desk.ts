import { existsSync } from 'node:fs';
import type { Config } from '../../src/config/schema.ts';
import { httpRpc } from '../../src/rpc/http.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import { StartRefused } from './refused.ts';
import { findRunning } from './running.ts';
import { loadSecrets } from './secrets.ts';

/**
 * Does something at the desk of this configuration, as its operator: at the hosted one, at the one that runs here, or at one
 * that is started for the moment.
 */
export async function withDesk<T>(config: Config, work: (port: RpcPort) => Promise<T>): Promise<T> {
  if (config.mode === 'hosted') return await work(httpRpc({ url: config.SUPABASE_URL, secretKey: config.SUPABASE_SECRET_KEY }));
  if (!existsSync(config.DESK_DATA_DIR))
    throw new StartRefused(`There is no desk in ${config.DESK_DATA_DIR} yet. \`npm start\` creates one.`);
  const running = await findRunning(config.DESK_DATA_DIR);
  if (running) return await work(httpRpc({ url: running, secretKey: (await loadSecrets(config.DESK_DATA_DIR)).secretKey }));
  // Nobody runs it: start it for a moment, on ports nobody notices.
  const { startStack } = await import('./stack.ts');
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

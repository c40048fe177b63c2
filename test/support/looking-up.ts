import pino from 'pino';
import { afterEach } from 'vitest';
import { startLinkWorker } from '../../bot/links/worker.ts';
import type { FetchPage } from '../../src/leads/look-up.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { listenWake } from '../../src/rpc/wake.ts';
import type { TestDatabase } from './database.ts';

/** Link workers as the desk runs them, save that each is told how to reach the web. */
export function useLinkWorkers(database: TestDatabase) {
  const running: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const stop of running.splice(0)) await stop();
  });
  return {
    /** Gives what stops this one, as it is stopped after the test anyway. */
    async start(fetchPage: FetchPage): Promise<() => Promise<void>> {
      const port = directRpc({ databaseUrl: database.url, connections: 2 });
      const wake = await listenWake(database.url);
      const worker = startLinkWorker({ port, wake, fetchPage, log: pino({ level: 'silent' }), leaseSeconds: 1 });
      let stopped = false;
      const stop = async () => {
        if (stopped) return;
        stopped = true;
        await worker.stop();
        await wake.close();
        await port.close();
      };
      running.push(stop);
      return stop;
    },
  };
}

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type FetchPage, lookUp } from '../../src/leads/look-up.ts';
import { claimLinkLookups } from '../../src/leads/phone-book.ts';
import { asked } from '../../src/rpc/call.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Wake } from '../../src/rpc/wake.ts';
import type { Log } from '../log.ts';
import { type Pump, startPump } from '../work/pump.ts';
import { readPage } from './read-page.ts';

/** A link is worth a moment's wait and no load: few at a time, so that reading pages never holds up a chat for long. */
const AT_A_TIME = 2;
const LEASE_SECONDS = 30;
const POLL_MS = { woken: 5_000, polling: 1_000 };

export type LinkWorkerOptions = {
  port: RpcPort;
  /** Undefined where the database cannot call. Then the worker polls. */
  wake: Wake | undefined;
  fetchPage: FetchPage;
  log: Log;
  leaseSeconds?: number;
};

/** Looks up the links of new leads. Any number may share a database. */
export function startLinkWorker({ port, wake, fetchPage, log, leaseSeconds = LEASE_SECONDS }: LinkWorkerOptions): Pick<Pump, 'stop'> {
  const worker = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const deps = { fetchPage, readPage, now: () => new Date().toISOString() };
  const pump = startPump('links', wake ? POLL_MS.woken : POLL_MS.polling, log, async () => {
    const links = asked(await claimLinkLookups(port, { worker, batch: AT_A_TIME, lease_seconds: leaseSeconds }));
    for (const found of await Promise.all(links.map((link) => lookUp(port, worker, link, deps)))) {
      if (found.outcome !== 'found') log.info({ problem: found.problem, again: found.outcome === 'retry' }, 'a link showed nothing');
    }
    return links.length > 0;
  });
  wake?.on('desk_work', (queue) => {
    if (queue === undefined || queue === 'links') pump.wake();
  });
  return { stop: pump.stop };
}

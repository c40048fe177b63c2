import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { makeExport } from '../../src/customers/make-export.ts';
import type { FileStore } from '../../src/documents/files.ts';
import { makeStaffExport } from '../../src/exports/make-export.ts';
import type { Phrases } from '../../src/phrases/phrases.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Wake } from '../../src/rpc/wake.ts';
import type { Log } from '../log.ts';
import { startPump } from './pump.ts';

/** Asked for now and then: looking as often is enough where nobody calls. */
const LOOK_EVERY_MS = 10_000;

export type ExportDeps = { port: RpcPort; files: FileStore; phrases: Phrases; wake: Wake | undefined; log: Log; everyMs?: number };

/** Makes the files that customers ask for of what the desk knows of them, and the tables of the staff, one after another. */
export function startExports({ port, files, phrases, wake, log, everyMs }: ExportDeps): { stop: () => Promise<void> } {
  const worker = `${hostname()}:${process.pid}:exports:${randomUUID().slice(0, 8)}`;
  const pump = startPump('exports', everyMs ?? LOOK_EVERY_MS, log, async () => {
    const forCustomer = await makeExport(port, files, phrases, worker);
    return (await makeStaffExport(port, files, worker)) || forCustomer;
  });
  wake?.on('desk_work', (queue) => {
    if (queue === 'exports') pump.wake();
  });
  return { stop: pump.stop };
}

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { makeExport } from '../../src/customers/make-export.ts';
import type { FileStore } from '../../src/documents/files.ts';
import type { Phrases } from '../../src/phrases/phrases.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Wake } from '../../src/rpc/wake.ts';
import type { Log } from '../log.ts';
import { startPump } from './pump.ts';

/** Asked for once a day by a person at most: looking now and then is enough where nobody calls. */
const LOOK_EVERY_MS = 10_000;

export type ExportDeps = { port: RpcPort; files: FileStore; phrases: Phrases; wake: Wake | undefined; log: Log; everyMs?: number };

/** Makes the files people ask for of what the desk knows of them, one after another. */
export function startExports({ port, files, phrases, wake, log, everyMs }: ExportDeps): { stop: () => Promise<void> } {
  const worker = `${hostname()}:${process.pid}:exports:${randomUUID().slice(0, 8)}`;
  const pump = startPump('exports', everyMs ?? LOOK_EVERY_MS, log, () => makeExport(port, files, phrases, worker));
  wake?.on('desk_work', (queue) => {
    if (queue === 'exports') pump.wake();
  });
  return { stop: pump.stop };
}

import { createServer } from 'node:net';
import { StartRefused } from './refused.ts';

/** A port as configured: `chosen` when a person asked for this very one. */
export type PortWish = { port: number; chosen: boolean; variable: string };

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new StartRefused(`Port ${port} cannot be opened (${error.code}). Choose another one.`));
    });
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A free port of the system's choice. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** The wished port, or, when that is busy and nobody chose it, the next free one. Port 0 means any. */
export async function findPort(wish: PortWish, taken: ReadonlySet<number>, say: (sentence: string) => void): Promise<number> {
  if (wish.port === 0) return await anyFreePort();
  if (!taken.has(wish.port) && (await isFree(wish.port))) return wish.port;
  if (wish.chosen) {
    throw new StartRefused(`Port ${wish.port} (${wish.variable}) is in use by another program. Stop that program or choose another port.`);
  }
  for (let port = wish.port + 1; port <= Math.min(wish.port + 100, 65_535); port++) {
    if (!taken.has(port) && (await isFree(port))) {
      say(`Port ${wish.port} is in use, so the desk takes ${port} instead (${wish.variable} chooses another).`);
      return port;
    }
  }
  throw new StartRefused(`No free port near ${wish.port}. Choose one with ${wish.variable}.`);
}

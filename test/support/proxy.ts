import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, inject } from 'vitest';
import { anyFreePort } from '../../supabase/local/ports.ts';

export type DatabaseProxy = {
  /** The same database by way of the proxy. */
  through: (databaseUrl: string) => string;
  /** Nobody listens any more, and every connection is closed: the database is away. */
  away: () => Promise<void>;
  back: () => Promise<void>;
  /** The database goes away at the first thing that is asked on a new connection. */
  leavesWhenAsked: () => void;
};

/** Stands between the code under test and Postgres, so that a test can take the database away and bring it back. */
export function useDatabaseProxy(): DatabaseProxy {
  const clients = new Set<Socket>();
  let port = 0;
  let server: Server | undefined;
  let leaves = false;

  const pass = (client: Socket) => {
    const database = connect(inject('cluster').port, '127.0.0.1');
    clients.add(client);
    client.on('error', () => undefined);
    database.on('error', () => undefined);
    // Nobody reads what the client still says, and its end would not be seen.
    database.on('close', () => client.end().resume());
    client.on('close', () => {
      clients.delete(client);
      database.destroy();
    });
    if (leaves) client.on('data', (sent) => isQuestion(sent) && void away());
    client.pipe(database).pipe(client);
  };
  const back = async () => {
    leaves = false;
    if (server?.listening) return;
    server = createServer(pass);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const away = async () => {
    if (!server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    // Ended, not torn: the client has seen the end by the time its side is closed.
    for (const client of clients) client.end();
    await closed;
  };

  beforeAll(async () => {
    port = await anyFreePort();
    await back();
  });
  afterAll(away);
  return {
    through: (databaseUrl) => databaseUrl.replace(`:${inject('cluster').port}/`, `:${port}/`),
    away,
    back,
    leavesWhenAsked: () => {
      leaves = true;
    },
  };
}

/** A statement to parse or to run: what a client says once it has been let in. */
function isQuestion(sent: Buffer): boolean {
  return sent[0] === 0x50 || sent[0] === 0x51;
}

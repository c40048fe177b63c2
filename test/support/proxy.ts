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
  /** Nothing comes through any more, either way, and nobody is told: a network that is gone. */
  swallows: () => void;
  /** The database goes away at the first thing that is asked on a new connection. */
  leavesWhenAsked: () => void;
};

/** Stands between the code under test and Postgres, so that a test can take the database away and bring it back. */
export function useDatabaseProxy(): DatabaseProxy {
  const clients = new Set<Socket>();
  let port = 0;
  let server: Server | undefined;
  let leaves = false;
  let swallows = false;

  const pass = (client: Socket) => {
    const database = connect(inject('cluster').port, '127.0.0.1');
    clients.add(client);
    client.on('error', () => undefined);
    database.on('error', () => undefined);
    database.on('close', () => client.end());
    client.on('close', () => {
      clients.delete(client);
      database.destroy();
    });
    client.on('data', (said) => {
      if (leaves && isQuestion(said)) void away();
      else if (!swallows) database.write(said);
    });
    database.on('data', (said) => !swallows && client.write(said));
  };
  const back = async () => {
    leaves = false;
    swallows = false;
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
    swallows: () => {
      swallows = true;
    },
    leavesWhenAsked: () => {
      leaves = true;
    },
  };
}

/** A statement to parse or to run: what a client says once it has been let in. */
function isQuestion(sent: Buffer): boolean {
  return sent[0] === 0x50 || sent[0] === 0x51;
}

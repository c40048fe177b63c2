import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import postgres, { type Sql } from 'postgres';
import { startScratchCluster } from '../supabase/local/scratch.ts';
import { copyDatabase, demoDatabase } from './talk.ts';

const CHATS = 500;
const WARM_UP = 500;
const MESSAGES = ['/start', 'road bike', '/help', 'helmet'];

const seed = readFileSync(new URL('../supabase/seed.sql', import.meta.url), 'utf8');

/** The same backlog of many chats, worked off by one process and by four. */
export async function benchWorkers(): Promise<void> {
  const cluster = await startScratchCluster();
  try {
    const seeded = await demoDatabase(cluster, 'seeded', seed);
    const one = await workOff(await copyDatabase(cluster, seeded, 'one_worker'), 1);
    const four = await workOff(await copyDatabase(cluster, seeded, 'four_workers'), 4);
    console.log(`a backlog of ${CHATS * MESSAGES.length} messages in ${CHATS} chats (budget: four workers faster than one)`);
    console.log(`  one ${one.toFixed(0)} turns/s, four ${four.toFixed(0)} turns/s: ${(four / one).toFixed(2)} ×`);
  } finally {
    await cluster.stop();
  }
}

async function workOff(databaseUrl: string, workers: number): Promise<number> {
  const sql = postgres(databaseUrl, { max: 8, onnotice: () => undefined, connection: { role: 'service_role' } });
  const file = new URL('./worker-process.ts', import.meta.url).pathname;
  const children = Array.from({ length: workers }, () =>
    spawn(process.execPath, [file, databaseUrl], { stdio: ['pipe', 'pipe', 'ignore'] }),
  );
  const ended = children.map((child) => once(child, 'exit'));
  const told = () => Promise.all(children.map((child) => once(child.stdout, 'data')));
  const tell = () => children.forEach((child) => void child.stdin.write('now\n'));
  await told();
  // A process that has just begun is slow: what counts is how it goes on.
  await fill(sql, 'warm', WARM_UP);
  tell();
  await untilDone(sql);
  const resting = told();
  tell();
  await resting;
  await fill(sql, 'chat', CHATS);
  const from = performance.now();
  tell();
  await untilDone(sql);
  const seconds = (performance.now() - from) / 1_000;
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(ended);
  await sql.end();
  return (CHATS * MESSAGES.length) / seconds;
}

async function fill(sql: Sql, kind: string, chats: number): Promise<void> {
  for (const [n, text] of MESSAGES.entries()) {
    const event = JSON.stringify({ type: 'text', text });
    const accept = (name: string) => sql`
      select public.accept_inbox_message(provider => 'web', account => 'demo', external_id => ${`${name}/${n}`}, chat => ${name},
        sender => ${name}, body => ${event}, event => ${event})`;
    await Promise.all(Array.from({ length: chats }, (_, chat) => accept(`${kind}-${chat}`)));
  }
}

async function untilDone(sql: Sql): Promise<void> {
  for (let open = 1; open > 0; ) {
    const [row] = await sql`
      select (select count(*) from public.inbox_messages where status in ('new', 'claimed'))
        + (select count(*) from public.outbox_messages where status in ('waiting', 'claimed')) as open`;
    open = Number(row?.open);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

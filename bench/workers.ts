import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { startScratchCluster } from '../supabase/local/scratch.ts';
import { copyDatabase, demoDatabase } from './talk.ts';

const CHATS = 500;
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
  for (const [n, text] of MESSAGES.entries()) {
    const event = JSON.stringify({ type: 'text', text });
    await Promise.all(
      Array.from({ length: CHATS }, (_, chat) => {
        const name = `chat-${chat}`;
        return sql`select public.accept_inbox_message(provider => 'web', account => 'demo', external_id => ${`${chat}/${n}`}, chat => ${name},
          sender => ${name}, body => ${event}, event => ${event})`;
      }),
    );
  }
  const from = performance.now();
  const children = Array.from({ length: workers }, () =>
    spawn(process.execPath, [new URL('../test/support/crashing-worker.ts', import.meta.url).pathname, databaseUrl], { stdio: 'ignore' }),
  );
  const ended = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (let open = 1; open > 0; ) {
    const [row] = await sql`
      select (select count(*) from public.inbox_messages where status in ('new', 'claimed')) + (select count(*) from public.outbox_messages where status in ('waiting', 'claimed')) as open`;
    open = Number(row?.open);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const seconds = (performance.now() - from) / 1_000;
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(ended);
  await sql.end();
  return (CHATS * MESSAGES.length) / seconds;
}

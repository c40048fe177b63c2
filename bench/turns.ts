import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { ChatEvent } from '../src/channels/events.ts';
import { startScratchCluster } from '../supabase/local/scratch.ts';
import { copyDatabase, demoDatabase, type Recorded, type TalkingDesk, talkingDesk } from './talk.ts';

const TURNS = 400;
const CHATS = 200;
const ROUNDS = 5;
const BUDGET_MS = { p50: 15, p95: 50 };
const BUDGET_SHARE = 0.4;

const seed = readFileSync(new URL('../supabase/seed.sql', import.meta.url), 'utf8');
const round: ChatEvent[] = [
  { type: 'start', payload: null },
  { type: 'text', text: 'road bike' },
  { type: 'text', text: '/help' },
  { type: 'text', text: 'helmet' },
];

/** How long an answer takes, how many turns a second one process takes, and against which limit. */
export async function benchTurns(): Promise<void> {
  const cluster = await startScratchCluster();
  try {
    const stages = new Map<string, number>();
    let last = 0;
    const seeded = await demoDatabase(cluster, 'seeded', seed);
    const copy = (name: string) => copyDatabase(cluster, seeded, name);
    const desk = await talkingDesk(await copy('latency'), (stage) => {
      const now = performance.now();
      stages.set(stage, (stages.get(stage) ?? 0) + now - last);
      last = now;
    });
    const times = await latency(desk, () => {
      last = performance.now();
    });
    await desk.stop();
    report(times, stages, desk);

    const busyUrl = await copy('busy');
    const busy = await talkingDesk(busyUrl);
    const ours = await throughput(busy, () => analyze(busyUrl));
    await busy.stop();
    const limit = await replay(await copy('replay'), busy.calls);
    const share = ours / limit;
    console.log(
      `turns a second, ${CHATS} chats in parallel (budget: ≥ ${BUDGET_SHARE * 100} % of the same calls replayed over postgres.js)`,
    );
    console.log(`  ${ours.toFixed(0)} turns/s, replayed ${limit.toFixed(0)}/s: ${(share * 100).toFixed(0)} %`);
  } finally {
    await cluster.stop();
  }
}

async function latency(desk: TalkingDesk, begin: () => void): Promise<number[]> {
  const chat = randomUUID();
  const times: number[] = [];
  for (let turn = -round.length * 5; turn < TURNS; turn++) {
    const event = round[(turn + round.length * 5) % round.length];
    if (!event) continue;
    begin();
    const from = performance.now();
    await desk.talk(chat, event);
    if (turn >= 0) times.push(performance.now() - from);
    // The settling of the last answer is off the way, and yet before the next question of one chat.
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  return times.toSorted((a, b) => a - b);
}

function report(times: number[], stages: ReadonlyMap<string, number>, desk: TalkingDesk): void {
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  console.log(`chat turn, update in → reply at the channel (budget: p50 ≤ ${BUDGET_MS.p50} ms, p95 ≤ ${BUDGET_MS.p95} ms)`);
  console.log(`  p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, ${times.length} turns`);
  const whole = [...stages.values()].reduce((sum, ms) => sum + ms, 0);
  for (const [stage, ms] of stages) console.log(`    until ${stage.padEnd(8)} ${((100 * ms) / whole).toFixed(0).padStart(3)} %`);
  const rpcs = Map.groupBy(desk.calls, (call) => call.rpc);
  const turns = rpcs.get('commit_turn')?.length ?? 1;
  console.log(`  calls a turn: ${[...rpcs].map(([rpc, calls]) => `${rpc} ${(calls.length / turns).toFixed(2)}`).join(', ')}`);
}

/**
 * What autovacuum does within a minute of a desk's first messages and a bench of seconds never sees:
 * plans made while the tables were empty read them whole for as long as a connection lives.
 */
async function analyze(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  await sql.unsafe('analyze');
  await sql.end();
}

async function throughput(desk: TalkingDesk, warmedUp: () => Promise<void>): Promise<number> {
  const chats = Array.from({ length: CHATS }, () => randomUUID());
  const all = async (events: ChatEvent[]) => {
    await Promise.all(
      chats.map(async (chat) => {
        for (const event of events) await desk.talk(chat, event);
      }),
    );
  };
  await all(round);
  await warmedUp();
  desk.calls.length = 0;
  const from = performance.now();
  for (let n = 0; n < ROUNDS; n++) await all(round);
  return (CHATS * ROUNDS * round.length * 1_000) / (performance.now() - from);
}

/** The same calls on a fresh database, as fast as the driver sends them: message by message, 16 at a time. */
async function replay(databaseUrl: string, calls: readonly Recorded[]): Promise<number> {
  const sql = postgres(databaseUrl, { max: 10, onnotice: () => undefined, connection: { role: 'service_role' } });
  const turns = turnsOf(calls);
  const run = async (name: string, args: Record<string, unknown>) => {
    const names = Object.keys(args);
    const list = names.map((one, index) => `${one} => $${index + 1}`).join(', ');
    const values = Object.values(args).map((value) => (value === null ? null : sql.typed(value as never, 0)));
    const [row] = await sql.unsafe(`select public.${name}(${list}) as result`, values, { prepare: true });
    return row?.result;
  };
  const all = async (queue: Turn[][]) => {
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let chat = queue.shift(); chat; chat = queue.shift()) await replayChat(chat, run);
      }),
    );
  };
  await all([...turns.values()].map((chat) => chat.slice(0, round.length)));
  await analyze(databaseUrl);
  const timed = [...turns.values()].map((chat) => chat.slice(round.length));
  const count = timed.flat().length;
  const from = performance.now();
  await all(timed);
  const rate = (count * 1_000) / (performance.now() - from);
  await sql.end();
  return rate;
}

type Turn = { accept: Record<string, unknown>; rest: Recorded[] };
type Run = (name: string, args: Record<string, unknown>) => Promise<Record<string, unknown>>;

async function replayChat(turns: readonly Turn[], run: Run): Promise<void> {
  for (const { accept, rest } of turns) {
    const { message_id } = await run('accept_inbox_message', accept);
    let outbox: Array<{ id: number }> = [];
    for (const { rpc, args } of rest) {
      if (rpc !== 'commit_turn') await run(rpc, args);
      else outbox = ((await run(rpc, { ...args, message_id })).outbox as Array<{ id: number }>) ?? [];
    }
    const results = outbox.map(({ id }) => ({ id, outcome: 'sent', provider_message_id: String(id) }));
    if (results.length > 0) await run('settle_outbox_messages', { worker: accept.claim_as, results });
  }
}

/** The calls by chat and turn: an accept, what the dialogue asked for, and the commit. */
function turnsOf(calls: readonly Recorded[]): Map<string, Turn[]> {
  const chats = new Map<string, Turn[]>();
  const byMessage = new Map<number, Turn>();
  let newest: Turn | undefined;
  for (const call of calls) {
    const { rpc, args, result } = call;
    if (rpc === 'accept_inbox_message') {
      const turn: Turn = { accept: { ...args, claim_as: 'replay' }, rest: [] };
      newest = turn;
      const chat = String(args.chat);
      chats.set(chat, [...(chats.get(chat) ?? []), turn]);
      byMessage.set((result as { data: { message_id: number } }).data.message_id, turn);
    } else if (rpc === 'commit_turn') {
      byMessage.get(args.message_id as number)?.rest.push({ ...call, args: { ...args, worker: 'replay', claim_as: 'replay' } });
    } else if (rpc === 'search_listings' || rpc === 'show_listing') {
      // Whose reading it was makes no difference to its cost.
      newest?.rest.unshift(call);
    }
  }
  return chats;
}

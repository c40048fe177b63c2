import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { type ScratchCluster, startScratchCluster } from '../supabase/local/scratch.ts';
import { demoDatabase } from './talk.ts';
import { type PlainMode, type RunningBot, startBareDoor, startDesk, startPlain } from './telegram/bots.ts';
import { acksAt, at, type Measured, paced, sumOf, together } from './telegram/load.ts';

const LOADS = [
  { chats: 1, orders: 12 },
  { chats: 10, orders: 40 },
  { chats: 50, orders: 100 },
  { chats: 200, orders: 200 },
];
const SHORT = LOADS.filter(({ chats }) => chats === 50);
const WARM_UP = { chats: 10, orders: 50 };
const PACE = { updates: 400, perSecond: 50 };
const BURST = { updates: 1_000, perSecond: 500 };
/** Where a machine is so busy that a bare insert takes long, its acknowledgement is the measure. */
const BUDGET = { ackP95Ms: 30, ackP95OfABareInsert: 5 };
/** Of what the plain bot takes or does, by webhook or with its runner; it does a part of our work, so it may do more a second. */
const LIMITS = { ackP95: 0.5, updatesPerSecond: 0.4 };
/** Of what it does with `bot.start()`, as most bots poll. */
const LIMITS_ONE_BY_ONE = { replyP95: 0.5, updatesPerSecond: 2 };

const seed = readFileSync(new URL('../supabase/seed.sql', import.meta.url), 'utf8');

type Name = 'desk' | 'plain';
type Bots = Record<Name, RunningBot>;
type Pair = Record<Name, Measured>;
type Bench = { cluster: ScratchCluster; seeded: string; listing: string; isShort: boolean; faults: string[] };

/**
 * Our desk in Telegram beside a plain grammY bot (`bench/plain-bot`), each a process of its own on a database of its own, in
 * turns on one machine: the same people order the same thing in as many messages. Ends with an error when a budget is missed.
 */
export async function benchTelegram(isShort: boolean): Promise<void> {
  const cluster = await startScratchCluster();
  try {
    const seeded = await demoDatabase(cluster, 'seeded', seed);
    const bench: Bench = { cluster, seeded, listing: await codeOfListing(seeded), isShort, faults: [] };
    await byWebhook(bench);
    await byPolling(bench);
    for (const fault of bench.faults) console.log(`  MISSED: ${fault}`);
    if (bench.faults.length > 0) process.exitCode = 1;
  } finally {
    await cluster.stop();
  }
}

async function byWebhook(bench: Bench): Promise<void> {
  const { faults } = bench;
  const bots = { desk: await startDesk(bench.cluster, bench.seeded, 'webhook', bench.listing), plain: await startOther(bench, 'webhook') };
  console.log('Telegram by webhook, our desk : a plain bot = ratio (times in ms)');
  const run = await warm(bots);
  const pairs = await orderTogether(bench, run);
  const pace = await atPace(bench, run);
  const burst = await run((bot) => paced(bot, BURST.updates, BURST.perSecond));
  report(`${BURST.updates} in ${BURST.updates / BURST.perSecond} s`, burst);
  judge(faults, 'webhook', [...pairs, pace, burst], LIMITS);
  await end(faults, bots, run.codes);
}

/** How soon an update is acknowledged at a steady pace, at the same time as by a webhook that does nothing but store it. */
async function atPace({ cluster, faults }: Bench, run: Run): Promise<Pair> {
  const door = await startBareDoor(cluster);
  await acksAt(door, PACE.perSecond, PACE.perSecond);
  const beside: number[][] = [];
  const pair = await run(async (bot) => {
    door.carrier.acks.ms.length = 0;
    const [measured, bare] = await Promise.all([paced(bot, PACE.updates, PACE.perSecond), acksAt(door, PACE.updates, PACE.perSecond)]);
    beside.push([...bare]);
    return measured;
  });
  await door.stop();
  report(`${PACE.perSecond} updates/s`, pair);
  const [ours, bare] = [at(pair.desk.acks, 0.95), at(beside[0] ?? [], 0.95)];
  console.log(
    `    acknowledged p95 ${ours.toFixed(1)} ms, a bare insert at the same time ${bare.toFixed(1)} ms: ${(ours / bare).toFixed(1)} ×`,
  );
  const { ackP95Ms, ackP95OfABareInsert: times } = BUDGET;
  if (ours > ackP95Ms && ours / bare > times) faults.push(`acknowledged p95 above ${ackP95Ms} ms and above ${times} bare inserts`);
  return pair;
}

async function byPolling(bench: Bench): Promise<void> {
  const { faults } = bench;
  const desk = await startDesk(bench.cluster, bench.seeded, 'polling', bench.listing);
  const bots = { desk, plain: await startOther(bench, 'polling') };
  console.log('Telegram by long polling, our desk : a plain bot with its runner, which confirms what it has not handled yet');
  const run = await warm(bots);
  const pairs = await orderTogether(bench, run);
  judge(faults, 'polling', pairs, { updatesPerSecond: LIMITS.updatesPerSecond });
  await end(faults, { plain: bots.plain }, run.codes);

  const other = { desk, plain: await startOther(bench, 'one-by-one') };
  console.log('Telegram by long polling, our desk : a plain bot with bot.start(), one update after the other');
  const again = await warm(other, { chats: 10, orders: 10 });
  const pair = await again((bot) => together(bot, 10, 20));
  report('10 at once', pair);
  judge(faults, 'polling one by one', [pair], LIMITS_ONE_BY_ONE);
  await end(faults, other, { desk: [...run.codes.desk, ...again.codes.desk], plain: again.codes.plain });
}

const startOther = ({ cluster, seeded, listing }: Bench, mode: PlainMode) => startPlain(cluster, seeded, mode, listing);

type Load = (bot: RunningBot) => Promise<Measured>;
type Run = { (load: Load): Promise<Pair>; codes: Record<Name, string[]> };

/** Both bots under one load after the other. A process that has just begun is slow: what counts is how it goes on. */
async function warm({ desk, plain }: Bots, { chats, orders } = WARM_UP): Promise<Run> {
  const codes: Record<Name, string[]> = { desk: [], plain: [] };
  const run = async (load: Load) => {
    const pair: Pair = { desk: await load(desk), plain: await load(plain) };
    codes.desk.push(...pair.desk.codes);
    codes.plain.push(...pair.plain.codes);
    return pair;
  };
  await run((bot) => together(bot, chats, orders));
  await desk.analyze();
  await plain.analyze();
  await run((bot) => together(bot, chats, orders));
  return Object.assign(run, { codes });
}

/** In two short turns each, so that whatever else the machine does falls on both. */
async function orderTogether({ isShort }: Bench, run: Run): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const { chats, orders } of isShort ? SHORT : LOADS) {
    const turn = () => run((bot) => together(bot, chats, orders / 2));
    const [first, second] = [await turn(), await turn()];
    const pair = { desk: sumOf(first.desk, second.desk), plain: sumOf(first.plain, second.plain) };
    report(`${chats} at once`, pair);
    pairs.push(pair);
  }
  return pairs;
}

const rateOf = ({ updates, seconds }: Measured) => updates / seconds;

function report(load: string, { desk, plain }: Pair): void {
  const cell = (ours: number, theirs: number) =>
    `${ours.toFixed(0).padStart(5)} : ${theirs.toFixed(0).padEnd(5)}= ${(ours / theirs).toFixed(2)} ×`;
  const times = (name: 'acks' | 'replies', shares: number[]) =>
    shares.map((share) => `p${share * 100} ${cell(at(desk[name], share), at(plain[name], share))}`).join('  ');
  const wrong = (['lost', 'doubled', 'refused'] as const).map((name) => `${name} ${desk[name]} : ${plain[name]}`).join(', ');
  console.log(`  ${load.padEnd(14)} updates/s ${cell(rateOf(desk), rateOf(plain))}  orders ${desk.orders} : ${plain.orders}  ${wrong}`);
  console.log(`    acknowledged ${times('acks', [0.5, 0.95, 0.99])}`);
  console.log(`    answered     ${times('replies', [0.5, 0.95])}`);
}

type Limits = { ackP95?: number; replyP95?: number; updatesPerSecond?: number };

/** Nothing of ours is lost, doubled or refused, and in the middle of all loads we are where we say we are: one alone has its noise. */
function judge(faults: string[], how: string, pairs: readonly Pair[], { ackP95, replyP95, updatesPerSecond }: Limits): void {
  for (const wrong of ['lost', 'doubled', 'refused'] as const) {
    const count = pairs.reduce((sum, { desk }) => sum + desk[wrong], 0);
    if (count > 0) faults.push(`${how}: ${count} ${wrong}`);
  }
  const median = (ratio: (pair: Pair) => number) => at(pairs.map(ratio), 0.5);
  const p95 = (name: 'acks' | 'replies') => median(({ desk, plain }) => at(desk[name], 0.95) / at(plain[name], 0.95));
  if (ackP95 !== undefined && p95('acks') > ackP95) faults.push(`${how}: acknowledged p95 above ${ackP95} × of the plain bot's`);
  if (replyP95 !== undefined && p95('replies') > replyP95) faults.push(`${how}: answered p95 above ${replyP95} × of the plain bot's`);
  if (updatesPerSecond !== undefined && median(({ desk, plain }) => rateOf(desk) / rateOf(plain)) < updatesPerSecond) {
    faults.push(`${how}: below ${updatesPerSecond} × the updates a second of the plain bot`);
  }
}

/** Whoever was told the code of an order has that order, and there is no other. */
async function end(faults: string[], bots: Partial<Bots>, codes: Record<Name, string[]>): Promise<void> {
  for (const [name, bot] of Object.entries(bots) as Array<[Name, RunningBot]>) {
    const there = await bot.orders();
    const isRight = there.toSorted().join() === codes[name].toSorted().join();
    console.log(
      `  ${name}: ${codes[name].length} orders confirmed, ${there.length} in the database${isRight ? '' : ', and not the same ones'}`,
    );
    if (name === 'desk' && !isRight) faults.push('the desk has other orders than it has confirmed');
    await bot.stop();
  }
}

async function codeOfListing(databaseUrl: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1 });
  const [listing] = await sql`select code from public.listings where title ->> 'en' = 'Wheel set 28"'`;
  await sql.end();
  return listing?.code;
}

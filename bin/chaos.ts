// Long campaigns of the tests that chance drives: `npm run chaos`, or `npm run chaos -- model` for one part.
// SEED repeats what a failure printed; RUNS and ROUNDS set how long.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../supabase/local/refused.ts';

type Start = { what: string; tests: string; env: Record<string, string> };

const { RUNS = '2000', ROUNDS = '200', KILLS = '200', SEED, POSTGRES_BIN } = process.env;
const aSeed = () => SEED ?? String(randomInt(2 ** 31));

const parts: Record<string, () => Start[]> = {
  /** Random sequences of commands against the pure model. */
  model() {
    const seed = aSeed();
    const env = { RUNS, SEED: seed };
    return [{ what: `${RUNS} sequences of commands, SEED=${seed}`, tests: 'test/sql/money/matches_a_pure_model.test.ts', env }];
  },
  /** Everything about one order at once, in ever other shuffles. */
  race() {
    return (SEED ? [SEED] : [aSeed(), aSeed(), aSeed()]).map((seed) => ({
      what: `${ROUNDS} shuffles of everything about one order, SEED=${seed}`,
      tests: 'test/sql/races/of_everything_about_one_order.test.ts',
      env: { ROUNDS, SEED: seed },
    }));
  },
  /** A quick order whose worker is killed somewhere, again and again. */
  kills() {
    const seed = aSeed();
    const env = { KILLS, SEED: seed };
    return [{ what: `${KILLS} workers killed, SEED=${seed}`, tests: 'test/path/loses_nothing_when_killed.test.ts', env }];
  },
  /** Telegram at full size: its limits, a process killed under fifty updates a second, everything delivered again. */
  telegram() {
    const seed = aSeed();
    const folder = 'test/path/telegram';
    return [
      {
        what: '500 messages to 500 chats and 40 to one, and an outage',
        tests: `${folder}/sends_within_limits.test.ts`,
        env: { MANY: '500', MESSAGES: '40' },
      },
      {
        what: `killed 20 times under 50 updates a second, SEED=${seed}`,
        tests: `${folder}/loses_nothing_when_killed.test.ts`,
        env: { KILLS: '20', UPDATES: '1500', SEED: seed },
      },
      {
        what: `a story delivered again in every way, SEED=${seed}`,
        tests: `${folder}/comes_to_the_same_however_delivered.test.ts`,
        env: { SEED: seed },
      },
    ];
  },
  /** Every story of customers and managers through a bot of Telegram. */
  stories() {
    return ['polling', 'webhook'].map((way) => ({ what: `all stories in Telegram, by ${way}`, tests: 'test/path', env: { STORIES: way } }));
  },
  /** Migrations, seed, books and every other test of the database on another PostgreSQL. */
  migrations() {
    if (!POSTGRES_BIN || !existsSync(join(POSTGRES_BIN, 'initdb')))
      throw new StartRefused('The part "migrations" needs another PostgreSQL: set POSTGRES_BIN to the folder that holds its initdb.');
    const version = execFileSync(join(POSTGRES_BIN, 'postgres'), ['--version'], { encoding: 'utf8' }).trim();
    return [{ what: `the tests of the database on ${version}`, tests: 'test/sql', env: {} }];
  },
};

/** Runs one start of vitest, and says in a line what came of it. */
function run(name: string, { what, tests, env }: Start): string {
  console.log(`\n${name}: ${what}`);
  const begin = performance.now();
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', tests], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exitCode = 1;
  return `${status === 0 ? 'ok  ' : 'FAIL'}  ${name}: ${what}  ${Math.round((performance.now() - begin) / 1000)} s`;
}

function main(wanted: string[]): void {
  const unknown = wanted.filter((name) => !(name in parts));
  if (unknown.length > 0)
    throw new StartRefused(`There is no part "${unknown.join('", "')}". There are: ${Object.keys(parts).join(', ')}.`);
  const names = wanted.length > 0 ? wanted : ['model', 'race', 'kills', 'telegram', 'stories', ...(POSTGRES_BIN ? ['migrations'] : [])];
  const told = names.flatMap((name) => (parts[name]?.() ?? []).map((start) => run(name, start)));
  console.log(`\n${told.join('\n')}`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

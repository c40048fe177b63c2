// Empties the embedded desk: database, stored files and keys. Asks first, or takes --yes.
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { parseEnv } from 'node:util';
import { parseConfig } from '../src/config/schema.ts';
import { claimDataFolder } from '../supabase/local/data-folder.ts';
import { stopOrphan } from '../supabase/local/postgres.ts';
import { StartRefused } from '../supabase/local/refused.ts';

const fromFile = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
const parsed = parseConfig({ ...fromFile, ...process.env });

async function reset(): Promise<void> {
  if (!parsed.ok) throw new StartRefused(parsed.problems.join('\n'));
  if (parsed.config.mode === 'hosted')
    throw new StartRefused('This is a hosted desk (SUPABASE_URL is set): reset empties embedded desks only.');
  const folder = parsed.config.DESK_DATA_DIR;
  if (!existsSync(folder)) return console.log(`There is nothing in ${folder}; the next \`npm start\` begins anew anyway.`);
  if (!existsSync(`${folder}/keys.json`))
    throw new StartRefused(`${folder} does not look like a desk's data folder (it has no keys.json); nothing was touched.`);
  if (!process.argv.includes('--yes') && !(await agreed(folder))) return console.log('Nothing was touched.');
  const claimed = await claimDataFolder(folder);
  await stopOrphan(`${claimed.path}/postgres`);
  await rm(claimed.path, { recursive: true });
  console.log(`${folder} is gone. The next \`npm start\` begins with an empty desk.`);
}

async function agreed(folder: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new StartRefused('There is nobody to ask. Run `npm run reset -- --yes` if every order, payment and file may go.');
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`This deletes every order, payment and file in ${folder}. Type "delete" to go on: `);
  prompt.close();
  return answer.trim() === 'delete';
}

await reset().catch((error: unknown) => {
  if (!(error instanceof StartRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});

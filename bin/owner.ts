// Prints an invitation that makes whoever shows it in the desk's chat an owner: the first one, or one who has lost their chat.
// npm run owner -- [--desk=short-name] [--name="Your name"]
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs, parseEnv } from 'node:util';
import { parseConfig } from '../src/config/schema.ts';
import { inviteOwner } from '../src/staff/phone-book.ts';
import { StartRefused } from '../supabase/local/refused.ts';
import { withDesk } from '../supabase/local/with-desk.ts';

function options() {
  try {
    return parseArgs({ options: { desk: { type: 'string' }, name: { type: 'string' } } }).values;
  } catch (error) {
    throw new StartRefused(`${error instanceof Error ? error.message : String(error)}\nUse --desk=short-name and --name="Your name".`);
  }
}

async function main(): Promise<void> {
  const { desk: slug, name: display_name } = options();
  const fromFile = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  const parsed = parseConfig({ ...fromFile, ...process.env });
  if (!parsed.ok) throw new StartRefused(parsed.problems.join('\n'));
  const asked = { ...(slug !== undefined && { slug }), ...(display_name !== undefined && { display_name }) };
  const outcome = await withDesk(parsed.config, (port) => inviteOwner(port, asked));
  if (!outcome.ok) throw new StartRefused([outcome.refusal.sentence, outcome.refusal.wayOut].filter(Boolean).join(' '));
  const { code, desk, expires_at, display_name: invited } = outcome.data;
  console.log(`An invitation for ${invited} as an owner of ${desk}. It works once, until ${new Date(expires_at).toLocaleString()}.`);
  console.log('Write this code to the desk in any of its chats:');
  console.log(`\n  ${code}\n`);
}

await main().catch((error: unknown) => {
  if (!(error instanceof StartRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});

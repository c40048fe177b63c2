// Checks the books of the desk against the invariants, in plain words. Exit code 1 when something does not add up.
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { loadPhrases } from '../bot/phrases.ts';
import { checkBooks } from '../src/books/phone-book.ts';
import { bookPhrase } from '../src/books/words.ts';
import { parseConfig } from '../src/config/schema.ts';
import { type Phrase, say } from '../src/conversation/reply.ts';
import { sentence } from '../src/outbox/words.ts';
import { StartRefused } from '../supabase/local/refused.ts';
import { withDesk } from '../supabase/local/with-desk.ts';

async function main(): Promise<void> {
  const fromFile = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  const parsed = parseConfig({ ...fromFile, ...process.env });
  if (!parsed.ok) throw new StartRefused(parsed.problems.join('\n'));
  const outcome = await withDesk(parsed.config, (port) => checkBooks(port, {}));
  if (!outcome.ok) throw new StartRefused(outcome.refusal.sentence);
  const phrases = loadPhrases();
  const words = (phrase: Phrase) => sentence(phrase, { language: 'en', timeZone: 'UTC', phrases });
  for (const found of outcome.data) {
    console.log(`${found.invariant}  ${words(bookPhrase(found))} (${found.entity} ${found.entity_id}: ${found.what}.)`);
  }
  const count = outcome.data.length;
  console.log(words(count === 0 ? say('books-in-order') : say('books-odd', { count })));
  if (count > 0) process.exitCode = 1;
}

await main().catch((error: unknown) => {
  if (!(error instanceof StartRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StartRefused } from './refused.ts';

const secretsSchema = z.object({
  publishableKey: z.string().startsWith('sb_publishable_'),
  secretKey: z.string().startsWith('sb_secret_'),
  jwtSecret: z.string().min(32),
  superuserPassword: z.string().min(20),
  postgresPassword: z.string().min(20),
});

export type DeskSecrets = z.infer<typeof secretsSchema>;

export const keysFile = (dataFolder: string) => join(dataFolder, 'keys.json');

/** The embedded desk's keys: made at random on the first run, kept in a file only its owner can read. */
export async function loadSecrets(dataFolder: string): Promise<DeskSecrets> {
  const file = keysFile(dataFolder);
  if (existsSync(file)) return await readSecrets(file);
  const random = (bytes: number) => randomBytes(bytes).toString('base64url');
  const secrets: DeskSecrets = {
    publishableKey: `sb_publishable_${random(24)}`,
    secretKey: `sb_secret_${random(32)}`,
    jwtSecret: random(48),
    superuserPassword: random(24),
    postgresPassword: random(24),
  };
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

async function readSecrets(file: string): Promise<DeskSecrets> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    content = undefined;
  }
  const parsed = secretsSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new StartRefused(
    `The key file ${file} is damaged. Put it back from a copy; without it the data beside it cannot be opened. ` +
      '(npm run reset starts over with an empty desk.)',
  );
}

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const runningSchema = z.object({ apiUrl: z.url() });

const fileIn = (dataFolder: string) => join(dataFolder, 'running.json');

/** Where the desk of a data folder answers, for commands that come later; gone with the desk. */
export async function announceRunning(dataFolder: string, running: z.output<typeof runningSchema>): Promise<() => Promise<void>> {
  await writeFile(fileIn(dataFolder), JSON.stringify(running), { mode: 0o600 });
  return () => rm(fileIn(dataFolder), { force: true });
}

/** The address of the desk that runs on a data folder, or undefined when none answers there. */
export async function findRunning(dataFolder: string): Promise<string | undefined> {
  const content = await readFile(fileIn(dataFolder), 'utf8').catch(() => undefined);
  const running = content && runningSchema.safeParse(JSON.parse(content)).data;
  if (!running) return undefined;
  // Left by a desk that was killed: the address answers nobody, or somebody else.
  const answer = await fetch(`${running.apiUrl}/functions/v1/`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  return answer ? running.apiUrl : undefined;
}

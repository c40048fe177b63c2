import { chmod, link, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beginningOf, isAlive } from './processes.ts';
import { StartRefused } from './refused.ts';

export type DataFolder = { path: string; release: () => Promise<void> };

type Owner = { pid: number; startedAt: string };

/** Creates the data folder if need be and takes it for this process; a desk that lives there already is respected. */
export async function claimDataFolder(path: string): Promise<DataFolder> {
  const real = await writableFolder(path);
  const lockFile = join(real, 'desk.lock');
  const me: Owner = { pid: process.pid, startedAt: beginningOf(process.pid) ?? '' };
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await createLock(lockFile, me)) return { path: real, release: () => rm(lockFile, { force: true }) };
    const owner = await readOwner(lockFile);
    if (owner && isAlive(owner.pid) && beginningOf(owner.pid) === owner.startedAt) {
      throw new StartRefused(
        `A desk is running in ${real} already (process ${owner.pid}). Stop that one first, or give this one another folder in DESK_DATA_DIR.`,
      );
    }
    await rm(lockFile, { force: true });
  }
  throw new StartRefused(`Another desk is starting in ${real} at this very moment. Try again.`);
}

/** A link appears whole or not at all, so nobody ever reads a lock written halfway. */
async function createLock(lockFile: string, owner: Owner): Promise<boolean> {
  const draft = `${lockFile}.${owner.pid}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    await link(draft, lockFile);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writableFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    await chmod(path, 0o700);
    const real = await realpath(path);
    const probe = join(real, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
    return real;
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown): StartRefused {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return new StartRefused(
    `The desk cannot write to its data folder ${path} (${code}). Make it writable or choose another one in DESK_DATA_DIR.`,
  );
}

async function readOwner(lockFile: string): Promise<Owner | undefined> {
  try {
    const owner = JSON.parse(await readFile(lockFile, 'utf8'));
    return Number.isInteger(owner?.pid) ? owner : undefined;
  } catch {
    // Released in this very moment, or not ours: nobody's.
    return undefined;
  }
}

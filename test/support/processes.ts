import { readdirSync, readFileSync } from 'node:fs';

/** The numbers of the processes whose command line mentions a text: a data folder, say. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        // Gone between two looks.
        return false;
      }
    });
}

/** The children of a process, by what they run. */
export function childrenOf(pid: number): Array<{ pid: number; command: string }> {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return parent === pid ? [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }] : [];
      } catch {
        // Gone between two looks.
        return [];
      }
    });
}

/** Waits until none of these processes is left. */
export async function untilGone(pids: readonly number[], patienceMs = 15_000): Promise<number[]> {
  const alive = () => pids.filter((pid) => processExists(pid));
  const until = Date.now() + patienceMs;
  while (alive().length > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  return alive();
}

function processExists(pid: number): boolean {
  try {
    // A zombie has ended; only its parent has not looked yet.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

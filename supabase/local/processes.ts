import { type ChildProcess, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** True while a process with this number exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, or undefined when it is gone. */
export function commandOf(pid: number): string | undefined {
  if (process.platform === 'linux') return readProc(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ');
  return askPs(pid, 'command=');
}

/** When a process began. Process numbers come round again; number and beginning together do not. */
export function beginningOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return askPs(pid, 'lstart=');
  const stat = readProc(`/proc/${pid}/stat`);
  // The second field is the command in brackets and may hold anything; the beginning is the 20th after it.
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return ticks && `${readProc('/proc/sys/kernel/random/boot_id')?.trim()}:${ticks}`;
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended between two looks.
    return undefined;
  }
}

function askPs(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    // ps answers 1 for a process that is gone.
    return undefined;
  }
}

const children = new Map<ChildProcess, NodeJS.Signals>();

/** Remembers a child, and the signal that ends it at once, until it is gone. */
export function remember(child: ChildProcess, signalForAtOnce: NodeJS.Signals): void {
  children.set(child, signalForAtOnce);
  child.once('close', () => children.delete(child));
}

/** Ends every child still there, without waiting: the last thing a process does before it exits, whatever made it. */
export function endChildrenNow(): void {
  for (const [child, signal] of children) child.kill(signal);
}

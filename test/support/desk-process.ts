import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, inject } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/.bin/node');

export type DeskRun = {
  child: ChildProcess;
  /** Everything it has said so far, on both streams. */
  output: () => string;
  /** Resolves when the text appears; rejects with the whole output when the process ends before. */
  says: (text: string | RegExp) => Promise<void>;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  signal: (signal: NodeJS.Signals) => void;
  /** The JSON line that says the desk is ready. */
  ready: () => Promise<{ webUrl: string; apiUrl: string; studioUrl: string; keysFile: string; seconds: number }>;
};

export type RunOptions = {
  dataFolder?: string;
  env?: Record<string, string>;
  command?: [string, ...string[]];
  cwd?: string;
  /** What stands before node: for example `unshare` to be an ordinary user. */
  before?: string[];
};

/** A folder of this run, in memory where there is any. */
export function freshFolder(): string {
  return mkdtempSync(join(inject('cluster').folder, 'desk-'));
}

/**
 * Starts whole desks as processes of their own, with free ports and JSON logs; whatever a test leaves running is ended,
 * or with `file` whatever the file does.
 */
export function useDesks(runFor: 'test' | 'file' = 'test') {
  const running = new Set<DeskRun>();
  const folders = new Set<string>();

  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  const end = runFor === 'file' ? afterAll : afterEach;
  end(async () => {
    for (const run of running) run.signal('SIGTERM');
    await Promise.all([...running].map((run) => run.ended));
  });

  return {
    folder(): string {
      const folder = freshFolder();
      folders.add(folder);
      return folder;
    },
    run(options: RunOptions = {}): DeskRun {
      const dataFolder = options.dataFolder ?? join(this.folder(), '.desk');
      const [command, ...args] = [...(options.before ?? []), ...(options.command ?? [NODE, join(ROOT, 'bot/main.ts')])];
      const child = spawn(command ?? NODE, args, {
        cwd: options.cwd ?? ROOT,
        stdio: ['ignore', 'pipe', 'pipe'],
        // Its own group, as a shell would give it: a test can signal the group like a terminal does.
        detached: true,
        env: {
          ...process.env,
          DESK_DATA_DIR: dataFolder,
          DESK_WEB_PORT: '0',
          DESK_API_PORT: '0',
          DESK_DATABASE_PORT: '0',
          DESK_LOG_FORMAT: 'json',
          ...options.env,
        },
      });
      const run = follow(child);
      running.add(run);
      void run.ended.then(() => running.delete(run));
      return run;
    },
  };
}

function follow(child: ChildProcess): DeskRun {
  let output = '';
  let isOver = false;
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<number | NodeJS.Signals>((done) => {
    child.once('close', (code, signal) => {
      isOver = true;
      done(code ?? signal ?? -1);
      for (const listener of listeners) listener();
    });
  });
  const says = (text: string | RegExp) =>
    new Promise<void>((found, lost) => {
      const look = () => {
        if (typeof text === 'string' ? output.includes(text) : text.test(output)) found();
        else if (isOver) lost(new Error(`the desk ended without saying ${String(text)}:\n${output}`));
        else return;
        listeners.delete(look);
      };
      listeners.add(look);
      look();
    });
  return {
    child,
    output: () => output,
    says,
    ended,
    signal: (signal) => {
      if (!isOver) child.kill(signal);
    },
    async ready() {
      await says('"The desk is ready."');
      const line = output.split('\n').find((candidate) => candidate.includes('"The desk is ready."'));
      return JSON.parse(line ?? '{}');
    },
  };
}

/** Holds a port of 127.0.0.1 until told to let go. */
export async function occupyPort(port = 0): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', done);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : 0;
  return { port: taken, release: () => new Promise((done) => server.close(() => done())) };
}

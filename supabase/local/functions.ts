import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { remember } from './processes.ts';
import { StartRefused } from './refused.ts';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** What functions may read: the code they are made of, not the desk's data. */
const READABLE = ['src', 'functions', 'supabase/local/functions-host.ts', 'node_modules', 'deno.json', 'package.json'];
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A process that lived this long was healthy: the next death starts the pauses anew. */
const HEALTHY_MS = 30_000;
/** Hosted Supabase ends a request after 150 seconds. */
const REQUEST_LIMIT_MS = 150_000;

export type FunctionEntry = { name: string; entrypoint: string };

/** What the process of the functions, or its supervisor, has to tell. */
const eventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('listening'), port: z.int() }),
  z.object({ event: z.literal('broken'), function: z.string(), reason: z.string() }),
  z.object({ event: z.literal('threw'), function: z.string().optional(), correlationId: z.string().optional(), reason: z.string() }),
  z.object({ event: z.literal('unhandled'), reason: z.string() }),
]);

export type FunctionsEvent =
  | z.output<typeof eventSchema>
  | { event: 'printed'; line: string }
  | { event: 'died'; reason: string; pauseMs: number };

export type FunctionsServer = {
  /** Passes a request on; 503 while the process is away. */
  fetch(request: Request): Promise<Response>;
  /** The process number, or undefined while it is away. */
  pid(): number | undefined;
  stop(patienceMs?: number): Promise<void>;
};

export type FunctionsOptions = {
  entries: FunctionEntry[];
  environment: Record<string, string>;
  onEvent?: (event: FunctionsEvent) => void;
  signal?: AbortSignal;
};

const configSchema = z.object({
  functions: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]*$/),
      z.looseObject({ enabled: z.boolean().default(true), verify_jwt: z.literal(false), entrypoint: z.string() }),
    )
    .default({}),
});

/** The functions that supabase/config.toml names, with absolute entry points. */
export async function readFunctionEntries(configFile: string): Promise<FunctionEntry[]> {
  const parsed = configSchema.safeParse(parseToml(await readFile(configFile, 'utf8')));
  if (!parsed.success) {
    throw new StartRefused(`supabase/config.toml has a function the desk cannot serve: ${z.prettifyError(parsed.error)}`);
  }
  const entries: FunctionEntry[] = [];
  for (const [name, settings] of Object.entries(parsed.data.functions)) {
    if (!settings.enabled) continue;
    const entrypoint = resolve(dirname(configFile), settings.entrypoint);
    if (!existsSync(entrypoint)) throw new StartRefused(`The entry point of the function "${name}" is missing: ${settings.entrypoint}.`);
    entries.push({ name, entrypoint });
  }
  return entries;
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new StartRefused(`supabase/config.toml cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
}

/** One Deno for all functions: started again with growing pauses when it dies, gone when the desk goes. */
export async function startFunctions(options: FunctionsOptions): Promise<FunctionsServer> {
  const supervisor = new Supervisor(options);
  await supervisor.start();
  return supervisor;
}

class Supervisor implements FunctionsServer {
  readonly #options: FunctionsOptions;
  #child: ChildProcess | undefined;
  #port: number | undefined;
  #stopping = false;
  #pauseMs = FIRST_PAUSE_MS;
  #restart: NodeJS.Timeout | undefined;

  constructor(options: FunctionsOptions) {
    this.#options = options;
  }

  pid(): number | undefined {
    return this.#port === undefined ? undefined : this.#child?.pid;
  }

  async start(): Promise<void> {
    const listening = Promise.withResolvers<void>();
    const child = spawnDeno(this.#options);
    remember(child, 'SIGKILL');
    const bornAt = performance.now();
    this.#child = child;
    const end = (reason: string) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#port = undefined;
      listening.reject(new StartRefused(`The edge functions did not start: ${reason}`));
      if (!this.#stopping) this.#comeBack(reason, performance.now() - bornAt);
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
    this.#listen(child, (port) => {
      this.#port = port;
      listening.resolve();
    });
    const onAbort = () => listening.reject(this.#options.signal?.reason);
    this.#options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await listening.promise;
    } finally {
      this.#options.signal?.removeEventListener('abort', onAbort);
      if (this.#port === undefined && this.#options.signal?.aborted) await this.stop();
    }
  }

  #listen(child: ChildProcess, onPort: (port: number) => void): void {
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const event = readEvent(line);
        if (event.event === 'listening') onPort(event.port);
        this.#options.onEvent?.(event);
      });
    }
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (line) => this.#options.onEvent?.(readEvent(line)));
    }
  }

  #comeBack(reason: string, livedMs: number): void {
    if (livedMs > HEALTHY_MS) this.#pauseMs = FIRST_PAUSE_MS;
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    this.#options.onEvent?.({ event: 'died', reason, pauseMs });
    this.#restart = setTimeout(() => {
      // A start that fails has been reported and has planned the next one.
      this.start().catch(() => undefined);
    }, pauseMs);
  }

  async fetch(request: Request): Promise<Response> {
    if (this.#port === undefined) return away();
    const url = new URL(request.url);
    const target = `http://127.0.0.1:${this.#port}${url.pathname.replace(/^\/functions\/v1/, '')}${url.search}`;
    const headers = new Headers(request.headers);
    headers.set('x-forwarded-host', url.host);
    headers.delete('host');
    headers.delete('connection');
    const body = request.body ? { body: request.body, duplex: 'half' as const } : {};
    try {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(REQUEST_LIMIT_MS)]);
      const response = await fetch(target, { method: request.method, headers, redirect: 'manual', signal, ...body });
      // fetch has decompressed the body already.
      const answerHeaders = new Headers(response.headers);
      answerHeaders.delete('content-encoding');
      answerHeaders.delete('content-length');
      return new Response(response.body, { status: response.status, headers: answerHeaders });
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') {
        return Response.json({ code: 'FUNCTION_TIMEOUT', message: 'The function took too long.' }, { status: 504 });
      }
      return away();
    }
  }

  async stop(patienceMs = 5_000): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((done) => child.once('close', () => done()));
    child.stdin?.end();
    const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await gone;
    clearTimeout(patience);
  }
}

function away(): Response {
  return Response.json(
    { code: 'FUNCTIONS_AWAY', message: 'The edge functions are starting again. Try once more in a moment.' },
    { status: 503, headers: { 'retry-after': '1' } },
  );
}

function readEvent(line: string): FunctionsEvent {
  return eventSchema.safeParse(parseJson(line)).data ?? { event: 'printed', line };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A function printed plain text.
    return undefined;
  }
}

function spawnDeno(options: FunctionsOptions): ChildProcess {
  // The binary itself: npm's wrapper script would stand between us and its exit.
  const deno = join(dirname(createRequire(import.meta.url).resolve('deno/package.json')), 'deno');
  const args = [
    'run',
    '--quiet',
    '--no-prompt',
    '--cached-only',
    `--config=${join(ROOT, 'deno.json')}`,
    '--allow-env',
    '--allow-net=127.0.0.1',
    `--allow-read=${[...READABLE.map((path) => join(ROOT, path)), ...options.entries.map((entry) => dirname(entry.entrypoint))].join(',')}`,
    join(ROOT, 'supabase/local/functions-host.ts'),
  ];
  return spawn(deno, args, {
    cwd: ROOT,
    // Detached: a Ctrl-C in the terminal must not reach it before the desk has drained.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      DENO_DIR: join(ROOT, 'node_modules/.cache/deno'),
      DENO_NO_UPDATE_CHECK: '1',
      NO_COLOR: '1',
      ...options.environment,
      DESK_FUNCTIONS: JSON.stringify(
        options.entries.map((entry) => ({ ...entry, entrypoint: new URL(`file://${entry.entrypoint}`).href })),
      ),
    },
  });
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { App } from '@supabase/lite';
import postgres, { type ReservedSql, type Sql } from 'postgres';
import { Sessions } from '../../src/rpc/sessions.ts';
import { wireTypes } from '../../src/rpc/wire.ts';
import type { DeskSecrets } from './secrets.ts';
import { FileStorage } from './storage-files.ts';

/** What the API's library says while it serves one request, kept out of the console: it prints whole rows. */
type Overheard = { error?: DatabaseError };
type DatabaseError = { code?: string; message?: string; detail?: string; hint?: string };

export type EmbeddedApi = {
  /** Answers one request. With `admin` a request without any key acts as service_role (Studio). */
  fetch(request: Request, admin: boolean): Promise<Response>;
  /** Learns how the arrays of types are read that migrations have made meanwhile. */
  learnTypes: () => Promise<void>;
  close: () => Promise<void>;
};

export type ApiOptions = {
  databaseUrl: string;
  secrets: Pick<DeskSecrets, 'publishableKey' | 'secretKey' | 'jwtSecret'>;
  storageFolder: string;
  siteUrl: string;
  auth?: Record<string, unknown>;
  /** Told of what the library prints: a database error's code, never its text. */
  onNoise?: (code: string) => void;
};

const requests = new AsyncLocalStorage<Overheard>();
let consoleIsQuiet = false;

/** Text types of PostgREST: ISO dates, and json arguments passed on as they came instead of as JSON strings. */
const passOn = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const isoTime = (value: string) => value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
const types = {
  ...wireTypes,
  json: { to: 114, from: [114], serialize: passOn, parse: (value: string) => JSON.parse(value) },
  jsonb: { to: 3802, from: [3802], serialize: passOn, parse: (value: string) => JSON.parse(value) },
  timestamptz: { to: 1184, from: [1184], serialize: (value: string) => value, parse: isoTime },
  timestamp: { to: 1114, from: [1114], serialize: (value: string) => value, parse: isoTime },
};

/** The Supabase-compatible API (REST, auth, storage, Studio) on a Postgres. Creates its schemas auth and storage. */
export async function startApi(options: ApiOptions): Promise<EmbeddedApi> {
  // Read by the library when it is imported: no telemetry, storage on.
  process.env.DO_NOT_TRACK = '1';
  process.env.EXPERIMENTAL_STORAGE = '1';
  quietConsole(options.onNoise);
  const { App: LiteApp } = await import('@supabase/lite');
  const { createPostgresConnection } = await import('@supabase/lite/postgres');
  const connection = createPostgresConnection({
    url: options.databaseUrl,
    postgresOptions: { max: 1, onnotice: () => undefined, connection: { application_name: 'desk-api' }, types },
  });
  const { driver } = connection;
  await learnTypes(driver);
  const sessions = lendSessions(driver);
  driver.reserve = () => sessions.reserve() as Promise<unknown> as Promise<ReservedSql>;
  const normalize = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (error) => {
    const normal = normalize(error);
    const overheard = requests.getStore();
    if (overheard && normal) overheard.error = normal;
    return normal;
  };

  const app = await requests.run({}, async () => {
    const fresh = new LiteApp({
      connection,
      auth: {
        enabled: true,
        ...options.auth,
        site_url: options.siteUrl,
        jwt_secret: options.secrets.jwtSecret,
        publishable_key: options.secrets.publishableKey,
        secret_key: options.secrets.secretKey,
      },
      storage: { enabled: true },
      studio: { enabled: true },
      options: { server: { admin: true } },
    } as unknown as ConstructorParameters<typeof App>[0]);
    fresh._storageAdapter = new FileStorage(options.storageFolder);
    await fresh.ensureSystemSchema();
    return fresh;
  });

  return {
    async fetch(request, admin) {
      const overheard: Overheard = {};
      const peerAddress = admin ? '127.0.0.1' : null;
      const response = await requests.run(overheard, () => app.fetch(request, { peerAddress }));
      return overheard.error ? await giveBackLostCode(response, overheard.error) : response;
    },
    learnTypes: () => learnTypes(driver),
    close: () => sessions.end(2),
  };
}

/** All that the library asks of its driver are sessions; it gets ours, which read and write as the driver has learnt to. */
function lendSessions({ options }: Sql): Sessions {
  // With these the driver takes the options as they are, and what it has learnt with them.
  return new Sessions((one) => postgres({ ...options, ...one } as never), 10);
}

async function learnTypes({ options }: Sql): Promise<void> {
  const pupil = postgres({ ...options, max: 1, fetch_types: true } as never);
  await pupil`select`;
  await pupil.end();
}

/** PostgREST's HTTP status for a SQLSTATE that the library turns into a 500 without a code. */
function statusOf(code: string): number {
  if (code === 'P0001' || code.startsWith('23')) return 400;
  if (code.startsWith('53')) return 503;
  return 500;
}

async function giveBackLostCode(response: Response, error: DatabaseError): Promise<Response> {
  if (response.status !== 500 || !error.code) return response;
  // The driver could not write a value as the type its argument has; PostgREST leaves that to the database.
  if (error.code === 'ERR_INVALID_ARG_TYPE') return problem(400, '22P02', 'A value does not fit the type of its argument.', response);
  // Not the database's own words, so nobody answered: PostgREST's code for it.
  if (!/^[0-9A-Z]{5}$/.test(error.code)) return problem(503, 'PGRST001', 'The database does not answer.', response);
  const body = (await response
    .clone()
    .json()
    .catch(() => undefined)) as { code?: string } | undefined;
  if (body?.code === error.code) return response;
  return problem(statusOf(error.code), error.code, error.message ?? '', response, error);
}

function problem(status: number, code: string, message: string, response: Response, { detail, hint }: DatabaseError = {}): Response {
  return Response.json({ code, message, details: detail ?? null, hint: hint ?? null }, { status, headers: corsOf(response) });
}

function corsOf(response: Response): Record<string, string> {
  const origin = response.headers.get('access-control-allow-origin');
  return origin ? { 'access-control-allow-origin': origin } : {};
}

function quietConsole(onNoise: ApiOptions['onNoise']): void {
  if (consoleIsQuiet) return;
  consoleIsQuiet = true;
  for (const method of ['error', 'warn', 'log', 'info'] as const) {
    const original = console[method].bind(console);
    console[method] = (...parts: unknown[]) => {
      if (!requests.getStore()) return original(...parts);
      const code = (parts[0] as DatabaseError | undefined)?.code;
      onNoise?.(typeof code === 'string' ? code : 'message');
    };
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { type EmbeddedApi, startApi } from '../../supabase/local/api.ts';
import { type Front, startFront } from '../../supabase/local/front.ts';
import { anyFreePort } from '../../supabase/local/ports.ts';

export const testKeys = { publishableKey: 'sb_publishable_test', secretKey: 'sb_secret_test', jwtSecret: 'of-a-test-'.repeat(4) };

export type TestApi = {
  /** The one origin: REST, auth, storage, functions (a stub that repeats the path it was asked for) and Studio. */
  url: string;
  port: number;
  /** Stops listening, as when the desk is away. */
  stop: () => Promise<void>;
};

/** The embedded API behind its front, on a free port, for this test file. Reads the database's address when it starts. */
export function useApi(databaseUrl: () => string): TestApi {
  const api = {} as TestApi;
  let embedded: EmbeddedApi | undefined;
  let front: Front | undefined;
  let storageFolder: string | undefined;
  beforeAll(async () => {
    storageFolder = mkdtempSync(join(inject('cluster').folder, 'storage-'));
    api.port = await anyFreePort();
    api.url = `http://127.0.0.1:${api.port}`;
    embedded = await startApi({ databaseUrl: databaseUrl(), secrets: testKeys, storageFolder, siteUrl: api.url });
    const functions = { fetch: async (request: Request) => Response.json({ path: new URL(request.url).pathname }) };
    front = await startFront({ port: api.port, api: embedded, functions, jwtSecret: testKeys.jwtSecret });
  });
  api.stop = async () => {
    await front?.stop();
    front = undefined;
  };
  afterAll(async () => {
    await api.stop();
    await embedded?.close();
    if (storageFolder) rmSync(storageFolder, { recursive: true, force: true });
  });
  return api;
}

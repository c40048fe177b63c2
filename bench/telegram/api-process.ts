// The Supabase-compatible API of one database, in a process of its own as a hosted one is. Says "ready".
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { startApi } from '../../supabase/local/api.ts';
import { startFront } from '../../supabase/local/front.ts';

const [databaseUrl = '', port = '', folder = '', secretKey = ''] = process.argv.slice(2);
const secrets = { publishableKey: 'sb_publishable_bench', secretKey, jwtSecret: 'of-a-bench'.repeat(4) };
const storageFolder = mkdtempSync(join(folder, 'storage-'));
const api = await startApi({ databaseUrl, secrets, storageFolder, siteUrl: `http://127.0.0.1:${port}` });
const functions = { fetch: async () => new Response(null, { status: 404 }) };
await startFront({ port: Number(port), api, functions, jwtSecret: secrets.jwtSecret });
// It reads the schema on its first request.
await api.fetch(new Request('http://127.0.0.1/rest/v1/listings?limit=1', { headers: { apikey: secretKey } }), false);
process.stdout.write('ready\n');

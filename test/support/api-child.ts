// The embedded API in a process of its own: what ends it must not end the tests. Says the HTTP status of two calls,
// the first of which waits for the lock 7.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from '../../supabase/local/api.ts';

const secrets = { publishableKey: 'sb_publishable_test', secretKey: 'sb_secret_test', jwtSecret: 'of-a-test-'.repeat(4) };
const storageFolder = mkdtempSync(join(tmpdir(), 'desk-storage-'));
process.on('exit', () => rmSync(storageFolder, { recursive: true, force: true }));

const api = await startApi({ databaseUrl: process.argv[2] ?? '', secrets, storageFolder, siteUrl: 'http://127.0.0.1' });
for (const name of ['test_hold', 'desk_health']) {
  const headers = { apikey: secrets.secretKey, 'content-type': 'application/json' };
  const request = new Request(`http://127.0.0.1/rest/v1/rpc/${name}`, { method: 'POST', headers, body: '{}' });
  const { status } = await api.fetch(request, false);
  process.stdout.write(`${name} ${status}\n`);
}
await api.close();

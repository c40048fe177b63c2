import { expect, it } from 'vitest';
import { plainUpload } from '../../../supabase/local/storage-shim.ts';

const ADDRESS = 'http://127.0.0.1/storage/v1/object/docs/a.pdf?x=1';

/** What supabase-js sends for a Blob. */
function upload(fields: Record<string, string | Blob>, method = 'POST'): Request {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return new Request(ADDRESS, { method, body: form, headers: { apikey: 'sb_secret_x', 'x-upsert': 'true' } });
}

const file = new Blob([new Uint8Array([0, 255, 13, 10, 1])], { type: 'application/pdf' });

it.each(['POST', 'PUT'])('makes the plain body out of a form (%s)', async (method) => {
  const plain = await plainUpload(upload({ cacheControl: '3600', '': file }, method));
  expect({ url: plain.url, method: plain.method }).toEqual({ url: ADDRESS, method });
  expect(Object.fromEntries(plain.headers)).toMatchObject({
    apikey: 'sb_secret_x',
    'x-upsert': 'true',
    'content-type': 'application/pdf',
    'cache-control': 'max-age=3600',
  });
  expect([...new Uint8Array(await plain.arrayBuffer())]).toEqual([0, 255, 13, 10, 1]);
});

it('passes metadata on where hosted Supabase expects it', async () => {
  const plain = await plainUpload(upload({ metadata: '{"name":"Анна"}', '': file }));
  expect(Buffer.from(plain.headers.get('x-metadata') ?? '', 'base64').toString()).toBe('{"name":"Анна"}');
});

it('calls a file without a type what it is: bytes', async () => {
  const plain = await plainUpload(upload({ '': new Blob(['x']) }));
  expect(plain.headers.get('content-type')).toBe('application/octet-stream');
});

it('takes an empty file', async () => {
  const plain = await plainUpload(upload({ '': new Blob([], { type: 'text/plain' }) }));
  expect({ type: plain.headers.get('content-type'), text: await plain.text() }).toEqual({ type: 'text/plain', text: '' });
});

it.each([
  ['a plain body', () => new Request(ADDRESS, { method: 'POST', body: 'x', headers: { 'content-type': 'application/pdf' } })],
  ['a download', () => new Request(ADDRESS)],
  ['a form on another way', () => upload({ '': file }, 'PATCH')],
])('leaves %s alone', async (_what, make) => {
  const request = make();
  expect(await plainUpload(request)).toBe(request);
  expect(request.bodyUsed).toBe(false);
});

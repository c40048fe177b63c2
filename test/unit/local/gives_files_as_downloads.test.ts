import { expect, it } from 'vitest';
import { mendStorageAnswer } from '../../../supabase/local/storage-shim.ts';

const page = (headers: Record<string, string> = {}) =>
  new Response('<script>fetch("/rest/v1/orders")</script>', { headers: { 'content-type': 'text/html', etag: '"1"', ...headers } });
const mend = (path: string, response: Response, method = 'GET') =>
  mendStorageAnswer(new Request(`http://127.0.0.1${path}`, { method }), response);

it.each([
  '/storage/v1/object/public/docs/a.html',
  '/storage/v1/object/docs/a.html',
  '/storage/v1/object/authenticated/docs/a.html',
  '/storage/v1/object/sign/docs/a.html?token=x',
  '/storage/v1/object/public/docs/list/a.html',
  '/storage/v1/%6fbject/public/docs/a.html',
  '/%73torage/v1/object/public/docs/a.html',
])('never lets a stored page run on the origin of Studio: %s', async (path) => {
  const { headers } = await mend(path, page());
  expect(headers.get('content-disposition')).toBe('attachment');
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('etag')).toBe('"1"');
});

it('keeps the name that a download asks for, and overrules a wish to show it', async () => {
  const dispositionAfter = async (given: string) =>
    (await mend('/storage/v1/object/public/docs/a.html', page({ 'content-disposition': given }))).headers.get('content-disposition');
  expect(await dispositionAfter('attachment; filename=invoice.html')).toBe('attachment; filename=invoice.html');
  expect(await dispositionAfter('inline')).toBe('attachment');
});

it('keeps status and body of a part of a file', async () => {
  const response = await mend(
    '/storage/v1/object/docs/a.pdf',
    new Response('part', { status: 206, headers: { 'content-range': 'bytes 0-3/9' } }),
  );
  expect({ status: response.status, range: response.headers.get('content-range'), text: await response.text() }).toEqual({
    status: 206,
    range: 'bytes 0-3/9',
    text: 'part',
  });
});

it('leaves errors as they are', async () => {
  const missing = Response.json({ message: 'Object not found' }, { status: 404 });
  expect(await mend('/storage/v1/object/docs/a.pdf', missing)).toBe(missing);
});

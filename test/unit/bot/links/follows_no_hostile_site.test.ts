import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { useSite } from '../../../support/hostile-site.ts';

const page = '<html><head><title>Road bike</title></head></html>';
const MEGABYTES = 32 * 1024 * 1024;

const html = (response: ServerResponse, body: string | Buffer, headers: Record<string, string> = {}) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(body);
};
const redirect = (response: ServerResponse, location: string) => {
  response.writeHead(302, { location });
  response.end();
};
const drip = (response: ServerResponse, everyMs: number) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const timer = setInterval(() => response.write(' '), everyMs);
  response.on('close', () => clearInterval(timer));
};
const flood = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.write(page);
  const chunk = Buffer.alloc(64 * 1024, 'a');
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

const answers: Record<string, (response: ServerResponse) => void> = {
  '/plain': (response) => html(response, page),
  '/gzip': (response) => html(response, gzipSync(page), { 'content-encoding': 'gzip' }),
  '/deflate': (response) => html(response, deflateSync(page), { 'content-encoding': 'deflate' }),
  '/brotli': (response) => html(response, brotliCompressSync(page), { 'content-encoding': 'br' }),
  '/cut': (response) => html(response, gzipSync(page + randomBytes(4000).toString('hex')).subarray(0, 800), { 'content-encoding': 'gzip' }),
  '/bomb': (response) => html(response, gzipSync(Buffer.alloc(MEGABYTES, 'a')), { 'content-encoding': 'gzip' }),
  '/broken': (response) => html(response, randomBytes(500), { 'content-encoding': 'gzip' }),
  // Bytes at random are now and then the whole of an empty page.
  '/broken-br': (response) => html(response, Buffer.alloc(500, 0xff), { 'content-encoding': 'br' }),
  '/odd-packing': (response) => html(response, page, { 'content-encoding': 'gzip, gzip' }),
  '/image': (response) => html(response, 'GIF89a', { 'content-type': 'image/gif' }),
  '/download': (response) => html(response, page, { 'content-type': 'application/octet-stream' }),
  '/untyped': (response) => response.writeHead(200).end(page),
  '/gone': (response) => response.writeHead(404).end(page),
  '/ill': (response) => response.writeHead(503).end(page),
  '/loop': (response) => redirect(response, '/loop'),
  '/three': (response) => redirect(response, '/two'),
  '/two': (response) => redirect(response, './one'),
  '/one': (response) => redirect(response, '/plain'),
  '/to-loopback': (response) => redirect(response, 'http://127.0.0.1/'),
  '/to-metadata': (response) => redirect(response, 'http://169.254.169.254/latest/meta-data/'),
  '/to-file': (response) => redirect(response, 'file:///etc/passwd'),
  '/to-data': (response) => redirect(response, 'data:text/html,<title>x</title>'),
  '/to-port': (response) => redirect(response, 'http://shop.example:22/'),
  '/to-user': (response) => redirect(response, 'http://admin:secret@shop.example/'),
  '/to-nowhere': (response) => redirect(response, 'http://[::1/'),
  '/silent': () => undefined,
  '/drip': (response) => drip(response, 20),
  '/flood': flood,
  '/windows': (response) => html(response, Buffer.from([0xc2, 0xe5, 0xeb, 0xee]), { 'content-type': 'text/html; charset=windows-1251' }),
  '/headers': (response) => html(response, page, { 'x-much': 'a'.repeat(15_000), 'x-more': 'b'.repeat(15_000) }),
};

const site = useSite(({ url = '' }, response) => (answers[url] ?? answers['/gone'])?.(response));

const fetched = (path: string, options = {}) => site.fetcher(options)(site.at(path));

it.each(['/plain', '/gzip', '/deflate', '/brotli', '/three'])('fetches the page at %s', async (path) => {
  const found = await fetched(path);
  expect(found).toEqual({ html: page, url: site.at(path === '/three' ? '/plain' : path) });
});

it.each([
  ['a loop', '/loop', 'too-many-hops'],
  ['a loopback address', '/to-loopback', 'refused-address'],
  ['the metadata of a cloud', '/to-metadata', 'refused-address'],
  ['a file', '/to-file', 'refused-address'],
  ['a page within the address', '/to-data', 'refused-address'],
  ['another port', '/to-port', 'refused-address'],
  ['a name and password', '/to-user', 'refused-address'],
  ['no address at all', '/to-nowhere', 'refused-address'],
])('follows no redirect to %s', async (_what, path, problem) => {
  expect(await fetched(path)).toEqual({ problem, again: false });
});

it('counts the hops', async () => {
  expect(await fetched('/three', { mostHops: 2 })).toEqual({ problem: 'too-many-hops', again: false });
  expect(await fetched('/three', { mostHops: 3 })).toMatchObject({ html: page });
});

it.each([
  ['an image', '/image'],
  ['a download', '/download'],
  ['a body of no type', '/untyped'],
  ['a packing nobody offered', '/odd-packing'],
  ['what cannot be unpacked', '/broken'],
  ['what cannot be unpacked by brotli', '/broken-br'],
])('takes %s for no page', async (_what, path) => {
  expect(await fetched(path)).toEqual({ problem: 'not-a-page', again: false });
});

it('tries again what may be better later, and nothing else', async () => {
  expect(await fetched('/gone')).toEqual({ problem: 'site-error', again: false });
  expect(await fetched('/ill')).toEqual({ problem: 'site-error', again: true });
});

it.each([
  ['says nothing', '/silent'],
  ['drips', '/drip'],
])('gives up a site that %s', async (_what, path) => {
  const begin = performance.now();
  expect(await fetched(path, { timeoutMs: 300 })).toEqual({ problem: 'no-answer', again: true });
  expect(performance.now() - begin).toBeLessThan(3_000);
});

it.each([
  ['a body without end', '/flood'],
  ['a compressed bomb', '/bomb'],
])('reads no more than it wants of %s', async (_what, path) => {
  const found = await fetched(path, { mostBytes: 100_000 });
  expect('html' in found && found.html.length).toBe(100_000);
});

it('reads what came of a page that was cut short', async () => {
  const found = await fetched('/cut');
  expect('html' in found && found.html).toMatch(/^<html><head><title>Road bike/);
});

it('refuses headers without end', async () => {
  expect(await fetched('/headers')).toEqual({ problem: 'no-answer', again: true });
});

it('reads the letters a server says it writes', async () => {
  expect(await fetched('/windows')).toMatchObject({ html: 'Вело' });
});

it('brings no cookies and no credentials, and says who it is', async () => {
  await fetched('/plain');
  const sent = site.headers.at(-1) ?? {};
  expect(sent).toMatchObject({ 'user-agent': expect.stringContaining('OrderDesk'), accept: expect.stringContaining('text/html') });
  expect(Object.keys(sent)).not.toEqual(expect.arrayContaining(['cookie']));
  expect(sent['authorization']).toBeUndefined();
});

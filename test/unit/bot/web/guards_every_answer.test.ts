import { expect, it } from 'vitest';
import { aWeb } from './a_web.ts';

const broken = () => aWeb({ health: () => Promise.reject(new Error('boom at /srv/desk with sb_secret_abc')) });

it.each([
  ['the page', '/', aWeb()],
  ['a file', '/assets/status.css', aWeb()],
  ['health', '/healthz', aWeb()],
  ['a page that is not there', '/nowhere', aWeb()],
  ['a page that fails', '/', broken()],
])('forbids frames, foreign code, guessing of types and caching on %s', async (_what, path, web) => {
  const { headers } = await web.request(path);
  const policy = headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

it('keeps to its own policy: no script, style or handler stands in the page', async () => {
  const page = await (await aWeb().request('/')).text();
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc="\/assets\/)/);
});

it.each(['/', '/status', '/healthz', '/metrics'])('says nothing of the reason when %s fails', async (path) => {
  const response = await broken().request(`${path}?lang=ru`);
  expect({ status: response.status, text: await response.text() }).toEqual({
    status: 500,
    text: 'Не удалось показать страницу. Попробуйте ещё раз через минуту.',
  });
});

it('gives every answer a correlation id, and keeps one that is given', async () => {
  const own = (await aWeb().request('/nowhere')).headers.get('x-correlation-id');
  expect(own).toMatch(/^[0-9a-f-]{36}$/);
  const given = await aWeb().request('/', { headers: { 'x-correlation-id': 'turn-12345678' } });
  expect(given.headers.get('x-correlation-id')).toBe('turn-12345678');
});

it.each(['short', 'a'.repeat(65), 'has spaces in it', 'semi;colon;x'])('does not keep the correlation id "%s"', async (given) => {
  const response = await aWeb().request('/', { headers: { 'x-correlation-id': given } });
  expect(response.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
});

it.each([
  ['/assets/status.css', 'text/css; charset=utf-8'],
  ['/assets/status.js', 'text/javascript; charset=utf-8'],
  ['/assets/icon.svg', 'image/svg+xml'],
])('serves %s as %s', async (path, type) => {
  const response = await aWeb().request(path);
  expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({ status: 200, type });
});

it.each(['/assets/', '/assets/../main.ts', '/assets/%2e%2e/server.ts', '/assets/nothing.js'])('does not serve %s', async (path) => {
  expect((await aWeb().request(path)).status).toBe(404);
});

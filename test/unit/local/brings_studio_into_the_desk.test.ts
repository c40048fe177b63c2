import { Script } from 'node:vm';
import { expect, it } from 'vitest';
import { studioNotice, studioPage } from '../../../supabase/local/studio-page.ts';

const page = (body: string, init: ResponseInit = {}) =>
  new Response(body, { headers: { 'content-type': 'text/html; charset=UTF-8', 'content-length': '9' }, ...init });

const STUDIO = '<html><head><title>Supalite</title><script src="/static/studio.js"></script></head><body>Supalite</body></html>';

it('gives the page our title and our script, before every other script', async () => {
  const html = await (await studioPage(page(STUDIO))).text();
  expect(html).toContain('<title>Studio · order desk</title>');
  expect(html.match(/<script src="([^"]+)"/)?.[1]).toBe('/_desk/studio-notice.js');
  expect(html).toContain('<script src="/static/studio.js"></script>');
});

it('forbids frames, keeps the status and drops a length that is no longer right', async () => {
  const response = await studioPage(page(STUDIO, { status: 404, headers: { 'content-type': 'text/html', 'content-length': '9' } }));
  expect(response.status).toBe(404);
  expect(response.headers.get('x-frame-options')).toBe('DENY');
  expect(response.headers.get('content-length')).toBeNull();
});

it.each(['application/json', 'image/png', ''])('leaves an answer of the type "%s" as it is', async (type) => {
  const response = new Response(STUDIO, { headers: { 'content-type': type } });
  expect(await studioPage(response)).toBe(response);
});

it('runs as a plain script, and shows sentences as text', () => {
  expect(() => new Script(studioNotice)).not.toThrow();
  expect(studioNotice).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
});

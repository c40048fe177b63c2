import { Script } from 'node:vm';
import { expect, it } from 'vitest';
import { rpcDoor } from '../../bot/web/chat/door.ts';
import { createWeb } from '../../bot/web/server.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { nothingComesIn, useWebChat, webWith } from '../support/web-chat.ts';

const chat = useWebChat();

const policyOf = async (address: string) => (await fetch(address)).headers.get('content-security-policy') ?? '';

it('lets every page show the chat, and no page any other of the desk', async () => {
  const policy = await policyOf(chat.page);
  expect(policy).toContain('frame-ancestors *');
  expect(policy.replace('frame-ancestors *', '')).not.toMatch(/unsafe|\*|https?:|data:/);
  expect(await policyOf(`${chat.url}/rehearsal`)).toContain("frame-ancestors 'none'");
  expect(await policyOf(`${chat.url}/rehearsal/turns`)).toContain("frame-ancestors 'none'");
});

it('lets only the sites of the seller show the chat when they are named', async () => {
  const port = directRpc({ databaseUrl: chat.database.url, connections: 1 });
  const web = createWeb(webWith({ door: rpcDoor(port, nothingComesIn), origins: ['https://shop.example', 'https://www.shop.example'] }));
  const { headers } = await web.request(`/chat/${chat.desk.slug}`);
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://shop.example https://www.shop.example");
  await port.close();
});

it.each(['', '?embed=1', '?lang=ru', '?persona=x"><script>'])(
  'keeps to its own policy with %s: no script, style or handler stands in the page',
  async (query) => {
    const page = await (await fetch(`${chat.page}${query}`)).text();
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc="\/assets\/)/);
    expect(page).not.toMatch(/(?:src|href)="https?:/);
  },
);

it('shows a desk whose name is markup as text', async () => {
  await chat.database.sql`update public.desks set name = '<img src=x onerror=alert(1)></script>"&' where id = ${chat.desk.deskId}`;
  // The name is taken for true for a few seconds: another server does not know it yet.
  const port = directRpc({ databaseUrl: chat.database.url, connections: 1 });
  const web = createWeb(webWith({ door: rpcDoor(port, nothingComesIn) }));
  const page = await (await web.request(`/chat/${chat.desk.slug}`)).text();
  expect(page).not.toContain('<img');
  const script = await (await web.request(`/chat/${chat.desk.slug}/embed.js`)).text();
  expect(script).not.toContain('<img');
  expect(() => new Script(script)).not.toThrow();
  await port.close();
});

it('lets other sites load the embedding script, and keeps what every answer has', async () => {
  const { headers } = await fetch(`${chat.page}/embed.js`);
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(headers.get('cache-control')).toBe('public, max-age=300');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

it('sends a file of the page again only when it has changed', async () => {
  const first = await fetch(`${chat.url}/assets/chat/chat.js`);
  expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const again = await fetch(`${chat.url}/assets/chat/chat.js`, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

it.each(['/assets/chat/', '/assets/chat/../status-page.ts', '/assets/chat/%2e%2e/server.ts', '/assets/chat/nothing.js'])(
  'does not serve %s',
  async (path) => {
    expect((await fetch(`${chat.url}${path}`)).status).toBe(404);
  },
);

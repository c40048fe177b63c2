import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { rpcDoor } from '../../bot/web/chat/door.ts';
import { createWeb } from '../../bot/web/server.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { anyFreePort } from '../../supabase/local/ports.ts';
import { hostileTexts } from '../support/hostile-text.ts';
import { Visitor } from '../support/visitor.ts';
import { nothingComesIn, useWebChat, webWith } from '../support/web-chat.ts';

const chat = useWebChat();

const sentenceOf = async (response: Response) => ({ status: response.status, ...((await response.json()) as { sentence: string }) });

it('gives a visitor a token of 256 bits, another one each time, and keeps only its digest', async () => {
  const [one, two] = [await Visitor.at(chat.page), await Visitor.at(chat.page)];
  expect(Buffer.from(one.token, 'base64url')).toHaveLength(32);
  expect(one.token).not.toBe(two.token);
  await one.says('Hello');
  const rows = await chat.database.sql`select c.external_id, c.sender_id, to_jsonb(c)::text || to_jsonb(m)::text as everything
    from public.chats as c join public.inbox_messages as m on m.chat_id = c.id where c.external_id = ${one.digest}`;
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ external_id: one.digest, sender_id: one.digest });
  expect(rows[0]?.everything).not.toContain(one.token);
});

it('takes a message, and takes it once however often it is sent', async () => {
  const visitor = await Visitor.at(chat.page);
  const id = randomUUID();
  const first = await visitor.says('Hello', id);
  expect(first).toEqual({ messageId: expect.any(Number), duplicate: false });
  const again = await Promise.all(Array.from({ length: 5 }, () => visitor.says('Hello', id)));
  expect(again).toEqual(Array.from({ length: 5 }, () => ({ messageId: first.messageId, duplicate: true })));
});

it('does not take one visitor for another who uses the same id', async () => {
  const [one, two] = [await Visitor.at(chat.page), await Visitor.at(chat.page)];
  const id = randomUUID();
  await one.says('Mine', id);
  expect((await two.says('Mine too', id)).duplicate).toBe(false);
});

it.each([
  ['no token', {}],
  ['half a token', { authorization: 'Bearer abc' }],
  ['a token that is no token', { authorization: `Bearer ${'a'.repeat(42)}!` }],
  ['another scheme', { authorization: `Basic ${'a'.repeat(43)}` }],
])('refuses an event and a stream with %s', async (_what, headers: Record<string, string>) => {
  const sentence = 'This chat has lost its key. Load the page again to go on.';
  const event = await fetch(`${chat.page}/events`, { method: 'POST', headers, body: '{}' });
  expect(await sentenceOf(event)).toEqual({ status: 401, sentence });
  expect(await sentenceOf(await fetch(`${chat.page}/stream`, { headers }))).toEqual({ status: 401, sentence });
});

it.each(['nowhere', 'UPPER', 'a b', '...', '%00', "x';--", 'x'.repeat(500)])('knows no account %j', async (account) => {
  const page = `${chat.url}/chat/${encodeURIComponent(account)}`;
  const visitor = new Visitor(page, (await Visitor.at(chat.page)).token);
  const answers = [
    await fetch(`${page}/visitors`, { method: 'POST' }),
    await visitor.send({ type: 'text', text: 'Hello' }),
    await fetch(`${page}/stream`, { headers: visitor.headers }),
    await fetch(page),
    await fetch(`${page}/embed.js`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  for (const answer of answers) await answer.body?.cancel();
});

it.each(['', '{', 'null', '[]', '{"id":"1"}', '{"id":"0b7e6d1c-3c4a-4f6e-9a53-0a0b0c0d0e0f","event":{"type":"timeout","name":"x"}}'])(
  'refuses the body %j in the language of the visitor',
  async (body) => {
    const visitor = await Visitor.at(chat.page);
    const answer = await visitor.sendBody(body, { 'accept-language': 'tr' });
    expect(await sentenceOf(answer)).toEqual({ status: 400, sentence: 'Bu mesaj okunamadı.' });
  },
);

it.each([
  ...hostileTexts,
  ['nothing', ''],
  ['U+0000', 'a\0b'],
  ['half a pair', 'a\ud800'],
  ['a hundred thousand characters', 'ж'.repeat(100_000)],
])('takes %s', async (_name, text) => {
  const visitor = await Visitor.at(chat.page);
  expect((await visitor.send({ type: 'text', text })).status).toBe(202);
  const stream = await visitor.listens();
  const [line] = await stream.hears(1);
  const shown = text.replaceAll('\0', '').toWellFormed();
  expect(line?.content).toEqual(
    shown.length > 4_000 ? { type: 'text', text: shown.slice(0, 4_000), cut: true } : { type: 'text', text: shown },
  );
  stream.close();
});

it('takes a million characters, and keeps the beginning', async () => {
  const visitor = await Visitor.at(chat.page);
  expect(await visitor.says('x'.repeat(1_000_000))).toMatchObject({ duplicate: false });
});

it('refuses a body over the limit before it has read it, whether its length is said or not', async () => {
  const visitor = await Visitor.at(chat.page);
  const large = JSON.stringify({ id: randomUUID(), event: { type: 'text', text: 'x'.repeat(1_300_000) } });
  expect((await visitor.sendBody(large)).status).toBe(413);
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(65_536))) });
  const answer = await visitor.sendBody(endless).then(
    ({ status }) => status,
    () => 413,
  );
  expect(answer).toBe(413);
  // Says it is large and sends nothing: answered all the same.
  const status = await new Promise((resolve, reject) => {
    const asking = request(`${chat.page}/events`, { method: 'POST', headers: { ...visitor.headers, 'content-length': '9000000' } });
    asking.on('response', (response) => {
      resolve(response.statusCode);
      asking.destroy();
    });
    asking.on('error', reject);
    asking.flushHeaders();
  });
  expect(status).toBe(413);
});

it('takes twenty events in ten seconds and says when to go on', async () => {
  const visitor = await Visitor.at(chat.page);
  const other = await Visitor.at(chat.page);
  const answers = await Promise.all(Array.from({ length: 25 }, () => visitor.send({ type: 'press', action: 'x' })));
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(20);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(5);
  for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await other.send({ type: 'press', action: 'x' })).status).toBe(202);
});

it('says that the desk is away when the database is, and when to try again', async () => {
  const port = directRpc({ databaseUrl: `postgresql://desk:x@127.0.0.1:${await anyFreePort()}/desk` });
  const web = createWeb(webWith({ door: rpcDoor(port, nothingComesIn) }));
  const headers = { authorization: `Bearer ${'a'.repeat(43)}`, 'accept-language': 'ru' };
  for (const [method, path] of [
    ['POST', '/chat/demo/visitors'],
    ['POST', '/chat/demo/events'],
    ['GET', '/chat/demo/stream'],
    ['GET', '/chat/demo'],
  ] as const) {
    const answer = await web.request(path, { method, headers, ...(method === 'POST' && { body: '{}' }) });
    expect({ path, status: answer.status, seconds: answer.headers.get('retry-after') }).toEqual({ path, status: 503, seconds: '2' });
    expect(await answer.json()).toEqual({ sentence: 'Мы ненадолго отошли. Попробуйте ещё раз чуть позже.' });
  }
  await port.close();
});

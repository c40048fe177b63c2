import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { removeUnwanted } from '../../src/documents/sweep.ts';
import { earlier } from '../support/queues.ts';
import { aFile, aPng, fetchFile, upload, useStorage } from '../support/uploads.ts';
import { Visitor } from '../support/visitor.ts';
import { useWebChat } from '../support/web-chat.ts';

const storage = useStorage();
const chat = useWebChat({ files: storage.files, limits: { uploadStallMs: 300, filesPerMinute: 30 } });
storage.behind(chat.database);

const sentenceOf = async (response: Response) => ({ status: response.status, ...((await response.json()) as { sentence: string }) });
const filesOf = ({ digest }: Visitor) =>
  chat.database
    .sql`select path, name, kind, content_type, size::int from public.chat_files where sender_id = ${digest} order by created_at`;
const messagesOf = ({ digest }: Visitor) =>
  chat.database
    .sql`select m.event from public.inbox_messages as m join public.chats as c on c.id = m.chat_id where c.external_id = ${digest}`;

/** Sends a file, and gives the line under which it is shown. */
async function sends(visitor: Visitor, body: BodyInit, name?: string): Promise<string> {
  const answer = await upload(visitor, body, name === undefined ? {} : { name });
  expect(answer.status).toBe(202);
  return `person:${((await answer.json()) as { messageId: number }).messageId}`;
}

it('takes a picture, brings it as a message, and gives the same bytes back inline', async () => {
  const visitor = await Visitor.at(chat.page);
  const png = aPng();
  const line = await sends(visitor, png, 'receipt.png');
  const [file] = await filesOf(visitor);
  expect(file).toMatchObject({ name: 'receipt.png', kind: 'image', content_type: 'image/png', size: png.length });
  const [message] = await messagesOf(visitor);
  expect(JSON.parse(message?.event)).toEqual({
    type: 'file',
    kind: 'image',
    name: 'receipt.png',
    size: png.length,
    path: file?.path,
    caption: null,
  });
  const shown = await fetchFile(visitor, line);
  expect([...new Uint8Array(await shown.arrayBuffer())]).toEqual([...png]);
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `inline; filename*=UTF-8''receipt.png`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  });
});

it.each([
  ['jpeg', 'inline', 'image/jpeg', 'jpg'],
  ['gif', 'inline', 'image/gif', 'gif'],
  ['webp', 'inline', 'image/webp', 'webp'],
  ['heic', 'attachment', 'application/octet-stream', 'heic'],
  ['pdf', 'attachment', 'application/pdf', 'pdf'],
] as const)('takes a %s and gives it %s', async (kind, disposition, type, extension) => {
  const visitor = await Visitor.at(chat.page);
  const shown = await fetchFile(visitor, await sends(visitor, aFile(kind), 'Чек №1.exe'));
  expect(shown.headers.get('content-type')).toBe(type);
  expect(shown.headers.get('content-disposition')).toBe(`${disposition}; filename*=UTF-8''${encodeURIComponent(`Чек №1.${extension}`)}`);
});

it.each([
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['a drawing that can run', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['a program', 'MZ\u0090\0\u0003\0\0\0\u0004\0\0\0\u00ff\u00ff'],
  ['a page that hides a picture behind its beginning', ' \u0089PNG\r\n\u001a\n<script>'],
  ['an archive', 'PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaa'],
])('refuses %s, whatever it is called', async (_what, text) => {
  const visitor = await Visitor.at(chat.page);
  const answer = await upload(visitor, Buffer.from(text, 'latin1'), { name: 'photo.png', language: 'tr' });
  expect(await sentenceOf(answer)).toEqual({
    status: 415,
    sentence: 'Fotoğraf (JPEG, PNG, WebP, GIF, HEIC) ve PDF dosyası alıyoruz. Bu dosya gönderilmedi.',
  });
  expect(await filesOf(visitor)).toEqual([]);
});

it('refuses more than 10 MB, said beforehand or not', async () => {
  const visitor = await Visitor.at(chat.page);
  const large = aFile('jpeg', 11 * 1024 * 1024);
  const streamed = new ReadableStream({
    start(controller) {
      for (let at = 0; at < large.length; at += 65_536) controller.enqueue(large.subarray(at, at + 65_536));
      controller.close();
    },
  });
  for (const body of [large, streamed]) {
    // The desk may end the connection before all of it is sent.
    const status = await upload(visitor, body).then(
      (answer) => answer.status,
      () => 413,
    );
    expect(status).toBe(413);
  }
  expect(await filesOf(visitor)).toEqual([]);
});

it('refuses an empty file, one that stops coming, and one without a visitor or an id', async () => {
  const visitor = await Visitor.at(chat.page);
  expect((await upload(visitor, '')).status).toBe(400);
  const stuck = new ReadableStream({ start: (controller) => controller.enqueue(aFile('jpeg')) });
  const status = await upload(visitor, stuck).then(
    (answer) => answer.status,
    () => 408,
  );
  expect(status).toBe(408);
  expect((await upload(visitor, aPng(), { id: 'not-an-id' })).status).toBe(400);
  expect((await upload(new Visitor(chat.page, 'nobody'), aPng())).status).toBe(401);
  expect((await upload(new Visitor(`${chat.url}/chat/nowhere`, visitor.token), aPng())).status).toBe(404);
  expect(await messagesOf(visitor)).toEqual([]);
});

it.each([
  ['../../etc/passwd', 'passwd.png'],
  ['..\\..\\windows\\system.ini', 'system.png'],
  ['a\u0000b\r\nc.png', 'a b c.png'],
  ['\u202egnp.exe', 'gnp.png'],
  ['x'.repeat(500), `${'x'.repeat(100)}.png`],
  ['"><script>.png', 'script.png'],
  ['...', null],
])('cleans the name %j', async (name, cleaned) => {
  const visitor = await Visitor.at(chat.page);
  await sends(visitor, aPng(), name);
  const [file] = await filesOf(visitor);
  expect(file?.name).toBe(cleaned);
  expect(file?.path).toMatch(/^chats\/[0-9a-f-]{36}\/[0-9a-f]{64}\.png$/);
});

it('takes the same upload once, however often and however much at once it comes', async () => {
  const visitor = await Visitor.at(chat.page);
  const [png, id] = [aPng(), randomUUID()];
  const once = async () => {
    for (;;) {
      const answer = await upload(visitor, png, { id });
      if (answer.status === 202) return (await answer.json()) as { messageId: number };
      expect(answer.status).toBe(503);
      // The page waits before it comes back; whoever does not is throttled.
      await setTimeout(200);
    }
  };
  const answers = await Promise.all([once(), once(), once(), once()]);
  expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
  expect(await filesOf(visitor)).toHaveLength(1);
  expect(await messagesOf(visitor)).toHaveLength(1);
  expect((await upload(visitor, aPng(), { id })).status).toBe(409);
});

it('shows a file to its own visitor alone: everybody else finds none', async () => {
  const [owner, other] = [await Visitor.at(chat.page), await Visitor.at(chat.page)];
  const line = await sends(owner, aPng());
  await other.says('Hello');
  const strangers = [
    await fetchFile(other, line),
    await fetchFile(new Visitor(chat.page, randomBytes(32).toString('base64url')), line),
    await fetchFile(owner, 'person:99999999'),
    await fetchFile(owner, 'desk:1'),
    await fetchFile(owner, encodeURIComponent('../../person:1')),
  ];
  for (const answer of strangers) expect(await sentenceOf(answer)).toEqual({ status: 404, sentence: 'This file is not here any more.' });
  expect((await fetch(`${chat.page}/files/${line}`)).status).toBe(401);
});

it('tells the page where to ask for a file, never where it lies', async () => {
  const visitor = await Visitor.at(chat.page);
  const line = await sends(visitor, aPng());
  const stream = await visitor.listens();
  const [shown] = await stream.hears(1);
  stream.close();
  expect(shown).toMatchObject({ id: line, content: { type: 'file', kind: 'image', url: `/files/${line}` } });
  const [file] = await filesOf(visitor);
  expect(JSON.stringify(shown)).not.toContain(file?.path);
});

it('says so when somebody sends too many at once', async () => {
  const visitor = await Visitor.at(chat.page);
  const statuses: number[] = [];
  for (let sent = 0; sent < 31; sent++) statuses.push((await upload(visitor, 'x')).status);
  expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 415));
  expect(statuses.at(-1)).toBe(429);
});

it('leaves nothing in the storage that no message brought', async () => {
  const visitor = await Visitor.at(chat.page);
  const line = await sends(visitor, aPng());
  const { port, store } = storage.files;
  const orphan = await port.call('keep_chat_file', {
    ...{ provider: 'web', account: chat.desk.slug, sender: visitor.digest, external_id: randomUUID(), kind: 'image' },
    ...{ content_type: 'image/png', size: 3, digest: 'a'.repeat(64) },
  });
  const { path } = (orphan as { data: { path: string } }).data;
  await store.put(path, Buffer.from('abc'), 'image/png');
  await earlier(chat.database.sql, chat.desk, 'chat_files', 'begun_at', '2 hours');
  expect(await removeUnwanted(port, store)).toBe(1);
  expect(await store.read(path)).toBeNull();
  expect((await fetchFile(visitor, line)).status).toBe(200);
  expect(await removeUnwanted(port, store)).toBe(0);
});

it('links to a file for a channel that fetches by itself, and has none for what is not there', async () => {
  const { store } = storage.files;
  await store.put('linked/a.png', Buffer.from('abc'), 'image/png');
  const link = await store.link('linked/a.png', 60);
  expect(await (await fetch(link ?? '')).text()).toBe('abc');
  expect([await store.read('nothing'), await store.link('nothing', 60)]).toEqual([null, null]);
  await store.remove(['linked/a.png', 'nothing']);
  expect(await store.read('linked/a.png')).toBeNull();
});

import { randomBytes } from 'node:crypto';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { testKeys, useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const api = useApi(() => database.url);
const PAGE = '<script>alert(1)</script>';
let service: SupabaseClient;
let visitor: SupabaseClient;

beforeAll(async () => {
  const auth = { persistSession: false, autoRefreshToken: false };
  service = createClient(api.url, testKeys.secretKey, { auth });
  visitor = createClient(api.url, testKeys.publishableKey, { auth });
  for (const [bucket, isPublic] of [
    ['docs', false],
    ['shop', true],
  ] as const) {
    const { error } = await service.storage.createBucket(bucket, { public: isPublic });
    expect(error).toBeNull();
  }
});

const docs = (client = service) => client.storage.from('docs');

async function bytesOf(key: string) {
  const { data, error } = await docs().download(key);
  if (error) throw error;
  return { type: data.type, bytes: Buffer.from(await data.arrayBuffer()) };
}

describe('supabase-js', () => {
  it.each([
    ['a Buffer', (bytes: Buffer) => bytes],
    ['a Blob', (bytes: Buffer) => new Blob([new Uint8Array(bytes)], { type: 'application/pdf' })],
  ])('stores %s and gets the same bytes and type back', async (what, make) => {
    const bytes = randomBytes(100_000);
    const { error } = await docs().upload(`orders/A 1/${what}.pdf`, make(bytes), { contentType: 'application/pdf' });
    expect(error).toBeNull();
    expect(await bytesOf(`orders/A 1/${what}.pdf`)).toEqual({ type: 'application/pdf', bytes });
  });

  it('keeps names in every script apart', async () => {
    for (const key of ['счёт №1.txt', 'Счёт №1.txt', 'چک.txt', '发票 😀.txt']) {
      expect((await docs().upload(key, Buffer.from(key), { contentType: 'text/plain' })).error).toBeNull();
      expect((await bytesOf(key)).bytes.toString()).toBe(key);
    }
  });

  it('does not write over a file unless told to', async () => {
    const put = (text: string, upsert: boolean) => docs().upload('once.txt', Buffer.from(text), { contentType: 'text/plain', upsert });
    await put('first', false);
    expect((await put('second', false)).error).toMatchObject({ statusCode: '409' });
    expect((await bytesOf('once.txt')).bytes.toString()).toBe('first');
    expect((await put('third', true)).error).toBeNull();
    expect((await bytesOf('once.txt')).bytes.toString()).toBe('third');
  });

  it('makes a link that fetches the same bytes without any key, and only those', async () => {
    await docs().upload('linked/a b.bin', Buffer.from([0, 255, 10, 13]), { contentType: 'application/octet-stream' });
    const { data } = await docs().createSignedUrl('linked/a b.bin', 60);
    const url = data?.signedUrl ?? '';
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(Buffer.from([0, 255, 10, 13]));
    expect((await fetch(url.replace('a%20b.bin', 'c.bin'))).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(url.slice(0, -2))).status).toBeGreaterThanOrEqual(400);
    expect((await fetch(url.split('?')[0] ?? '')).status).toBeGreaterThanOrEqual(400);
  });

  it('makes a link through which a stranger uploads that one file, once', async () => {
    const { data } = await docs().createSignedUploadUrl('in/photo.txt');
    const token = data?.token ?? '';
    const put = (key: string) => docs(visitor).uploadToSignedUrl(key, token, new Blob(['a photo'], { type: 'text/plain' }));
    expect((await put('in/other.txt')).error).not.toBeNull();
    expect((await put('in/photo.txt')).error).toBeNull();
    expect((await put('in/photo.txt')).error).not.toBeNull();
    expect((await bytesOf('in/photo.txt')).bytes.toString()).toBe('a photo');
  });

  it('lists what is there, and not what was removed', async () => {
    for (const name of ['a.txt', 'b.txt']) await docs().upload(`list-me/${name}`, Buffer.from(name), { contentType: 'text/plain' });
    const names = async () => (await docs().list('list-me')).data?.map((file) => file.name.replace('list-me/', '')).sort();
    expect(await names()).toEqual(['a.txt', 'b.txt']);
    expect((await docs().remove(['list-me/a.txt'])).error).toBeNull();
    expect(await names()).toEqual(['b.txt']);
    expect((await docs().download('list-me/a.txt')).error).toMatchObject({ statusCode: '404' });
  });
});

it('a visitor neither sees, reads, links, writes nor removes anything of a private bucket', async () => {
  await docs().upload('private.txt', Buffer.from('secret'), { contentType: 'text/plain' });
  expect((await visitor.storage.listBuckets()).data).toEqual([]);
  expect((await docs(visitor).list('')).data).toEqual([]);
  expect((await docs(visitor).download('private.txt')).error).not.toBeNull();
  expect((await docs(visitor).createSignedUrl('private.txt', 60)).error).not.toBeNull();
  expect((await docs(visitor).upload('mine.txt', Buffer.from('x'))).error).not.toBeNull();
  await docs(visitor).remove(['private.txt']);
  for (const path of ['docs', 'public/docs', 'authenticated/docs']) {
    expect((await fetch(`${api.url}/storage/v1/object/${path}/private.txt`)).status).toBeGreaterThanOrEqual(400);
  }
  expect((await bytesOf('private.txt')).bytes.toString()).toBe('secret');
});

describe('an uploaded page', () => {
  const asDownload = {
    'content-disposition': expect.stringMatching(/^attachment/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
  };
  const headersOf = async (url: string) => {
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
    return Object.fromEntries(answer.headers);
  };

  beforeAll(async () => {
    const html = { contentType: 'text/html' };
    for (const key of ['page.html', 'list/page.html', 'sign/page.html']) {
      for (const bucket of ['shop', 'docs']) await service.storage.from(bucket).upload(key, Buffer.from(PAGE), html);
    }
  });

  it.each([
    '/storage/v1/object/public/shop/page.html',
    '/storage/v1/object/public/shop/sign/page.html',
    '/storage/v1/object/public/shop/list/page.html',
    '/storage/v1/object/public/shop/page.html?download=page.html',
    '/storage/v1/%6fbject/public/shop/page.html',
    '/%73torage/v1/object/public/shop/page.html',
  ])('comes as a download that cannot run here: %s', async (path) => {
    expect(await headersOf(api.url + path)).toMatchObject(asDownload);
  });

  it.each(['page.html', 'list/page.html'])('comes as a download through a signed link too: %s', async (key) => {
    const { data } = await docs().createSignedUrl(key, 60);
    expect(await headersOf(data?.signedUrl ?? '')).toMatchObject(asDownload);
  });
});

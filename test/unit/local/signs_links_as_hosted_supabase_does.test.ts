import { expect, it } from 'vitest';
import { mendStorageAnswer } from '../../../supabase/local/storage-shim.ts';

async function answerTo(path: string, body: unknown, status = 200): Promise<Response> {
  const request = new Request(`http://127.0.0.1/storage/v1/object${path}`, { method: 'POST' });
  return await mendStorageAnswer(request, Response.json(body, { status, headers: { 'x-kept': 'yes', 'content-length': '999' } }));
}

const LINK = '/storage/v1/object/sign/docs/a.pdf?token=t';

it('renames the link and takes off what the client puts before it', async () => {
  const response = await answerTo('/sign/docs/a.pdf', { signedUrl: LINK });
  expect(await response.json()).toEqual({ signedURL: '/object/sign/docs/a.pdf?token=t' });
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('x-kept')).toBe('yes');
  expect(response.headers.get('content-length')).not.toBe('999');
});

it('mends a list of links, with null for what could not be signed', async () => {
  const list = [
    { path: 'a.pdf', error: null, signedUrl: LINK },
    { path: 'b.pdf', error: 'not found', signedUrl: '' },
  ];
  expect(await (await answerTo('/sign/docs', list)).json()).toEqual([
    { path: 'a.pdf', error: null, signedURL: '/object/sign/docs/a.pdf?token=t' },
    { path: 'b.pdf', error: 'not found', signedURL: null },
  ]);
});

it('calls the link of an upload "url"', async () => {
  const response = await answerTo('/upload/sign/docs/a.pdf', {
    signedUrl: '/storage/v1/object/upload/sign/docs/a.pdf?token=t',
    token: 't',
  });
  expect(await response.json()).toEqual({ url: '/object/upload/sign/docs/a.pdf?token=t', token: 't' });
});

it('leaves a refusal as it is', async () => {
  const response = await answerTo('/sign/docs/a.pdf', { message: 'Object not found' }, 400);
  expect({ status: response.status, body: await response.json() }).toEqual({ status: 400, body: { message: 'Object not found' } });
});

it('touches no other answer', async () => {
  const list = [{ name: 'a.pdf', signedUrl: 'as it is' }];
  expect(await (await answerTo('/list/docs', list)).json()).toEqual(list);
});

import { expect, it } from 'vitest';
import { type AuthMode, door } from '../../../functions/door.ts';
import { callWith, PUBLISHABLE, SECRET, useFunctionEnvironment } from './keys.ts';

useFunctionEnvironment();

const open = (auth: AuthMode) => door(auth, async (_request, { url, secretKey }) => Response.json({ url, secretKey }));

it.each<[AuthMode, string, string]>([
  ['public', 'the publishable key', PUBLISHABLE],
  ['public', 'the secret key', SECRET],
  ['secret', 'the secret key', SECRET],
  ['secret', 'any of the secret keys', 'sb_secret_of_the_worker'],
])('a %s function takes %s and gets the environment', async (auth, _which, key) => {
  const response = await open(auth).fetch(callWith(key));
  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 200,
    body: { url: 'http://127.0.0.1:1', secretKey: SECRET },
  });
});

it.each<[AuthMode, string, string | undefined]>([
  ['public', 'no key', undefined],
  ['public', 'an empty key', ''],
  ['public', 'a key of the same length', `${PUBLISHABLE.slice(0, -1)}x`],
  ['public', 'the beginning of a key', PUBLISHABLE.slice(0, -1)],
  ['public', 'a key with something behind it', `${PUBLISHABLE}x`],
  ['public', 'the name of a key', 'default'],
  ['secret', 'the publishable key', PUBLISHABLE],
  ['secret', 'no key', undefined],
])('a %s function answers 401 to %s and does nothing', async (auth, _which, key) => {
  let calls = 0;
  const counting = door(auth, async () => {
    calls += 1;
    return new Response();
  });
  const response = await counting.fetch(callWith(key));
  expect({ status: response.status, calls, body: await response.json() }).toEqual({
    status: 401,
    calls: 0,
    body: { code: 'KEY_REQUIRED', message: 'This address needs a valid key in the header "apikey".' },
  });
});

it('does not take the key as a bearer token or from the address', async () => {
  const request = new Request(`http://127.0.0.1/health?apikey=${SECRET}`, { headers: { authorization: `Bearer ${SECRET}` } });
  expect((await open('public').fetch(request)).status).toBe(401);
});

it('tells a browser beforehand what it may send, without a key', async () => {
  const response = await open('secret').fetch(callWith(undefined, {}, 'OPTIONS'));
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-allow-headers')?.split(', ')).toEqual(
    expect.arrayContaining(['authorization', 'apikey', 'content-type', 'x-client-info']),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redact, redactText } from '../../../src/log/redact.ts';

const BOT_TOKEN = '123456789:AAFxQ_abcdefghijklmnop-qrstuvwxyz12';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

it.each([
  ['a secret key', 'the key sb_secret_aB3-x_9 was refused', 'the key [hidden] was refused'],
  ['a token of Supabase auth', `Bearer ${JWT}`, 'Bearer [hidden]'],
  ['a signed link', `/object/sign/docs/a.pdf?token=${JWT}`, '/object/sign/docs/a.pdf?token=[hidden]'],
  ['a bot token', `token ${BOT_TOKEN}`, 'token [hidden]'],
  ['a payment token', 'token 284685063:TEST:NjQ5ZjQ', 'token [hidden]'],
  ['a bot token in the address of a call', `https://api.telegram.org/bot${BOT_TOKEN}/getMe`, 'https://api.telegram.org/bot[hidden]/getMe'],
  [
    'a bot token in a file address',
    `https://api.telegram.org/file/bot${BOT_TOKEN}/p.jpg`,
    'https://api.telegram.org/file/bot[hidden]/p.jpg',
  ],
  ['a password in an address', 'postgres://desk:p%40ss.w0rd@db.local:5432/x', 'postgres://desk:[hidden]@db.local:5432/x'],
])('hides %s', (_what, text, clean) => {
  expect(redactText(text)).toBe(clean);
});

it('leaves the publishable key, which is there to be shown', () => {
  expect(redactText('sb_publishable_abc')).toBe('sb_publishable_abc');
});

it.each([
  'token',
  'bot_token',
  'accessToken',
  'secretKey',
  'apikey',
  'api_key',
  'Authorization',
  'set-cookie',
  'superuserPassword',
  'x-hub-signature-256',
])('hides whatever stands in a field called %s', (field) => {
  expect(redact({ [field]: 'short' })).toEqual({ [field]: '[hidden]' });
  expect(redact({ [field]: { inner: ['short'] } })).toEqual({ [field]: '[hidden]' });
});

it('shows that a secret is not set', () => {
  expect(redact({ token: null, secret: undefined })).toEqual({ token: null, secret: undefined });
});

const letters = (min: number, max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${min},${max}}$`));
const secret = fc.oneof(
  letters(8, 40).map((tail) => `sb_secret_${tail}`),
  fc.tuple(letters(8, 30), letters(8, 30), letters(8, 30)).map(([a, b, c]) => `eyJ${a}.${b}.${c}`),
  fc.tuple(fc.stringMatching(/^[1-9]\d{7,9}$/), letters(35, 35)).map(([id, tail]) => `${id}:${tail}`),
);
const before = fc.constantFrom('', ' ', 'Bearer ', 'key=', '"', '(', '\n', '/', 'https://desk.example/?t=');
const after = fc.constantFrom('', ' ', '"', ')', '\n', '/', ',', '&x=1');
const place = fc.constantFrom('note', 'url', 'err', 'params', 'line');

it('never lets a secret through, wherever in a value it stands', () => {
  fc.assert(
    fc.property(secret, before, after, fc.array(place, { maxLength: 5 }), fc.boolean(), (hidden, left, right, path, isList) => {
      const text = `${left}${hidden}${right}`;
      const value = path.reduce<unknown>((inner, name) => (isList ? [inner] : { [name]: inner }), text);
      expect(JSON.stringify(redact(value))).not.toContain(hidden);
    }),
  );
});

import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/schema.ts';

it.each([
  ['https://shop.example', ['https://shop.example']],
  [' https://shop.example   http://localhost:3000 ', ['https://shop.example', 'http://localhost:3000']],
  ['https://[::1]:8443', ['https://[::1]:8443']],
])('takes %j', (given, origins) => {
  expect(parseConfig({ DESK_CHAT_ORIGINS: given })).toMatchObject({ ok: true, config: { DESK_CHAT_ORIGINS: origins } });
});

it.each([
  '*',
  'shop.example',
  'https://shop.example/',
  'https://shop.example/page',
  'https://*.example',
  'javascript:1',
  "https://a.b; script-src 'unsafe-inline'",
  'https://u@a.b',
])('refuses %j, which would say something else in a policy', (given) => {
  expect(parseConfig({ DESK_CHAT_ORIGINS: given })).toEqual({
    ok: false,
    problems: ['DESK_CHAT_ORIGINS must be origins like https://shop.example, with spaces between.'],
  });
});

import { expect, it } from 'vitest';
import { findLink } from '../../../src/leads/links.ts';

it.each([
  ['https://shop.example/a', 'https://shop.example/a'],
  ['I want https://shop.example/a.', 'https://shop.example/a'],
  ['look (https://shop.example/a_(b)), please', 'https://shop.example/a_(b)'],
  ['HTTP://Shop.Example/A', 'http://shop.example/A'],
  ['www.shop.example/a', 'https://www.shop.example/a'],
  ['avito.example/moskva/velo_123!', 'https://avito.example/moskva/velo_123'],
  ['https://магазин.рф/товар', 'https://xn--80aairftm.xn--p1ai/%D1%82%D0%BE%D0%B2%D0%B0%D1%80'],
  ['https://user:secret@shop.example/a', 'https://shop.example/a'],
  ['https://shop.example/a?utm_source=x&id=1&fbclid=2&yclid=3', 'https://shop.example/a?id=1'],
  ['https://shop.example/a#photos', 'https://shop.example/a'],
  ['https://shop.example/#!/item/5', 'https://shop.example/#!/item/5'],
  ['two: https://a.example/1 https://b.example/2', 'https://a.example/1'],
])('finds the link of "%s"', (text, url) => {
  expect(findLink(text)?.url).toBe(url);
});

it.each([
  'no link at all',
  'and/or',
  'size 5.5/6',
  'write to ann@shop.example/please',
  'http://localhost/',
  'ftp://shop.example/a',
  'javascript:alert(1)',
  'https://',
  `https://shop.example/${'a'.repeat(3000)}`,
])('finds none in "%s"', (text) => {
  expect(findLink(text)).toBeUndefined();
});

it('keeps the words around a link', () => {
  expect(findLink('I want this:\nhttps://shop.example/a in blue')?.words).toBe('I want this: in blue');
});

it('is done at once with text made to slow it down', () => {
  const begin = performance.now();
  for (const part of ['a.', 'a-', 'www.', 'https://', 'a.b.c.d.e/', '((', '1 ', '.,']) findLink(part.repeat(4000).slice(0, 4000));
  expect(performance.now() - begin).toBeLessThan(1_000);
});

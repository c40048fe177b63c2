import { expect, it } from 'vitest';
import { filesUnder, read } from './files.ts';

const SWITCHED_OFF =
  /\b(?:it|test|describe|suite|bench)\b(?:\s*\.\s*\w+)*\s*\.\s*(?:skip|only|todo|fails|skipIf|runIf)\b|\b(?:xit|xdescribe|fit|fdescribe)\s*\(/g;
const AGAIN = /\bretry\s*:|\brepeats\s*:/g;

const tests = filesUnder('test').filter((file) => file.endsWith('.ts') && !import.meta.filename.endsWith(file));
const found = (pattern: RegExp) => tests.flatMap((file) => [...read(file).matchAll(pattern)].map(([text]) => `${file}: ${text}`));

it('sees what it looks for', () => {
  const odd = ['it.skip(', 'describe.only.each(', 'test.concurrent.todo(', 'it . runIf(', 'fit('];
  expect(odd.filter((text) => !text.match(SWITCHED_OFF))).toEqual([]);
  expect('it.each(['.match(SWITCHED_OFF)).toBeNull();
});

it('switches no test off, and runs none alone', () => {
  expect(found(SWITCHED_OFF)).toEqual([]);
});

it('tries no test again', () => {
  expect(found(AGAIN)).toEqual([]);
  expect(read('vitest.config.ts')).toContain('retry: 0,');
});

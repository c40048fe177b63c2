import { expect, it } from 'vitest';
import { verbs } from '../../src/staff/dialogue/verbs.ts';
import { filesUnder, read } from './files.ts';

const tests = filesUnder('test/path/staff').filter((file) => file.endsWith('.test.ts'));
const tried = tests.flatMap((file) => [...read(file).matchAll(/^\s*provesCommand\('([a-z-]+)', /gm)].map(([, name]) => name ?? ''));

it('tries every command of the staff in every way, in one place', () => {
  expect(tried.toSorted()).toEqual(verbs.map(({ name }) => name).toSorted());
});

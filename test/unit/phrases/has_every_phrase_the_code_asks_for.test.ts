import { globSync, readFileSync } from 'node:fs';
import { FluentParser } from '@fluent/syntax';
import { expect, it } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

const keys = new FluentParser()
  .parse(read('src/phrases/en.ftl'))
  .body.flatMap((entry) => (entry.type === 'Message' ? [entry.id.name] : []));
const code = globSync('{src,bot,functions}/**/*.ts', { cwd: ROOT }).map(read).join('\n');

/** Turns a key, or a template of keys, into a pattern for whole keys: each gap is one word. */
const patternOf = (template: string) => new RegExp(`^${template.replaceAll(/\$\{[^}]*\}/g, '[a-z]+')}$`);

/** What stands where a key is asked for: `say('key'` or `phrases(language, 'key'`. */
const asked = [...code.matchAll(/\b(?:say|phrases)\((?:[^()'"`]*(?:\([^()]*\))?[^()'"`]*,\s*)?(['"`])([^'"`]+)\1/g)].map(
  (match) => match[2] ?? '',
);

it('finds the places where phrases are asked for', () => {
  expect(asked).toEqual(
    expect.arrayContaining(['status-title', expect.stringMatching(/^status-part-\$\{name\}-about$/), 'page-not-found']),
  );
});

it('has a phrase for each of them', () => {
  expect(asked.filter((template) => !keys.some((key) => patternOf(template).test(key)))).toEqual([]);
});

it('has no phrase that nobody says', () => {
  const templates = [...code.matchAll(/(['"`])([a-z][a-z0-9-]*(?:\$\{[^}]*\}[a-z0-9-]*)*)\1/g)].map((match) => match[2] ?? '');
  const patterns = templates.filter((template) => template.includes('-')).map(patternOf);
  expect(keys.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
});

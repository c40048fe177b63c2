import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseConfig, variables } from '../../../src/config/schema.ts';

it('lists every problem at once, each with its variable and as a sentence', () => {
  const result = parseConfig({
    SUPABASE_URL: 'nowhere',
    SUPABASE_SECRET_KEY: 'secret',
    SUPABASE_DB_URL: 'nowhere',
    DESK_WEB_PORT: 'eighty',
    DESK_LOG_LEVEL: 'loud',
    DESK_LOG_FORMAT: 'xml',
    DESK_COLOUR: 'blue',
  });
  const problems = result.ok ? [] : result.problems;
  expect(problems.map((problem) => problem.split(' ')[0] ?? '').sort()).toEqual([
    'DESK_COLOUR',
    'DESK_LOG_FORMAT',
    'DESK_LOG_LEVEL',
    'DESK_WEB_PORT',
    'SUPABASE_DB_URL',
    'SUPABASE_PUBLISHABLE_KEY',
    'SUPABASE_SECRET_KEY',
    'SUPABASE_URL',
  ]);
  for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ .*[^.]\.$/);
});

it('says which values a choice has', () => {
  expect(parseConfig({ DESK_LOG_LEVEL: 'loud', DESK_LOG_FORMAT: 'xml' })).toEqual({
    ok: false,
    problems: ['DESK_LOG_LEVEL must be one of trace, debug, info, warn, error.', 'DESK_LOG_FORMAT must be one of auto, pretty, json.'],
  });
});

it('answers any environment with a config or with problems that name a variable', () => {
  const name = fc.oneof(
    fc.constantFrom(...variables.map((variable) => variable.name), 'SUPABASE_', 'DESK_', '__proto__', 'constructor', 'toString'),
    fc.string(),
    fc.stringMatching(/^(DESK|SUPABASE|TELEGRAM)_[A-Z_]{0,12}$/),
  );
  const value = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.nat().map(String)), { nil: undefined });
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), (entries) => {
      const environment = Object.fromEntries(entries);
      const result = parseConfig(environment);
      if (result.ok) return;
      expect(result.problems).not.toEqual([]);
      for (const problem of result.problems) expect(problem).toMatch(/^(DESK|SUPABASE|TELEGRAM)_/);
    }),
  );
});

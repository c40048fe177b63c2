import { expect, it } from 'vitest';
import { refusalCodes } from '../../src/rpc/refusals.ts';
import { filesUnder, read } from './files.ts';

const known = [...refusalCodes].sort();

it('describes each code once in docs/error-codes.md', () => {
  const rows = [...read('docs/error-codes.md').matchAll(/^\|\s*`([A-Z_]+)`\s*\|/gm)].map((match) => match[1] ?? '');
  expect(rows.toSorted()).toEqual(known);
});

it('raises in SQL only codes that TypeScript knows', () => {
  const sql = filesUnder('supabase/migrations').map(read).join('\n');
  const raised = [...sql.matchAll(/private\.refuse\(\s*(?:http_status\s*=>\s*)?\d{3},\s*(?:code\s*=>\s*)?'([A-Z_]+)'/g)].map(
    (match) => match[1],
  );
  const calls = sql.match(/perform private\.refuse\(/g)?.length;
  expect(raised).toHaveLength(calls ?? 0);
  expect([...new Set(raised)].filter((code) => !known.includes(code as never))).toEqual([]);
});

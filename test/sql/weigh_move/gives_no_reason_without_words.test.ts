import { expect, it } from 'vitest';
import { reasonCodes } from '../../../src/orders/moves.ts';
import { useDatabase } from '../../support/database.ts';

const database = useDatabase();

it('knows every reason that the functions of the moves can give, and no other', async () => {
  const rows = await database.sql`
    select distinct r.code[1] as code from pg_proc as p
    cross join lateral regexp_matches(p.prosrc, '["'']code["''](?:,|:)\\s*["'']([A-Z_]+)["'']', 'g') as r (code)
    where p.pronamespace = 'private'::regnamespace and p.proname ~ '^why_not_' and pg_get_function_result(p.oid) = 'jsonb'`;
  expect(new Set(rows.map(({ code }) => code))).toEqual(new Set<string>(reasonCodes));
});

import { beforeAll, describe, expect, it } from 'vitest';
import { addStaff, openDesk, type TestDesk, type TestStaff } from '../../support/builders.ts';
import { asAnon, asSignedIn, useDatabase } from '../../support/database.ts';
import { errorOf } from '../../support/refusals.ts';

const database = useDatabase();
let desk: TestDesk;
let owner: TestStaff;
let functions: Array<{ name: string; nulls: string }>;

beforeAll(async () => {
  desk = await openDesk(database.sql);
  owner = await addStaff(database.sql, desk, 'owner');
  functions = await database.sql`
    select p.proname as name, array_to_string(array_fill('null'::text, array[p.pronargs::int]), ', ') as nulls
    from pg_proc as p where p.pronamespace = 'public'::regnamespace order by 1`;
});

describe('A-80: a function of the API, called with a token of one’s own', () => {
  it('is refused to the owner of the desk and to a visitor, whatever the function', async () => {
    const refused: Record<string, string> = {};
    for (const { name, nulls } of functions) {
      const statement = `select public.${name}(${nulls})`;
      const [signedIn, visitor] = [
        await errorOf(asSignedIn(database.sql, owner.subject, (sql) => sql.unsafe(statement))),
        await errorOf(asAnon(database.sql, (sql) => sql.unsafe(statement))),
      ];
      refused[name] = `${signedIn.code} ${visitor.code} ${signedIn.message}`;
    }
    expect(refused).toEqual(Object.fromEntries(functions.map(({ name }) => [name, `42501 42501 permission denied for function ${name}`])));
    expect(functions.length).toBeGreaterThan(30);
  });

  it('changes nothing with the id of somebody who may', async () => {
    const call = asSignedIn(
      database.sql,
      owner.subject,
      (sql) => sql`select public.invite_staff_safe(actor_id => ${owner.id}, display_name => 'A friend', role => 'owner')`,
    );
    expect((await errorOf(call)).code).toBe('42501');
    expect(await database.sql`select from public.staff_invitations`).toHaveLength(0);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { testKeys, useApi } from '../support/api.ts';
import { addStaff, openDesk, type TestDesk, type TestStaff } from '../support/builders.ts';
import { useDatabase } from '../support/database.ts';
import { signedIn, tokenOf } from '../support/tokens.ts';

const database = useDatabase();
const api = useApi(() => database.url);
let desk: TestDesk;
let admin: TestStaff;

beforeAll(async () => {
  desk = await openDesk(database.sql);
  admin = await addStaff(database.sql, desk, 'admin');
});

const service = { apikey: testKeys.secretKey };
const ask = (path: string, init: RequestInit = {}) => fetch(`${api.url}/rest/v1/${path}`, init);
const patch = (path: string, headers: Record<string, string>, body: object) =>
  ask(path, { method: 'PATCH', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
const roleOfAdmin = async () => (await database.sql`select role, display_name from public.staff where id = ${admin.id}`)[0];

it('writes times as ISO 8601 with T and the offset +00:00', async () => {
  const [row] = (await (await ask(`desks?id=eq.${desk.deskId}`, { headers: service })).json()) as Array<Record<string, string>>;
  expect(row?.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?\+00:00$/);
});

it('finds a row by the time it gave', async () => {
  const [row] = (await (await ask(`desks?id=eq.${desk.deskId}`, { headers: service })).json()) as Array<Record<string, string>>;
  const found = await ask(`desks?created_at=eq.${encodeURIComponent(row?.created_at ?? '')}&select=id`, { headers: service });
  expect(await found.json()).toEqual([{ id: desk.deskId }]);
});

it('refuses service_role a guarded column with 403 and our sentence, code and way out', async () => {
  const refused = await patch(`staff?id=eq.${admin.id}`, service, { role: 'owner' });
  expect(refused.status).toBe(403);
  const body = (await refused.json()) as { details: string };
  expect(body).toMatchObject({
    code: 'PT403',
    message: '"role" of "staff" cannot be changed by hand: it changes only through the desk\'s own commands.',
    hint: 'Columns you may edit here: display_name, language.',
  });
  expect(JSON.parse(body.details)).toEqual({ code: 'DIRECT_WRITE', table: 'staff', operation: 'UPDATE' });
  expect(await roleOfAdmin()).toMatchObject({ role: 'admin' });
});

it('lets service_role edit an editable column, and audits it as that role', async () => {
  const answer = await patch(`staff?id=eq.${admin.id}`, service, { display_name: 'Renamed' });
  expect(answer.status).toBe(204);
  const audit = await database.sql`
    select action, changed_fields, actor_type, database_role from public.audit_log where entity_id = ${admin.id} order by id desc limit 1`;
  expect(audit).toEqual([
    { action: 'staff.changed', changed_fields: ['display_name'], actor_type: 'database', database_role: 'service_role' },
  ]);
});

describe('with a token of their own', () => {
  it.each([
    ['PATCH', 'staff?id=eq.', { display_name: 'Mine' }],
    ['DELETE', 'staff?id=eq.', undefined],
    ['POST', 'desks', { slug: 'mine', name: 'Mine' }],
  ])('an admin gets an error, not an empty success, for a %s', async (method, path, body) => {
    const before = await roleOfAdmin();
    const headers = { ...signedIn(await tokenOf({ sub: admin.subject })), 'content-type': 'application/json' };
    const target = path.endsWith('.') ? path + admin.id : path;
    const refused = await ask(target, { method, headers, body: body ? JSON.stringify(body) : null });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'PT403', message: expect.stringContaining('cannot be written over the API') });
    expect(await roleOfAdmin()).toEqual(before);
  });

  it('an admin cannot call a safe RPC, nor look into the schemas that are not public', async () => {
    const headers = { ...signedIn(await tokenOf({ sub: admin.subject })), 'content-type': 'application/json' };
    const called = await ask('rpc/desk_health', { method: 'POST', headers, body: '{}' });
    expect(called.status).toBe(403);
    for (const schema of ['private', 'auth', 'storage', 'supabase_migrations']) {
      const looked = await ask('users', { headers: { ...headers, 'accept-profile': schema } });
      expect(looked.status).toBe(406);
    }
  });

  it('a deactivated admin reads nothing from that moment on', async () => {
    const leaver = await addStaff(database.sql, desk, 'admin');
    const headers = signedIn(await tokenOf({ sub: leaver.subject }));
    const seen = async () => ((await (await ask('staff?select=id', { headers })).json()) as unknown[]).length;
    expect(await seen()).toBeGreaterThan(0);
    await database.sql`select public.deactivate_staff_safe(${desk.ownerId}, ${leaver.id}, 'left')`;
    expect(await seen()).toBe(0);
  });
});

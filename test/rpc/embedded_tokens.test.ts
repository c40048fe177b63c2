import { beforeAll, describe, expect, it } from 'vitest';
import { testKeys, useApi } from '../support/api.ts';
import { addStaff, openDesk, type TestDesk } from '../support/builders.ts';
import { useDatabase } from '../support/database.ts';
import { signedIn, tokenOf, unsignedToken } from '../support/tokens.ts';

const database = useDatabase();
const api = useApi(() => database.url);
let desk: TestDesk;
let sub: string;

beforeAll(async () => {
  desk = await openDesk(database.sql);
  sub = (await addStaff(database.sql, desk, 'admin')).subject;
});

const get = (path: string, headers: Record<string, string>) => fetch(`${api.url}${path}`, { headers });

describe.each(['/rest/v1/desks', '/storage/v1/bucket'])('%s', (path) => {
  it.each([
    ['nobody signed', () => unsignedToken({ sub, role: 'service_role' })],
    ['somebody else signed', () => tokenOf({ sub, role: 'service_role' }, 'another-secret-'.repeat(4))],
    ['has expired', () => tokenOf({ sub, exp: Math.floor(Date.now() / 1000) - 1 })],
    ['is no token', () => 'x.y.z'],
  ])('answers 401 to a token that %s', async (_what, token) => {
    expect((await get(path, signedIn(await token()))).status).toBe(401);
  });

  it('takes no notice of the case in which "Bearer" is written', async () => {
    const headers = { apikey: testKeys.publishableKey, authorization: `bearer ${unsignedToken({ sub })}` };
    expect((await get(path, headers)).status).toBe(401);
  });
});

it.each(['/auth/v1/user', '/auth/v1/admin/users'])('%s refuses a token that nobody signed', async (path) => {
  const answer = await get(path, signedIn(unsignedToken({ sub, role: 'service_role' })));
  expect([401, 403]).toContain(answer.status);
});

it('reads with a token of the desk what its owner may read', async () => {
  const answer = await get('/rest/v1/desks?select=id', signedIn(await tokenOf({ sub })));
  expect([answer.status, await answer.json()]).toEqual([200, [{ id: desk.deskId }]]);
});

it('answers 401 without a key, and with a key that is none', async () => {
  const secret = await tokenOf({ role: 'service_role' });
  for (const headers of [{}, { apikey: 'sb_secret_guess' }, { apikey: secret }, { authorization: `Bearer ${secret}` }]) {
    expect((await get('/rest/v1/desks', headers as Record<string, string>)).status).toBe(401);
  }
});

it('shows a visitor with the publishable key no row', async () => {
  for (const table of ['desks', 'staff', 'staff_identities', 'audit_log']) {
    expect(await (await get(`/rest/v1/${table}`, { apikey: testKeys.publishableKey })).json()).toEqual([]);
  }
});

it.each(['desk_rpc', 'postgres'])('lets no token, even a signed one, act as the database role %s', async (role) => {
  const forged = { desk_id: desk.deskId, action: 'staff.created', entity: 'staff', entity_id: desk.ownerId };
  const answer = await fetch(`${api.url}/rest/v1/audit_log`, {
    method: 'POST',
    headers: { ...signedIn(await tokenOf({ sub, role })), 'content-type': 'application/json' },
    body: JSON.stringify({ ...forged, actor_type: 'staff', actor_id: desk.ownerId }),
  });
  expect([401, 403]).toContain(answer.status);
  const read = await get('/rest/v1/desks', signedIn(await tokenOf({ sub, role })));
  expect([401, 403]).toContain(read.status);
});

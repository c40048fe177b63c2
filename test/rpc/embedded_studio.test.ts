import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { testKeys, useApi } from '../support/api.ts';
import { openDesk, type TestDesk } from '../support/builders.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const api = useApi(() => database.url);
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});

const studio = { 'sec-fetch-site': 'same-origin' };
const get = (path: string, headers: Record<string, string> = {}) => fetch(api.url + path, { headers });

describe('without a key', () => {
  it.each([
    ['no word of where it comes from', {}],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }],
    ['an address somebody typed', { 'sec-fetch-site': 'none' }],
  ])('a request with %s stays outside', async (_what, headers) => {
    expect((await get('/rest/v1/desks', headers as Record<string, string>)).status).toBe(401);
  });

  it("Studio's own page acts as service_role, guarded like it", async () => {
    expect(await (await get('/rest/v1/desks?select=id', studio)).json()).toEqual([{ id: desk.deskId }]);
    const edit = (body: object) =>
      fetch(`${api.url}/rest/v1/desks?id=eq.${desk.deskId}`, {
        method: 'PATCH',
        headers: { ...studio, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await edit({ slug: 'another' })).status).toBe(403);
    expect((await edit({ name: 'Renamed in Studio' })).status).toBe(204);
    const [audit] = await database.sql`select actor_type, database_role, changed_fields from public.audit_log order by id desc limit 1`;
    expect(audit).toEqual({ actor_type: 'database', database_role: 'service_role', changed_fields: ['name'] });
  });
});

describe('what the library tells of the database', () => {
  it.each(['/_system/info', '/_system/introspect', '/_system/config'])('%s is for Studio at most', async (path) => {
    expect((await get(path)).status).toBe(404);
    expect((await get(path, { apikey: testKeys.publishableKey })).status).toBe(404);
    expect((await get(path, { 'sec-fetch-site': 'cross-site' })).status).toBe(404);
  });

  it.each(['/_system/info', '/_system/introspect', '/_system/config', '/_system/ping', '//_system/info', '/%5fsystem/config'])(
    '%s never holds its address, its password or a key',
    async (path) => {
      const { port, postgresUrl } = inject('cluster');
      const told = await (await get(path, studio)).text();
      for (const secret of [`:${port}`, new URL(postgresUrl).password, 'postgres://', testKeys.secretKey, testKeys.jwtSecret]) {
        expect(told).not.toContain(secret);
      }
    },
  );
});

describe('the Host header', () => {
  /** fetch does not let a caller choose the header. */
  const withHost = (host: string) =>
    new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
      const asked = request(`${api.url}/rest/v1/desks`, { headers: { host, apikey: testKeys.secretKey }, agent: false }, (answer) => {
        json(answer).then((body) => resolve({ status: answer.statusCode, body }), reject);
      });
      asked.once('error', reject);
      asked.end();
    });

  it.each(['desk.example', '127.0.0.1.desk.example', 'localhost.', '0.0.0.0'])('%s is refused with 421', async (host) => {
    expect(await withHost(host)).toMatchObject({ status: 421, body: { code: 'HOST_REFUSED' } });
  });

  it.each(['127.0.0.1', 'localhost:4321', 'LOCALHOST', '[::1]:4321'])('%s is this machine', async (host) => {
    expect(await withHost(host)).toMatchObject({ status: 200 });
  });
});

it('hands everything under /functions/v1 to the functions', async () => {
  expect(await (await get('/functions/v1/status/now')).json()).toEqual({ path: '/functions/v1/status/now' });
});

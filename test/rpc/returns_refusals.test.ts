import { describe, expect, it } from 'vitest';
import { openDesk } from '../support/builders.ts';
import { transports, useTransports } from '../support/transports.ts';

const { database, call } = useTransports();

describe.each(transports)('%s', (transport) => {
  it('gives the status, the code, the sentence, the way out and the parameters as the database said them', async () => {
    const sentence = `No "one" \\ may do this 👩‍👩‍👧 \u202E, 'not' even {you}.`;
    const params = { from: 'active', amounts: [1.5, { nested: null }], name: 'Ümit' };
    const refused = await call(transport, 'test_refuse', {
      http_status: 409,
      code: 'INVALID_TRANSITION',
      sentence,
      way_out: 'First this,\nthen that.',
      params,
    });
    expect(refused).toEqual({
      ok: false,
      refusal: { code: 'INVALID_TRANSITION', status: 409, sentence, wayOut: 'First this,\nthen that.', params },
    });
  });

  it.each([400, 401, 403, 404, 409, 410, 422, 429])('keeps the HTTP status %i', async (status) => {
    const refused = await call(transport, 'test_refuse', { http_status: status, code: 'NOT_FOUND', sentence: 'No.' });
    expect(refused).toEqual({
      ok: false,
      refusal: { code: 'NOT_FOUND', status, sentence: 'No.', wayOut: undefined, params: {} },
    });
  });

  it('tells apart why a staff member is not deactivated', async () => {
    const desk = await openDesk(database.sql);
    const deactivate = (actor_id: string | null, reason: string) =>
      call(transport, 'deactivate_staff_safe', { actor_id, staff_id: desk.ownerId, reason });
    expect(await deactivate(null, 'left')).toMatchObject({ refusal: { code: 'ACTOR_REQUIRED', status: 401 } });
    expect(await deactivate(desk.systemId, 'left')).toMatchObject({
      refusal: { code: 'FORBIDDEN_ROLE', status: 403, params: { role: 'system', allowed: ['admin', 'owner'] } },
    });
    expect(await deactivate(desk.ownerId, ' ')).toMatchObject({ refusal: { code: 'REASON_REQUIRED', status: 400 } });
    expect(await deactivate(desk.ownerId, 'left')).toMatchObject({
      refusal: { code: 'LAST_OWNER', status: 409, wayOut: 'Make somebody else an owner first.' },
    });
  });

  it('opens a desk', async () => {
    const opened = await call(transport, 'open_desk_safe', { slug: `over-${transport}`, name: 'A desk', owner_name: 'An owner' });
    expect(opened).toMatchObject({ ok: true, data: { desk_id: expect.any(String), owner_staff_id: expect.any(String) } });
    expect(await database.sql`select count(*)::int from public.desks where slug = ${`over-${transport}`}`).toEqual([{ count: 1 }]);
  });
});

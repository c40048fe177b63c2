import { beforeAll, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { accept, meet } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { type Arguments, asDeskRpc, call } from '../../support/shop.ts';

const database = useDatabase();
let desk: TestDesk;
let customerId: string;

beforeAll(async () => {
  desk = await openDesk(database.sql);
  customerId = (await meet(database.sql, desk, 'ada')).id;
});

const consent = (given: Arguments = {}) =>
  call(database.sql, 'record_consent_safe', {
    ...{ actor_id: desk.systemId, acting_customer_id: customerId, customer_id: customerId },
    ...{ kind: 'privacy', granted: true, version: '1', source: 'web' },
    ...given,
  });

it('adds a row for each word, and what holds is the last one of each kind', async () => {
  await consent({ granted: false });
  await consent({ version: '2' });
  await consent({ kind: 'marketing' });
  await consent({ kind: 'marketing', granted: false, actor_id: desk.ownerId, acting_customer_id: undefined, source: 'phone call' });
  const ledger = await database.sql`select kind, granted, version, acting_customer_id is not null as own from public.consents order by id`;
  expect(ledger.map(({ kind, granted, version, own }) => `${kind} ${granted} ${version} ${own}`)).toEqual([
    'privacy true 1 true',
    'privacy false 1 true',
    'privacy true 2 true',
    'marketing true 1 true',
    'marketing false 1 false',
  ]);
  const now =
    await database.sql`select kind, granted, version from public.current_consents where customer_id = ${customerId} order by kind`;
  expect(now).toEqual([
    { kind: 'marketing', granted: false, version: '1' },
    { kind: 'privacy', granted: true, version: '2' },
  ]);
});

it('is never changed by anybody', async () => {
  for (const statement of ['update public.consents set granted = not granted', 'delete from public.consents']) {
    await expectRefusal(
      asDeskRpc(database.sql, desk, async (sql) => {
        await sql`reset role`;
        await sql`grant update, delete on public.consents to desk_rpc`;
        await sql`set local role desk_rpc`;
        await sql.unsafe(statement);
      }),
      'IMMUTABLE',
    );
  }
});

it('tells the next turn whether the privacy note still holds', async () => {
  await consent({ version: '3' });
  const { claim: agreed } = await accept(database.sql, desk, 'ada', { claim_as: 'w' });
  expect(agreed.customer.privacy_version).toBe('3');
  await consent({ granted: false, version: '3' });
  await call(database.sql, 'fail_inbox_message', { message_id: agreed.message_id, worker: 'w', error: 'x' });
  await asDeskRpc(database.sql, desk, (sql) => sql`update public.inbox_messages set due_at = now()`);
  expect((await call(database.sql, 'claim_inbox_message', { worker: 'w' })).customer.privacy_version).toBeNull();
});

it('answers a repeated call with the first row', async () => {
  const first = await consent({ version: '9', idempotency_key: 'k' });
  expect(await consent({ version: '9', idempotency_key: 'k' })).toEqual({ ...first, duplicate: true });
});

it('refuses an unknown kind, a consent for another customer and one of another desk', async () => {
  await expectRefusal(consent({ kind: 'everything' }), 'BAD_INPUT');
  await expectRefusal(consent({ granted: null }), 'BAD_INPUT');
  await expectRefusal(consent({ version: ' ' }), 'BAD_INPUT');
  const other = await openDesk(database.sql);
  const stranger = await meet(database.sql, other, 'bob');
  await expectRefusal(consent({ customer_id: stranger.id }), 'NOT_FOUND');
  await expectRefusal(consent({ actor_id: other.ownerId, acting_customer_id: undefined }), 'NOT_FOUND');
});

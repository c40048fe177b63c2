import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { accept, clearQueues, commit, inboxOf, meet } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc } from '../../support/shop.ts';

const database = useDatabase();
const race = openConnections(database, 64);
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});
beforeEach(() => clearQueues(database.sql, desk));

it('keeps one row of sixty-four deliveries at once, and tells all but one of them', async () => {
  const answers = await race.atOnce(64, (sql, index) => accept(sql, desk, 'crowd', { external_id: 'same', claim_as: `w${index}` }));
  expect(new Set(answers.map((answer) => answer.message_id)).size).toBe(1);
  expect(answers.filter((answer) => !answer.duplicate)).toHaveLength(1);
  expect(answers.filter((answer) => answer.claim !== null)).toHaveLength(1);
  const [row] = await database.sql`select count(*)::int as rows from public.inbox_messages where external_id = 'same'`;
  expect(row?.rows).toBe(1);
});

it('knows a message again after it has been worked on', async () => {
  const { claim, message_id } = await accept(database.sql, desk, 'again', { external_id: 'again', claim_as: 'w' });
  await commit(database.sql, claim.message_id);
  expect(await accept(database.sql, desk, 'again', { external_id: 'again', claim_as: 'w' })).toEqual({
    message_id,
    duplicate: true,
    claim: null,
  });
});

it('keeps what came exactly as it came, whatever jsonb thinks of it', async () => {
  const event = String.raw`{"type":"text","text":"\u0000 \ud800 \u202e 👩‍👩‍👧‍👦"}`;
  const body = ' {"odd": "\u202e"} \n';
  const { message_id } = await accept(database.sql, desk, 'odd', { event, body });
  expect(await inboxOf(database.sql, message_id)).toMatchObject({ event, body });
});

it('claims at once only in a chat where nothing else is to be done', async () => {
  const first = await accept(database.sql, desk, 'busy', { claim_as: 'w' });
  const second = await accept(database.sql, desk, 'busy', { claim_as: 'w' });
  expect(first.claim).toMatchObject({ message_id: first.message_id, attempts: 1, worker: 'w', conversation: null, customer: null });
  expect(second).toMatchObject({ duplicate: false, claim: null });
});

describe('the claim', () => {
  it('knows the desk as its customers meet it', async () => {
    const { claim } = await accept(database.sql, desk, 'news', { claim_as: 'w', language: 'pt-BR', sender_name: ' Ann ' });
    expect(claim).toMatchObject({ system_staff_id: desk.systemId, staff: null, event: '{"type":"text","text":"hello"}' });
    expect(claim.chat).toMatchObject({ provider: 'web', account: desk.slug, external_id: 'news', sender_name: 'Ann', language: 'pt' });
    expect(claim.desk).toMatchObject({ id: desk.deskId, name: 'A desk', currency: 'EUR', time_zone: 'UTC', languages: ['en', 'ru', 'tr'] });
    expect(claim.desk.payment_methods).toContainEqual({
      code: 'cash',
      name: { en: 'Cash', ru: 'Наличные', tr: 'Nakit' },
      instructions: {},
    });
  });

  it('knows the customer, and the staff member, behind the chat from the moment they are known', async () => {
    const { claim: stranger } = await accept(database.sql, desk, 'known', { claim_as: 'w' });
    expect(stranger.customer).toBeNull();
    const customer = await meet(database.sql, desk, 'known');
    await asDeskRpc(
      database.sql,
      desk,
      (sql) => sql`insert into public.staff_identities (desk_id, staff_id, provider, account, external_id)
        values (${desk.deskId}, ${desk.ownerId}, 'web', ${desk.slug}, 'known')`,
    );
    await commit(database.sql, stranger.message_id);
    const { claim } = await accept(database.sql, desk, 'known', { claim_as: 'w' });
    expect(claim.customer).toMatchObject({ id: customer.id, full_name: 'Ada', privacy_version: '1', last_address: null });
    expect(claim.staff).toMatchObject({ id: desk.ownerId, role: 'owner' });
    expect(claim.conversation).toMatchObject({ machine: 'shop', version: 1, state: { at: 'start' }, turn: 1, owner: 'bot' });
  });
});

describe('refuses', () => {
  it('a channel that is not there, or is switched off', async () => {
    await expectRefusal(accept(database.sql, desk, 'c', { account: 'nobody' }), 'NOT_FOUND');
    const other = await openDesk(database.sql);
    await database.sql`update public.channel_accounts set active = false where desk_id = ${other.deskId}`;
    await expectRefusal(accept(database.sql, other, 'c'), 'NOT_FOUND');
  });

  it.each([
    ['an event that is no JSON', { event: 'hello' }],
    ['an event that is no object', { event: '["type"]' }],
    ['an event without a type', { event: '{"text":"hello"}' }],
    ['a message without an id', { external_id: ' ' }],
    ['a body over 256 KB', { body: 'ж'.repeat(131_073) }],
    ['a lease without end', { claim_as: 'w', lease_seconds: 0 }],
  ])('%s', async (_what, given) => {
    await expectRefusal(accept(database.sql, desk, randomUUID(), given), 'BAD_INPUT');
  });
});

it('makes an unreachable person reachable again', async () => {
  const { claim } = await accept(database.sql, desk, 'back', { claim_as: 'w' });
  await commit(database.sql, claim.message_id);
  await asDeskRpc(database.sql, desk, (sql) => sql`update public.chats set unreachable_at = now() where id = ${claim.chat.id}`);
  await accept(database.sql, desk, 'back');
  const [chat] = await database.sql`select unreachable_at, last_inbound_at from public.chats where id = ${claim.chat.id}`;
  expect(chat).toMatchObject({ unreachable_at: null, last_inbound_at: expect.any(Date) });
});

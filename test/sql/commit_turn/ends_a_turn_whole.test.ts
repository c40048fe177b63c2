import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import {
  accept,
  aTurn,
  claim,
  claimOutbox,
  clearQueues,
  commit,
  inboxOf,
  letLeasesRunOut,
  outboxOf,
  says,
  sweep,
  turn,
} from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { rowCounts } from '../../support/shop.ts';

const database = useDatabase();
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});
beforeEach(() => clearQueues(database.sql, desk));

const conversationOf = async (id: string) => (await database.sql`select * from public.conversations where id = ${id}`)[0];

it('writes the state, the replies in their order and the settled message', async () => {
  const { claim: claimed } = await accept(database.sql, desk, 'a', { claim_as: 'w' });
  const state = { at: 'quantity', of: '№ 1' };
  const conversation = aTurn({ state, slots: { item: 'bike' }, completeness: 40, timeout: { name: 'nudge', after_minutes: 15 } });
  const answer = await commit(database.sql, claimed.message_id, { conversation, replies: says('hello', 'how-many') });
  expect(answer).toMatchObject({ settled: true, duplicate: false, outbox: [] });
  expect(await conversationOf(answer.conversation_id)).toMatchObject({
    ...{ state, slots: { item: 'bike' }, completeness: 40, turn: '1', status: 'active', timeout_name: 'nudge' },
    timeout_at: expect.any(Date),
  });
  expect(await inboxOf(database.sql, claimed.message_id)).toMatchObject({ status: 'settled', conversation_id: answer.conversation_id });
  const rows = await outboxOf(database.sql, claimed.chat.id);
  expect(rows.map(({ phrase_key, status }) => [phrase_key, status])).toEqual([
    ['hello', 'waiting'],
    ['how-many', 'waiting'],
  ]);
});

it('gives all the replies of the turn to a worker who can send them at once', async () => {
  const { claim: claimed } = await accept(database.sql, desk, 'run', { claim_as: 'w' });
  const { outbox } = await commit(database.sql, claimed.message_id, { replies: says('one-one', 'two-two', 'three'), claim_as: 'w' });
  expect(outbox.map((row: { phrase_key: string }) => row.phrase_key)).toEqual(['one-one', 'two-two', 'three']);
  expect(outbox[0]).toMatchObject({ recipient: 'customer', language: 'en', time_zone: 'UTC', correlation: `inbox:${claimed.message_id}` });
  expect(await claimOutbox(database.sql)).toEqual([]);
});

it('gives none while something earlier waits to be sent', async () => {
  await turn(database.sql, desk, 'behind');
  const { claim: claimed } = await accept(database.sql, desk, 'behind', { claim_as: 'w' });
  expect((await commit(database.sql, claimed.message_id, { replies: says('later'), claim_as: 'w' })).outbox).toEqual([]);
});

it('is a duplicate when it is run again: nothing is written, and what is to be sent is given again', async () => {
  const { claim: claimed } = await accept(database.sql, desk, 'rerun', { claim_as: 'w' });
  const given = { replies: says('hello'), claim_as: 'w' };
  const first = await commit(database.sql, claimed.message_id, given);
  const before = await rowCounts(database.sql);
  const again = await commit(database.sql, claimed.message_id, given);
  expect(again).toEqual({ ...first, duplicate: true });
  expect(await rowCounts(database.sql)).toEqual(before);
  expect((await conversationOf(first.conversation_id))?.turn).toBe('1');
});

describe('a worker that has lost its message changes nothing', () => {
  it.each([
    ['to nobody yet, after its lease ran out and was given back', async () => {}],
    ['to another one, who is at it', async () => void (await claim(database.sql, 'other'))],
    [
      'to another one, who has ended the turn',
      async () => {
        const { message_id } = await claim(database.sql, 'other');
        await commit(database.sql, message_id, { worker: 'other' });
      },
    ],
  ])('%s', async (_to, meanwhile) => {
    const { claim: claimed } = await accept(database.sql, desk, `lost-${_to.length}`, { claim_as: 'w' });
    await letLeasesRunOut(database.sql, desk);
    await sweep(database.sql);
    await meanwhile();
    const before = await rowCounts(database.sql);
    const late = await commit(database.sql, claimed.message_id, { conversation: aTurn({ state: { late: true } }), replies: says('late') });
    expect(late).toEqual({ settled: false, duplicate: false, conversation_id: null, outbox: [] });
    expect(await rowCounts(database.sql)).toEqual(before);
    expect(await database.sql`select from public.conversations where state = '{"late": true}'`).toHaveLength(0);
  });
});

describe('a conversation', () => {
  it('goes on in the next turn', async () => {
    const first = await turn(database.sql, desk, 'goes-on');
    const second = await turn(database.sql, desk, 'goes-on');
    expect(second.conversationId).toBe(first.conversationId);
    expect((await conversationOf(first.conversationId))?.turn).toBe('2');
  });

  it.each(['closed', 'extracted'])('that is %s has ended: the next message opens a new one', async (status) => {
    const { claim: claimed } = await accept(database.sql, desk, status, { claim_as: 'w' });
    const timeout = { name: 'nudge', after_minutes: 5 };
    const { conversation_id } = await commit(database.sql, claimed.message_id, { conversation: aTurn({ status, timeout }) });
    expect(await conversationOf(conversation_id)).toMatchObject({ status, closed_at: expect.any(Date), timeout_at: null });
    const next = await turn(database.sql, desk, status);
    expect(next.conversationId).not.toBe(conversation_id);
  });
});

it('parks a message that waits for a person, with the reason', async () => {
  const { claim: claimed } = await accept(database.sql, desk, 'park', { claim_as: 'w' });
  await commit(database.sql, claimed.message_id, { conversation: aTurn({ park: 'with-a-person', owner: 'human' }) });
  expect(await inboxOf(database.sql, claimed.message_id)).toMatchObject({ status: 'parked', park_reason: 'with-a-person' });
});

describe('refuses what cannot be stored', () => {
  it.each([
    ['no state', { conversation: aTurn({ state: null }) }],
    ['a version that is no number', { conversation: aTurn({ version: '1' }) }],
    ['more than complete', { conversation: aTurn({ completeness: 101 }) }],
    ['a timeout without a name', { conversation: aTurn({ timeout: { after_minutes: 5 } }) }],
    ['a reply that says nothing', { replies: [{ kind: 'text', text: [] }] }],
    ['an order that is no id', { replies: [{ kind: 'order-card', orderId: 'x' }] }],
    ['telling of what is no id', { tells_of: ['x'] }],
  ])('%s', async (_what, given) => {
    const { claim: claimed } = await accept(database.sql, desk, _what, { claim_as: 'w' });
    await expectRefusal(commit(database.sql, claimed.message_id, given), 'BAD_INPUT');
    expect((await inboxOf(database.sql, claimed.message_id)).status).toBe('claimed');
  });

  it('a card of somebody else’s order, and a message that is not there', async () => {
    const { claim: claimed } = await accept(database.sql, desk, 'theirs', { claim_as: 'w' });
    const replies = [{ kind: 'order-card', orderId: '00000000-0000-4000-8000-000000000000' }];
    await expectRefusal(commit(database.sql, claimed.message_id, { replies }), 'NOT_FOUND');
    await expectRefusal(commit(database.sql, 999_999_999), 'NOT_FOUND');
  });
});

import { beforeAll, beforeEach, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import {
  accept,
  aTurn,
  claim,
  claimOutbox,
  clearQueues,
  commit,
  earlier,
  inboxOf,
  letLeasesRunOut,
  outboxOf,
  says,
  sweep,
  turn,
} from '../../support/queues.ts';
import { asDeskRpc, call } from '../../support/shop.ts';

const database = useDatabase();
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});
beforeEach(() => clearQueues(database.sql, desk));

it('finds nothing to do at a quiet desk', async () => {
  expect(await sweep(database.sql)).toEqual({ inbox: 0, outbox: 0, timeouts: 0, expired: 0, closed: 0, alarms: 0 });
});

it('leaves alone what somebody is at', async () => {
  const { message_id } = await accept(database.sql, desk, 'held', { claim_as: 'w' });
  expect((await sweep(database.sql)).inbox).toBe(0);
  expect((await inboxOf(database.sql, message_id)).status).toBe('claimed');
});

it('gives a message back that its worker has left, and puts it aside after the fifth', async () => {
  const { message_id } = await accept(database.sql, desk, 'left', { claim_as: 'w' });
  for (let attempt = 1; attempt <= 5; attempt++) {
    await letLeasesRunOut(database.sql, desk);
    expect((await sweep(database.sql)).inbox).toBe(1);
    if (attempt < 5) expect((await claim(database.sql)).attempts).toBe(attempt + 1);
  }
  expect(await inboxOf(database.sql, message_id)).toMatchObject({ status: 'dead', attempts: 5 });
  expect((await claimOutbox(database.sql)).map(({ phrase_key }) => phrase_key)).toEqual(['apology']);
});

it('ends what is not worth saying any more', async () => {
  const { chatId } = await turn(database.sql, desk, 'late', says('first', 'second'));
  await asDeskRpc(
    database.sql,
    desk,
    (sql) =>
      sql`update public.outbox_messages set expires_at = now() - interval '1 second' where chat_id = ${chatId} and phrase_key = 'first'`,
  );
  expect((await sweep(database.sql)).expired).toBe(1);
  expect((await outboxOf(database.sql, chatId)).map(({ status }) => status)).toEqual(['expired', 'waiting']);
  expect((await claimOutbox(database.sql)).map(({ phrase_key }) => phrase_key)).toEqual(['second']);
});

it('wakes a conversation that asked for it, once', async () => {
  const { claim: claimed } = await accept(database.sql, desk, 'nap', { claim_as: 'w' });
  const { conversation_id } = await commit(database.sql, claimed.message_id, {
    conversation: aTurn({ timeout: { name: 'finished', after_minutes: 15 } }),
  });
  expect((await sweep(database.sql)).timeouts).toBe(0);
  await earlier(database.sql, desk, 'conversations', 'timeout_at', '16 minutes');
  expect([(await sweep(database.sql)).timeouts, (await sweep(database.sql)).timeouts]).toEqual([1, 0]);
  const woken = await claim(database.sql);
  expect(JSON.parse(woken.event)).toEqual({ type: 'timeout', name: 'finished' });
  expect((await inboxOf(database.sql, woken.message_id)).external_id).toBe(`timeout:${conversation_id}:1`);
  await commit(database.sql, woken.message_id);
  expect(await claim(database.sql)).toBeNull();
});

it('does not wake a conversation whose person has just written', async () => {
  const { claim: claimed } = await accept(database.sql, desk, 'awake', { claim_as: 'w' });
  await commit(database.sql, claimed.message_id, { conversation: aTurn({ timeout: { name: 'finished', after_minutes: 15 } }) });
  await earlier(database.sql, desk, 'conversations', 'timeout_at', '16 minutes');
  await accept(database.sql, desk, 'awake');
  expect((await sweep(database.sql)).timeouts).toBe(0);
  expect(
    await database.sql`select from public.inbox_messages where external_id like 'timeout:%' and chat_id = ${claimed.chat.id}`,
  ).toHaveLength(0);
});

it('closes a conversation after a day in which nobody said anything, and no other', async () => {
  const silent = await turn(database.sql, desk, 'silent', []);
  for (const [table, column] of [
    ['conversations', 'created_at'],
    ['conversations', 'updated_at'],
    ['chats', 'last_inbound_at'],
    ['chats', 'last_outbound_at'],
  ] as const) {
    await earlier(database.sql, desk, table, column, '25 hours');
  }
  const lively = await turn(database.sql, desk, 'lively', []);
  expect((await sweep(database.sql)).closed).toBeGreaterThan(0);
  const statusOf = async (id: string) => (await database.sql`select status from public.conversations where id = ${id}`)[0]?.status;
  expect([await statusOf(silent.conversationId), await statusOf(lively.conversationId)]).toEqual(['closed', 'active']);
  expect((await turn(database.sql, desk, 'silent', [])).conversationId).not.toBe(silent.conversationId);
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});

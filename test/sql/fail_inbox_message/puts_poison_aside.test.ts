import { beforeAll, beforeEach, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { accept, claim, clearQueues, commit, earlier, inboxOf, outboxOf, turn } from '../../support/queues.ts';
import { call } from '../../support/shop.ts';

const database = useDatabase();
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});
beforeEach(() => clearQueues(database.sql, desk));

const fail = (messageId: number, worker = 'w') =>
  call(database.sql, 'fail_inbox_message', { message_id: messageId, worker, error: 'the step threw' });

it('tries again, later each time', async () => {
  const { message_id } = await accept(database.sql, desk, 'later', { claim_as: 'w' });
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    expect(await fail(message_id)).toEqual({ status: 'new', attempts: attempt });
    const [row] =
      await database.sql`select extract(epoch from due_at - clock_timestamp())::float as wait from public.inbox_messages where id = ${message_id}`;
    waits.push(Math.ceil(row?.wait));
    await earlier(database.sql, desk, 'inbox_messages', 'due_at', '2 minutes');
    expect((await claim(database.sql)).attempts).toBe(attempt + 1);
  }
  expect(waits).toEqual([2, 4, 8, 16]);
});

it('is dead after the fifth attempt, with an apology and a task; the dialogue stays and the next message works', async () => {
  const { chatId, conversationId } = await turn(database.sql, desk, 'poison');
  const { message_id } = await accept(database.sql, desk, 'poison', { claim_as: 'w' });
  const { message_id: next } = await accept(database.sql, desk, 'poison');
  for (let attempt = 1; attempt <= 4; attempt++) {
    await fail(message_id);
    await earlier(database.sql, desk, 'inbox_messages', 'due_at', '2 minutes');
    await claim(database.sql);
  }
  expect(await fail(message_id)).toEqual({ status: 'dead', attempts: 5 });
  expect(await inboxOf(database.sql, message_id)).toMatchObject({ status: 'dead', last_error: 'the step threw' });
  expect((await outboxOf(database.sql, chatId)).at(-1)).toMatchObject({ phrase_key: 'apology', status: 'waiting' });
  const tasks = await database.sql`select priority, status from public.tasks where kind = 'task-dead-letter'`;
  expect(tasks).toEqual([{ priority: 'high', status: 'open' }]);

  const claimed = await claim(database.sql);
  expect(claimed).toMatchObject({ message_id: next, conversation: { id: conversationId, turn: 1 } });
  expect(await commit(database.sql, next)).toMatchObject({ settled: true, conversation_id: conversationId });
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});

it('changes nothing for a worker whose message it is no longer', async () => {
  const { message_id } = await accept(database.sql, desk, 'other', { claim_as: 'w' });
  expect(await fail(message_id, 'another')).toEqual({ status: 'claimed', attempts: 1 });
  await commit(database.sql, message_id);
  expect(await fail(message_id)).toEqual({ status: 'settled', attempts: 1 });
});

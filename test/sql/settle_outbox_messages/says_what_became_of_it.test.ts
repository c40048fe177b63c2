import { beforeAll, beforeEach, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { claimOutbox, clearQueues, earlier, letLeasesRunOut, outboxOf, says, sent, settle, sweep, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call } from '../../support/shop.ts';

const database = useDatabase();
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});
beforeEach(() => clearQueues(database.sql, desk));

it('remembers the channel’s own id and when it was', async () => {
  const { chatId } = await turn(database.sql, desk, 'sent');
  expect(await sent(database.sql, await claimOutbox(database.sql))).toEqual({ settled: 1 });
  const [row] = await database.sql`select status, provider_message_id, sent_at from public.outbox_messages where chat_id = ${chatId}`;
  expect(row).toEqual({ status: 'sent', provider_message_id: expect.stringMatching(/^p\d+$/), sent_at: expect.any(Date) });
  const [chat] = await database.sql`select last_outbound_at from public.chats where id = ${chatId}`;
  expect(chat?.last_outbound_at).toEqual(row?.sent_at);
});

/** Eight attempts that come to nothing; gives the pauses after each. */
async function eightTimes(chatId: string, result: { outcome: string; error: string }): Promise<number[]> {
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 8; attempt++) {
    const [row] = await claimOutbox(database.sql);
    expect(row?.attempts).toBe(attempt - 1);
    await settle(database.sql, 'd', { id: row?.id, ...result });
    const [now] =
      await database.sql`select extract(epoch from due_at - clock_timestamp())::float as pause from public.outbox_messages where chat_id = ${chatId}`;
    pauses.push(Math.ceil(now?.pause));
    await earlier(database.sql, desk, 'outbox_messages', 'due_at', '10 minutes');
  }
  return pauses;
}

it('tries what has not gone out again with longer and longer pauses, up to a minute, and gives up after a day with a task', async () => {
  const { chatId } = await turn(database.sql, desk, 'again');
  expect(await eightTimes(chatId, { outcome: 'retry', error: '502' })).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  expect((await outboxOf(database.sql, chatId))[0]).toMatchObject({ status: 'waiting', attempts: 8, last_error: '502' });
  await earlier(database.sql, desk, 'outbox_messages', 'created_at', '1 day');
  const [row] = await claimOutbox(database.sql);
  await settle(database.sql, 'd', { id: row?.id, outcome: 'retry', error: '502' });
  expect((await outboxOf(database.sql, chatId))[0]).toMatchObject({ status: 'failed', attempts: 9 });
  expect(await database.sql`select kind, status from public.tasks where desk_id = ${desk.deskId}`).toEqual([
    { kind: 'task-undelivered', status: 'open' },
  ]);
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});

it('says what may have arrived no more than eight times', async () => {
  const { chatId } = await turn(database.sql, desk, 'perhaps for ever');
  await eightTimes(chatId, { outcome: 'possibly_sent', error: 'no answer' });
  expect((await outboxOf(database.sql, chatId))[0]).toMatchObject({ status: 'failed', attempts: 8, possible_duplicate: true });
});

it('ends at once what will never be accepted, and lets what follows go', async () => {
  const { chatId } = await turn(database.sql, desk, 'never', says('too-long', 'short'));
  const [first, second] = await claimOutbox(database.sql);
  await settle(database.sql, 'd', { id: first?.id, outcome: 'permanent', error: "can't parse" }, { id: second?.id, outcome: 'released' });
  expect((await outboxOf(database.sql, chatId)).map(({ status }) => status)).toEqual(['failed', 'waiting']);
  expect((await claimOutbox(database.sql)).map(({ phrase_key }) => phrase_key)).toEqual(['short']);
});

it('gives back what was released as if nobody had taken it', async () => {
  const { chatId } = await turn(database.sql, desk, 'released', says('first', 'second'));
  const [first, second] = await claimOutbox(database.sql);
  await settle(database.sql, 'd', { id: first?.id, outcome: 'retry', error: 'x' }, { id: second?.id, outcome: 'released' });
  expect(await outboxOf(database.sql, chatId)).toMatchObject([
    { status: 'waiting', attempts: 1, possible_duplicate: false },
    { status: 'waiting', attempts: 0, possible_duplicate: false },
  ]);
  expect(await claimOutbox(database.sql)).toEqual([]);
});

it('marks what may have arrived, after a lost answer and after a lost worker', async () => {
  const { chatId } = await turn(database.sql, desk, 'perhaps');
  const [row] = await claimOutbox(database.sql);
  await settle(database.sql, 'd', { id: row?.id, outcome: 'possibly_sent', error: 'no answer' });
  expect((await outboxOf(database.sql, chatId))[0]).toMatchObject({ status: 'waiting', attempts: 1, possible_duplicate: true });

  const lost = await turn(database.sql, desk, 'lost', says('first', 'second'));
  await claimOutbox(database.sql, 'gone');
  await letLeasesRunOut(database.sql, desk);
  expect((await sweep(database.sql)).outbox).toBe(2);
  expect(await outboxOf(database.sql, lost.chatId)).toMatchObject([
    { status: 'waiting', attempts: 1, possible_duplicate: true },
    { status: 'waiting', attempts: 1, possible_duplicate: true },
  ]);
  const rows = await claimOutbox(database.sql);
  expect(rows.map(({ phrase_key, possible_duplicate }) => [phrase_key, possible_duplicate])).toEqual([
    ['first', true],
    ['second', true],
  ]);
});

it('passes over results of a worker who does not hold the message any more', async () => {
  const { chatId } = await turn(database.sql, desk, 'late');
  const rows = await claimOutbox(database.sql, 'slow');
  await letLeasesRunOut(database.sql, desk);
  await sweep(database.sql);
  await claimOutbox(database.sql, 'quick');
  expect(await sent(database.sql, rows, 'slow')).toEqual({ settled: 0 });
  expect((await outboxOf(database.sql, chatId))[0]?.status).toBe('claimed');
  expect(await sent(database.sql, rows, 'quick')).toEqual({ settled: 1 });
  expect(await sent(database.sql, rows, 'quick')).toEqual({ settled: 0 });
});

it.each([
  ['no list', { a: 1 }],
  ['an outcome nobody knows', [{ id: 1, outcome: 'maybe' }]],
  ['an id that is none', [{ id: 'x', outcome: 'sent' }]],
])('refuses %s', async (_what, results) => {
  await expectRefusal(call(database.sql, 'settle_outbox_messages', { worker: 'd', results: database.sql.json(results) }), 'BAD_INPUT');
});

import type { Row } from 'postgres';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { agree } from '../../support/private-things.ts';
import {
  accept,
  claimOutbox,
  clearQueues,
  commit,
  earlier,
  meet,
  openAccount,
  outboxOf,
  says,
  sent,
  settle,
  turn,
} from '../../support/queues.ts';
import { asDeskRpc, call } from '../../support/shop.ts';

const database = useDatabase();
const race = openConnections(database, 4);
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});
beforeEach(() => clearQueues(database.sql, desk));

const keys = (rows: Row[]) => rows.map(({ phrase_key }) => phrase_key);

/** Something a command tells a customer. */
const notice = (customerId: string, key: string, lane = 'notice') =>
  asDeskRpc(
    database.sql,
    desk,
    (sql) =>
      sql`insert into public.outbox_messages (desk_id, customer_id, phrase_key, lane) values (${desk.deskId}, ${customerId}, ${key}, ${lane})`,
  );

it('gives the replies of a turn as one run in their order, and to nobody else', async () => {
  await turn(database.sql, desk, 'run', says('one-one', 'two-two', 'three'));
  const [mine, others] = [await claimOutbox(database.sql, 'd1'), await claimOutbox(database.sql, 'd2')];
  expect(keys(mine)).toEqual(['one-one', 'two-two', 'three']);
  expect(others).toEqual([]);
});

it('gives what comes behind something under way only when that is settled', async () => {
  await turn(database.sql, desk, 'line', says('first'));
  const rows = await claimOutbox(database.sql);
  await turn(database.sql, desk, 'line', says('second'));
  expect(await claimOutbox(database.sql)).toEqual([]);
  await sent(database.sql, rows);
  expect(keys(await claimOutbox(database.sql))).toEqual(['second']);
});

it('keeps a chat waiting behind what is tried again, and no other chat', async () => {
  await turn(database.sql, desk, 'stuck', says('first'));
  const [row] = await claimOutbox(database.sql);
  await settle(database.sql, 'd', { id: row?.id, outcome: 'retry', error: 'no route' });
  await turn(database.sql, desk, 'stuck', says('second'));
  await turn(database.sql, desk, 'free', says('third'));
  expect(keys(await claimOutbox(database.sql))).toEqual(['third']);
  await earlier(database.sql, desk, 'outbox_messages', 'due_at', '1 minute');
  expect(keys(await claimOutbox(database.sql))).toEqual(['first', 'second']);
});

it('puts answers before notices, and notices before broadcasts', async () => {
  for (const [chat, lane] of [
    ['l1', 'broadcast'],
    ['l2', 'notice'],
  ] as const) {
    const { claim } = await accept(database.sql, desk, chat, { claim_as: 'w' });
    const customer = await meet(database.sql, desk, chat);
    await agree(database.sql, desk, customer.id, 'marketing');
    await commit(database.sql, claim.message_id);
    // Broadcasts go to those alone who agreed to them.
    const agreed = { actor_id: desk.systemId, acting_customer_id: customer.id, customer_id: customer.id, kind: 'marketing' };
    await call(database.sql, 'record_consent_safe', { ...agreed, granted: true, version: '1', source: 'web' });
    await notice(customer.id, `of-lane-${lane}`, lane);
  }
  await turn(database.sql, desk, 'l3', says('an-answer'));
  const order: string[] = [];
  for (
    let rows = await claimOutbox(database.sql, 'd', { batch: 1 });
    rows.length > 0;
    rows = await claimOutbox(database.sql, 'd', { batch: 1 })
  ) {
    order.push(...keys(rows));
    await sent(database.sql, rows);
  }
  expect(order).toEqual(['an-answer', 'of-lane-notice', 'of-lane-broadcast']);
});

it('holds a notice back while a turn of its chat is under way, and lets a reply go', async () => {
  const { claim: first } = await accept(database.sql, desk, 'polite', { claim_as: 'w' });
  const customer = await meet(database.sql, desk, 'polite');
  await commit(database.sql, first.message_id, { replies: says('an-answer') });
  await notice(customer.id, 'a-notice');
  const { claim: second } = await accept(database.sql, desk, 'polite', { claim_as: 'w' });
  const rows = await claimOutbox(database.sql);
  expect(keys(rows)).toEqual(['an-answer']);
  await sent(database.sql, rows);
  expect(await claimOutbox(database.sql)).toEqual([]);
  await commit(database.sql, second.message_id);
  expect(keys(await claimOutbox(database.sql))).toEqual(['a-notice']);
});

describe('the limits of a provider', () => {
  it('let out of an account what its bucket holds, however many dispatchers ask', async () => {
    const account = await openAccount(database.sql, desk, { messages_per_second: 0.001, burst: 7 });
    for (let chat = 0; chat < 20; chat++) await turn(database.sql, desk, `many-${chat}`, says('hello'), account);
    const batches = await race.atOnce(4, async (sql, index) => {
      const rows = [];
      for (let round = 0; round < 5; round++) rows.push(...(await claimOutbox(sql, `d${index}`)));
      return rows;
    });
    const ids = batches.flat().map(({ id }) => id);
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
    await earlier(database.sql, desk, 'channel_accounts', 'tokens_at', '3000 seconds');
    expect(await claimOutbox(database.sql)).toHaveLength(3);
  });

  it('let out to one chat what its bucket holds, at the end of a turn too', async () => {
    const account = await openAccount(database.sql, desk, { chat_interval_ms: 600_000, chat_burst: 2 });
    const { claim } = await accept(database.sql, desk, 'slow', { ...account, claim_as: 'w' });
    const given = { replies: says('one-one', 'two-two', 'three'), claim_as: 'd' };
    const { outbox } = await commit(database.sql, claim.message_id, given);
    expect(keys(outbox)).toEqual(['one-one', 'two-two']);
    await sent(database.sql, outbox);
    expect(await claimOutbox(database.sql)).toEqual([]);
    await earlier(database.sql, desk, 'chats', 'tokens_at', '11 minutes');
    expect(keys(await claimOutbox(database.sql))).toEqual(['three']);
  });

  it('asked for by the provider pause the chat, or the account, and nothing else; it was no attempt', async () => {
    const account = await openAccount(database.sql, desk);
    const one = await turn(database.sql, desk, 'p1', says('hello'), account);
    const two = await turn(database.sql, desk, 'p2', says('hello'), account);
    const rows = await claimOutbox(database.sql);
    const [limited, rest] = [rows.filter(({ chat }) => chat.id === one.chatId), rows.filter(({ chat }) => chat.id === two.chatId)];
    await settle(database.sql, 'd', { id: limited[0]?.id, outcome: 'rate_limited', scope: 'chat', retry_after_seconds: 60 });
    await sent(database.sql, rest);
    await turn(database.sql, desk, 'p2', says('more'), account);
    const [row] = await claimOutbox(database.sql);
    expect(row).toMatchObject({ phrase_key: 'more', chat: { id: two.chatId } });
    expect((await outboxOf(database.sql, one.chatId))[0]).toMatchObject({ status: 'waiting', attempts: 0, possible_duplicate: false });

    await settle(database.sql, 'd', { id: row?.id, outcome: 'rate_limited', scope: 'account', retry_after_seconds: 60 });
    await turn(database.sql, desk, 'p3', says('hello'), account);
    await turn(database.sql, desk, 'elsewhere', says('elsewhere'));
    expect(keys(await claimOutbox(database.sql))).toEqual(['elsewhere']);
    await earlier(database.sql, desk, 'channel_accounts', 'paused_until', '2 minutes');
    expect(await claimOutbox(database.sql)).toHaveLength(2);
  });

  it('leave what goes to a channel that is switched off where it is', async () => {
    const account = await openAccount(database.sql, desk);
    await turn(database.sql, desk, 'off', says('hello'), account);
    await database.sql`update public.channel_accounts set active = false where account = ${account.account}`;
    expect(await claimOutbox(database.sql)).toEqual([]);
  });
});

it('shares many chats between four dispatchers: each message once, each chat in its order', async () => {
  for (let chat = 0; chat < 40; chat++) {
    for (const key of ['one-one', 'two-two', 'three']) await turn(database.sql, desk, `shared-${chat}`, says(key));
  }
  const taken: Array<{ chat: string; key: string }> = [];
  await race.atOnce(4, async (sql, index) => {
    for (let idle = 0; taken.length < 120 && idle < 500; ) {
      const rows = await claimOutbox(sql, `d${index}`, { batch: 9 });
      if (rows.length === 0) idle++;
      taken.push(...rows.map(({ chat, phrase_key }) => ({ chat: chat.external_id, key: phrase_key })));
      await sent(sql, rows, `d${index}`);
    }
  });
  expect(taken).toHaveLength(120);
  for (const rows of Map.groupBy(taken, ({ chat }) => chat).values())
    expect(rows.map(({ key }) => key)).toEqual(['one-one', 'two-two', 'three']);
});

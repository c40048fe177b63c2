import { beforeAll, beforeEach, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { openConnections } from '../../support/many-connections.ts';
import { accept, claim, clearQueues, commit, letLeasesRunOut } from '../../support/queues.ts';
import { call } from '../../support/shop.ts';

const database = useDatabase();
const race = openConnections(database, 8);
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});
beforeEach(() => clearQueues(database.sql, desk));

const CHATS = 50;
const MESSAGES = 10;

it('gives eight workers each of 500 messages once, each chat in its order and never two of one chat at once', async () => {
  for (let number = 0; number < MESSAGES; number++) {
    await Promise.all(
      Array.from({ length: CHATS }, (_, chat) => accept(database.sql, desk, `chat-${chat}`, { external_id: `${chat}/${number}` })),
    );
  }
  const taken: Array<{ chat: string; message: number }> = [];
  const under = new Set<string>();
  let clashes = 0;
  await race.atOnce(8, async (sql, index) => {
    for (let idle = 0; taken.length < CHATS * MESSAGES && idle < 1_000; ) {
      const claimed = await claim(sql, `w${index}`);
      if (claimed === null) {
        idle++;
        continue;
      }
      const chat = claimed.chat.external_id;
      if (under.has(chat)) clashes++;
      under.add(chat);
      taken.push({ chat, message: claimed.message_id });
      // While the database is asked for something else, the others have the time to take what they should not.
      await sql`select`;
      under.delete(chat);
      expect(await commit(sql, claimed.message_id, { worker: `w${index}` })).toMatchObject({ settled: true, duplicate: false });
    }
  });
  expect(clashes).toBe(0);
  expect(new Set(taken.map(({ message }) => message)).size).toBe(CHATS * MESSAGES);
  expect(taken).toHaveLength(CHATS * MESSAGES);
  for (const messages of Map.groupBy(taken, ({ chat }) => chat).values()) {
    const order = messages.map(({ message }) => message);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  const [turns] =
    await database.sql`select min(turn)::int as least, max(turn)::int as most, count(*)::int as conversations from public.conversations`;
  expect(turns).toEqual({ least: MESSAGES, most: MESSAGES, conversations: CHATS });
});

it('gives nothing of a chat while a turn of it is under way, and the next message when it has ended', async () => {
  const { message_id: first } = await accept(database.sql, desk, 'a');
  const { message_id: second } = await accept(database.sql, desk, 'a');
  expect((await claim(database.sql)).message_id).toBe(first);
  expect(await claim(database.sql)).toBeNull();
  await commit(database.sql, first);
  expect((await claim(database.sql)).message_id).toBe(second);
});

it('does not give the second message of a chat while the first one was left lying', async () => {
  const { message_id: first } = await accept(database.sql, desk, 'b', { claim_as: 'gone' });
  await accept(database.sql, desk, 'b');
  await letLeasesRunOut(database.sql, desk);
  expect(await claim(database.sql)).toBeNull();
  await call(database.sql, 'sweep_chat_work', {});
  expect(await claim(database.sql)).toMatchObject({ message_id: first, attempts: 2 });
});

it('gives a message that is not due yet to nobody, nor what waits behind it', async () => {
  const { message_id } = await accept(database.sql, desk, 'c', { claim_as: 'w' });
  await accept(database.sql, desk, 'c');
  await call(database.sql, 'fail_inbox_message', { message_id, worker: 'w', error: 'x' });
  expect(await claim(database.sql)).toBeNull();
  const { message_id: other } = await accept(database.sql, desk, 'd');
  expect((await claim(database.sql)).message_id).toBe(other);
});

it('looks at no row that is done, nor at what waits behind another, however many there are', async () => {
  await database.sql`analyze public.inbox_messages`;
  const plan = await database.sql.unsafe(`explain (format json)
    select m.id from public.inbox_messages as m join public.chats as c on c.id = m.chat_id
    where m.status = 'new' and m.first_in_chat and m.due_at <= now() and (c.lease_until is null or c.lease_until <= now())
    order by m.due_at, m.id limit 1 for no key update of m, c skip locked`);
  expect(JSON.stringify(plan)).toContain('inbox_messages_to_claim');
});

import { expect, it } from 'vitest';
import { acceptMessage } from '../../src/inbox/phone-book.ts';
import { asked } from '../../src/rpc/call.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { openDesk } from '../support/builders.ts';
import { quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';

const CHATS = 500;
const database = useDatabase();
const workers = useWorkers(database);

it('answers every message once and each chat in its order', async () => {
  const desk = await openDesk(database.sql);
  const port = directRpc({ databaseUrl: database.url, connections: 4 });
  const four = await Promise.all([1, 2, 3, 4].map(() => workers.start()));
  const words = ['/start', '/help'];
  const send = async (chat: number, n: number) => {
    const event = JSON.stringify({ type: 'text', text: words[n] });
    const ids = { provider: 'web', account: desk.slug, chat: `chat-${chat}`, sender: `chat-${chat}`, external_id: `${chat}/${n}` };
    asked(await acceptMessage(port, { ...ids, body: event, event }));
  };
  for (const n of words.keys()) await Promise.all(Array.from({ length: CHATS }, (_, chat) => send(chat, n)));
  await quiet(database);
  await port.close();

  const [inbox] = await database.sql`
    select count(*)::int as settled, max(attempts)::int as attempts from public.inbox_messages where status = 'settled'`;
  expect(inbox).toEqual({ settled: CHATS * words.length, attempts: 1 });
  const [turns] = await database.sql`select min(turn)::int as fewest, max(turn)::int as most from public.conversations`;
  expect(turns).toEqual({ fewest: words.length, most: words.length });

  const keys = four.flatMap(({ web }) => web.sent.map(({ key }) => key));
  expect(new Set(keys).size).toBe(keys.length);
  const [outbox] = await database.sql`
    select count(*)::int as all, count(*) filter (where status = 'sent' and attempts <= 1 and not possible_duplicate)::int as good from public.outbox_messages`;
  expect(outbox?.good).toBe(outbox?.all);
  expect(keys).toHaveLength(outbox?.all);
  const disorder = await database.sql`
    select * from (select chat_id, chat_seq, sent_at, lag(sent_at) over (partition by chat_id order by chat_seq) as before from public.outbox_messages) as o
    where sent_at < before`;
  expect(disorder).toEqual([]);
  // No worker was left without work by another's claims.
  expect(four.map(({ web }) => web.sent.length > CHATS / 10)).toEqual([true, true, true, true]);
});

import { expect, it } from 'vitest';
import { openDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { accept, openAccount } from '../../support/queues.ts';
import { asDeskRpc } from '../../support/shop.ts';

const database = useDatabase();

it('quotes no message of another bot, though the chats with both are called the same', async () => {
  const desk = await openDesk(database.sql);
  const [one, other] = [await openAccount(database.sql, desk), await openAccount(database.sql, desk)];
  const body = JSON.stringify({ message: { message_id: 5, chat: { id: 77 } } });
  const { message_id: written } = await accept(database.sql, desk, '77', { ...one, body });
  const event = JSON.stringify({ type: 'text', text: 'Which red?', inReplyTo: '9' });
  const { message_id: answering } = await accept(database.sql, desk, '88', { ...one, event });
  const quoted = await asDeskRpc(database.sql, desk, async (sql) => {
    await sql`insert into public.outbox_messages (desk_id, account_id, chat_id, chat_seq, phrase_key, kind, status, sent_at, correlation_id, provider_message_id)
      select c.desk_id, c.account_id, c.id, 900, 'staff-says', 'reply', 'sent', now(), ${`inbox:${written}`}, '9'
      from public.chats as c where c.desk_id = ${desk.deskId} and c.external_id = '88'`;
    const rows = await sql`select a.account, private.quoted_in(jsonb_populate_record(null::public.outbox_messages, jsonb_build_object(
        'desk_id', a.desk_id, 'account_id', a.id, 'dedupe_key', ${`relay:${answering}:x`}::text)), '77') as quoted
      from public.channel_accounts as a where a.desk_id = ${desk.deskId} and a.account in (${one.account}, ${other.account})`;
    return Object.fromEntries(rows.map((row) => [row.account, row.quoted]));
  });
  expect(quoted).toEqual({ [one.account]: '5', [other.account]: null });
});

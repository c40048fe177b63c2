-- The files of an album are one turn: those that joined its first message end with it, which is as it should be.

create or replace function private.check_queues() returns table (invariant text, desk_id uuid, entity text, entity_id uuid, what text)
language sql
stable
as $$
  -- INV-08: what came in is settled, parked with a reason or dead, soon.
  select 'INV-08', m.desk_id, 'inbox_message', m.chat_id, pg_catalog.format('message %s has been new for more than ten minutes', m.id)
  from public.inbox_messages as m
  where m.status = 'new' and m.received_at < pg_catalog.now() - interval '10 minutes'
  union all
  select 'INV-08', m.desk_id, 'inbox_message', m.chat_id, pg_catalog.format('nobody has come back for message %s', m.id)
  from public.inbox_messages as m
  where m.status = 'claimed' and m.lease_until < pg_catalog.now() - interval '10 minutes'
  union all
  select 'INV-08', m.desk_id, 'inbox_message', m.chat_id, pg_catalog.format('message %s ended without a turn or a reason', m.id)
  from public.inbox_messages as m
  where (m.status in ('settled', 'parked') and m.conversation_id is null and m.park_reason is null
      -- A file that joined the message of its album had its turn with that one, and was never claimed itself.
      and not (m.status = 'settled' and m.attempts = 0 and (m.event like '%"album"%' or m.event = '{"type":"other","what":"erased"}')))
    or (m.status = 'dead' and m.last_error is null)
  union all
  select 'INV-08', m.desk_id, 'chat', m.chat_id, 'its messages wait for nothing'
  from public.inbox_messages as m
  where m.status in ('new', 'claimed')
  group by m.desk_id, m.chat_id
  having pg_catalog.count(*) filter (where m.first_in_chat) <> 1
    or pg_catalog.min(m.id) <> pg_catalog.min(m.id) filter (where m.first_in_chat)
  union all
  -- INV-09: what goes out ends, after as many attempts as a day has minutes, and eight where it may have arrived, in the order of its chat.
  select 'INV-09', o.desk_id, 'outbox_message', o.chat_id, pg_catalog.format('message %s was tried more often than it should be', o.id)
  from public.outbox_messages as o where o.attempts > 1500 or (o.attempts > 8 and o.possible_duplicate and o.status in ('waiting', 'claimed'))
  union all
  select 'INV-09', o.desk_id, 'outbox_message', o.chat_id, pg_catalog.format('message %s has waited for more than an hour', o.id)
  from public.outbox_messages as o
  left join public.chats as c on c.id = o.chat_id
  left join public.channel_accounts as a on a.id = o.account_id
  where o.status = 'waiting' and o.due_at < pg_catalog.now() - interval '1 hour'
    and coalesce(c.paused_until, '-infinity') < pg_catalog.now() and coalesce(a.paused_until, '-infinity') < pg_catalog.now() and a.active is not false
  union all
  select 'INV-09', o.desk_id, 'outbox_message', o.chat_id, pg_catalog.format('nobody has come back for message %s', o.id)
  from public.outbox_messages as o where o.status = 'claimed' and o.lease_until < pg_catalog.now() - interval '1 hour'
  union all
  select 'INV-09', o.desk_id, 'outbox_message', o.chat_id, pg_catalog.format('message %s was sent before one that came earlier', o.id)
  from (
    select s.*, pg_catalog.max(s.sent_at) over (
      partition by s.chat_id order by s.chat_seq rows between unbounded preceding and 1 preceding) as before
    from public.outbox_messages as s
    where s.status = 'sent' and s.edits_card_id is null
  ) as o
  where o.sent_at < o.before
  union all
  select 'INV-09', o.desk_id, 'chat', o.chat_id, 'its messages wait for nothing'
  from public.outbox_messages as o
  where o.status in ('waiting', 'claimed') and o.chat_id is not null
  group by o.desk_id, o.chat_id
  having pg_catalog.count(*) filter (where o.first_in_chat) <> 1
    or pg_catalog.min(o.chat_seq) <> pg_catalog.min(o.chat_seq) filter (where o.first_in_chat)
$$;

-- Both directions of every chat in one list.

create view public.message_log with (security_invoker = true) as
select 'in' as direction, m.id, m.desk_id, m.chat_id, a.provider, a.account, m.conversation_id, c.customer_id,
  private.lenient_json(m.event) ->> 'type' as type, private.lenient_json(m.event) as content, m.status::text as state, m.received_at as at,
  m.external_id as provider_message_id, false as possible_duplicate, 'inbox:' || m.id as correlation_id
from public.inbox_messages as m
join public.chats as c on c.id = m.chat_id
join public.channel_accounts as a on a.id = m.account_id
union all
select 'out', o.id, o.desk_id, o.chat_id, a.provider, a.account, o.conversation_id, coalesce(o.customer_id, c.customer_id),
  coalesce(o.reply ->> 'kind', case when o.edits_card_id is not null then 'edit' else o.kind::text end),
  pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('phrase_key', o.phrase_key, 'params', o.params, 'reply', o.reply)),
  o.status::text, coalesce(o.sent_at, o.created_at), o.provider_message_id, o.possible_duplicate, o.correlation_id
from public.outbox_messages as o
join public.chats as c on c.id = o.chat_id
join public.channel_accounts as a on a.id = o.account_id;
comment on view public.message_log is 'What came in and what went out, chat by chat, for those who see the chat.';
revoke all on public.message_log from anon, authenticated, service_role;
grant select on public.message_log to authenticated, service_role;
-- The view reads with the rights of whoever asks.
grant execute on function private.lenient_json to authenticated, service_role;

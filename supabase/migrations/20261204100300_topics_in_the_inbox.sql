-- Whoever writes in a topic means the customer whom it shows.

create or replace function private.inbox_claim(message_id bigint) returns jsonb
language plpgsql
stable
as $$
declare
  m public.inbox_messages;
  c public.chats;
begin
  select * into m from public.inbox_messages as x where x.id = inbox_claim.message_id;
  if not found then
    return null;
  end if;
  select * into c from public.chats as x where x.id = m.chat_id;
  return (select pg_catalog.jsonb_build_object(
    'message_id', m.id, 'attempts', m.attempts, 'event', m.event, 'received_at', m.received_at, 'worker', m.lease_by,
    'system_staff_id', (select s.id from public.staff as s where s.desk_id = m.desk_id and s.role = 'system'),
    'chat', pg_catalog.jsonb_build_object('id', c.id, 'provider', a.provider, 'account', a.account, 'external_id', c.external_id,
      'sender', c.sender_id, 'sender_name', c.sender_name, 'language', c.language, 'with_person', private.is_taken(c)),
    'desk', private.desk_json(m.desk_id),
    'customer', private.known_customer(m.desk_id, c.customer_id),
    'staff', (select private.staff_json(s) from public.staff as s where s.id = c.staff_id),
    'conversation', v.conversation,
    'topic', case when c.topic_id is not null then (
      select pg_catalog.jsonb_build_object('chat_id', t.chat_id, 'name', private.name_in_topic(t)) from public.topics as t where t.id = c.topic_id) end,
    -- Looked for only where a message says that it answers another.
    'about', case when m.event like '%"inReplyTo"%' then private.replied_about(m, c) end,
    -- Only where a conversation begins: afterwards it is the dialogue that knows.
    'saved_cart', case when v.conversation is null then private.saved_cart(c) end)
  from public.channel_accounts as a
  left join lateral (
    select pg_catalog.jsonb_build_object('id', x.id, 'machine', x.machine, 'version', x.version, 'state', x.state,
      'language', x.language, 'owner', x.owner, 'turn', x.turn) as conversation
    from public.conversations as x where x.chat_id = c.id and x.status = 'active'
  ) as v on true
  where a.id = c.account_id);
end
$$;

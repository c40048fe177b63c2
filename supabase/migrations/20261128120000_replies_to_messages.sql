-- A message that answers an earlier one is about what that one showed: an order, or a customer's chat. Only what its writer may
-- see now; the channel's id of the earlier message comes with the event.
-- squawk-ignore-file require-concurrent-index-creation

create index outbox_messages_that_are_about_something on public.outbox_messages (chat_id, provider_message_id)
  where provider_message_id is not null and (order_id is not null or entity = 'handover');

create function private.replied_about(message public.inbox_messages, chat public.chats) returns jsonb
language plpgsql
stable
as $$
declare
  v_to text := private.lenient_json(message.event) ->> 'inReplyTo';
  v_shown public.outbox_messages;
  v_staff public.staff;
  v_code text;
  v_chat uuid;
begin
  select o.* into v_shown from public.outbox_messages as o
  where o.chat_id = chat.id and o.provider_message_id = v_to and (o.order_id is not null or o.entity = 'handover')
  order by o.id desc limit 1;
  if v_shown.id is null then
    return null;
  end if;
  select s.* into v_staff from public.staff as s where s.desk_id = chat.desk_id and s.id = chat.staff_id and s.status = 'active';
  v_code := (
    select o.order_code from public.orders as o
    where o.desk_id = chat.desk_id and o.id = v_shown.order_id
      and (o.customer_id = chat.customer_id or (v_staff.id is not null and private.is_theirs(v_staff, o.assigned_to))));
  v_chat := (
    select h.chat_id from public.handovers as h
    where v_shown.entity = 'handover' and v_staff.id is not null and h.desk_id = chat.desk_id and h.id = v_shown.entity_id);
  return case when pg_catalog.num_nonnulls(v_code, v_chat) > 0 then pg_catalog.jsonb_build_object('order_code', v_code, 'chat_id', v_chat) end;
end
$$;
comment on function private.replied_about is 'What the message was about that this one answers: an order its writer may see, or a chat that was passed on to them; null for anything else.';

create or replace function private.inbox_claim(message_id bigint) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select pg_catalog.jsonb_build_object(
    'message_id', m.id, 'attempts', m.attempts, 'event', m.event, 'received_at', m.received_at, 'worker', m.lease_by,
    'system_staff_id', (select s.id from public.staff as s where s.desk_id = m.desk_id and s.role = 'system'),
    'chat', pg_catalog.jsonb_build_object('id', c.id, 'provider', a.provider, 'account', a.account, 'external_id', c.external_id,
      'sender', c.sender_id, 'sender_name', c.sender_name, 'language', c.language, 'with_person', private.is_taken(c)),
    'desk', private.desk_json(m.desk_id),
    'customer', private.known_customer(m.desk_id, c.customer_id),
    'staff', (select private.staff_json(s) from public.staff as s where s.id = c.staff_id),
    'conversation', v.conversation,
    -- Looked for only where a message says that it answers another.
    'about', case when m.event like '%"inReplyTo"%' then private.replied_about(m, c) end,
    -- Only where a conversation begins: afterwards it is the dialogue that knows.
    'saved_cart', case when v.conversation is null then private.saved_cart(c) end)
  from public.inbox_messages as m
  join public.chats as c on c.id = m.chat_id
  join public.channel_accounts as a on a.id = c.account_id
  left join lateral (
    select pg_catalog.jsonb_build_object('id', x.id, 'machine', x.machine, 'version', x.version, 'state', x.state,
      'language', x.language, 'owner', x.owner, 'turn', x.turn) as conversation
    from public.conversations as x where x.chat_id = c.id and x.status = 'active'
  ) as v on true
  where m.id = inbox_claim.message_id);
end
$$;
revoke execute on function private.replied_about from public;
grant execute on function private.replied_about to desk_rpc;

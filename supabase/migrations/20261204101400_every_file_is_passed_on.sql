-- Files that came as one are passed on each: to whoever takes the chat, and to the staff group.

create function private.events_in(event jsonb) returns table (place bigint, event jsonb)
language sql
immutable
as $$
  select 1, events_in.event
  union all
  select x.ordinality + 1, x.value || '{"type": "file", "caption": null}'
  from pg_catalog.jsonb_array_elements(case when pg_catalog.jsonb_typeof(events_in.event -> 'more') = 'array' then events_in.event -> 'more' else '[]' end)
    with ordinality as x
$$;
comment on function private.events_in is 'A message as it is passed on: the message, and each of the files that came with its first.';
revoke execute on function private.events_in from public;
grant execute on function private.events_in to desk_rpc;

create or replace function private.relay(handover_id uuid, staff public.staff, chat public.chats, message_id bigint, event jsonb) returns void
language plpgsql
as $$
declare
  v_name text := private.name_in_chat(chat);
  v_code text := (select o.order_code from public.orders as o
    where o.desk_id = chat.desk_id and o.customer_id = chat.customer_id and o.status not in ('closed', 'cancelled', 'returned')
      and private.is_theirs(staff, o.assigned_to) order by o.created_at desc limit 1);
  v_choices jsonb := pg_catalog.jsonb_build_array(
    pg_catalog.jsonb_build_object('label', '{"key": "do-answer"}'::jsonb, 'action', 's1:talk:' || chat.id),
    pg_catalog.jsonb_build_object('label', '{"key": "do-back"}'::jsonb, 'action', 's1:back:' || chat.id));
begin
  if v_code is not null then
    v_choices := v_choices || pg_catalog.jsonb_build_object(
      'label', pg_catalog.jsonb_build_object('key', 'staff-show-order', 'params', pg_catalog.jsonb_build_object('code', v_code)), 'action', 's1:order:' || v_code);
  end if;
  insert into public.outbox_messages (desk_id, staff_id, phrase_key, lane, entity, entity_id, reply, dedupe_key)
  select chat.desk_id, staff.id, private.phrase_key_of(x.reply), 'interactive', 'handover', relay.handover_id, x.reply,
    'relay:' || relay.message_id || ':' || staff.id || case when x.place = 1 then '' else ':' || x.place end
  from (select e.place, private.relayed_reply(e.event, v_name, v_choices) as reply from private.events_in(relay.event) as e) as x
  where x.reply is not null order by x.place
  on conflict on constraint outbox_messages_come_once do nothing;
end
$$;

create or replace function private.show_inbound() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_topic public.topics := private.topic_of(new.chat_id);
begin
  if v_topic.id is not null then
    perform private.show_in_topic(v_topic, private.phrase_key_of(x.reply), '{}', x.reply, 'topic-in:' || new.id || case when x.place = 1 then '' else ':' || x.place end)
    from (
      select e.place, private.relayed_reply(e.event, private.name_in_topic(v_topic), '[]') as reply
      from private.events_in(private.lenient_json(new.event)) as e
      order by e.place
    ) as x
    where x.reply is not null;
  end if;
  return null;
end
$$;

-- What happens in a chat that is with a person is shown in its topic, in the transaction in which it happens: once, whatever
-- happens to workers. Its place is found when it is sent, so that nobody waits for a topic here.

create function private.group_for(chat public.chats) returns uuid
language sql
stable
as $$
  select g.id from public.staff_groups as g where g.desk_id = chat.desk_id and g.ended_at is null
  order by g.account_id = chat.account_id desc, g.began_at limit 1
$$;
comment on function private.group_for is 'The staff group that is shown a chat: that of its own bot, else the oldest of the desk.';

create function private.topic_of(chat_id uuid) returns public.topics
language plpgsql
stable
as $$
declare
  v_topic public.topics;
begin
  select t.* into v_topic from public.chats as c join public.topics as t on t.desk_id = c.desk_id and t.chat_id = c.id
  where c.id = topic_of.chat_id and t.group_id = private.group_for(c);
  return v_topic;
end
$$;
comment on function private.topic_of is 'The topic that shows a customer''s chat now.';

create function private.show_in_topic(topic public.topics, phrase_key text, params jsonb, reply jsonb, dedupe_key text) returns void
language plpgsql
as $$
begin
  insert into public.outbox_messages (desk_id, phrase_key, params, lane, entity, entity_id, reply, dedupe_key)
  values (topic.desk_id, show_in_topic.phrase_key, show_in_topic.params, 'interactive', 'topic', topic.id, show_in_topic.reply, show_in_topic.dedupe_key)
  on conflict on constraint outbox_messages_come_once do nothing;
  perform pg_catalog.pg_notify('desk_work', 'outbox');
end
$$;
comment on function private.show_in_topic is 'Has something said in a topic, once per key.';

create function private.topic_card(handover public.handovers, chat public.chats) returns jsonb
language plpgsql
stable
as $$
declare
  v_rows jsonb;
begin
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('label', pg_catalog.jsonb_build_object('key', x.label),
    'value', pg_catalog.jsonb_build_object('key', 'verbatim', 'params', pg_catalog.jsonb_build_object('text', x.value))) order by x.place), '[]')
  into v_rows
  from (
    select 1 as place, 'topic-card-asked' as label, t.description as value
    from public.tasks as t where t.desk_id = handover.desk_id and t.id = handover.task_id
    union all
    select 2, 'topic-card-order', (
      select o.order_code from public.orders as o
      where o.desk_id = chat.desk_id and o.customer_id = chat.customer_id and o.status not in ('closed', 'cancelled', 'returned')
      order by o.created_at desc limit 1)
    union all
    select 3, 'topic-card-channel', a.name from public.channel_accounts as a where a.id = chat.account_id
  ) as x
  where x.value is not null;
  return pg_catalog.jsonb_build_object('kind', 'card', 'rows', v_rows, 'text', '[{"key": "topic-card-how"}]'::jsonb,
    'title', pg_catalog.jsonb_build_object('key', 'topic-card', 'params', pg_catalog.jsonb_build_object('name', coalesce(private.name_in_chat(chat), 'none'))),
    'choices', '[{"label": {"key": "do-topic-take"}, "action": "t1:take", "style": "primary"}, {"label": {"key": "do-back"}, "action": "t1:back"}]'::jsonb);
end
$$;
comment on function private.topic_card is 'Who waits, and what they asked: how a topic begins.';

create function private.begin_topic(handover public.handovers) returns void
language plpgsql
as $$
declare
  v_chat public.chats;
  v_group public.staff_groups;
  v_topic public.topics;
begin
  select c.* into v_chat from public.chats as c where c.id = handover.chat_id;
  select g.* into v_group from public.staff_groups as g where g.id = private.group_for(v_chat);
  if v_group.id is null then
    return;
  end if;
  insert into public.topics (desk_id, group_id, chat_id) values (v_group.desk_id, v_group.id, v_chat.id)
  on conflict on constraint topics_are_one_per_chat do nothing
  returning * into v_topic;
  if v_topic.id is not null then
    insert into public.chats (desk_id, account_id, external_id, sender_id, language)
    values (v_group.desk_id, v_group.account_id, 'topic:' || v_topic.id, 'topic:' || v_topic.id, v_group.language);
  end if;
  perform private.show_in_topic(private.topic_of(v_chat.id), 'topic-card', '{}', private.topic_card(handover, v_chat), 'topic-begins:' || handover.id);
end
$$;
comment on function private.begin_topic is 'Shows a hand-over to the staff group, where there is one; the topic of a chat is made once.';

create function private.show_handover() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_topic public.topics;
begin
  if tg_op = 'INSERT' then
    perform private.begin_topic(new);
    return null;
  end if;
  v_topic := private.topic_of(new.chat_id);
  if v_topic.id is not null and new.ended_by <> 'erasure' then
    perform private.show_in_topic(v_topic, 'topic-ended', '{}', pg_catalog.jsonb_build_object('kind', 'text', 'text', pg_catalog.jsonb_build_array(
      pg_catalog.jsonb_build_object('key', 'topic-ended', 'params', pg_catalog.jsonb_build_object('by', new.ended_by)))), 'topic-ended:' || new.id);
  end if;
  return null;
end
$$;
comment on function private.show_handover is 'Tells the topic of a chat that it is with a person, and that it is no more.';

create function private.show_inbound() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_topic public.topics := private.topic_of(new.chat_id);
  v_reply jsonb;
begin
  if v_topic.id is not null then
    v_reply := private.relayed_reply(private.lenient_json(new.event), private.name_in_topic(v_topic), '[]');
  end if;
  if v_reply is not null then
    perform private.show_in_topic(v_topic, private.phrase_key_of(v_reply), '{}', v_reply, 'topic-in:' || new.id);
  end if;
  return null;
end
$$;
comment on function private.show_inbound is 'Shows the staff group what a customer says to a person.';

create function private.show_outbound() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_chat public.chats;
  v_topic public.topics;
  v_reply jsonb := new.reply - 'choices' - 'ask';
  v_told jsonb := case when new.phrase_key in ('staff-says', 'staff-sends', 'person-joined') then '{}' else '{"told": "yes"}' end;
begin
  select c.* into v_chat from public.chats as c where c.id = new.chat_id and c.handover_id is not null;
  if v_chat.id is not null then
    v_topic := private.topic_of(v_chat.id);
  end if;
  -- What was written in the topic itself is read there already.
  if v_topic.id is null or exists (
    select from public.inbox_messages as m join public.chats as c on c.id = m.chat_id
    where m.id = pg_catalog.substring(new.correlation_id, '^inbox:([0-9]{1,18})$')::bigint and c.topic_id = v_topic.id
  ) then
    return null;
  end if;
  if v_reply ->> 'kind' = 'order-card' then
    v_reply := pg_catalog.jsonb_build_object('kind', 'text', 'text', pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('key', 'topic-shows-order',
      'params', pg_catalog.jsonb_build_object('code', coalesce((select o.order_code from public.orders as o where o.id = new.order_id), 'none')))));
  end if;
  perform private.show_in_topic(v_topic, coalesce(private.phrase_key_of(v_reply), new.phrase_key),
    case when v_reply is null then new.params else '{}' end || v_told, v_reply, 'topic-out:' || new.id);
  return null;
end
$$;
comment on function private.show_outbound is 'Shows the staff group what a customer is told while a person has their chat, by whomever.';

revoke execute on function private.group_for, private.topic_of, private.show_in_topic, private.topic_card, private.begin_topic,
  private.show_handover, private.show_inbound, private.show_outbound from public;
grant execute on function private.group_for, private.topic_of, private.show_in_topic, private.topic_card, private.begin_topic to desk_rpc;
select private.hand_over('private.show_handover()');
select private.hand_over('private.show_inbound()');
select private.hand_over('private.show_outbound()');

create trigger show_handover after insert on public.handovers for each row execute function private.show_handover();
create trigger show_handover_ended after update of ended_at on public.handovers for each row
  when (old.ended_at is null and new.ended_at is not null) execute function private.show_handover();
create trigger show_inbound after update of status on public.inbox_messages for each row
  when (new.status = 'parked' and new.park_reason = 'with-a-person' and old.status <> 'parked') execute function private.show_inbound();
create trigger show_outbound after insert on public.outbox_messages for each row
  when (new.chat_id is not null and new.edits_card_id is null and new.kind <> 'broadcast' and new.status in ('waiting', 'claimed')
    and new.entity is distinct from 'topic')
  execute function private.show_outbound();
create trigger show_routed after update of chat_id on public.outbox_messages for each row
  when (old.chat_id is null and new.chat_id is not null and new.edits_card_id is null and new.kind <> 'broadcast' and new.status = 'waiting'
    and new.entity is distinct from 'topic')
  execute function private.show_outbound();

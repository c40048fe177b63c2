-- What a customer says to a person reaches that person in their own chat, in the transaction in which the customer's turn
-- ends: once, whatever happens to workers. Who takes a chat is given what nobody has answered there yet.

create function private.name_in_chat(chat public.chats) returns text
language plpgsql
stable
as $$
begin
  return coalesce((select c.full_name from public.customers as c where c.desk_id = chat.desk_id and c.id = chat.customer_id and c.erased_at is null), chat.sender_name);
end
$$;
comment on function private.name_in_chat is 'What whoever writes in a chat is called; null when nobody knows.';

-- Phrases ask for "none" where nobody knows the name.
create function private.relayed_reply(event jsonb, name text, choices jsonb) returns jsonb
language plpgsql
immutable
as $$
declare
  v_who jsonb := pg_catalog.jsonb_build_object('name', coalesce(relayed_reply.name, 'none'));
  v_phrase jsonb;
begin
  v_phrase := case event ->> 'type'
    when 'text' then pg_catalog.jsonb_build_object('key', 'relay-says', 'params', v_who || pg_catalog.jsonb_build_object('text', event ->> 'text'))
    when 'contact' then pg_catalog.jsonb_build_object('key', 'relay-contact', 'params', v_who || pg_catalog.jsonb_build_object('phone', event ->> 'phone'))
    when 'location' then pg_catalog.jsonb_build_object('key', 'relay-location', 'params',
      v_who || pg_catalog.jsonb_build_object('latitude', event ->> 'latitude', 'longitude', event ->> 'longitude'))
    when 'file' then pg_catalog.jsonb_build_object('key', case when event ->> 'path' is null then 'relay-file-refused' when event ->> 'caption' is null then 'relay-sends' else 'relay-says' end,
      'params', v_who || pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('text', event ->> 'caption')))
    when 'other' then pg_catalog.jsonb_build_object('key', 'relay-other', 'params', v_who)
  end;
  return case
    when v_phrase is null then null
    when event ->> 'type' = 'file' and event ->> 'path' is not null and event ->> 'kind' = 'image' then pg_catalog.jsonb_build_object(
      'kind', 'image', 'path', event ->> 'path', 'alt', pg_catalog.jsonb_build_object('key', 'relay-picture', 'params', v_who), 'caption', v_phrase,
      'choices', relayed_reply.choices)
    when event ->> 'type' = 'file' and event ->> 'path' is not null then pg_catalog.jsonb_build_object(
      'kind', 'document', 'path', event ->> 'path', 'name', coalesce(event ->> 'name', event ->> 'kind'), 'caption', v_phrase, 'choices', relayed_reply.choices)
    else pg_catalog.jsonb_build_object('kind', 'text', 'text', pg_catalog.jsonb_build_array(v_phrase), 'choices', relayed_reply.choices) end;
end
$$;
comment on function private.relayed_reply is 'What a customer did, as it is shown to a member of the staff; null for what says nothing.';

create function private.relay(handover_id uuid, staff public.staff, chat public.chats, message_id bigint, event jsonb) returns void
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
  v_reply jsonb;
begin
  if v_code is not null then
    v_choices := v_choices || pg_catalog.jsonb_build_object(
      'label', pg_catalog.jsonb_build_object('key', 'staff-show-order', 'params', pg_catalog.jsonb_build_object('code', v_code)), 'action', 's1:order:' || v_code);
  end if;
  v_reply := private.relayed_reply(relay.event, v_name, v_choices);
  if v_reply is null then
    return;
  end if;
  insert into public.outbox_messages (desk_id, staff_id, phrase_key, lane, entity, entity_id, reply, dedupe_key)
  values (chat.desk_id, staff.id, private.phrase_key_of(v_reply), 'interactive', 'handover', relay.handover_id, v_reply,
    'relay:' || relay.message_id || ':' || staff.id)
  on conflict on constraint outbox_messages_come_once do nothing;
end
$$;
comment on function private.relay is 'Passes on what a customer did to a member of the staff, once a message and member.';

create function private.chat_holder(handover public.handovers) returns public.staff
language plpgsql
stable
as $$
declare
  v_staff public.staff;
begin
  select s.* into v_staff from public.staff as s
  where s.desk_id = handover.desk_id and s.id = handover.taken_by and s.status = 'active'
    and (s.role <> 'agent' or private.sees_chat(handover.chat_id, array[s.desk_id], array[s.id]));
  return v_staff;
end
$$;
comment on function private.chat_holder is 'Who has a chat and may still read it; nobody when it is not taken, they have left, or it is no longer theirs to see.';

create function private.relay_unanswered(handover public.handovers, staff public.staff, chat public.chats) returns void
language plpgsql
as $$
declare
  v_since timestamptz := coalesce((
    select o.created_at from public.outbox_messages as o
    where o.desk_id = chat.desk_id and o.chat_id = chat.id and o.created_at >= handover.began_at
      and (o.phrase_key in ('staff-says', 'staff-sends') or o.reply @? '$.text[*] ? (@.key == "staff-says")')
    order by o.id desc limit 1), handover.began_at);
  v_message record;
begin
  for v_message in
    select x.id, x.event from (
      select m.id, private.lenient_json(m.event) as event from public.inbox_messages as m
      where m.desk_id = chat.desk_id and m.chat_id = chat.id and m.status = 'parked' and m.park_reason = 'with-a-person' and m.settled_at > v_since
      order by m.id desc limit 20
    ) as x order by x.id
  loop
    perform private.relay(handover.id, staff, chat, v_message.id, v_message.event);
  end loop;
end
$$;
comment on function private.relay_unanswered is 'Passes on what a customer has said since a person last answered in their chat.';

create or replace function private.keep_handover(message public.inbox_messages, chat public.chats, given jsonb, at timestamptz) returns uuid
language plpgsql
as $$
declare
  v_owner public.conversation_owner := (select v.owner from public.conversations as v where v.chat_id = chat.id and v.status = 'active');
  v_handover public.handovers;
  v_holder public.staff;
begin
  if given ->> 'owner' = 'human' then
    select h.* into v_handover from public.handovers as h where h.id = chat.handover_id;
    if given ->> 'park' is not null then
      perform private.begin_waiting(chat.handover_id, keep_handover.at);
      v_holder := private.chat_holder(v_handover);
      perform pg_catalog.set_config('desk.correlation_id', 'inbox:' || message.id, true);
      if v_holder.id is not null then
        perform private.relay(v_handover.id, v_holder, chat, message.id, private.lenient_json(message.event));
      elsif v_handover.taken_by is not null and v_handover.waiting_since is null then
        -- Whoever had it is gone: somebody else is looked for, once a waiting. The notice names the chat, to be taken where it is read.
        perform private.tell_staff(chat.desk_id, null, 'agent', 'notice-staff-person-wanted', pg_catalog.jsonb_build_object('chat', chat.id),
          'handover', v_handover.id, keep_handover.at);
      end if;
    end if;
    return v_handover.taken_by;
  end if;
  -- What has never been with a person cannot come back from one: whoever was called is still awaited.
  if v_owner = 'human' or (v_owner is null and private.is_taken(chat)) then
    perform private.acting_staff((select s.id from public.staff as s where s.desk_id = chat.desk_id and s.role = 'system'));
    perform pg_catalog.set_config('desk.correlation_id', 'inbox:' || message.id, true);
    perform private.end_handover(chat, 'customer', keep_handover.at);
  end if;
  return null;
end
$$;

create or replace function private.take_chat(chat public.chats, actor public.staff) returns boolean
language plpgsql
as $$
declare
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_handover public.handovers := private.begin_handover(chat, null);
  v_before public.staff := private.chat_holder(v_handover);
  v_task public.tasks;
begin
  if v_handover.taken_by is not distinct from actor.id then
    return false;
  end if;
  update public.handovers as h set taken_by = actor.id, taken_at = v_now where h.id = v_handover.id;
  update public.chats as c set owner_changed_at = v_now where c.id = chat.id;
  update public.conversations as v set owner = 'human', owner_staff_id = actor.id, timeout_name = null, timeout_at = null
  where v.chat_id = chat.id and v.status = 'active';
  select t.* into v_task from public.tasks as t
  where t.desk_id = chat.desk_id and t.id = v_handover.task_id and t.status in ('open', 'in_progress', 'on_hold') for no key update;
  if v_task.status = 'open' then
    perform private.record_event(v_task.desk_id, 'task', v_task.id, 'open', 'in_progress');
  end if;
  update public.tasks as t set assigned_to = actor.id, status = case when t.status = 'open' then 'in_progress' else t.status end where t.id = v_task.id;
  perform private.relay_unanswered(v_handover, actor, chat);
  if v_before.id is not null then
    perform private.notify(chat.desk_id, 'handover', v_handover.id, 'notice-staff-chat-taken', pg_catalog.jsonb_build_object(
      'name', coalesce(private.name_in_chat(chat), 'none'), 'colleague', actor.display_name), null, v_before.id);
  end if;
  return true;
end
$$;

create or replace function private.end_handover(chat public.chats, ended_by text, at timestamptz) returns void
language plpgsql
as $$
declare
  v_task public.tasks;
  v_handover public.handovers;
  v_actor public.staff;
  v_why text := case end_handover.ended_by
    when 'staff' then 'Handed back to the bot.'
    when 'customer' then 'The customer went back to the bot.'
    when 'silence' then 'Nobody has said anything for a day.'
    else 'The customer has been forgotten.'
  end;
begin
  select t.* into v_task from public.handovers as h join public.tasks as t on t.desk_id = h.desk_id and t.id = h.task_id
  where h.id = chat.handover_id for no key update of t;
  update public.handovers as h set ended_at = end_handover.at, ended_by = end_handover.ended_by, waiting_since = null, alarm_at = null
  where h.id = chat.handover_id and h.ended_at is null
  returning h.* into v_handover;
  update public.chats as c set handover_id = null where c.id = chat.id;
  update public.conversations as v set owner = 'bot', owner_staff_id = null where v.chat_id = chat.id and v.status = 'active';
  if v_task.status in ('open', 'in_progress', 'on_hold') then
    perform private.record_event(v_task.desk_id, 'task', v_task.id, v_task.status::text, 'done', v_why);
    update public.tasks as t set status = 'done', resolution = coalesce(t.resolution, v_why) where t.id = v_task.id;
  end if;
  select s.* into v_actor from public.staff as s where s.id = nullif(pg_catalog.current_setting('desk.actor_id', true), '')::uuid;
  -- Who had the chat hears that they have it no more, unless it was they who ended it.
  perform private.notify(v_handover.desk_id, 'handover', v_handover.id,
    case end_handover.ended_by
      when 'staff' then 'notice-staff-chat-handed-back'
      when 'customer' then 'notice-staff-chat-left'
      when 'silence' then 'notice-staff-chat-silent'
      else 'notice-staff-chat-forgotten' end,
    case when end_handover.ended_by = 'erasure' then '{}'::jsonb else pg_catalog.jsonb_build_object(
      'name', coalesce(private.name_in_chat(chat), 'none'), 'colleague', v_actor.display_name, 'chat', chat.id) end,
    null, s.id)
  from public.staff as s
  where s.desk_id = v_handover.desk_id and s.id = v_handover.taken_by and s.status = 'active' and s.id is distinct from v_actor.id;
end
$$;

revoke execute on function private.name_in_chat, private.relayed_reply, private.relay, private.chat_holder, private.relay_unanswered from public;
grant execute on function private.name_in_chat, private.relayed_reply, private.relay, private.chat_holder, private.relay_unanswered to desk_rpc;

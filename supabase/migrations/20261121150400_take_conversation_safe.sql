-- A member of the staff takes a chat over. From this moment the dialogue says nothing there: a turn that is under way is
-- taken once more when it ends, and finds a person in its place.

create function private.seen_chat(actor public.staff, chat_id uuid) returns public.chats
language plpgsql
stable
as $$
declare
  v_chat public.chats;
begin
  select c.* into v_chat from public.chats as c
  where c.desk_id = actor.desk_id and c.id = seen_chat.chat_id and (c.staff_id is null or c.customer_id is not null)
    and (actor.role <> 'agent' or private.sees_chat(c.id, array[actor.desk_id], array[actor.id]));
  if v_chat.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such chat at this desk.');
  end if;
  return v_chat;
end
$$;
comment on function private.seen_chat is 'A customer''s chat that this staff member sees. NOT_FOUND.';

create function private.hold_seen_chat(actor public.staff, chat_id uuid) returns public.chats
language plpgsql
as $$
begin
  perform from public.chats as c where c.desk_id = actor.desk_id and c.id = hold_seen_chat.chat_id for no key update;
  return private.seen_chat(actor, hold_seen_chat.chat_id);
end
$$;
comment on function private.hold_seen_chat is 'The same, held. NOT_FOUND.';

create function private.handover_json(handover_id uuid) returns jsonb
language plpgsql
stable
as $$
begin
  return (select pg_catalog.jsonb_build_object('id', h.id, 'chat_id', h.chat_id, 'task_id', h.task_id, 'began_at', h.began_at,
      'taken_by', case when s.id is not null then pg_catalog.jsonb_build_object('id', s.id, 'display_name', s.display_name) end, 'taken_at', h.taken_at,
      'waiting_since', h.waiting_since, 'alarms', h.alarms, 'ended_at', h.ended_at, 'ended_by', h.ended_by)
    from public.handovers as h left join public.staff as s on s.desk_id = h.desk_id and s.id = h.taken_by
    where h.id = handover_json.handover_id);
end
$$;
comment on function private.handover_json is 'A hand-over as RPCs return it.';

-- Two people never answer at once: whoever comes second hears who was first.
create function private.check_taker(chat public.chats, actor public.staff, from_staff_id uuid) returns void
language plpgsql
stable
as $$
declare
  v_taker public.staff;
begin
  select s.* into v_taker from public.handovers as h join public.staff as s on s.desk_id = h.desk_id and s.id = h.taken_by
  where h.id = chat.handover_id and s.status = 'active';
  if v_taker.id = actor.id or v_taker.id is not distinct from check_taker.from_staff_id then
    return;
  end if;
  if v_taker.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'This colleague does not have this chat.', 'Take it without naming anybody.', '{"field": "from_staff_id"}');
  else
    perform private.refuse(409, 'TAKEN', pg_catalog.format('%s is talking in this chat, so nothing was changed.', v_taker.display_name),
      'Ask them to hand it back, or take it over from them by name.',
      pg_catalog.jsonb_build_object('staff_id', v_taker.id, 'display_name', v_taker.display_name));
  end if;
end
$$;
comment on function private.check_taker is 'Refuses a chat that another active member of the staff has, unless it is taken from just them. TAKEN.';

create function private.take_chat(chat public.chats, actor public.staff) returns boolean
language plpgsql
as $$
declare
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_handover public.handovers := private.begin_handover(chat, null);
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
  return true;
end
$$;
comment on function private.take_chat is 'Makes a chat this staff member''s; false when it is already. The caller holds the chat.';

create function private.joining(actor public.staff) returns jsonb
language sql
immutable
as $$
  select pg_catalog.jsonb_build_object('key', 'person-joined', 'params', pg_catalog.jsonb_build_object('name', actor.display_name))
$$;
comment on function private.joining is 'The sentence that says who answers from now on.';

-- The way back to the bot, under what a person's coming says.
create function private.way_back() returns jsonb
language sql
immutable
as $$
  select '[{"label": {"key": "button-resume"}, "action": "1:resume"}]'::jsonb
$$;
comment on function private.way_back is 'The button by which a customer goes back to the bot.';

create function public.take_conversation_safe(actor_id uuid, chat_id uuid, from_staff_id uuid default null, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(take_conversation_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'take_conversation_safe', take_conversation_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'actor_id', v_actor.id, 'chat_id', take_conversation_safe.chat_id, 'from_staff_id', take_conversation_safe.from_staff_id));
  v_chat public.chats;
  v_changed boolean;
begin
  if v_known is null then
    v_chat := private.hold_seen_chat(v_actor, take_conversation_safe.chat_id);
    perform private.check_taker(v_chat, v_actor, take_conversation_safe.from_staff_id);
    v_changed := private.take_chat(v_chat, v_actor);
    select c.* into v_chat from public.chats as c where c.id = v_chat.id;
    if v_changed and private.window_open(v_chat) then
      perform private.put_in_chat(v_chat, pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object(
        'kind', 'text', 'text', pg_catalog.jsonb_build_array(private.joining(v_actor)), 'choices', private.way_back())), 'reply', 'interactive');
    end if;
    v_known := pg_catalog.jsonb_build_object('handover_id', v_chat.handover_id);
    perform private.keep_result(v_actor.desk_id, 'take_conversation_safe', take_conversation_safe.idempotency_key, v_known);
  end if;
  return pg_catalog.jsonb_build_object('handover', private.handover_json((v_known ->> 'handover_id')::uuid), 'duplicate', v_changed is not true);
end
$$;
comment on function public.take_conversation_safe is
  'Takes a chat over from the bot, from nobody, or from the colleague who is named; the customer is told who is there. Callers: staff, agents in chats they see. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, NOT_FOUND, TAKEN, IDEMPOTENCY_CONFLICT.';

revoke execute on function private.seen_chat, private.hold_seen_chat, private.handover_json, private.check_taker, private.take_chat, private.joining, private.way_back from public;
grant execute on function private.seen_chat, private.hold_seen_chat, private.handover_json, private.check_taker, private.take_chat, private.joining, private.way_back to desk_rpc;
select private.hand_over('public.take_conversation_safe(uuid, uuid, uuid, text)');
revoke execute on function public.take_conversation_safe from public, anon, authenticated;
grant execute on function public.take_conversation_safe to service_role;

-- Whoever is told that a customer waits can take the chat where they read it: the notice names it.

create or replace function public.call_person_safe(actor_id uuid, chat_id uuid, about text default null, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(call_person_safe.actor_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'call_person_safe', call_person_safe.idempotency_key,
    pg_catalog.jsonb_build_object('chat_id', call_person_safe.chat_id, 'about', call_person_safe.about));
  v_about text := private.checked_text(call_person_safe.about, 'about', 4000);
  v_now timestamptz;
  v_chat public.chats;
  v_task public.tasks;
  v_handover public.handovers;
begin
  if v_known is null then
    select c.* into v_chat from public.chats as c
    where c.desk_id = v_actor.desk_id and c.id = call_person_safe.chat_id
    for no key update;
    if v_chat.id is null then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such chat at this desk.');
    end if;
    v_now := pg_catalog.clock_timestamp();
    -- Who asks again while somebody is being looked for asks for the same thing.
    select t.* into v_task from public.tasks as t
    where t.desk_id = v_actor.desk_id and t.chat_id = v_chat.id and t.kind = 'task-person-wanted' and t.status in ('open', 'in_progress', 'on_hold')
    order by t.created_at limit 1;
    if v_task.id is null then
      insert into public.tasks (desk_id, kind, title, description, customer_id, chat_id, priority, created_by)
      values (v_actor.desk_id, 'task-person-wanted', 'Somebody in a chat wants to talk to a person.', v_about, v_chat.customer_id, v_chat.id, 'high', v_actor.id)
      returning * into v_task;
      perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
    end if;
    v_handover := private.begin_handover(v_chat, v_task.id);
    if v_handover.waiting_since is null then
      perform private.begin_waiting(v_handover.id, v_now);
      perform private.tell_staff(v_actor.desk_id, coalesce(v_handover.taken_by, v_task.assigned_to), 'agent', 'notice-staff-person-wanted',
        pg_catalog.jsonb_build_object('chat', v_chat.id), 'task', v_task.id, v_now);
    end if;
    perform private.keep_result(v_actor.desk_id, 'call_person_safe', call_person_safe.idempotency_key, pg_catalog.jsonb_build_object('task_id', v_task.id));
  else
    select t.* into v_task from public.tasks as t where t.desk_id = v_actor.desk_id and t.id = (v_known ->> 'task_id')::uuid;
  end if;
  return pg_catalog.jsonb_build_object('task', pg_catalog.to_jsonb(v_task) - 'desk_id' - 'updated_at', 'duplicate', v_known is not null);
end
$$;

create or replace function private.raise_alarm(handover public.handovers, chat public.chats, at timestamptz) returns void
language plpgsql
as $$
declare
  v_minutes integer := (select s.answer_within_minutes from public.desk_settings as s where s.desk_id = handover.desk_id);
  v_waited integer := greatest(1, extract(epoch from raise_alarm.at - handover.waiting_since)::integer / 60);
  v_params jsonb := pg_catalog.jsonb_build_object('minutes', v_waited, 'chat', chat.id);
  v_assigned uuid := coalesce(handover.taken_by, (select t.assigned_to from public.tasks as t where t.desk_id = handover.desk_id and t.id = handover.task_id));
begin
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = handover.desk_id and s.role = 'system'));
  if handover.alarms = 0 then
    update public.handovers as h set alarms = 1, alarm_at = private.working_until(h.desk_id, raise_alarm.at, least(v_minutes * 3, 10080)) where h.id = handover.id;
    update public.tasks as t set priority = 'urgent' where t.desk_id = handover.desk_id and t.id = handover.task_id and t.priority <> 'urgent';
    perform private.alarm_staff(handover.desk_id, v_assigned, 'agent', 'notice-staff-person-waits', v_params, 'handover', handover.id, raise_alarm.at);
    if private.window_open(chat, raise_alarm.at) and chat.unreachable_at is null then
      perform private.put_in_chat(chat, pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object(
        'kind', 'text', 'text', '[{"key": "person-late"}]'::jsonb, 'choices', private.way_back())), 'notice', 'notice');
    end if;
  else
    update public.handovers as h set alarms = 2, alarm_at = null where h.id = handover.id;
    perform private.alarm_staff(handover.desk_id, null, 'admin', 'notice-staff-person-forgotten', v_params, 'handover', handover.id, raise_alarm.at);
  end if;
end
$$;

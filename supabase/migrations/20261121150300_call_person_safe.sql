-- Somebody in a chat wants a person: from then on the chat is with a person, and the customer waits.

create function private.tell_staff(
  desk_id uuid, staff_id uuid, least_role public.staff_role, phrase_key text, params jsonb, entity text, entity_id uuid, at timestamptz
) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  perform private.notify(s.desk_id, tell_staff.entity, tell_staff.entity_id, tell_staff.phrase_key, tell_staff.params, null, s.id)
  from public.staff as s
  where s.desk_id = tell_staff.desk_id and s.status = 'active' and s.role >= tell_staff.least_role and s.role <> 'system'
    and case
      when exists (select from public.staff as t where t.desk_id = tell_staff.desk_id and t.id = tell_staff.staff_id and t.status = 'active')
        then s.id = tell_staff.staff_id
      else private.on_shift(s, tell_staff.at)
    end;
end
$$;
comment on function private.tell_staff is 'Tells one member of the staff, or where none is named or they have left, everybody at work of at least a role.';
revoke execute on function private.tell_staff from public;
grant execute on function private.tell_staff to desk_rpc;

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
      perform private.tell_staff(v_actor.desk_id, coalesce(v_handover.taken_by, v_task.assigned_to), 'agent', 'notice-staff-person-wanted', '{}', 'task', v_task.id, v_now);
    end if;
    perform private.keep_result(v_actor.desk_id, 'call_person_safe', call_person_safe.idempotency_key, pg_catalog.jsonb_build_object('task_id', v_task.id));
  else
    select t.* into v_task from public.tasks as t where t.desk_id = v_actor.desk_id and t.id = (v_known ->> 'task_id')::uuid;
  end if;
  return pg_catalog.jsonb_build_object('task', pg_catalog.to_jsonb(v_task) - 'desk_id' - 'updated_at', 'duplicate', v_known is not null);
end
$$;
comment on function public.call_person_safe is
  'Puts a chat into the hands of a person: makes the task "somebody wants a person", one at a time, tells who is at work, and has the customer wait. Caller: the system. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

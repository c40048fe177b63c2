-- Somebody in a chat wants a person. The chat may be a stranger's, of whom the desk knows nothing else.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint
-- A desk of before has few tasks: whoever writes waits a moment, once.

alter table public.tasks add column chat_id uuid;
alter table public.tasks add constraint tasks_chat_belongs_to_the_desk
  foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict;
create index tasks_of_a_chat on public.tasks (desk_id, chat_id) where chat_id is not null;
comment on column public.tasks.chat_id is 'The chat in which somebody waits for an answer.';

create function public.call_person_safe(actor_id uuid, chat_id uuid, about text default null, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(call_person_safe.actor_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'call_person_safe', call_person_safe.idempotency_key,
    pg_catalog.jsonb_build_object('chat_id', call_person_safe.chat_id, 'about', call_person_safe.about));
  v_about text := private.checked_text(call_person_safe.about, 'about', 4000);
  v_chat public.chats;
  v_task public.tasks;
begin
  if v_known is null then
    select c.* into v_chat from public.chats as c
    where c.desk_id = v_actor.desk_id and c.id = call_person_safe.chat_id
    for no key update;
    if v_chat.id is null then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such chat at this desk.');
    end if;
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
    perform private.keep_result(v_actor.desk_id, 'call_person_safe', call_person_safe.idempotency_key, pg_catalog.jsonb_build_object('task_id', v_task.id));
  else
    select t.* into v_task from public.tasks as t where t.desk_id = v_actor.desk_id and t.id = (v_known ->> 'task_id')::uuid;
  end if;
  return pg_catalog.jsonb_build_object('task', pg_catalog.to_jsonb(v_task) - 'desk_id' - 'updated_at', 'duplicate', v_known is not null);
end
$$;
comment on function public.call_person_safe is
  'Makes the task "somebody wants a person" for a chat, one at a time. Caller: the system. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.call_person_safe(uuid, uuid, text, text)');
revoke execute on function public.call_person_safe from public, anon, authenticated;
grant execute on function public.call_person_safe to service_role;

-- What a member of the staff has promised in a customer's chat, as a task of theirs: it hangs on the chat.

create function public.keep_promise_safe(actor_id uuid, chat_id uuid, promised text, due_at timestamptz, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(keep_promise_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'keep_promise_safe', keep_promise_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'actor_id', v_actor.id, 'chat_id', keep_promise_safe.chat_id, 'promised', keep_promise_safe.promised, 'due_at', keep_promise_safe.due_at));
  v_chat public.chats;
  v_task public.tasks;
begin
  if v_known is not null then
    select t.* into v_task from public.tasks as t where t.desk_id = v_actor.desk_id and t.id = (v_known ->> 'task_id')::uuid;
  else
    v_chat := private.seen_chat(v_actor, keep_promise_safe.chat_id);
    if keep_promise_safe.due_at is null or not pg_catalog.isfinite(keep_promise_safe.due_at) then
      perform private.refuse(400, 'BAD_INPUT', 'A promise has a time by which it is kept.', null, '{"field": "due_at"}');
    end if;
    insert into public.tasks (desk_id, title, due_at, assigned_to, customer_id, chat_id, created_by)
    values (v_actor.desk_id, private.checked_text(keep_promise_safe.promised, 'promised', 300, true), keep_promise_safe.due_at, v_actor.id,
      v_chat.customer_id, v_chat.id, v_actor.id)
    returning * into v_task;
    perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
    perform private.keep_result(v_actor.desk_id, 'keep_promise_safe', keep_promise_safe.idempotency_key, pg_catalog.jsonb_build_object('task_id', v_task.id));
  end if;
  return pg_catalog.jsonb_build_object('task', pg_catalog.to_jsonb(v_task) - 'desk_id' - 'updated_at', 'duplicate', v_known is not null);
end
$$;
comment on function public.keep_promise_safe is
  'A task of the actor''s to keep what they promised in a chat. Callers: staff, agents in chats they see. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.keep_promise_safe(uuid, uuid, text, timestamptz, text)');
revoke execute on function public.keep_promise_safe from public, anon, authenticated;
grant execute on function public.keep_promise_safe to service_role;

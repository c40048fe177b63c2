-- A question about an order hangs on it: one open task with everything that is asked, and the messages in the order's story.

create function public.ask_about_order_safe(
  actor_id uuid, acting_customer_id uuid, order_id uuid, chat_id uuid, question text, message_id bigint default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(ask_about_order_safe.actor_id, ask_about_order_safe.acting_customer_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'ask_about_order_safe', ask_about_order_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', ask_about_order_safe.order_id, 'chat_id', ask_about_order_safe.chat_id, 'question', ask_about_order_safe.question,
    'message_id', ask_about_order_safe.message_id));
  v_question text := private.checked_text(ask_about_order_safe.question, 'question', 2000, true);
  v_order public.orders;
  v_task public.tasks;
begin
  if ask_about_order_safe.acting_customer_id is null then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'A question is the customer''s own.', null, '{"role": "system"}');
  end if;
  v_order := private.lock_order(v_actor, ask_about_order_safe.order_id);
  if v_known is null then
    if not exists (
      select from public.chats as c
      where c.desk_id = v_actor.desk_id and c.id = ask_about_order_safe.chat_id and c.customer_id = ask_about_order_safe.acting_customer_id
    ) or (ask_about_order_safe.message_id is not null and not exists (
      select from public.inbox_messages as m
      where m.desk_id = v_actor.desk_id and m.id = ask_about_order_safe.message_id and m.chat_id = ask_about_order_safe.chat_id
    )) then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such chat of this customer.');
    end if;
    v_task := private.add_to_task(v_order, 'task-order-question', pg_catalog.format('Order %s: the customer has a question. Answer it.', v_order.order_code),
      v_question, ask_about_order_safe.chat_id);
    insert into public.order_messages (desk_id, order_id, inbox_id, task_id)
    select v_order.desk_id, v_order.id, ask_about_order_safe.message_id, v_task.id where ask_about_order_safe.message_id is not null
    on conflict on constraint order_messages_are_linked_once do nothing;
    perform private.notify(v_order.desk_id, 'order', v_order.id, 'notice-staff-order-question',
      pg_catalog.jsonb_build_object('code', v_order.order_code, 'text', pg_catalog.left(v_question, 500)), null, v_task.assigned_to)
    where v_task.assigned_to is not null;
    perform private.keep_result(v_actor.desk_id, 'ask_about_order_safe', ask_about_order_safe.idempotency_key,
      pg_catalog.jsonb_build_object('task_id', v_task.id, 'order_id', v_order.id));
  else
    select t.* into v_task from public.tasks as t where t.desk_id = v_actor.desk_id and t.id = (v_known ->> 'task_id')::uuid;
  end if;
  return pg_catalog.jsonb_build_object('task', pg_catalog.to_jsonb(v_task) - 'desk_id' - 'updated_at', 'order', private.order_json(v_order), 'duplicate', v_known is not null);
end
$$;
comment on function public.ask_about_order_safe is
  'Hangs a customer''s question on their order: in its open task, or a new one, with the message it came in. Caller: the system for a customer. NOT_FOUND, FORBIDDEN_ROLE, BAD_INPUT, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.ask_about_order_safe(uuid, uuid, uuid, uuid, text, bigint, text)');
revoke execute on function public.ask_about_order_safe from public, anon, authenticated;
grant execute on function public.ask_about_order_safe to service_role;

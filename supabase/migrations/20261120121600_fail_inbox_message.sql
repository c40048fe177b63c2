-- A message that cannot be worked on is tried again, later each time; one that never can is put aside with an apology
-- and a task, so that the next message of the chat works.

create function private.give_back_inbox(message public.inbox_messages, error text, due_at timestamptz) returns public.inbox_status
language plpgsql
as $$
declare
  v_chat public.chats;
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_dead boolean := message.attempts >= 5;
begin
  select c.* into v_chat from public.chats as c where c.id = message.chat_id;
  update public.inbox_messages as m
  set status = case when v_dead then 'dead' else 'new' end::public.inbox_status, settled_at = case when v_dead then v_now end,
    due_at = case when v_dead then m.due_at else give_back_inbox.due_at end, lease_until = null,
    last_error = pg_catalog.left(give_back_inbox.error, 2000)
  where m.id = message.id;
  update public.chats as c set lease_by = null, lease_until = null, next_seq = c.next_seq + case when v_dead then 1 else 0 end
  where c.id = v_chat.id;
  if not v_dead then
    return 'new';
  end if;
  perform private.put_replies(message, v_chat, (select v.id from public.conversations as v where v.chat_id = v_chat.id and v.status = 'active'),
    '[{"kind": "text", "text": [{"key": "apology"}]}]', 0, null, v_now);
  perform private.warn_staff(message.desk_id, 'task-dead-letter', pg_catalog.format('Message %s could not be understood by the desk. Answer it yourself.', message.id),
    v_chat.customer_id);
  if private.promote_inbox(v_chat.id) then
    perform pg_catalog.pg_notify('desk_work', 'inbox');
  end if;
  perform pg_catalog.pg_notify('desk_work', 'outbox');
  return 'dead';
end
$$;
comment on function private.give_back_inbox is 'Ends an attempt that came to nothing: the message is new again, or dead after the fifth. The caller holds the chat.';

create function public.fail_inbox_message(message_id bigint, worker text, error text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(fail_inbox_message.worker);
  v_message public.inbox_messages;
begin
  perform from public.chats as c
  where c.id = (select m.chat_id from public.inbox_messages as m where m.id = fail_inbox_message.message_id)
  for no key update;
  select m.* into v_message from public.inbox_messages as m where m.id = fail_inbox_message.message_id for no key update;
  if v_message.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such message.');
  end if;
  if v_message.status = 'claimed' and v_message.lease_by = v_worker then
    v_message.status := private.give_back_inbox(v_message, fail_inbox_message.error,
      pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => least(60, pg_catalog.power(2, v_message.attempts))));
  end if;
  return pg_catalog.jsonb_build_object('status', v_message.status, 'attempts', v_message.attempts);
end
$$;
comment on function public.fail_inbox_message is
  'Ends an attempt that came to nothing; no change when the message is no longer this worker''s. Gives what the message is now. Caller: service_role. NOT_FOUND, BAD_INPUT.';

revoke execute on function private.give_back_inbox from public;
grant execute on function private.give_back_inbox to desk_rpc;
select private.hand_over('public.fail_inbox_message(bigint, text, text)');
revoke execute on function public.fail_inbox_message from public, anon, authenticated;
grant execute on function public.fail_inbox_message to service_role;

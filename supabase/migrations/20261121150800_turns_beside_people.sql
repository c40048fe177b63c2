-- A turn ends differently where a person has the chat. Whether one has stands in the row of the chat, which the turn
-- holds anyway: a turn between the bot and a customer pays nothing for it.

-- What a turn leaves of a hand-over: the customer has said something to the person, or gone back to the bot.
create function private.keep_handover(message public.inbox_messages, chat public.chats, given jsonb, at timestamptz) returns uuid
language plpgsql
as $$
begin
  if given ->> 'owner' = 'human' then
    if given ->> 'park' is not null then
      perform private.begin_waiting(chat.handover_id, keep_handover.at);
    end if;
    return (select h.taken_by from public.handovers as h where h.id = chat.handover_id);
  end if;
  -- A conversation that has never been with a person cannot come back from one: whoever was called is still awaited.
  if exists (select from public.conversations as v where v.chat_id = chat.id and v.status = 'active' and v.owner = 'human') then
    perform private.acting_staff((select s.id from public.staff as s where s.desk_id = chat.desk_id and s.role = 'system'));
    perform pg_catalog.set_config('desk.correlation_id', 'inbox:' || message.id, true);
    perform private.end_handover(chat, 'customer', keep_handover.at);
  end if;
  return null;
end
$$;
comment on function private.keep_handover is 'Keeps the hand-over of a chat in step with a turn that ends; gives who has the chat. The caller holds the chat.';

create or replace function private.put_conversation(message public.inbox_messages, chat public.chats, given jsonb, at timestamptz) returns uuid
language plpgsql
as $$
declare
  v_id uuid;
  v_status public.conversation_status := given ->> 'status';
  v_waits boolean := v_status = 'active' and given ->> 'owner' = 'bot' and coalesce(given -> 'timeout', 'null') <> 'null';
  v_timeout_name text := case when v_waits then given #>> '{timeout,name}' end;
  v_timeout_at timestamptz := case when v_waits then put_conversation.at + pg_catalog.make_interval(mins => (given #>> '{timeout,after_minutes}')::integer) end;
  v_staff_id uuid := case when chat.handover_id is not null then private.keep_handover(message, chat, given, put_conversation.at) end;
begin
  update public.conversations as v set machine = given ->> 'machine', version = (given ->> 'version')::integer, state = given -> 'state',
    language = given ->> 'language', status = v_status, owner = (given ->> 'owner')::public.conversation_owner, owner_staff_id = v_staff_id,
    customer_id = coalesce(chat.customer_id, v.customer_id), slots = coalesce(given -> 'slots', '{}'),
    completeness = coalesce((given ->> 'completeness')::integer, 0), timeout_name = v_timeout_name, timeout_at = v_timeout_at,
    turn = v.turn + 1, updated_at = put_conversation.at, closed_at = case when v_status <> 'active' then put_conversation.at end
  where v.chat_id = chat.id and v.status = 'active'
  returning v.id into v_id;
  if v_id is null then
    insert into public.conversations (desk_id, chat_id, customer_id, machine, version, state, language, status, owner, owner_staff_id, slots, completeness,
      timeout_name, timeout_at, closed_at)
    values (chat.desk_id, chat.id, chat.customer_id, given ->> 'machine', (given ->> 'version')::integer, given -> 'state', given ->> 'language',
      v_status, (given ->> 'owner')::public.conversation_owner, v_staff_id, coalesce(given -> 'slots', '{}'), coalesce((given ->> 'completeness')::integer, 0),
      v_timeout_name, v_timeout_at, case when v_status <> 'active' then put_conversation.at end)
    returning id into v_id;
  end if;
  update public.inbox_messages as m
  set status = case when given ->> 'park' is null then 'settled' else 'parked' end::public.inbox_status, park_reason = given ->> 'park',
    settled_at = put_conversation.at, conversation_id = v_id, lease_until = null
  where m.id = message.id;
  return v_id;
end
$$;

-- Staff took the chat or gave it back while the turn was under way: what it would say is of another conversation.
create function private.retake_turn(message public.inbox_messages, chat public.chats) returns void
language plpgsql
as $$
begin
  update public.inbox_messages as m set status = 'new', attempts = m.attempts - 1, lease_until = null, due_at = pg_catalog.clock_timestamp() where m.id = message.id;
  update public.chats as c set lease_by = null, lease_until = null where c.id = chat.id;
  perform pg_catalog.pg_notify('desk_work', 'inbox');
end
$$;
comment on function private.retake_turn is 'Has a message taken once more, as if its turn had not begun. What the turn wrote keeps its key, and is not written again. The caller holds the chat.';

create or replace function public.commit_turn(
  message_id bigint, worker text, conversation jsonb, replies jsonb default '[]', tells_of jsonb default '[]', claim_as text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
-- Planned once a session: a plan of its own for each call costs more than the call.
set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(commit_turn.worker);
  v_message public.inbox_messages;
  v_chat public.chats;
  v_orders uuid[];
  v_conversation_id uuid;
  v_quiet bigint[];
  v_ids bigint[] := '{}';
  v_sends integer := 0;
  v_now timestamptz;
begin
  if commit_turn.claim_as is not null then
    perform private.checked_worker(commit_turn.claim_as);
  end if;
  perform private.check_turn(commit_turn.conversation, commit_turn.replies, commit_turn.tells_of);
  select c.* into v_chat from public.chats as c
  where c.id = (select m.chat_id from public.inbox_messages as m where m.id = commit_turn.message_id)
  for no key update;
  select m.* into v_message from public.inbox_messages as m where m.id = commit_turn.message_id for no key update;
  if v_message.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such message.');
  end if;
  if v_message.status in ('settled', 'parked') and v_message.lease_by = v_worker then
    select coalesce(pg_catalog.array_agg(o.id), '{}') into v_ids from public.outbox_messages as o
    where o.inbox_id = v_message.id and o.status = 'claimed' and o.lease_by = commit_turn.claim_as;
    return pg_catalog.jsonb_build_object('settled', true, 'duplicate', true, 'conversation_id', v_message.conversation_id,
      'outbox', private.outbox_claims(v_ids));
  end if;
  if v_message.status <> 'claimed' or v_message.lease_by <> v_worker then
    return pg_catalog.jsonb_build_object('settled', false, 'duplicate', false, 'conversation_id', null, 'outbox', '[]'::jsonb);
  end if;
  if v_chat.owner_changed_at > v_message.claimed_at then
    perform private.retake_turn(v_message, v_chat);
    return pg_catalog.jsonb_build_object('settled', false, 'duplicate', false, 'conversation_id', null, 'outbox', '[]'::jsonb);
  end if;

  v_now := pg_catalog.clock_timestamp();
  select pg_catalog.array_agg((r.value ->> 'orderId')::uuid) into v_orders
  from pg_catalog.jsonb_array_elements(commit_turn.replies) as r where r.value ->> 'kind' = 'order-card';
  if exists (
    select from pg_catalog.unnest(v_orders) as x (id) where not exists (
      select from public.orders as o where o.desk_id = v_chat.desk_id and o.id = x.id and (o.customer_id = v_chat.customer_id or v_chat.staff_id is not null))
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order for this person.', null, '{"field": "replies"}');
  end if;

  v_conversation_id := private.put_conversation(v_message, v_chat, commit_turn.conversation, v_now);
  if commit_turn.tells_of <> '[]' and v_chat.customer_id is not null then
    perform pg_catalog.set_config('desk.correlation_id', 'inbox:' || v_message.id, true);
    v_quiet := private.quiet_notices(v_chat, v_chat.customer_id, array(select t.value::uuid from pg_catalog.jsonb_array_elements_text(commit_turn.tells_of) as t), v_message.received_at);
    perform private.edit_cards(array(
      select t.value::uuid from pg_catalog.jsonb_array_elements_text(commit_turn.tells_of) as t where t.value::uuid <> all (coalesce(v_orders, '{}'))));
    perform private.edit_cards(v_orders, v_chat.id);
  end if;
  if commit_turn.replies <> '[]' then
    if commit_turn.claim_as is not null
      and not exists (select from public.outbox_messages as o where o.chat_id = v_chat.id and o.status in ('waiting', 'claimed'))
    then
      v_sends := private.may_send(v_chat, pg_catalog.jsonb_array_length(commit_turn.replies), v_now);
    end if;
    v_ids := private.put_replies(v_message, v_chat, v_conversation_id, commit_turn.replies, v_sends, commit_turn.claim_as, v_now);
    if v_quiet is not null then
      update public.outbox_messages as o set merged_into = v_ids[1] where o.id = any (v_quiet);
    end if;
  end if;
  update public.chats as c set lease_by = null, lease_until = null, next_seq = c.next_seq + pg_catalog.cardinality(v_ids) where c.id = v_chat.id;
  if private.promote_inbox(v_chat.id) then
    perform pg_catalog.pg_notify('desk_work', 'inbox');
  end if;
  if v_sends < pg_catalog.cardinality(v_ids) then
    perform pg_catalog.pg_notify('desk_work', 'outbox');
  end if;
  return pg_catalog.jsonb_build_object('settled', true, 'duplicate', false, 'conversation_id', v_conversation_id, 'outbox', private.outbox_claims(v_ids[1:v_sends]));
end
$$;
comment on function public.commit_turn is
  'Ends a turn: conversation, replies and message in one transaction; {settled: false} and no reply when the message is no longer this worker''s, or when staff took the chat or gave it back meanwhile and the message is taken once more; a rerun is a duplicate. Caller: service_role. NOT_FOUND, BAD_INPUT.';
revoke execute on function private.keep_handover, private.retake_turn from public;
grant execute on function private.keep_handover, private.retake_turn to desk_rpc;

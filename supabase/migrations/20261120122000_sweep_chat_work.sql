-- What was left lying: leases of workers that are gone, messages nobody needs any more, conversations to wake or to end.
-- Somebody at work in a chat is never waited for: the next sweep comes soon.

create function private.hold_chat(chat_id uuid) returns boolean
language plpgsql
as $$
begin
  perform from public.chats as c where c.id = hold_chat.chat_id for no key update skip locked;
  return found;
end
$$;
comment on function private.hold_chat is 'Locks a chat unless somebody else has it.';

create function private.sweep_inbox(at timestamptz) returns integer
language plpgsql
as $$
declare
  v_message public.inbox_messages;
  v_chat_id uuid;
  v_id bigint;
  v_done integer := 0;
begin
  for v_id, v_chat_id in
    select m.id, m.chat_id from public.inbox_messages as m
    where m.status = 'claimed' and m.lease_until <= sweep_inbox.at order by m.lease_until limit 500
  loop
    continue when not private.hold_chat(v_chat_id);
    select m.* into v_message from public.inbox_messages as m
    where m.id = v_id and m.status = 'claimed' and m.lease_until <= sweep_inbox.at for no key update;
    continue when not found;
    perform private.give_back_inbox(v_message, 'the worker did not come back', sweep_inbox.at);
    v_done := v_done + 1;
  end loop;
  return v_done;
end
$$;
comment on function private.sweep_inbox is 'Gives back the messages of workers that did not come back.';

create function private.sweep_outbox(at timestamptz) returns integer
language plpgsql
as $$
declare
  v_message public.outbox_messages;
  v_chat_id uuid;
  v_id bigint;
  v_done integer := 0;
begin
  for v_id, v_chat_id in
    select o.id, o.chat_id from public.outbox_messages as o
    where o.status = 'claimed' and o.merged_into is null and o.lease_until <= sweep_outbox.at order by o.lease_until limit 500
  loop
    continue when not private.hold_chat(v_chat_id);
    select o.* into v_message from public.outbox_messages as o
    where o.id = v_id and o.status = 'claimed' and o.lease_until <= sweep_outbox.at for no key update;
    continue when not found;
    -- It was on its way: perhaps it arrived.
    perform private.retry_outbox(v_message, 'the worker did not come back', sweep_outbox.at, true, true);
    perform private.promote_outbox(array[v_chat_id]);
    v_done := v_done + 1;
  end loop;
  return v_done;
end
$$;
comment on function private.sweep_outbox is 'Gives back the messages of dispatchers that did not come back, marked as possible duplicates.';

create function private.sweep_expired(at timestamptz) returns integer
language plpgsql
as $$
declare
  v_ids bigint[];
  v_chats uuid[];
  v_done integer;
begin
  select pg_catalog.array_agg(o.id), pg_catalog.array_agg(o.chat_id) into v_ids, v_chats from (
    select x.id, x.chat_id from public.outbox_messages as x
    where x.status = 'waiting' and x.expires_at <= sweep_expired.at order by x.expires_at limit 500
  ) as o;
  select pg_catalog.array_agg(c.id) into v_chats from (
    select c.id from public.chats as c where c.id = any (v_chats) order by c.id for no key update skip locked
  ) as c;
  update public.outbox_messages as o set status = 'expired'
  where o.id = any (v_ids) and o.status = 'waiting' and (o.chat_id is null or o.chat_id = any (v_chats));
  get diagnostics v_done = row_count;
  perform private.promote_outbox(v_chats);
  return v_done;
end
$$;
comment on function private.sweep_expired is 'Ends the messages that are not worth saying any more.';

create function private.sweep_timeouts(at timestamptz) returns integer
language plpgsql
as $$
declare
  v_conversation public.conversations;
  v_chat public.chats;
  v_id uuid;
  v_chat_id uuid;
  v_done integer := 0;
begin
  for v_id, v_chat_id in
    select v.id, v.chat_id from public.conversations as v where v.timeout_at <= sweep_timeouts.at order by v.timeout_at limit 500
  loop
    select c.* into v_chat from public.chats as c where c.id = v_chat_id for no key update skip locked;
    continue when not found;
    select v.* into v_conversation from public.conversations as v where v.id = v_id and v.timeout_at <= sweep_timeouts.at for no key update;
    continue when not found;
    update public.conversations as v set timeout_name = null, timeout_at = null where v.id = v_id;
    -- A person who has written meanwhile is answered: that turn says anew what it waits for.
    if exists (select from public.inbox_messages as m where m.chat_id = v_chat_id and m.status in ('new', 'claimed')) then
      continue;
    end if;
    insert into public.inbox_messages (desk_id, account_id, chat_id, external_id, body, event, first_in_chat)
    values (v_chat.desk_id, v_chat.account_id, v_chat.id, pg_catalog.format('timeout:%s:%s', v_id, v_conversation.turn), '',
      pg_catalog.jsonb_build_object('type', 'timeout', 'name', v_conversation.timeout_name)::text, true)
    on conflict on constraint inbox_messages_come_once do nothing;
    v_done := v_done + 1;
  end loop;
  return v_done;
end
$$;
comment on function private.sweep_timeouts is 'Wakes the conversations that asked for it, once a turn, unless their person has written.';

create function private.sweep_conversations(at timestamptz) returns integer
language plpgsql
as $$
declare
  v_id uuid;
  v_chat_id uuid;
  v_done integer := 0;
begin
  for v_id, v_chat_id in
    select v.id, v.chat_id from public.conversations as v join public.chats as c on c.id = v.chat_id
    where v.status = 'active' and v.created_at <= sweep_conversations.at - interval '24 hours' and v.timeout_at is null
      and greatest(v.updated_at, c.last_inbound_at, c.last_outbound_at) <= sweep_conversations.at - interval '24 hours'
      and not exists (select from public.inbox_messages as m where m.chat_id = c.id and m.status in ('new', 'claimed'))
    limit 500
  loop
    continue when not private.hold_chat(v_chat_id);
    update public.conversations as v set status = 'closed', closed_at = sweep_conversations.at
    where v.id = v_id and v.status = 'active' and v.updated_at <= sweep_conversations.at - interval '24 hours';
    v_done := v_done + 1;
  end loop;
  return v_done;
end
$$;
comment on function private.sweep_conversations is 'Ends the conversations nobody has said anything in for a day.';

create function public.sweep_chat_work() returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_inbox integer := private.sweep_inbox(v_now);
  v_outbox integer := private.sweep_outbox(v_now);
  v_expired integer := private.sweep_expired(v_now);
  v_timeouts integer := private.sweep_timeouts(v_now);
  v_closed integer := private.sweep_conversations(v_now);
begin
  if v_inbox + v_timeouts > 0 then
    perform pg_catalog.pg_notify('desk_work', 'inbox');
  end if;
  if v_outbox + v_expired > 0 then
    perform pg_catalog.pg_notify('desk_work', 'outbox');
  end if;
  return pg_catalog.jsonb_build_object('inbox', v_inbox, 'outbox', v_outbox, 'timeouts', v_timeouts, 'expired', v_expired, 'closed', v_closed);
end
$$;
comment on function public.sweep_chat_work is
  'Gives back what workers left lying, ends what is too late, wakes conversations that asked for it and closes silent ones; gives how many of each. Caller: service_role.';

revoke execute on function private.hold_chat, private.sweep_inbox, private.sweep_outbox, private.sweep_expired, private.sweep_timeouts, private.sweep_conversations from public;
grant execute on function private.hold_chat, private.sweep_inbox, private.sweep_outbox, private.sweep_expired, private.sweep_timeouts, private.sweep_conversations to desk_rpc;
select private.hand_over('public.sweep_chat_work()');
revoke execute on function public.sweep_chat_work from public, anon, authenticated;
grant execute on function public.sweep_chat_work to service_role;

-- Staff may take a chat in which no conversation is under way: the next turn is told by its claim that a person has it.

create or replace function private.inbox_claim(message_id bigint) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select pg_catalog.jsonb_build_object(
    'message_id', m.id, 'attempts', m.attempts, 'event', m.event, 'received_at', m.received_at, 'worker', m.lease_by,
    'system_staff_id', (select s.id from public.staff as s where s.desk_id = m.desk_id and s.role = 'system'),
    'chat', pg_catalog.jsonb_build_object('id', c.id, 'provider', a.provider, 'account', a.account, 'external_id', c.external_id,
      'sender', c.sender_id, 'sender_name', c.sender_name, 'language', c.language, 'with_person', private.is_taken(c)),
    'desk', private.desk_json(m.desk_id),
    'customer', private.known_customer(m.desk_id, c.customer_id),
    'staff', (select private.staff_json(s) from public.staff as s where s.id = c.staff_id),
    'conversation', v.conversation,
    -- Only where a conversation begins: afterwards it is the dialogue that knows.
    'saved_cart', case when v.conversation is null then private.saved_cart(c) end)
  from public.inbox_messages as m
  join public.chats as c on c.id = m.chat_id
  join public.channel_accounts as a on a.id = c.account_id
  left join lateral (
    select pg_catalog.jsonb_build_object('id', x.id, 'machine', x.machine, 'version', x.version, 'state', x.state,
      'language', x.language, 'owner', x.owner, 'turn', x.turn) as conversation
    from public.conversations as x where x.chat_id = c.id and x.status = 'active'
  ) as v on true
  where m.id = inbox_claim.message_id);
end
$$;

create function private.is_taken(chat public.chats) returns boolean
language plpgsql
stable
as $$
begin
  return chat.handover_id is not null and exists (select from public.handovers as h where h.id = chat.handover_id and h.taken_by is not null);
end
$$;
comment on function private.is_taken is
  'Whether a member of the staff has this chat. Not while somebody is only awaited: the turn that called them may be taken once more, and tells so.';
revoke execute on function private.is_taken from public;
grant execute on function private.is_taken to desk_rpc;

create or replace function private.keep_handover(message public.inbox_messages, chat public.chats, given jsonb, at timestamptz) returns uuid
language plpgsql
as $$
declare
  v_owner public.conversation_owner := (select v.owner from public.conversations as v where v.chat_id = chat.id and v.status = 'active');
begin
  if given ->> 'owner' = 'human' then
    if given ->> 'park' is not null then
      perform private.begin_waiting(chat.handover_id, keep_handover.at);
    end if;
    return (select h.taken_by from public.handovers as h where h.id = chat.handover_id);
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

-- Where a conversation is under way, its end is the end of its hand-over; where none is, nobody else would end it.
create function private.sweep_handovers(at timestamptz) returns integer
language plpgsql
as $$
declare
  v_chat public.chats;
  v_chat_id uuid;
  v_done integer := 0;
begin
  for v_chat_id in
    select c.id from public.handovers as h join public.chats as c on c.id = h.chat_id and c.handover_id = h.id
    where h.ended_at is null and h.waiting_since is null and h.taken_at <= sweep_handovers.at - interval '24 hours'
      and greatest(c.last_inbound_at, c.last_outbound_at, h.taken_at) <= sweep_handovers.at - interval '24 hours'
      and not exists (select from public.conversations as v where v.chat_id = c.id and v.status = 'active')
      and not exists (select from public.inbox_messages as m where m.chat_id = c.id and m.status in ('new', 'claimed'))
    order by h.taken_at limit 200
  loop
    continue when not private.hold_chat(v_chat_id);
    select c.* into v_chat from public.chats as c
    where c.id = v_chat_id and c.handover_id is not null
      and greatest(c.last_inbound_at, c.last_outbound_at) <= sweep_handovers.at - interval '24 hours'
      and not exists (select from public.conversations as v where v.chat_id = c.id and v.status = 'active')
      and exists (
        select from public.handovers as h
        where h.id = c.handover_id and h.waiting_since is null and h.taken_at <= sweep_handovers.at - interval '24 hours');
    continue when not found;
    perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_chat.desk_id and s.role = 'system'));
    perform private.end_handover(v_chat, 'silence', sweep_handovers.at);
    v_done := v_done + 1;
  end loop;
  return v_done;
end
$$;
comment on function private.sweep_handovers is 'Ends, after a silent day, the hand-overs of chats in which no conversation is under way.';
revoke execute on function private.sweep_handovers from public;
grant execute on function private.sweep_handovers to desk_rpc;

create or replace function public.sweep_chat_work() returns jsonb
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
  v_alarms integer := private.sweep_waiting(v_now);
  v_closed integer := private.sweep_conversations(v_now);
begin
  perform private.sweep_handovers(v_now);
  if v_inbox + v_timeouts > 0 then
    perform pg_catalog.pg_notify('desk_work', 'inbox');
  end if;
  if v_outbox + v_expired + v_alarms > 0 then
    perform pg_catalog.pg_notify('desk_work', 'outbox');
  end if;
  return pg_catalog.jsonb_build_object('inbox', v_inbox, 'outbox', v_outbox, 'timeouts', v_timeouts, 'expired', v_expired, 'closed', v_closed, 'alarms', v_alarms);
end
$$;

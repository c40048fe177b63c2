-- The sweep looks after people too: those who wait for an answer are not forgotten, those who left something unfinished
-- are reminded of it at most once, and nobody who did not agree to that.

-- A wake-up to remind somebody of what they left, by its name: only such ones need leave.
create function private.is_nudge(timeout_name text) returns boolean
language sql
immutable
as $$
  select timeout_name = 'unfinished' or timeout_name like 'nudge%'
$$;
comment on function private.is_nudge is 'Whether a timeout of this name reminds somebody of something, rather than ends a session.';

create function private.nudge_due(chat public.chats, at timestamptz) returns timestamptz
language plpgsql
stable
as $$
declare
  v_peace timestamptz;
begin
  if chat.customer_id is null or chat.handover_id is not null or chat.unreachable_at is not null or not private.window_open(chat, nudge_due.at)
    or not coalesce((select c.granted from public.consents as c
      where c.desk_id = chat.desk_id and c.customer_id = chat.customer_id and c.kind = 'marketing' order by c.id desc limit 1), false)
    -- Once until they write again, whichever of their chats it was in.
    or (select pg_catalog.max(c.nudge_sent_at) >= coalesce(pg_catalog.max(c.last_inbound_at), '-infinity') from public.chats as c
      where c.desk_id = chat.desk_id and c.customer_id = chat.customer_id)
  then
    return null;
  end if;
  v_peace := private.left_in_peace(chat.customer_id, nudge_due.at);
  return case when v_peace = 'infinity' then null else greatest(v_peace, nudge_due.at) end;
end
$$;
comment on function private.nudge_due is
  'When the person of a chat may be reminded of something: now, after their quiet hours, or never (null): without their consent, after STOP, with a person in the chat, outside the channel''s window, twice.';

create function private.claim_nudge(chat public.chats, at timestamptz) returns boolean
language plpgsql
as $$
begin
  -- Two chats of one customer: the row of the customer is the lock. Whoever comes second looks again, and finds it done.
  perform from public.customers as c where c.id = chat.customer_id for no key update skip locked;
  if not found then
    return null;
  end if;
  if private.nudge_due(chat, claim_nudge.at) is null then
    return false;
  end if;
  update public.chats as c set nudge_sent_at = claim_nudge.at
  where c.id = chat.id and (c.nudge_sent_at is null or c.nudge_sent_at < c.last_inbound_at);
  return found;
end
$$;
comment on function private.claim_nudge is 'Makes this worker the one that nudges a customer; false when it has been done, null when the customer is being worked on. The caller holds the chat.';

create or replace function private.sweep_timeouts(at timestamptz) returns integer
language plpgsql
as $$
declare
  v_conversation public.conversations;
  v_chat public.chats;
  v_id uuid;
  v_chat_id uuid;
  v_due timestamptz;
  v_claimed boolean;
  v_done integer := 0;
begin
  for v_id, v_chat_id in
    select v.id, v.chat_id from public.conversations as v where v.timeout_at <= sweep_timeouts.at order by v.timeout_at limit 500
  loop
    select c.* into v_chat from public.chats as c where c.id = v_chat_id for no key update skip locked;
    continue when not found;
    select v.* into v_conversation from public.conversations as v where v.id = v_id and v.timeout_at <= sweep_timeouts.at for no key update;
    continue when not found;
    v_claimed := v_chat.handover_id is null
      -- A person who has written meanwhile is answered: that turn says anew what it waits for.
      and not exists (select from public.inbox_messages as m where m.chat_id = v_chat_id and m.status in ('new', 'claimed'));
    if v_claimed and private.is_nudge(v_conversation.timeout_name) then
      v_due := private.nudge_due(v_chat, sweep_timeouts.at);
      if v_due > sweep_timeouts.at then
        update public.conversations as v set timeout_at = v_due where v.id = v_id;
        continue;
      end if;
      v_claimed := v_due is not null and private.claim_nudge(v_chat, sweep_timeouts.at);
      continue when v_claimed is null;
    end if;
    update public.conversations as v set timeout_name = null, timeout_at = null where v.id = v_id;
    continue when not v_claimed;
    insert into public.inbox_messages (desk_id, account_id, chat_id, external_id, body, event, first_in_chat)
    values (v_chat.desk_id, v_chat.account_id, v_chat.id, pg_catalog.format('timeout:%s:%s', v_id, v_conversation.turn), '',
      pg_catalog.jsonb_build_object('type', 'timeout', 'name', v_conversation.timeout_name)::text, true)
    on conflict on constraint inbox_messages_come_once do nothing;
    v_done := v_done + 1;
  end loop;
  return v_done;
end
$$;
comment on function private.sweep_timeouts is
  'Wakes the conversations that asked for it, once a turn, unless their person has written or a member of the staff has the chat; a reminder only where one may be sent.';

-- A conversation with a person ends after a silent day too, unless its customer is still waiting.
create or replace function private.sweep_conversations(at timestamptz) returns integer
language plpgsql
as $$
declare
  v_id uuid;
  v_chat_id uuid;
  v_chat public.chats;
  v_done integer := 0;
begin
  for v_id, v_chat_id in
    select v.id, v.chat_id from public.conversations as v join public.chats as c on c.id = v.chat_id
    where v.status = 'active' and v.created_at <= sweep_conversations.at - interval '24 hours' and v.timeout_at is null
      and greatest(v.updated_at, c.last_inbound_at, c.last_outbound_at) <= sweep_conversations.at - interval '24 hours'
      and not exists (select from public.inbox_messages as m where m.chat_id = c.id and m.status in ('new', 'claimed'))
      and not exists (select from public.handovers as h where h.id = c.handover_id and h.waiting_since is not null)
    limit 500
  loop
    continue when not private.hold_chat(v_chat_id);
    select c.* into v_chat from public.chats as c where c.id = v_chat_id;
    continue when v_chat.handover_id is not null
      and exists (select from public.handovers as h where h.id = v_chat.handover_id and (h.waiting_since is not null or h.taken_at > sweep_conversations.at - interval '24 hours'));
    update public.conversations as v set status = 'closed', closed_at = sweep_conversations.at
    where v.id = v_id and v.status = 'active' and v.updated_at <= sweep_conversations.at - interval '24 hours';
    if found and v_chat.handover_id is not null then
      perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_chat.desk_id and s.role = 'system'));
      perform private.end_handover(v_chat, 'silence', sweep_conversations.at);
    end if;
    v_done := v_done + 1;
  end loop;
  return v_done;
end
$$;

-- What is said to the customer, and to whom of the staff, when nobody has answered in time.
create function private.raise_alarm(handover public.handovers, chat public.chats, at timestamptz) returns void
language plpgsql
as $$
declare
  v_minutes integer := (select s.answer_within_minutes from public.desk_settings as s where s.desk_id = handover.desk_id);
  v_waited integer := greatest(1, extract(epoch from raise_alarm.at - handover.waiting_since)::integer / 60);
  v_params jsonb := pg_catalog.jsonb_build_object('minutes', v_waited);
  v_assigned uuid := coalesce(handover.taken_by, (select t.assigned_to from public.tasks as t where t.desk_id = handover.desk_id and t.id = handover.task_id));
begin
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = handover.desk_id and s.role = 'system'));
  if handover.alarms = 0 then
    update public.handovers as h set alarms = 1, alarm_at = private.working_until(h.desk_id, raise_alarm.at, least(v_minutes * 3, 10080)) where h.id = handover.id;
    update public.tasks as t set priority = 'urgent' where t.desk_id = handover.desk_id and t.id = handover.task_id and t.priority <> 'urgent';
    perform private.tell_staff(handover.desk_id, v_assigned, 'agent', 'notice-staff-person-waits', v_params, 'handover', handover.id, raise_alarm.at);
    if private.window_open(chat, raise_alarm.at) and chat.unreachable_at is null then
      perform private.put_in_chat(chat, pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object(
        'kind', 'text', 'text', '[{"key": "person-late"}]'::jsonb, 'choices', private.way_back())), 'notice', 'notice');
    end if;
  else
    update public.handovers as h set alarms = 2, alarm_at = null where h.id = handover.id;
    perform private.tell_staff(handover.desk_id, null, 'admin', 'notice-staff-person-forgotten', v_params, 'handover', handover.id, raise_alarm.at);
  end if;
end
$$;
comment on function private.raise_alarm is
  'Reminds who has the chat, or everybody at work, and asks the customer for patience; the second time tells the admins. The caller holds the chat and the hand-over.';

create function private.sweep_waiting(at timestamptz) returns integer
language plpgsql
as $$
declare
  v_handover public.handovers;
  v_chat public.chats;
  v_id uuid;
  v_chat_id uuid;
  v_opens timestamptz;
  v_done integer := 0;
begin
  for v_id, v_chat_id in
    select h.id, h.chat_id from public.handovers as h where h.alarm_at <= sweep_waiting.at order by h.alarm_at limit 200
  loop
    select c.* into v_chat from public.chats as c where c.id = v_chat_id for no key update skip locked;
    continue when not found;
    select h.* into v_handover from public.handovers as h where h.id = v_id and h.alarm_at <= sweep_waiting.at for no key update;
    continue when not found;
    -- Nobody is at work who could hear it: as soon as somebody is.
    v_opens := private.desk_opens_at(v_handover.desk_id, sweep_waiting.at);
    if v_opens is distinct from sweep_waiting.at then
      update public.handovers as h set alarm_at = coalesce(v_opens, sweep_waiting.at + interval '1 day') where h.id = v_id;
      continue;
    end if;
    perform private.raise_alarm(v_handover, v_chat, sweep_waiting.at);
    v_done := v_done + 1;
  end loop;
  return v_done;
end
$$;
comment on function private.sweep_waiting is 'Sees to customers who have waited for a person for too long, each step of it once a waiting.';

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
  if v_inbox + v_timeouts > 0 then
    perform pg_catalog.pg_notify('desk_work', 'inbox');
  end if;
  if v_outbox + v_expired + v_alarms > 0 then
    perform pg_catalog.pg_notify('desk_work', 'outbox');
  end if;
  return pg_catalog.jsonb_build_object('inbox', v_inbox, 'outbox', v_outbox, 'timeouts', v_timeouts, 'expired', v_expired, 'closed', v_closed, 'alarms', v_alarms);
end
$$;
comment on function public.sweep_chat_work is
  'Gives back what workers left lying, ends what is too late, wakes conversations that asked for it, sees to those who wait for a person, and closes silent conversations; gives how many of each. Caller: service_role.';

revoke execute on function private.is_nudge, private.nudge_due, private.claim_nudge, private.raise_alarm, private.sweep_waiting from public;
grant execute on function private.is_nudge, private.nudge_due, private.claim_nudge, private.raise_alarm, private.sweep_waiting to desk_rpc;

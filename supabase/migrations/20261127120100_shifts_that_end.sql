-- At the end of a shift everybody hears what they leave open, with a button for each to the colleague who is there next.
-- As with offers, the words are put together when the message goes out, and are not kept.

create function private.next_colleague(actor public.staff, at timestamptz) returns public.staff
language sql
stable
as $$
  select w from private.workers(actor.desk_id) as w
  where w.id <> actor.id
  order by private.next_shift(w, next_colleague.at) nulls last, w.created_at, w.id
  limit 1
$$;
comment on function private.next_colleague is 'Who else is at work, or is so next; null when there is nobody.';

create function private.left_open(whose public.staff, at timestamptz) returns table (kind text, ref text, title text, since timestamptz)
language sql
stable
as $$
  select 'promise', 't' || pg_catalog.replace(t.id::text, '-', ''), t.title, t.due_at from public.tasks as t
  where t.desk_id = whose.desk_id and t.assigned_to = whose.id and t.status in ('open', 'in_progress') and t.kind = 'manual' and t.chat_id is not null
  union all
  select 'chat', 'c' || pg_catalog.replace(h.chat_id::text, '-', ''), coalesce(u.full_name, c.sender_name, '…'), h.waiting_since
  from public.handovers as h join public.chats as c on c.id = h.chat_id left join public.customers as u on u.desk_id = c.desk_id and u.id = c.customer_id
  where h.desk_id = whose.desk_id and h.taken_by = whose.id and h.ended_at is null and h.waiting_since is not null
  union all
  select 'overdue', 't' || pg_catalog.replace(t.id::text, '-', ''), t.title, t.due_at from public.tasks as t
  where t.desk_id = whose.desk_id and t.assigned_to = whose.id and t.status in ('open', 'in_progress') and t.due_at < left_open.at
    and not (t.kind = 'manual' and t.chat_id is not null) and t.kind <> 'task-person-wanted'
  union all
  select 'unpaid', o.order_code, o.order_code || ' · ' || u.full_name, o.created_at
  from public.orders as o join public.customers as u on u.desk_id = o.desk_id and u.id = o.customer_id
  where o.desk_id = whose.desk_id and o.assigned_to = whose.id and o.status = 'awaiting_payment'
$$;
comment on function private.left_open is 'What somebody has open: promises, chats that wait, tasks overdue, orders unpaid.';

create function private.shift_reply(staff_id uuid, at timestamptz) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_staff public.staff;
  v_colleague public.staff;
  v_counts jsonb;
  v_choices jsonb;
begin
  select s.* into v_staff from public.staff as s where s.id = shift_reply.staff_id;
  v_colleague := private.next_colleague(v_staff, shift_reply.at);
  select pg_catalog.jsonb_object_agg(k.kind, coalesce(n.open, 0)) into v_counts
  from (values ('promise'), ('chat'), ('overdue'), ('unpaid')) as k (kind)
  left join (select x.kind, pg_catalog.count(*) as open from private.left_open(v_staff, shift_reply.at) as x group by x.kind) as n on n.kind = k.kind;
  select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'label', pg_catalog.jsonb_build_object('key', 'staff-shift-pass', 'params', pg_catalog.jsonb_build_object(
      'what', case when pg_catalog.char_length(x.title) > 24 then pg_catalog.left(x.title, 23) || '…' else x.title end, 'name', v_colleague.display_name)),
    'action', 's1:pass:' || x.ref || ':' || pg_catalog.left(v_colleague.id::text, 8)) order by x.kind, x.since) into v_choices
  from (select l.* from private.left_open(v_staff, shift_reply.at) as l order by pg_catalog.array_position('{promise,chat,overdue,unpaid}', l.kind), l.since limit 8) as x
  where v_colleague.id is not null;
  return pg_catalog.jsonb_build_object('kind', 'text', 'choices', coalesce(v_choices, '[]'), 'text', (
    select pg_catalog.jsonb_agg(t.phrase order by t.place) from (
      select 0 as place, pg_catalog.jsonb_build_object('key', case when (select pg_catalog.sum(c.value::integer) from pg_catalog.jsonb_each_text(v_counts) as c) = 0
        then 'staff-shift-nothing' else 'staff-shift-leaves' end, 'params', pg_catalog.jsonb_build_object('name', v_staff.display_name)) as phrase
      union all
      select k.place, pg_catalog.jsonb_build_object('key', k.key, 'params', pg_catalog.jsonb_build_object('count', v_counts -> k.kind))
      from (values (1, 'promise', 'staff-shift-promises'), (2, 'chat', 'staff-shift-chats'), (3, 'overdue', 'staff-shift-overdue'), (4, 'unpaid', 'staff-shift-unpaid')) as k (place, kind, key)
      where (v_counts ->> k.kind)::integer > 0
    ) as t));
end
$$;
comment on function private.shift_reply is 'What somebody leaves open, as a message with a button for each to who is there next.';

create function private.word_shift() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.reply := case when new.status = 'claimed' then private.shift_reply(new.staff_id, pg_catalog.clock_timestamp()) end;
  return new;
end
$$;
comment on function private.word_shift is 'Gives the message of a shift its words while it is on its way.';
select private.hand_over('private.word_shift()');
create trigger word_shift before update of status on public.outbox_messages for each row
  when (new.entity = 'shift' and new.status is distinct from old.status) execute function private.word_shift();

create function private.end_shifts(round public.staff_rounds, at timestamptz) returns integer
language plpgsql
as $$
#variable_conflict use_column
declare
  v_told integer;
begin
  insert into public.outbox_messages (desk_id, staff_id, phrase_key, entity, entity_id, dedupe_key, expires_at)
  select s.desk_id, s.id, 'staff-shift-leaves', 'shift', s.id, pg_catalog.format('shift:%s:%s', s.id, extract(epoch from e.ended)::bigint), end_shifts.at + interval '2 hours'
  from public.staff as s
  cross join lateral private.working_spans(s.desk_id, (end_shifts.at - interval '1 day')::date, (end_shifts.at + interval '1 day')::date, s.id) as w (spans)
  cross join lateral (select pg_catalog.upper(p.span) as ended from pg_catalog.unnest(w.spans) as p (span)) as e
  where s.desk_id = round.desk_id and s.status = 'active' and s.role <> 'system'
    and e.ended > round.shifts_seen_at and e.ended <= end_shifts.at and e.ended > end_shifts.at - interval '2 hours'
    -- A break at noon is no end.
    and not exists (select from pg_catalog.unnest(w.spans) as n (span) where pg_catalog.lower(n.span) between e.ended and e.ended + interval '3 hours')
    and exists (select from public.chats as c where c.desk_id = s.desk_id and c.staff_id = s.id and c.unreachable_at is null)
    and exists (select from private.left_open(s, end_shifts.at))
  on conflict on constraint outbox_messages_come_once do nothing;
  get diagnostics v_told = row_count;
  update public.staff_rounds as r set shifts_seen_at = end_shifts.at where r.desk_id = round.desk_id;
  return v_told;
end
$$;
comment on function private.end_shifts is 'Tells those whose shift has ended since the last round what they leave open, if anything. The caller holds the round of the desk.';

create or replace function public.sweep_staff_work() returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_desk_id uuid;
  v_round public.staff_rounds;
  v_settings public.desk_settings;
  v_told integer := 0;
begin
  for v_desk_id in
    select o.desk_id from public.work_offers as o where o.look_at <= v_now
    union
    select w.desk_id from public.working_hours as w left join public.staff_rounds as r on r.desk_id = w.desk_id
    where w.active and (r.shifts_seen_at is null or r.shifts_seen_at <= v_now - interval '1 minute')
    limit 100
  loop
    insert into public.staff_rounds (desk_id) values (v_desk_id) on conflict do nothing;
    select r.* into v_round from public.staff_rounds as r where r.desk_id = v_desk_id for no key update skip locked;
    continue when not found;
    select s.* into v_settings from public.desk_settings as s where s.desk_id = v_desk_id;
    v_told := v_told + private.ask_who_is_there(v_round, v_settings, v_now) + private.ask_further(v_desk_id, v_settings.offer_minutes, v_now);
    if v_round.shifts_seen_at <= v_now - interval '1 minute' then
      v_told := v_told + private.end_shifts(v_round, v_now);
    end if;
  end loop;
  if v_told > 0 then
    perform pg_catalog.pg_notify('desk_work', 'outbox');
  end if;
  return pg_catalog.jsonb_build_object('told', v_told);
end
$$;
comment on function public.sweep_staff_work is
  'Offers work that nobody has to the staff at work, tells further people of what is left lying, and those whose shift ends what they leave; gives how many were told something. Caller: service_role.';

create function public.staff_shift(actor_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(staff_shift.actor_id, '{agent,manager,admin,owner}');
begin
  return private.shift_reply(v_actor.id, pg_catalog.clock_timestamp());
end
$$;
comment on function public.staff_shift is 'What the actor has open, as the message at the end of their shift says it. Callers: staff. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE.';

create function public.pass_on_safe(
  actor_id uuid, order_code text default null, task_id uuid default null, chat_id uuid default null, colleague text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(pass_on_safe.actor_id, '{agent,manager,admin,owner}');
  v_colleague public.staff;
  v_chat public.chats;
  v_order public.orders;
  v_task public.tasks;
begin
  if pg_catalog.num_nonnulls(pass_on_safe.order_code, pass_on_safe.task_id, pass_on_safe.chat_id) <> 1 then
    perform private.refuse(400, 'BAD_INPUT', 'An order, a task or a chat is passed on, one at a time.', null, '{"field": "order_code"}');
  end if;
  if pass_on_safe.colleague is null then
    v_colleague := private.next_colleague(v_actor, pg_catalog.clock_timestamp());
  else
    select s.* into v_colleague from public.staff as s
    where s.desk_id = v_actor.desk_id and s.status = 'active' and s.role <> 'system' and s.id <> v_actor.id
      and pg_catalog.left(s.id::text, 8) = pass_on_safe.colleague;
  end if;
  if v_colleague.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such colleague at this desk.', null, '{"field": "colleague"}');
  end if;
  if pass_on_safe.order_code is not null then
    select o.* into v_order from public.orders as o where o.desk_id = v_actor.desk_id and o.order_code = pg_catalog.left(pass_on_safe.order_code, 40)
      and o.assigned_to = v_actor.id for no key update;
    update public.orders as o set assigned_to = v_colleague.id where o.id = v_order.id;
    perform private.notify(v_order.desk_id, 'order', v_order.id, 'notice-staff-order-assigned',
      pg_catalog.jsonb_build_object('code', v_order.order_code), null, v_colleague.id) where v_order.id is not null;
  elsif pass_on_safe.task_id is not null then
    select t.* into v_task from public.tasks as t where t.desk_id = v_actor.desk_id and t.id = pass_on_safe.task_id
      and t.assigned_to = v_actor.id and t.status in ('open', 'in_progress', 'on_hold') for no key update;
    update public.tasks as t set assigned_to = v_colleague.id where t.id = v_task.id;
    perform private.notify(v_task.desk_id, 'task', v_task.id, 'notice-staff-task-assigned',
      pg_catalog.jsonb_build_object('title', v_task.title), null, v_colleague.id) where v_task.id is not null;
  else
    select c.* into v_chat from public.chats as c where c.desk_id = v_actor.desk_id and c.id = pass_on_safe.chat_id for no key update;
    if not exists (select from public.handovers as h where h.id = v_chat.handover_id and h.taken_by = v_actor.id and h.ended_at is null) then
      v_chat := null;
    else
      perform private.take_chat(v_chat, v_colleague);
      perform private.notify(v_chat.desk_id, 'chat', v_chat.id, 'notice-staff-chat-passed',
        pg_catalog.jsonb_build_object('name', v_actor.display_name), null, v_colleague.id);
    end if;
  end if;
  if coalesce(v_order.id, v_task.id, v_chat.id) is null then
    perform private.refuse(404, 'NOT_FOUND', 'You have no such order, task or chat.', 'Look at what is open.');
  end if;
  return pg_catalog.jsonb_build_object('colleague', v_colleague.display_name);
end
$$;
comment on function public.pass_on_safe is
  'Gives an order, a task or a chat of the actor''s own to a colleague, by the beginning of their id, or to whoever is there next; the colleague is told. Callers: staff. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, NOT_FOUND, BAD_INPUT.';

revoke execute on function private.next_colleague, private.left_open, private.shift_reply, private.word_shift, private.end_shifts from public;
grant execute on function private.next_colleague, private.left_open, private.shift_reply, private.word_shift, private.end_shifts to desk_rpc;
select private.hand_over('public.staff_shift(uuid)');
select private.hand_over('public.pass_on_safe(uuid, text, uuid, uuid, text)');
revoke execute on function public.staff_shift, public.pass_on_safe from public, anon, authenticated;
grant execute on function public.staff_shift, public.pass_on_safe to service_role;

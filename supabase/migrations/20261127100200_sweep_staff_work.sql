-- The desk sees to its staff: what nobody has is offered to whoever is at work, then to their managers, then to the admins.
-- One sweep at a time sees to a desk; people are told in the transaction in which it is written down that they were.

create function private.next_shift(staff public.staff, at timestamptz) returns timestamptz
language plpgsql
stable
as $$
declare
  v_day date;
  v_reach integer;
  v_answer timestamptz;
begin
  if private.on_shift(staff, next_shift.at) then
    return next_shift.at;
  end if;
  v_day := (next_shift.at at time zone (select s.time_zone from public.desk_settings as s where s.desk_id = staff.desk_id))::date;
  foreach v_reach in array '{1,8,70}'::integer[] loop
    select pg_catalog.lower(s.span) into v_answer
    from pg_catalog.unnest(private.working_spans(staff.desk_id, v_day, v_day + v_reach, staff.id)) as s (span)
    where pg_catalog.lower(s.span) > next_shift.at order by s.span limit 1;
    exit when v_answer is not null;
  end loop;
  return v_answer;
end
$$;
comment on function private.next_shift is 'When a staff member is at work next: the same moment when they are; null when they are not for months.';

create function private.workers(desk_id uuid) returns setof public.staff
language sql
stable
as $$
  with there as (
    select s.* from public.staff as s
    where s.desk_id = workers.desk_id and s.status = 'active' and s.role <> 'system' and exists (
      select from public.chats as c where c.desk_id = s.desk_id and c.staff_id = s.id and c.unreachable_at is null)
  )
  select t.* from there as t
  where t.role in ('agent', 'manager') or not exists (select from there as o where o.role in ('agent', 'manager'))
$$;
comment on function private.workers is
  'Who may be offered work in chat: agents and managers; at a desk where none of those has a chat, whoever has.';

-- No more than one message per piece of work and person; much at once is one message.
create function private.tell_of_work(offer_ids uuid[], staff_ids uuid[]) returns integer
language plpgsql
as $$
#variable_conflict use_column
declare
  v_staff_id uuid;
  v_mine uuid[];
  v_told integer := 0;
begin
  foreach v_staff_id in array coalesce(tell_of_work.staff_ids, '{}') loop
    select pg_catalog.array_agg(o.id order by o.created_at, o.id) into v_mine
    from public.work_offers as o where o.id = any (tell_of_work.offer_ids) and v_staff_id <> all (o.told);
    continue when v_mine is null;
    insert into public.outbox_messages (desk_id, staff_id, phrase_key, entity, entity_id)
    select o.desk_id, v_staff_id, 'staff-offer', 'offer', o.id
    from public.work_offers as o where o.id = any (v_mine) and pg_catalog.cardinality(v_mine) <= 3
    order by o.created_at, o.id;
    insert into public.outbox_messages (desk_id, staff_id, phrase_key, params)
    select o.desk_id, v_staff_id, 'notice-staff-much-work', pg_catalog.jsonb_build_object('leads', pg_catalog.count(o.lead_id), 'orders', pg_catalog.count(o.order_id))
    from public.work_offers as o where o.id = any (v_mine) and pg_catalog.cardinality(v_mine) > 3
    group by o.desk_id;
    update public.work_offers as o set told = o.told || v_staff_id where o.id = any (v_mine);
    v_told := v_told + 1;
  end loop;
  return v_told;
end
$$;
comment on function private.tell_of_work is 'Tells people of work, each of what they have not heard of; gives how many of them heard something. The caller holds the round of the desk.';

create function private.least_busy(desk_id uuid, at timestamptz) returns uuid
language sql
stable
as $$
  select w.id from private.workers(least_busy.desk_id) as w
  where private.on_shift(w, least_busy.at)
  order by (select pg_catalog.count(*) from public.leads as l
      where l.desk_id = w.desk_id and l.assigned_to = w.id and l.status in ('new', 'in_progress', 'qualified'))
    + (select pg_catalog.count(*) from public.orders as o
      where o.desk_id = w.desk_id and o.assigned_to = w.id and o.status not in ('delivered', 'closed', 'cancelled', 'returned'))
    + (select pg_catalog.count(*) from public.tasks as t
      where t.desk_id = w.desk_id and t.assigned_to = w.id and t.status in ('open', 'in_progress')), w.created_at, w.id
  limit 1
$$;
comment on function private.least_busy is 'Who of those at work has the least open work.';

create function private.give_out(offer public.work_offers, at timestamptz) returns uuid
language plpgsql
as $$
declare
  v_staff_id uuid := private.least_busy(offer.desk_id, give_out.at);
begin
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = offer.desk_id and s.role = 'system'));
  if offer.lead_id is not null then
    perform from public.leads as l where l.id = offer.lead_id and l.assigned_to is null and l.status = 'new' for no key update skip locked;
    if found then
      update public.leads as l set assigned_to = v_staff_id where l.id = offer.lead_id;
      return v_staff_id;
    end if;
  else
    perform from public.orders as o where o.id = offer.order_id and o.assigned_to is null for no key update skip locked;
    if found then
      update public.orders as o set assigned_to = v_staff_id where o.id = offer.order_id;
      return v_staff_id;
    end if;
  end if;
  return null;
end
$$;
comment on function private.give_out is 'Gives work to whoever at work has the least; null when somebody is at work on it.';

-- Nobody is at work: whoever comes next is asked then, and the owners hear of it meanwhile, by day.
create function private.wait_for_a_shift(ids uuid[], settings public.desk_settings, at timestamptz) returns integer
language plpgsql
as $$
#variable_conflict use_column
declare
  v_next timestamptz := (select pg_catalog.min(private.next_shift(w, wait_for_a_shift.at)) from private.workers(settings.desk_id) as w);
  v_awake timestamptz := private.end_of_quiet(settings.quiet_from, settings.quiet_until, settings.time_zone, wait_for_a_shift.at);
  v_minutes interval := pg_catalog.make_interval(mins => settings.offer_minutes);
  v_told integer := 0;
begin
  if v_awake is null then
    v_told := private.tell_of_work(
      (select pg_catalog.array_agg(o.id) from public.work_offers as o
        where o.id = any (wait_for_a_shift.ids) and o.created_at + v_minutes <= wait_for_a_shift.at),
      (select pg_catalog.array_agg(s.id) from public.staff as s where s.desk_id = settings.desk_id and s.role = 'owner' and s.status = 'active'));
  end if;
  update public.work_offers as o
  set look_at = least(v_next, case
    when o.created_at + v_minutes > wait_for_a_shift.at then greatest(o.created_at + v_minutes, v_awake)
    when v_awake is not null then v_awake
    when v_next is null then wait_for_a_shift.at + interval '1 hour' end)
  where o.id = any (wait_for_a_shift.ids);
  return v_told;
end
$$;
comment on function private.wait_for_a_shift is 'Puts work off until somebody is at work; the owners hear of it once it has waited, unless it is night.';

create function private.ask_who_is_there(round public.staff_rounds, settings public.desk_settings, at timestamptz) returns integer
language plpgsql
as $$
#variable_conflict use_column
declare
  v_window interval := interval '2 minutes';
  v_ids uuid[];
  v_there uuid[];
  v_offer public.work_offers;
  v_staff_id uuid;
  v_given jsonb := '{}';
  v_recent bigint;
  v_told integer := 0;
begin
  select pg_catalog.array_agg(x.id) into v_ids from (
    select o.id from public.work_offers as o
    where o.desk_id = round.desk_id and o.stage = 'new' and o.look_at <= ask_who_is_there.at order by o.look_at limit 1000) as x;
  if v_ids is null then
    return 0;
  end if;
  if settings.assignment = 'by_hand' then
    update public.work_offers as o set look_at = null where o.id = any (v_ids);
    return 0;
  end if;
  select pg_catalog.array_agg(w.id) into v_there from private.workers(round.desk_id) as w where private.on_shift(w, ask_who_is_there.at);
  if v_there is null then
    return private.wait_for_a_shift(v_ids, settings, ask_who_is_there.at);
  end if;
  select pg_catalog.count(*) into v_recent from public.work_offers as o where o.desk_id = round.desk_id and o.asked_at > ask_who_is_there.at - v_window;
  if pg_catalog.cardinality(v_ids) + v_recent > 3 and round.bundled_at > ask_who_is_there.at - v_window then
    update public.work_offers as o set look_at = round.bundled_at + v_window where o.id = any (v_ids);
    return 0;
  end if;
  if pg_catalog.cardinality(v_ids) + v_recent > 3 then
    update public.staff_rounds as r set bundled_at = ask_who_is_there.at where r.desk_id = round.desk_id;
  end if;
  if settings.assignment = 'least_work' then
    for v_offer in select o.* from public.work_offers as o where o.id = any (v_ids) and o.ended_at is null order by o.created_at, o.id loop
      v_staff_id := private.give_out(v_offer, ask_who_is_there.at);
      continue when v_staff_id is null;
      v_given := pg_catalog.jsonb_set(v_given, array[v_staff_id::text], coalesce(v_given -> v_staff_id::text, '[]') || pg_catalog.to_jsonb(v_offer.id));
    end loop;
    update public.work_offers as o set stage = 'offered', asked_at = ask_who_is_there.at where o.id = any (v_ids) and o.taken_by is not null;
    return coalesce((select pg_catalog.sum(private.tell_of_work(
        (select pg_catalog.array_agg(x.id::uuid) from pg_catalog.jsonb_array_elements_text(g.value) as x (id)), array[g.key::uuid]))
      from pg_catalog.jsonb_each(v_given) as g), 0);
  end if;
  -- What somebody took this very moment is left out.
  with asked as (
    update public.work_offers as o set stage = 'offered', asked_at = ask_who_is_there.at,
      look_at = ask_who_is_there.at + pg_catalog.make_interval(mins => settings.offer_minutes)
    where o.id = any (v_ids) and o.ended_at is null
    returning o.id
  )
  select pg_catalog.array_agg(a.id) into v_ids from asked as a;
  return private.tell_of_work(v_ids, v_there);
end
$$;
comment on function private.ask_who_is_there is
  'Offers new work to everybody at work, or gives it out; much of it in one message, and then no more for a while. The caller holds the round of the desk.';

create function private.ask_further(desk_id uuid, minutes integer, at timestamptz) returns integer
language plpgsql
as $$
#variable_conflict use_column
declare
  v_stage public.offer_stage;
  v_ids uuid[];
  v_told integer := 0;
  v_sum integer := 0;
begin
  foreach v_stage in array '{managers,offered}'::public.offer_stage[] loop
    with asked as (
      update public.work_offers as o
      set stage = case v_stage when 'offered' then 'managers'::public.offer_stage else 'admins' end,
        look_at = case v_stage when 'offered' then ask_further.at + pg_catalog.make_interval(mins => ask_further.minutes) end
      where o.desk_id = ask_further.desk_id and o.stage = v_stage and o.look_at <= ask_further.at
      returning o.id
    )
    select pg_catalog.array_agg(a.id) into v_ids from asked as a;
    continue when v_ids is null;
    v_told := private.tell_of_work(v_ids, (
      select pg_catalog.array_agg(s.id) from public.staff as s
      where s.desk_id = ask_further.desk_id and s.status = 'active' and private.on_shift(s, ask_further.at)
        and case v_stage when 'offered' then s.role = 'manager' else s.role in ('admin', 'owner') end));
    -- The managers know it all: the admins are next, at once.
    if v_told = 0 and v_stage = 'offered' then
      update public.work_offers as o set look_at = ask_further.at where o.id = any (v_ids) and o.ended_at is null;
    end if;
    v_sum := v_sum + v_told;
  end loop;
  return v_sum;
end
$$;
comment on function private.ask_further is 'Tells the managers at work of what nobody has taken, and after the same time again the admins, each once.';

create function public.sweep_staff_work() returns jsonb
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
    select distinct o.desk_id from public.work_offers as o where o.look_at <= v_now limit 100
  loop
    insert into public.staff_rounds (desk_id) values (v_desk_id) on conflict do nothing;
    select r.* into v_round from public.staff_rounds as r where r.desk_id = v_desk_id for no key update skip locked;
    continue when not found;
    select s.* into v_settings from public.desk_settings as s where s.desk_id = v_desk_id;
    v_told := v_told + private.ask_who_is_there(v_round, v_settings, v_now) + private.ask_further(v_desk_id, v_settings.offer_minutes, v_now);
  end loop;
  if v_told > 0 then
    perform pg_catalog.pg_notify('desk_work', 'outbox');
  end if;
  return pg_catalog.jsonb_build_object('told', v_told);
end
$$;
comment on function public.sweep_staff_work is
  'Offers work that nobody has to the staff at work, and tells further people of what is left lying; gives how many were told something. Caller: service_role.';

revoke execute on function private.next_shift, private.workers, private.tell_of_work, private.least_busy, private.give_out,
  private.wait_for_a_shift, private.ask_who_is_there, private.ask_further from public;
grant execute on function private.next_shift, private.workers, private.tell_of_work, private.least_busy, private.give_out,
  private.wait_for_a_shift, private.ask_who_is_there, private.ask_further to desk_rpc;
select private.hand_over('public.sweep_staff_work()');
revoke execute on function public.sweep_staff_work from public, anon, authenticated;
grant execute on function public.sweep_staff_work to service_role;

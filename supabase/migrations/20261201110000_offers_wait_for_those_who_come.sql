-- Work that is offered further waits for those who are asked next: with nobody of them at work, the last step was taken all the
-- same and nobody ever heard of it again. And what somebody takes while the sweep looks at it is left alone.

create or replace function private.wait_for_a_shift(ids uuid[], settings public.desk_settings, at timestamptz) returns integer
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
  where o.id = any (wait_for_a_shift.ids) and o.ended_at is null;
  return v_told;
end
$$;

create or replace function private.ask_who_is_there(round public.staff_rounds, settings public.desk_settings, at timestamptz) returns integer
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
    update public.work_offers as o set look_at = null where o.id = any (v_ids) and o.ended_at is null;
    return 0;
  end if;
  select pg_catalog.array_agg(w.id) into v_there from private.workers(round.desk_id) as w where private.on_shift(w, ask_who_is_there.at);
  if v_there is null then
    return private.wait_for_a_shift(v_ids, settings, ask_who_is_there.at);
  end if;
  select pg_catalog.count(*) into v_recent from public.work_offers as o where o.desk_id = round.desk_id and o.asked_at > ask_who_is_there.at - v_window;
  if pg_catalog.cardinality(v_ids) + v_recent > 3 and round.bundled_at > ask_who_is_there.at - v_window then
    update public.work_offers as o set look_at = round.bundled_at + v_window where o.id = any (v_ids) and o.ended_at is null;
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

-- Those above the staff who have not heard of an offer, and when the first of them is at work.
create function private.who_comes_next(offer public.work_offers, at timestamptz) returns timestamptz
language sql
stable
as $$
  select pg_catalog.min(coalesce(private.next_shift(s, who_comes_next.at), who_comes_next.at + interval '1 day'))
  from public.staff as s
  where s.desk_id = offer.desk_id and s.status = 'active' and s.role in ('manager', 'admin', 'owner') and s.id <> all (offer.told)
$$;
comment on function private.who_comes_next is 'When the next of the managers, admins and owners is at work who has not heard of this offer; null when all have.';
revoke execute on function private.who_comes_next from public;
grant execute on function private.who_comes_next to desk_rpc;

create or replace function private.ask_further(desk_id uuid, minutes integer, at timestamptz) returns integer
language plpgsql
as $$
#variable_conflict use_column
declare
  v_ids uuid[];
  v_told integer;
  v_sum integer := 0;
begin
  with asked as (
    update public.work_offers as o
    set stage = 'managers', look_at = ask_further.at + pg_catalog.make_interval(mins => ask_further.minutes)
    where o.desk_id = ask_further.desk_id and o.stage = 'offered' and o.look_at <= ask_further.at and o.ended_at is null
    returning o.id
  )
  select pg_catalog.array_agg(a.id) into v_ids from asked as a;
  v_told := private.tell_of_work(v_ids, (
    select pg_catalog.array_agg(s.id) from public.staff as s
    where s.desk_id = ask_further.desk_id and s.status = 'active' and s.role = 'manager' and private.on_shift(s, ask_further.at)));
  -- No manager is there who has not heard of it: the admins are next, at once.
  if v_told > 0 then
    v_sum := v_told;
    v_ids := null;
  end if;
  with asked as (
    update public.work_offers as o set stage = 'admins', look_at = null
    where o.desk_id = ask_further.desk_id and o.ended_at is null
      and (o.id = any (v_ids) or (o.stage = 'managers' and o.look_at <= ask_further.at))
    returning o.id
  )
  select pg_catalog.array_agg(a.id) into v_ids from asked as a;
  v_told := private.tell_of_work(v_ids, (
    select pg_catalog.array_agg(s.id) from public.staff as s
    where s.desk_id = ask_further.desk_id and s.status = 'active' and s.role in ('admin', 'owner') and private.on_shift(s, ask_further.at)));
  -- Nobody above is there at all: whoever of them comes first hears of it then.
  if v_told = 0 then
    update public.work_offers as o set stage = 'offered', look_at = greatest(private.who_comes_next(o, ask_further.at), ask_further.at + interval '1 minute')
    where o.id = any (v_ids) and o.ended_at is null and private.who_comes_next(o, ask_further.at) is not null;
  end if;
  return v_sum + v_told;
end
$$;
comment on function private.ask_further is
  'Tells the managers at work of what nobody has taken, and after the same time again the admins, each once; with none of them there, whoever comes first.';

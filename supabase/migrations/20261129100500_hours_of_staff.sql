-- When people are at work, as they say it in chat: each for themselves, admins for the whole desk.

create function private.hours_json(desk_id uuid, staff_id uuid) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object(
    'hours', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('weekday', w.weekday, 'opens', pg_catalog.to_char(w.opens, 'HH24:MI'),
        'closes', pg_catalog.to_char(w.closes, 'HH24:MI')) order by w.weekday, w.opens), '[]')
      from public.working_hours as w
      where w.desk_id = hours_json.desk_id and w.staff_id is not distinct from hours_json.staff_id and w.active),
    'days_off', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(d.day) order by d.day), '[]')
      from (select distinct o.day from public.days_off as o
        where o.desk_id = hours_json.desk_id and o.staff_id is not distinct from hours_json.staff_id and o.active
          and o.day >= (pg_catalog.now() at time zone (select s.time_zone from public.desk_settings as s where s.desk_id = hours_json.desk_id))::date
        order by o.day limit 10) as d))
$$;
comment on function private.hours_json is 'The hours and the next days off of somebody, or of the desk where nobody is named.';

create function private.whose_hours(actor public.staff, whose text) returns uuid
language plpgsql
immutable
as $$
begin
  if coalesce(whose_hours.whose, '') not in ('mine', 'desk') then
    perform private.refuse(400, 'BAD_INPUT', 'The hours are mine or the desk''s.', null, '{"field": "whose"}');
  end if;
  if whose_hours.whose = 'desk' and actor.role not in ('admin', 'owner') then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'The hours of the desk are an admin''s to set.', 'Ask an admin of the desk.',
      pg_catalog.jsonb_build_object('role', actor.role, 'allowed', array['admin', 'owner']));
  end if;
  return case when whose_hours.whose = 'mine' then actor.id end;
end
$$;
comment on function private.whose_hours is 'Whose hours somebody sets: their own, or nobody''s, which are the desk''s. BAD_INPUT, FORBIDDEN_ROLE.';

create function public.staff_hours(actor_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(staff_hours.actor_id, '{agent,manager,admin,owner}');
begin
  return pg_catalog.jsonb_build_object('mine', private.hours_json(v_actor.desk_id, v_actor.id), 'desk', private.hours_json(v_actor.desk_id, null),
    'on_shift', private.on_shift(v_actor, pg_catalog.clock_timestamp()));
end
$$;
comment on function public.staff_hours is 'When the caller and the desk are at work, with the next days off. Callers: staff.';

create function public.set_hours_safe(actor_id uuid, whose text, hours jsonb) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(set_hours_safe.actor_id, '{agent,manager,admin,owner}');
  v_staff uuid := private.whose_hours(v_actor, set_hours_safe.whose);
  v_hours jsonb := set_hours_safe.hours;
begin
  if coalesce(pg_catalog.jsonb_typeof(v_hours), '') <> 'array' or pg_catalog.jsonb_array_length(v_hours) > 50 or exists (
    select from pg_catalog.jsonb_array_elements(v_hours) as h
    where pg_catalog.jsonb_typeof(h) <> 'object' or coalesce(h ->> 'weekday', '') !~ '^[1-7]$'
      or coalesce(h ->> 'opens', '') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' or coalesce(h ->> 'closes', '') !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'Hours are spans of weekdays: a weekday from 1 to 7, and two times like 09:00 and 18:00.', null, '{"field": "hours"}');
  end if;
  -- One after another: two settings of the same hours do not mix.
  perform from public.desk_settings as s where s.desk_id = v_actor.desk_id for no key update;
  update public.working_hours as w set active = false
  where w.desk_id = v_actor.desk_id and w.staff_id is not distinct from v_staff and w.active;
  insert into public.working_hours (desk_id, staff_id, weekday, opens, closes)
  select v_actor.desk_id, v_staff, (h ->> 'weekday')::integer, (h ->> 'opens')::time, (h ->> 'closes')::time
  from pg_catalog.jsonb_array_elements(v_hours) as h;
  return private.hours_json(v_actor.desk_id, v_staff);
end
$$;
comment on function public.set_hours_safe is
  'Sets the caller''s working hours, or the desk''s, instead of those before: spans of weekdays; none: one''s own follow the desk''s, and a desk without any is always open. Callers: staff for themselves; admin, owner for the desk. BAD_INPUT, FORBIDDEN_ROLE.';

create function public.set_day_off_safe(actor_id uuid, whose text, day date, is_off boolean default true) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(set_day_off_safe.actor_id, '{agent,manager,admin,owner}');
  v_staff uuid := private.whose_hours(v_actor, set_day_off_safe.whose);
begin
  if set_day_off_safe.day is null or set_day_off_safe.day not between (pg_catalog.now() - interval '2 days')::date and (pg_catalog.now() + interval '3 years')::date then
    perform private.refuse(400, 'BAD_INPUT', 'A day off is a day from today on, within three years.', null, '{"field": "day"}');
  end if;
  if set_day_off_safe.is_off is null then
    perform private.refuse(400, 'BAD_INPUT', 'A day is off or it is not.', null, '{"field": "is_off"}');
  end if;
  perform from public.desk_settings as s where s.desk_id = v_actor.desk_id for no key update;
  if not set_day_off_safe.is_off then
    update public.days_off as o set active = false
    where o.desk_id = v_actor.desk_id and o.staff_id is not distinct from v_staff and o.day = set_day_off_safe.day and o.active;
  elsif not exists (
    select from public.days_off as o
    where o.desk_id = v_actor.desk_id and o.staff_id is not distinct from v_staff and o.day = set_day_off_safe.day and o.active
  ) then
    insert into public.days_off (desk_id, staff_id, day) values (v_actor.desk_id, v_staff, set_day_off_safe.day);
  end if;
  return private.hours_json(v_actor.desk_id, v_staff);
end
$$;
comment on function public.set_day_off_safe is
  'Makes a day one on which the caller, or the whole desk, is not at work, or takes that back. Callers: staff for themselves; admin, owner for the desk. BAD_INPUT, FORBIDDEN_ROLE.';

revoke execute on function private.hours_json, private.whose_hours from public;
grant execute on function private.hours_json, private.whose_hours to desk_rpc;
select private.hand_over('public.staff_hours(uuid)');
select private.hand_over('public.set_hours_safe(uuid, text, jsonb)');
select private.hand_over('public.set_day_off_safe(uuid, text, date, boolean)');
revoke execute on function public.staff_hours, public.set_hours_safe, public.set_day_off_safe from public, anon, authenticated;
grant execute on function public.staff_hours, public.set_hours_safe, public.set_day_off_safe to service_role;

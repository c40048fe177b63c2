-- When people are at the desk, by the desk's own clock. Spans of the wall clock become moments of time only here, day by
-- day, so that the days on which clocks change are as long as they are.

create table public.working_hours (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  staff_id uuid,
  weekday integer not null,
  opens time not null,
  closes time not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint working_hours_staff_belong_to_the_desk foreign key (desk_id, staff_id) references public.staff (desk_id, id) on delete restrict,
  constraint working_hours_weekday_is_of_this_week check (weekday between 1 and 7),
  constraint working_hours_end_after_they_begin check (opens < closes)
);
comment on table public.working_hours is
  'When the desk, or one of its staff, is at work. A row is one span of one weekday; a day may have several, a night is two. Rows may be added, and edited; one that no longer holds is switched off with active. A desk without any is always open.';
comment on column public.working_hours.staff_id is 'Whose hours these are; empty: the desk''s. Staff without hours of their own keep the desk''s.';
comment on column public.working_hours.weekday is '1 Monday, 2 Tuesday, 3 Wednesday, 4 Thursday, 5 Friday, 6 Saturday, 7 Sunday.';
comment on column public.working_hours.closes is '24:00 for the end of the day.';
create index working_hours_of_a_desk on public.working_hours (desk_id, staff_id, weekday);

create table public.days_off (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  staff_id uuid,
  day date not null,
  name text,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint days_off_staff_belong_to_the_desk foreign key (desk_id, staff_id) references public.staff (desk_id, id) on delete restrict,
  constraint days_off_name_is_short check (char_length(name) <= 200)
);
comment on table public.days_off is
  'Days on which the desk, or one of its staff, is not at work. Rows may be added, and edited; one that no longer holds is switched off with active.';
comment on column public.days_off.staff_id is 'Whose day off this is; empty: the whole desk''s.';
create index days_off_of_a_desk on public.days_off (desk_id, day);
create index days_off_of_staff on public.days_off (desk_id, staff_id) where staff_id is not null;

-- What people enter is checked in words, before any constraint could answer with its name.
create function private.check_hours() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_other public.working_hours;
begin
  if new.staff_id is not null and not exists (
    select from public.staff as s where s.desk_id = new.desk_id and s.id = new.staff_id and s.role <> 'system'
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such staff member at this desk.', 'Leave it empty for the hours of the whole desk.', '{"field": "staff_id"}');
  end if;
  if tg_table_name = 'days_off' then
    return new;
  end if;
  if new.weekday not between 1 and 7 then
    perform private.refuse(400, 'BAD_INPUT', 'A weekday is a number from 1 for Monday to 7 for Sunday.', null, '{"field": "weekday"}');
  end if;
  if new.opens >= new.closes then
    perform private.refuse(400, 'BAD_INPUT', 'Working hours end after they begin, on the same day.',
      'A night is two rows: one until 24:00, and one from 00:00 of the next day.', '{"field": "closes"}');
  end if;
  select w.* into v_other from public.working_hours as w
  where w.desk_id = new.desk_id and w.staff_id is not distinct from new.staff_id and w.weekday = new.weekday and w.active and new.active
    and w.id <> new.id and w.opens < new.closes and w.closes > new.opens
  limit 1;
  if v_other.id is not null then
    perform private.refuse(409, 'BAD_INPUT', pg_catalog.format('These hours overlap with %s to %s of the same day.',
        pg_catalog.to_char(v_other.opens, 'HH24:MI'), pg_catalog.to_char(v_other.closes, 'HH24:MI')),
      'Change that row, or switch it off.', '{"field": "opens"}');
  end if;
  return new;
end
$$;
comment on function private.check_hours is 'Refuses working hours and days off that make no sense. NOT_FOUND, BAD_INPUT.';
revoke execute on function private.check_hours from public;
select private.hand_over('private.check_hours()');

do $$
declare
  v_table text;
begin
  foreach v_table in array array['working_hours', 'days_off'] loop
    execute format('alter table public.%I enable row level security', v_table);
    execute format('revoke all on public.%I from anon, authenticated, service_role', v_table);
    execute format('grant select on public.%I to authenticated', v_table);
    execute format('grant select, insert, update, delete on public.%I to service_role', v_table);
    execute format('grant select, insert, update on public.%I to desk_rpc', v_table);
    execute format('create trigger touch_row before update on public.%I for each row execute function private.touch_row()', v_table);
    -- After the guard: who may not write here hears that first.
    execute format('create trigger hours_make_sense before insert or update on public.%I for each row execute function private.check_hours()', v_table);
    execute format('create policy "safe RPCs pass" on public.%I to desk_rpc using (true) with check (true)', v_table);
    execute format('create policy "staff read the hours of their desk" on public.%I for select to authenticated
      using (desk_id in (select private.my_desk_ids()))', v_table);
    perform private.attach_audit(format('public.%I', v_table)::regclass, v_table);
  end loop;
end
$$;
select private.attach_lookup_guards('public.working_hours', 'weekday', 'opens', 'closes', 'active');
select private.attach_lookup_guards('public.days_off', 'day', 'name', 'active');

create function private.working_spans(desk_id uuid, first_day date, last_day date, staff_id uuid default null) returns tstzmultirange
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_zone text := (select s.time_zone from public.desk_settings as s where s.desk_id = working_spans.desk_id);
  v_whose uuid := (
    select w.staff_id from public.working_hours as w
    where w.desk_id = working_spans.desk_id and w.staff_id = working_spans.staff_id and w.active limit 1);
begin
  return (
    select coalesce(pg_catalog.range_agg(pg_catalog.tstzrange(s.opens, greatest(s.opens, s.closes))), '{}')
    from (
      select (d.day::date + w.opens) at time zone v_zone as opens, (d.day::date + w.closes) at time zone v_zone as closes
      from pg_catalog.generate_series(working_spans.first_day::timestamp, working_spans.last_day::timestamp, interval '1 day') as d (day)
      join public.working_hours as w on w.desk_id = working_spans.desk_id and w.staff_id is not distinct from v_whose and w.active
        and w.weekday = extract(isodow from d.day)
      where not exists (
        select from public.days_off as o
        where o.desk_id = working_spans.desk_id and o.day = d.day::date and o.active and (o.staff_id is null or o.staff_id = working_spans.staff_id))
    ) as s);
end
$$;
comment on function private.working_spans is
  'The working time of a desk, or of one of its staff, from one day to another by the desk''s calendar, as moments. Of a desk with hours.';

create function private.has_hours(desk_id uuid) returns boolean
language plpgsql
stable
as $$
begin
  return exists (select from public.working_hours as w where w.desk_id = has_hours.desk_id and w.staff_id is null and w.active);
end
$$;
comment on function private.has_hours is 'Whether a desk keeps hours at all: without any it is always open.';

create function private.desk_opens_at(desk_id uuid, at timestamptz) returns timestamptz
language plpgsql
stable
as $$
declare
  v_day date;
  v_reach integer;
  v_answer timestamptz;
begin
  if not private.has_hours(desk_opens_at.desk_id) then
    return desk_opens_at.at;
  end if;
  v_day := (desk_opens_at.at at time zone (select s.time_zone from public.desk_settings as s where s.desk_id = desk_opens_at.desk_id))::date;
  -- Most often it is today or tomorrow; a desk that is closed for longer is looked at further ahead.
  foreach v_reach in array '{1,8,70,400}'::integer[] loop
    select greatest(pg_catalog.lower(s.span), desk_opens_at.at) into v_answer
    from pg_catalog.unnest(private.working_spans(desk_opens_at.desk_id, v_day, v_day + v_reach)) as s (span)
    where pg_catalog.upper(s.span) > desk_opens_at.at order by s.span limit 1;
    exit when v_answer is not null;
  end loop;
  return v_answer;
end
$$;
comment on function private.desk_opens_at is
  'The same moment when somebody is at the desk then, else when somebody is there again; null when nobody is for over a year.';

create function private.working_until(desk_id uuid, since timestamptz, minutes integer) returns timestamptz
language plpgsql
stable
as $$
declare
  v_left interval := pg_catalog.make_interval(mins => working_until.minutes);
  v_day date;
  v_span tstzrange;
begin
  if not private.has_hours(working_until.desk_id) then
    return working_until.since + v_left;
  end if;
  v_day := (working_until.since at time zone (select s.time_zone from public.desk_settings as s where s.desk_id = working_until.desk_id))::date;
  for v_span in
    select pg_catalog.tstzrange(greatest(pg_catalog.lower(s.span), working_until.since), pg_catalog.upper(s.span))
    from pg_catalog.unnest(private.working_spans(working_until.desk_id, v_day, v_day + 70)) as s (span)
    where pg_catalog.upper(s.span) > working_until.since order by s.span
  loop
    if pg_catalog.upper(v_span) - pg_catalog.lower(v_span) >= v_left then
      return pg_catalog.lower(v_span) + v_left;
    end if;
    v_left := v_left - (pg_catalog.upper(v_span) - pg_catalog.lower(v_span));
  end loop;
  -- A desk that hardly ever opens still looks after those who wait.
  return working_until.since + interval '70 days';
end
$$;
comment on function private.working_until is 'When so many minutes of the desk''s working time will have passed since a moment.';

create function private.on_shift(staff public.staff, at timestamptz) returns boolean
language plpgsql
stable
as $$
declare
  v_day date;
begin
  if not exists (select from public.working_hours as w where w.desk_id = staff.desk_id and w.active and (w.staff_id is null or w.staff_id = staff.id)) then
    return true;
  end if;
  v_day := (on_shift.at at time zone (select s.time_zone from public.desk_settings as s where s.desk_id = staff.desk_id))::date;
  return private.working_spans(staff.desk_id, v_day - 1, v_day, staff.id) @> on_shift.at;
end
$$;
comment on function private.on_shift is 'Whether a staff member is at work at a moment, by their own hours or the desk''s.';

revoke execute on function private.working_spans, private.has_hours, private.desk_opens_at, private.working_until, private.on_shift from public;
grant execute on function private.working_spans, private.has_hours, private.desk_opens_at, private.working_until, private.on_shift to desk_rpc;

-- The clock all of this goes by has to exist.
create function private.check_settings() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (select from pg_catalog.pg_timezone_names as z where z.name = new.time_zone) then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such time zone.', 'For example: Europe/Istanbul.', '{"field": "time_zone"}');
  end if;
  return new;
end
$$;
comment on function private.check_settings is 'Refuses a time zone nobody knows. BAD_INPUT.';
revoke execute on function private.check_settings from public;
select private.hand_over('private.check_settings()');
create trigger settings_make_sense before update of time_zone on public.desk_settings for each row
  when (new.time_zone is distinct from old.time_zone) execute function private.check_settings();

-- The desk as its customers meet it: with whether somebody is there.
create or replace function private.desk_json(desk_id uuid) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_opens timestamptz := private.desk_opens_at(desk_json.desk_id, v_now);
begin
  return (select pg_catalog.jsonb_build_object(
    'id', d.id, 'name', d.name, 'currency', s.currency, 'time_zone', s.time_zone, 'languages', pg_catalog.to_jsonb(s.languages),
    'staffed', pg_catalog.jsonb_build_object('open', coalesce(v_opens <= v_now, false), 'opens_at', case when v_opens > v_now then v_opens end,
      'answer_within_minutes', s.answer_within_minutes, 'nudge_after_minutes', s.nudge_after_minutes),
    'payment_methods', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('code', m.code,
        'name', case when m.names = '{}' then pg_catalog.jsonb_build_object('en', m.name) else m.names end, 'instructions', m.instructions) order by m.code), '[]')
      from public.payment_methods as m where m.desk_id = d.id and m.active and m.offered),
    'categories', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('code', c.code, 'title', c.title) order by c.position, c.code), '[]')
      from public.listing_categories as c where c.desk_id = d.id and c.active))
  from public.desks as d join public.desk_settings as s on s.desk_id = d.id
  where d.id = desk_json.desk_id);
end
$$;

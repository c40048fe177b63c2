-- squawk-ignore-file require-concurrent-index-creation
-- How it goes at a desk, in numbers: of today, a week or a month, beside the time before, by the days of the desk's own calendar.

create index payments_settled_in_time on public.payments (desk_id, completed_at) include (currency, role, amount)
  where status = 'completed' and role in ('client_payment', 'refund');

create function private.report_numbers(desk_id uuid, since timestamptz, until timestamptz) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_leads jsonb;
begin
  -- Every status is named, so that the index by status and time serves.
  select pg_catalog.jsonb_build_object('leads', pg_catalog.count(*), 'converted', pg_catalog.count(*) filter (where l.status = 'converted'),
    'answer_minutes', pg_catalog.round(extract(epoch from pg_catalog.avg(e.created_at - l.created_at)) / 60)) into v_leads
  from public.leads as l
  left join public.entity_status_events as e on e.desk_id = l.desk_id and e.entity = 'lead' and e.entity_id = l.id and e.seq = 2
  where l.desk_id = report_numbers.desk_id and l.created_at >= report_numbers.since and l.created_at < report_numbers.until
    and l.status = any (pg_catalog.enum_range(null::public.lead_status));
  return v_leads || pg_catalog.jsonb_build_object(
    'orders', (
      select pg_catalog.count(*) from public.orders as o
      where o.desk_id = report_numbers.desk_id and o.created_at >= report_numbers.since and o.created_at < report_numbers.until),
    'revenue', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('currency', x.currency, 'amount', x.amount) order by x.currency), '[]')
      from (
        select p.currency, pg_catalog.sum(case p.role when 'client_payment' then p.amount else -p.amount end) as amount
        from public.payments as p
        where p.desk_id = report_numbers.desk_id and p.status = 'completed' and p.role in ('client_payment', 'refund')
          and p.completed_at >= report_numbers.since and p.completed_at < report_numbers.until
        group by p.currency
      ) as x));
end
$$;
comment on function private.report_numbers is
  'Leads that came, how many of them became orders and how soon they were taken, orders, and the money that came in less what was given back, between two moments.';

create function private.report_days(desk_id uuid, first_day date, last_day date, zone text, currency text) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_since timestamptz := report_days.first_day::timestamp at time zone report_days.zone;
  v_until timestamptz := (report_days.last_day + 1)::timestamp at time zone report_days.zone;
begin
  return (
    select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('day', d.day::date, 'revenue', coalesce(r.amount, 0), 'orders', coalesce(o.orders, 0)) order by d.day)
    from pg_catalog.generate_series(report_days.first_day::timestamp, report_days.last_day::timestamp, interval '1 day') as d (day)
    left join (
      select (p.completed_at at time zone report_days.zone)::date as day, pg_catalog.sum(case p.role when 'client_payment' then p.amount else -p.amount end) as amount
      from public.payments as p
      where p.desk_id = report_days.desk_id and p.status = 'completed' and p.role in ('client_payment', 'refund') and p.currency = report_days.currency
        and p.completed_at >= v_since and p.completed_at < v_until
      group by 1
    ) as r on r.day = d.day::date
    left join (
      select (x.created_at at time zone report_days.zone)::date as day, pg_catalog.count(*) as orders
      from public.orders as x
      where x.desk_id = report_days.desk_id and x.created_at >= v_since and x.created_at < v_until
      group by 1
    ) as o on o.day = d.day::date);
end
$$;
comment on function private.report_days is 'What came in and how many orders were made, day by day of the desk''s calendar.';

create function public.desk_report(actor_id uuid, period text default 'today') returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(desk_report.actor_id, '{manager,admin,owner}');
  v_days integer := case desk_report.period when 'today' then 1 when 'week' then 7 when 'month' then 30 end;
  v_settings public.desk_settings;
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_local timestamp;
  v_today date;
begin
  if v_days is null then
    perform private.refuse(400, 'BAD_INPUT', 'A report is of today, a week or a month.', null, '{"field": "period"}');
  end if;
  select s.* into v_settings from public.desk_settings as s where s.desk_id = v_actor.desk_id;
  v_local := v_now at time zone v_settings.time_zone;
  v_today := v_local::date;
  return pg_catalog.jsonb_build_object('period', desk_report.period, 'currency', v_settings.currency, 'today', v_today,
    'now', private.report_numbers(v_actor.desk_id, (v_today - v_days + 1)::timestamp at time zone v_settings.time_zone, v_now),
    -- As far into its last day as it is now: a morning is not measured by a whole day.
    'before', private.report_numbers(v_actor.desk_id, (v_today - 2 * v_days + 1)::timestamp at time zone v_settings.time_zone,
      (v_local - pg_catalog.make_interval(days => v_days)) at time zone v_settings.time_zone),
    'outstanding', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('currency', x.currency, 'amount', x.amount, 'orders', x.orders) order by x.currency), '[]')
      from (
        select o.currency, pg_catalog.sum(o.due) as amount, pg_catalog.count(*) as orders
        from (
          -- What private.order_money says of each, in one reading.
          select x.id, x.currency, x.total_amount
            - coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'client_payment'), 0)
            + coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'refund' and coalesce(p.refund_reason::text, '') not in ('returned', 'price_adjustment', 'cancelled')), 0) as due
          from public.orders as x
          left join public.payments as p on p.order_id = x.id and p.status = 'completed' and p.role in ('client_payment', 'refund')
          where x.desk_id = v_actor.desk_id and x.status in ('awaiting_payment', 'paid', 'processing', 'in_delivery', 'delivered') and x.total_amount is not null
          group by x.id, x.currency, x.total_amount
        ) as o
        where o.due > 0
        group by o.currency
      ) as x),
    'days', private.report_days(v_actor.desk_id, v_today - greatest(v_days, 7) + 1, v_today, v_settings.time_zone, v_settings.currency));
end
$$;
comment on function public.desk_report is
  'Leads, orders, revenue and what is outstanding, of today, the last 7 or the last 30 days, with the same of the time before and each day for a chart. Callers: manager, admin, owner. BAD_INPUT.';

revoke execute on function private.report_numbers, private.report_days from public;
grant execute on function private.report_numbers, private.report_days to desk_rpc;
select private.hand_over('public.desk_report(uuid, text)');
revoke execute on function public.desk_report from public, anon, authenticated;
grant execute on function public.desk_report to service_role;

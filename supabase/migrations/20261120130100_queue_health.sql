-- How the two queues are: what an alarm would look at.

create function public.queue_health() returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'inbox_waiting', (select pg_catalog.count(*) from public.inbox_messages as m where m.status in ('new', 'claimed')),
    'inbox_oldest_seconds', (
      select coalesce(extract(epoch from pg_catalog.clock_timestamp() - pg_catalog.min(m.received_at)), 0)::double precision
      from public.inbox_messages as m where m.status in ('new', 'claimed')),
    'outbox_waiting', (
      select pg_catalog.count(*) from public.outbox_messages as o
      where o.status in ('waiting', 'claimed') and o.due_at <= pg_catalog.clock_timestamp()),
    'outbox_oldest_seconds', (
      select coalesce(extract(epoch from pg_catalog.clock_timestamp() - pg_catalog.min(o.due_at)), 0)::double precision
      from public.outbox_messages as o
      where o.status in ('waiting', 'claimed') and o.due_at <= pg_catalog.clock_timestamp()))
$$;
comment on function public.queue_health is 'How many messages wait in the inbox and the outbox of all desks, and for how long. Caller: service_role.';
select private.hand_over('public.queue_health()');
revoke execute on function public.queue_health from public, anon, authenticated;
grant execute on function public.queue_health to service_role;

-- Somebody was told that their file comes: it is tried until it is made, or until they are forgotten.

create or replace function public.claim_export(worker text, lease_seconds integer default 60) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_worker text := private.checked_worker(claim_export.worker, claim_export.lease_seconds);
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_export public.customer_exports;
begin
  -- What has ended: the bytes are asked away, the row says that there was one.
  with ended as (
    update public.customer_exports as e set gone_at = v_now
    where e.id in (
      select x.id from public.customer_exports as x where x.made_at is not null and x.gone_at is null and x.expires_at <= v_now
      order by x.expires_at limit 50 for no key update skip locked)
    returning e.path, e.desk_id
  )
  insert into public.file_removals (path, desk_id) select e.path, e.desk_id from ended as e
  on conflict on constraint file_removals_pkey do nothing;

  select e.* into v_export from public.customer_exports as e
  where e.made_at is null and e.gone_at is null and coalesce(e.lease_until, '-infinity') < v_now
  order by e.asked_at limit 1
  for no key update skip locked;
  if v_export.id is null then
    return null;
  end if;
  update public.customer_exports as e set attempts = e.attempts + 1, lease_by = v_worker,
    -- The first tries follow each other closely, then ever later: a storage that is away may be so for a night.
    lease_until = v_now + greatest(pg_catalog.make_interval(secs => claim_export.lease_seconds),
      pg_catalog.make_interval(mins => case when e.attempts < 3 then 0 when e.attempts < 8 then 10 else 60 end))
  where e.id = v_export.id;
  return (
    select pg_catalog.jsonb_build_object('id', v_export.id, 'path', v_export.path, 'asked_at', v_export.asked_at, 'language', c.language,
      'desk', d.name, 'time_zone', s.time_zone, 'data', private.known_of(c))
    from public.customers as c join public.desks as d on d.id = c.desk_id join public.desk_settings as s on s.desk_id = c.desk_id
    where c.desk_id = v_export.desk_id and c.id = v_export.customer_id);
end
$$;

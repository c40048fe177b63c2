-- Workers take links to look up and say what they found. Many ask at once: each passes over what another holds.

create function public.claim_link_lookups(worker text, batch integer default 4, lease_seconds integer default 30) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(claim_link_lookups.worker, claim_link_lookups.lease_seconds);
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_until timestamptz := v_now + pg_catalog.make_interval(secs => claim_link_lookups.lease_seconds);
  v_claimed jsonb;
begin
  if coalesce(claim_link_lookups.batch, 0) not between 1 and 100 then
    perform private.refuse(400, 'BAD_INPUT', 'A batch has 1 to 100 links.', null, '{"field": "batch"}');
  end if;
  -- Workers that did not come back: a link that took three of them with it is left alone.
  update public.link_lookups as k
  set status = case when k.attempts >= 3 then 'failed' else 'waiting' end, problem = 'worker-lost', lease_by = null, lease_until = null,
    settled_at = case when k.attempts >= 3 then v_now end
  where k.id in (
    select h.id from public.link_lookups as h where h.status = 'claimed' and h.lease_until <= v_now
    order by h.lease_until limit 100 for no key update skip locked
  );
  with due as (
    select k.id from public.link_lookups as k where k.status = 'waiting' and k.due_at <= v_now
    order by k.due_at limit claim_link_lookups.batch for no key update skip locked
  ), claimed as (
    update public.link_lookups as k set status = 'claimed', attempts = k.attempts + 1, lease_by = v_worker, lease_until = v_until
    from due where k.id = due.id
    returning k.id, k.url, k.attempts, k.due_at
  )
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', c.id, 'url', c.url, 'attempts', c.attempts) order by c.due_at), '[]')
  into v_claimed from claimed as c;
  return v_claimed;
end
$$;
comment on function public.claim_link_lookups is
  'Links whose turn it is to be looked up, held for a while; those of workers that did not come back are among them. Caller: service_role. BAD_INPUT.';

create function private.checked_snapshot(snapshot jsonb) returns jsonb
language plpgsql
immutable
as $$
begin
  if pg_catalog.jsonb_typeof(checked_snapshot.snapshot) is distinct from 'object' or pg_catalog.length(checked_snapshot.snapshot::text) > 16384
    or exists (
      select from pg_catalog.jsonb_each(checked_snapshot.snapshot) as f
      where f.key not in ('url', 'site', 'title', 'description', 'image', 'price', 'currency', 'looked_up_at')
        or pg_catalog.jsonb_typeof(f.value) not in ('string', 'null')
    )
    or coalesce(checked_snapshot.snapshot ->> 'title', '') !~ '\S'
  then
    perform private.refuse(400, 'BAD_INPUT', 'What was found is an object of known texts with a title, of at most 16 KB.', null, '{"field": "snapshot"}');
  end if;
  return pg_catalog.jsonb_strip_nulls(checked_snapshot.snapshot);
end
$$;
comment on function private.checked_snapshot is 'What a look-up found, fit to be kept. BAD_INPUT.';

create function public.settle_link_lookup(
  worker text, lookup_id uuid, outcome text, snapshot jsonb default null, problem text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(settle_link_lookup.worker);
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_problem text := private.checked_text(settle_link_lookup.problem, 'problem', 100);
  v_found jsonb;
  v_lead public.leads;
  v_lookup public.link_lookups;
  v_frozen boolean := false;
begin
  if coalesce(settle_link_lookup.outcome, '') not in ('found', 'failed', 'retry') then
    perform private.refuse(400, 'BAD_INPUT', 'A look-up has found something, has failed, or is made again.', null, '{"field": "outcome"}');
  end if;
  if settle_link_lookup.outcome = 'found' then
    v_found := private.checked_snapshot(settle_link_lookup.snapshot);
  end if;
  -- The lead first, as everybody locks: who forgets its customer at this moment comes before or after, not between.
  select l.* into v_lead from public.leads as l
  where (l.desk_id, l.id) in (select k.desk_id, k.lead_id from public.link_lookups as k where k.id = settle_link_lookup.lookup_id)
  for no key update;
  if v_lead.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such link to be looked up.', null, '{"field": "lookup_id"}');
  end if;
  select k.* into v_lookup from public.link_lookups as k
  where k.id = settle_link_lookup.lookup_id and k.status = 'claimed' and k.lease_by = v_worker
  for no key update;
  -- Somebody else has it by now, or nobody may any more.
  if v_lookup.id is null then
    return '{"settled": false, "frozen": false}';
  end if;
  if v_found is not null and v_lead.item_snapshot is null then
    perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_lead.desk_id and s.role = 'system'));
    update public.leads as l set item_snapshot = v_found where l.id = v_lead.id;
    v_frozen := true;
  end if;
  if settle_link_lookup.outcome = 'retry' and v_lookup.attempts < 3 then
    update public.link_lookups as k set status = 'waiting', problem = v_problem, lease_by = null, lease_until = null,
      due_at = v_now + pg_catalog.make_interval(secs => 30 * pg_catalog.power(4, k.attempts - 1))
    where k.id = v_lookup.id;
  else
    update public.link_lookups as k set status = case when v_found is not null then 'done' else 'failed' end, lease_by = null, lease_until = null,
      settled_at = v_now, problem = case when v_found is null then coalesce(v_problem, 'unknown') end
    where k.id = v_lookup.id;
  end if;
  return pg_catalog.jsonb_build_object('settled', true, 'frozen', v_frozen);
end
$$;
comment on function public.settle_link_lookup is
  'What a worker found behind a link: kept on the lead unless there is something already; a failure is noted, or the link is taken again later, twice at most. A link that is no longer this worker''s is passed over. Caller: service_role. BAD_INPUT, NOT_FOUND.';

revoke execute on function private.checked_snapshot from public;
grant execute on function private.checked_snapshot to desk_rpc;
select private.hand_over('public.claim_link_lookups(text, integer, integer)');
select private.hand_over('public.settle_link_lookup(text, uuid, text, jsonb, text)');
revoke execute on function public.claim_link_lookups, public.settle_link_lookup from public, anon, authenticated;
grant execute on function public.claim_link_lookups, public.settle_link_lookup to service_role;

-- Tables for a spreadsheet: asked for in the chat, made beside it, given to who asked, gone after a day.

create table public.staff_exports (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  staff_id uuid not null,
  what text not null,
  since timestamptz,
  path text not null,
  asked_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  lease_until timestamptz,
  lease_by text,
  made_at timestamptz,
  row_count integer,
  expires_at timestamptz,
  gone_at timestamptz,
  constraint staff_exports_staff_belong_to_the_desk foreign key (desk_id, staff_id) references public.staff (desk_id, id) on delete restrict,
  constraint staff_exports_have_a_place_of_their_own unique (path),
  constraint staff_exports_are_of_something_known check (what in ('orders', 'payments', 'customers', 'leads')),
  constraint staff_exports_end_once_they_are_made check ((made_at is null) = (expires_at is null))
);
comment on table public.staff_exports is 'Tables that the staff asked for as a file, each for a day. Changes only through commands.';
create index staff_exports_of_staff on public.staff_exports (desk_id, staff_id, asked_at desc);
create index staff_exports_to_make on public.staff_exports (asked_at) where made_at is null and gone_at is null;
create index staff_exports_to_end on public.staff_exports (expires_at) where made_at is not null and gone_at is null;

alter table public.staff_exports enable row level security;
revoke all on public.staff_exports from anon, authenticated, service_role;
grant select on public.staff_exports to authenticated;
grant select, insert, update, delete on public.staff_exports to service_role;
grant select, insert, update on public.staff_exports to desk_rpc;
select private.attach_guards('public.staff_exports');
select private.attach_audit('public.staff_exports', 'staff_export');
-- Who takes the desk's data along is written down; what its worker does afterwards, which is nobody of the desk, is not.
drop trigger audit_rpc on public.staff_exports;
create trigger audit_rpc after insert on public.staff_exports for each row
  when (current_user = 'desk_rpc') execute function private.audit_row('staff_export', 'rpc');
create policy "safe RPCs pass" on public.staff_exports to desk_rpc using (true) with check (true);
create policy "admins read who took the data of their desk along" on public.staff_exports for select to authenticated
  using (desk_id in (select private.my_desk_ids('admin')));

create function public.ask_staff_export_safe(actor_id uuid, what text, period text default 'month', idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(ask_staff_export_safe.actor_id, '{manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'ask_staff_export_safe', ask_staff_export_safe.idempotency_key,
    pg_catalog.jsonb_build_object('actor_id', ask_staff_export_safe.actor_id, 'what', ask_staff_export_safe.what, 'period', ask_staff_export_safe.period));
  v_zone text := (select s.time_zone from public.desk_settings as s where s.desk_id = v_actor.desk_id);
  v_today date := (pg_catalog.now() at time zone v_zone)::date;
  v_days integer := case ask_staff_export_safe.period when 'today' then 0 when 'week' then 6 when 'month' then 29 when 'year' then 364 end;
  v_id uuid := pg_catalog.gen_random_uuid();
begin
  if v_known is not null then
    return v_known || '{"duplicate": true}';
  end if;
  if coalesce(ask_staff_export_safe.what, '') not in ('orders', 'payments', 'customers', 'leads') then
    perform private.refuse(400, 'BAD_INPUT', 'There are orders, payments, customers and leads to be had.', null, '{"field": "what"}');
  end if;
  if v_days is null and coalesce(ask_staff_export_safe.period, '') <> 'all' then
    perform private.refuse(400, 'BAD_INPUT', 'A period is today, week, month, year or all.', null, '{"field": "period"}');
  end if;
  perform from public.staff as s where s.id = v_actor.id for no key update;
  if (select pg_catalog.count(*) from public.staff_exports as e
    where e.desk_id = v_actor.desk_id and e.staff_id = v_actor.id and e.asked_at > pg_catalog.clock_timestamp() - interval '1 hour') >= 20
  then
    perform private.refuse(429, 'TOO_SOON', 'Many files were asked for within the hour.', 'Wait an hour.', '{}');
  end if;
  insert into public.staff_exports (id, desk_id, staff_id, what, since, path)
  values (v_id, v_actor.desk_id, v_actor.id, ask_staff_export_safe.what, (v_today - v_days)::timestamp at time zone v_zone,
    pg_catalog.format('exports/%s/%s.csv', v_actor.desk_id, v_id));
  perform pg_catalog.pg_notify('desk_work', 'exports');
  perform private.keep_result(v_actor.desk_id, 'ask_staff_export_safe', ask_staff_export_safe.idempotency_key, pg_catalog.jsonb_build_object('export_id', v_id));
  return pg_catalog.jsonb_build_object('export_id', v_id, 'duplicate', false);
end
$$;
comment on function public.ask_staff_export_safe is
  'Asks for orders, payments, customers or leads of a period as a file for the actor. Callers: manager, admin, owner. BAD_INPUT, TOO_SOON, IDEMPOTENCY_CONFLICT.';

create function public.claim_staff_export(worker text, lease_seconds integer default 120) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_worker text := private.checked_worker(claim_staff_export.worker, claim_staff_export.lease_seconds);
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_export public.staff_exports;
begin
  with ended as (
    update public.staff_exports as e set gone_at = v_now
    where e.id in (
      select x.id from public.staff_exports as x where x.made_at is not null and x.gone_at is null and x.expires_at <= v_now
      order by x.expires_at limit 50 for no key update skip locked)
    returning e.path, e.desk_id
  )
  insert into public.file_removals (path, desk_id) select e.path, e.desk_id from ended as e
  on conflict on constraint file_removals_pkey do nothing;
  select e.* into v_export from public.staff_exports as e
  where e.made_at is null and e.gone_at is null and coalesce(e.lease_until, '-infinity') < v_now
  order by e.asked_at limit 1
  for no key update skip locked;
  if v_export.id is null then
    return null;
  end if;
  update public.staff_exports as e set attempts = e.attempts + 1, lease_by = v_worker,
    -- The first tries follow each other closely, then ever later: a storage that is away may be so for a night.
    lease_until = v_now + greatest(pg_catalog.make_interval(secs => claim_staff_export.lease_seconds),
      pg_catalog.make_interval(mins => case when e.attempts < 3 then 0 when e.attempts < 8 then 10 else 60 end))
  where e.id = v_export.id;
  return pg_catalog.jsonb_build_object('id', v_export.id, 'what', v_export.what, 'path', v_export.path);
end
$$;
comment on function public.claim_staff_export is 'The next file of the staff to make, held for a while; null when there is none. Ends those whose time is over. Caller: service_role. BAD_INPUT.';

create function public.settle_staff_export(export_id uuid, worker text, row_count integer) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_export public.staff_exports;
  v_now timestamptz := pg_catalog.clock_timestamp();
begin
  if coalesce(settle_staff_export.row_count, -1) < 0 then
    perform private.refuse(400, 'BAD_INPUT', 'A file has so many rows.', null, '{"field": "row_count"}');
  end if;
  select e.* into v_export from public.staff_exports as e where e.id = settle_staff_export.export_id for no key update;
  if v_export.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such export.');
  end if;
  if v_export.gone_at is not null then
    insert into public.file_removals (path, desk_id) values (v_export.path, v_export.desk_id)
    on conflict on constraint file_removals_pkey do nothing;
    return '{"settled": false}';
  end if;
  if v_export.made_at is not null or v_export.lease_by is distinct from settle_staff_export.worker then
    return pg_catalog.jsonb_build_object('settled', v_export.made_at is not null);
  end if;
  update public.staff_exports as e set made_at = v_now, row_count = settle_staff_export.row_count, expires_at = v_now + interval '24 hours', lease_until = null
  where e.id = v_export.id;
  insert into public.outbox_messages (desk_id, staff_id, entity, entity_id, phrase_key, lane, reply, dedupe_key, expires_at)
  values (v_export.desk_id, v_export.staff_id, 'staff_export', v_export.id, 'staff-export-ready', 'interactive',
    pg_catalog.jsonb_build_object('kind', 'document', 'path', v_export.path,
      'name', v_export.what || '-' || pg_catalog.to_char(v_export.asked_at, 'YYYY-MM-DD') || '.csv',
      'caption', pg_catalog.jsonb_build_object('key', 'staff-export-ready', 'params', pg_catalog.jsonb_build_object('count', settle_staff_export.row_count))),
    'staff_export:' || v_export.id, v_now + interval '24 hours')
  on conflict on constraint outbox_messages_come_once do nothing;
  return '{"settled": true}';
end
$$;
comment on function public.settle_staff_export is 'A file has been stored: it is given to who asked for it, for a day. Caller: service_role. NOT_FOUND, BAD_INPUT.';

-- What was taken along of somebody who is forgotten goes with them.
create function private.drop_staff_exports() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  with gone as (
    update public.staff_exports as e set gone_at = pg_catalog.clock_timestamp()
    where e.desk_id = new.desk_id and e.gone_at is null and e.made_at is not null
    returning e.path, e.desk_id
  )
  insert into public.file_removals (path, desk_id) select g.path, g.desk_id from gone as g
  on conflict on constraint file_removals_pkey do nothing;
  return null;
end
$$;
comment on function private.drop_staff_exports is 'The files of a desk that may name a forgotten customer go.';
revoke execute on function private.drop_staff_exports from public;
select private.hand_over('private.drop_staff_exports()');
create trigger drop_staff_exports after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.drop_staff_exports();

select private.hand_over('public.ask_staff_export_safe(uuid, text, text, text)');
select private.hand_over('public.claim_staff_export(text, integer)');
select private.hand_over('public.settle_staff_export(uuid, text, integer)');
revoke execute on function public.ask_staff_export_safe, public.claim_staff_export, public.settle_staff_export from public, anon, authenticated;
grant execute on function public.ask_staff_export_safe, public.claim_staff_export, public.settle_staff_export to service_role;

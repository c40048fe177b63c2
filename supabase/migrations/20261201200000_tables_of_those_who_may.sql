-- A table of the staff is of those who may have one: who may no longer is given none, and one that was being made while somebody
-- was forgotten is made anew, without them.

create function private.may_take_along(desk_id uuid, staff_id uuid) returns boolean
language sql
stable
as $$
  select exists (select from public.staff as s
    where s.desk_id = may_take_along.desk_id and s.id = may_take_along.staff_id and s.status = 'active' and s.role in ('manager', 'admin', 'owner'))
$$;
comment on function private.may_take_along is 'Whether this member of the staff may have tables of the desk as files.';

create function private.end_staff_exports(desk_id uuid, exports uuid[]) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  v_chats uuid[];
begin
  with gone as (
    update public.staff_exports as e set gone_at = pg_catalog.clock_timestamp()
    where e.desk_id = end_staff_exports.desk_id and e.id = any (end_staff_exports.exports) and e.gone_at is null
    returning e.path, e.desk_id
  )
  insert into public.file_removals (path, desk_id) select g.path, g.desk_id from gone as g
  on conflict on constraint file_removals_pkey do nothing;
  with unsaid as (
    update public.outbox_messages as o set status = 'cancelled', reply = null
    where o.desk_id = end_staff_exports.desk_id and o.entity = 'staff_export' and o.entity_id = any (end_staff_exports.exports) and o.status = 'waiting'
    returning o.chat_id
  )
  select pg_catalog.array_agg(distinct u.chat_id) into v_chats from unsaid as u where u.chat_id is not null;
  perform from public.chats as c where c.id = any (v_chats) order by c.id for no key update;
  perform private.promote_outbox(v_chats);
end
$$;
comment on function private.end_staff_exports is 'Takes files of the staff back: they are removed, and those that were not sent yet never are.';
revoke execute on function private.may_take_along, private.end_staff_exports from public;
grant execute on function private.may_take_along, private.end_staff_exports to desk_rpc;

alter table public.staff_exports add column remakes uuid;
comment on column public.staff_exports.remakes is 'The export that was being made when somebody in it was forgotten, which this one is made instead of.';
-- It was asked for once, and that is written down already.
drop trigger audit_rpc on public.staff_exports;
create trigger audit_rpc after insert on public.staff_exports for each row
  when (current_user = 'desk_rpc' and new.remakes is null) execute function private.audit_row('staff_export', 'rpc');

create or replace function public.claim_staff_export(worker text, lease_seconds integer default 120) returns jsonb
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
    and private.may_take_along(e.desk_id, e.staff_id)
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

create or replace function public.staff_export_rows(export_id uuid, worker text, after timestamptz default null, after_id uuid default null, most integer default 2000) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_most integer := least(greatest(coalesce(staff_export_rows.most, 2000), 1), 5000);
  v_export public.staff_exports;
begin
  -- Whoever still writes keeps their hold.
  update public.staff_exports as e set lease_until = greatest(e.lease_until, pg_catalog.clock_timestamp() + interval '2 minutes')
  where e.id = staff_export_rows.export_id and e.lease_by = staff_export_rows.worker and e.made_at is null and e.gone_at is null
    and private.may_take_along(e.desk_id, e.staff_id)
  returning e.* into v_export;
  if v_export.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such export in this worker''s hands.');
  end if;
  return (
    select pg_catalog.jsonb_build_object('rows', coalesce(pg_catalog.jsonb_agg(p.shown order by p.at desc, p.id desc), '[]'),
      'last', case when pg_catalog.count(*) = v_most then (pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('at', p.at, 'id', p.id) order by p.at, p.id) -> 0) end)
    from private.export_page(v_export, staff_export_rows.after, staff_export_rows.after_id, v_most) as p);
end
$$;

create or replace function public.settle_staff_export(export_id uuid, worker text, row_count integer) returns jsonb
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
  if v_export.made_at is null and not private.may_take_along(v_export.desk_id, v_export.staff_id) then
    perform private.end_staff_exports(v_export.desk_id, array[v_export.id]);
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

create or replace function private.drop_staff_exports() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_exports uuid[];
begin
  -- All of them are held, also what nobody makes yet: a worker that begins meanwhile would still read the person.
  perform from public.staff_exports as e where e.desk_id = new.desk_id and e.gone_at is null order by e.id for no key update;
  v_exports := array(
    select e.id from public.staff_exports as e where e.desk_id = new.desk_id and e.gone_at is null and (e.made_at is not null or e.lease_by is not null));
  insert into public.staff_exports (desk_id, staff_id, what, since, path, asked_at, remakes)
  select e.desk_id, e.staff_id, e.what, e.since, pg_catalog.format('exports/%s/%s.csv', e.desk_id, pg_catalog.gen_random_uuid()), e.asked_at, e.id
  from public.staff_exports as e where e.id = any (v_exports) and e.made_at is null;
  perform private.end_staff_exports(new.desk_id, v_exports);
  perform pg_catalog.pg_notify('desk_work', 'exports');
  return null;
end
$$;
comment on function private.drop_staff_exports is 'The files of a desk that may name a forgotten customer go; those in the making are made anew.';

create function private.end_exports_of_staff() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.end_staff_exports(new.desk_id, array(
    select e.id from public.staff_exports as e where e.desk_id = new.desk_id and e.staff_id = new.id and e.gone_at is null));
  return null;
end
$$;
comment on function private.end_exports_of_staff is 'The files of somebody who may no longer have any go, made or not.';
revoke execute on function private.end_exports_of_staff from public;
select private.hand_over('private.end_exports_of_staff()');
create trigger end_exports_of_staff after update of status, role on public.staff for each row
  when ((old.status = 'active' and new.status <> 'active') or (old.role in ('manager', 'admin', 'owner') and new.role not in ('manager', 'admin', 'owner')))
  execute function private.end_exports_of_staff();

create or replace function public.find_web_file(account text, sender text, line text) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_chat public.chats;
  v_number bigint := case when find_web_file.line ~ '^(person|desk):[0-9]{1,18}$' then pg_catalog.split_part(find_web_file.line, ':', 2)::bigint end;
  v_media jsonb;
begin
  select c.* into v_chat from public.channel_accounts as a join public.chats as c on c.account_id = a.id
  where a.provider = 'web' and a.account = find_web_file.account and c.sender_id = find_web_file.sender order by c.created_at limit 1;
  if find_web_file.line like 'person:%' then
    v_media := (select private.lenient_json(m.event) from public.inbox_messages as m where m.chat_id = v_chat.id and m.id = v_number);
    v_media := case when v_media ->> 'type' = 'file' then v_media end;
  else
    v_media := (
      select w.content -> 'media' from public.web_messages as w join public.outbox_messages as o on o.id = w.outbox_id
      where w.chat_id = v_chat.id and w.id = v_number
        and (v_chat.staff_id is null or o.customer_id is not null
          or exists (select from public.staff as s where s.desk_id = v_chat.desk_id and s.id = v_chat.staff_id and s.status = 'active'))
        and (o.entity is distinct from 'staff_export' or exists (select from public.staff_exports as e
          where e.desk_id = o.desk_id and e.id = o.entity_id and e.gone_at is null and e.expires_at > pg_catalog.clock_timestamp()
            and private.may_take_along(e.desk_id, v_chat.staff_id))));
  end if;
  if coalesce(v_media ->> 'path', v_media ->> 'png') is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such file in this chat.');
  end if;
  return pg_catalog.jsonb_build_object('kind', v_media -> 'kind', 'name', v_media -> 'name', 'path', v_media -> 'path', 'png', v_media -> 'png');
end
$$;

-- The way of an export: asked for once a day, made by a worker, stored in private, told of in the chat that asked, removed
-- when its time is over.

create function public.ask_export_safe(actor_id uuid, acting_customer_id uuid, chat_id uuid, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(ask_export_safe.actor_id, ask_export_safe.acting_customer_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'ask_export_safe', ask_export_safe.idempotency_key,
    pg_catalog.jsonb_build_object('customer_id', ask_export_safe.acting_customer_id, 'chat_id', ask_export_safe.chat_id));
  v_id uuid := pg_catalog.gen_random_uuid();
  v_last timestamptz;
  v_export public.customer_exports;
begin
  if v_known is null then
    perform from public.customers as c
    where c.desk_id = v_actor.desk_id and c.id = ask_export_safe.acting_customer_id and c.erased_at is null
    for no key update;
    if not found or not exists (
      select from public.chats as c where c.desk_id = v_actor.desk_id and c.id = ask_export_safe.chat_id and c.customer_id = ask_export_safe.acting_customer_id
    ) then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such chat of this customer.');
    end if;
    select pg_catalog.max(e.asked_at) into v_last from public.customer_exports as e
    where e.desk_id = v_actor.desk_id and e.customer_id = ask_export_safe.acting_customer_id;
    if v_last > pg_catalog.clock_timestamp() - interval '24 hours' then
      perform private.refuse(429, 'TOO_SOON', 'This file was asked for within the last day.', 'Wait until a day is over.',
        pg_catalog.jsonb_build_object('again_at', v_last + interval '24 hours'));
    end if;
    insert into public.customer_exports (id, desk_id, customer_id, chat_id, path)
    values (v_id, v_actor.desk_id, ask_export_safe.acting_customer_id, ask_export_safe.chat_id,
      pg_catalog.format('exports/%s/%s.json', v_actor.desk_id, v_id))
    returning * into v_export;
    perform pg_catalog.pg_notify('desk_work', 'exports');
    perform private.keep_result(v_actor.desk_id, 'ask_export_safe', ask_export_safe.idempotency_key, pg_catalog.jsonb_build_object('export_id', v_export.id));
  else
    select e.* into v_export from public.customer_exports as e where e.desk_id = v_actor.desk_id and e.id = (v_known ->> 'export_id')::uuid;
  end if;
  return pg_catalog.jsonb_build_object('export', pg_catalog.jsonb_build_object('id', v_export.id, 'asked_at', v_export.asked_at), 'duplicate', v_known is not null);
end
$$;
comment on function public.ask_export_safe is
  'Asks for a file of everything the desk knows of a customer, for one of their chats; once a day. Caller: the system for a customer. NOT_FOUND, TOO_SOON, IDEMPOTENCY_CONFLICT.';

create function public.claim_export(worker text, lease_seconds integer default 60) returns jsonb
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
  where e.made_at is null and e.gone_at is null and e.attempts < 8 and coalesce(e.lease_until, '-infinity') < v_now
  order by e.asked_at limit 1
  for no key update skip locked;
  if v_export.id is null then
    return null;
  end if;
  update public.customer_exports as e set attempts = e.attempts + 1, lease_by = v_worker,
    lease_until = v_now + pg_catalog.make_interval(secs => claim_export.lease_seconds)
  where e.id = v_export.id;
  return (
    select pg_catalog.jsonb_build_object('id', v_export.id, 'path', v_export.path, 'asked_at', v_export.asked_at, 'language', c.language,
      'desk', d.name, 'time_zone', s.time_zone, 'data', private.known_of(c))
    from public.customers as c join public.desks as d on d.id = c.desk_id join public.desk_settings as s on s.desk_id = c.desk_id
    where c.desk_id = v_export.desk_id and c.id = v_export.customer_id);
end
$$;
comment on function public.claim_export is
  'The next export to make, held for a while, with everything that goes into it; null when there is none. Ends those whose time is over. Caller: service_role. BAD_INPUT.';

create function public.settle_export(export_id uuid, worker text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_export public.customer_exports;
  v_now timestamptz := pg_catalog.clock_timestamp();
begin
  select e.* into v_export from public.customer_exports as e where e.id = settle_export.export_id for no key update;
  if v_export.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such export.');
  end if;
  -- Asked away while it was being made: the file goes again.
  if v_export.gone_at is not null then
    insert into public.file_removals (path, desk_id) values (v_export.path, v_export.desk_id)
    on conflict on constraint file_removals_pkey do nothing;
    return '{"settled": false}';
  end if;
  if v_export.made_at is not null or v_export.lease_by is distinct from settle_export.worker then
    return pg_catalog.jsonb_build_object('settled', v_export.made_at is not null);
  end if;
  update public.customer_exports as e set made_at = v_now, expires_at = v_now + interval '72 hours', lease_until = null where e.id = v_export.id;
  insert into public.outbox_messages (desk_id, customer_id, entity, entity_id, phrase_key, lane, reply, dedupe_key, expires_at)
  values (v_export.desk_id, v_export.customer_id, 'export', v_export.id, 'export-ready', 'interactive',
    pg_catalog.jsonb_build_object('kind', 'document', 'path', v_export.path, 'name', 'my-data.json', 'caption', '{"key": "export-ready"}'::jsonb),
    'export:' || v_export.id, v_now + interval '72 hours')
  on conflict on constraint outbox_messages_come_once do nothing;
  return '{"settled": true}';
end
$$;
comment on function public.settle_export is 'An export has been stored: its chat, and no other, is given it, for three days. Caller: service_role. NOT_FOUND.';

-- Some notices belong to one chat alone: a file to the one that asked, news of a joined channel to the one that showed the code.
create or replace function private.chat_for(message public.outbox_messages) returns uuid
language sql
stable
as $$
  select case
    when message.edits_card_id is not null then (select k.chat_id from public.message_cards as k where k.id = message.edits_card_id)
    when message.entity in ('export', 'link_code') then (
      select c.id
      from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      where c.desk_id = message.desk_id and c.customer_id = message.customer_id and c.unreachable_at is null
        and c.id in (select e.chat_id from public.customer_exports as e where e.id = message.entity_id
          union all select l.chat_id from public.link_codes as l where l.id = message.entity_id))
    when message.customer_id is not null then (
      select c.id
      from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      join public.customers as u on u.id = c.customer_id and u.erased_at is null
      where c.desk_id = message.desk_id and c.customer_id = message.customer_id and c.unreachable_at is null
      order by a.provider = u.preferred_channel::text or (u.preferred_channel = 'whatsapp' and a.provider = 'whatsapp_web') desc,
        c.last_inbound_at desc nulls last, c.id
      limit 1)
    else (
      select c.id
      from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      join public.staff as s on s.id = c.staff_id and s.status = 'active'
      where c.desk_id = message.desk_id and c.staff_id = message.staff_id and c.unreachable_at is null
      order by c.last_inbound_at desc nulls last, c.id
      limit 1)
  end
$$;

create function private.drop_exports() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  with gone as (
    update public.customer_exports as e set gone_at = pg_catalog.clock_timestamp()
    where e.desk_id = new.desk_id and e.customer_id = new.id and e.gone_at is null
    returning e.path, e.desk_id
  )
  insert into public.file_removals (path, desk_id) select g.path, g.desk_id from gone as g
  on conflict on constraint file_removals_pkey do nothing;
  update public.link_codes as l set ended_at = pg_catalog.clock_timestamp()
  where l.desk_id = new.desk_id and l.customer_id = new.id and l.ended_at is null;
  return null;
end
$$;
comment on function private.drop_exports is 'The files of a forgotten customer''s data go, and no code of theirs joins anything any more.';
revoke execute on function private.drop_exports from public;
select private.hand_over('private.drop_exports()');
create trigger drop_exports after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.drop_exports();

select private.hand_over('public.ask_export_safe(uuid, uuid, uuid, text)');
select private.hand_over('public.claim_export(text, integer)');
select private.hand_over('public.settle_export(uuid, text)');
revoke execute on function public.ask_export_safe, public.claim_export, public.settle_export from public, anon, authenticated;
grant execute on function public.ask_export_safe, public.claim_export, public.settle_export to service_role;

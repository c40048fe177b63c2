-- What a customer decides about being written to, and what they may look at: their channels, their consents, their hours.

create function private.channels_of(customer public.customers) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('channel', x.channel, 'last_used', x.last_used) order by x.last_used desc nulls last), '[]')
  from (
    select case a.provider when 'whatsapp_web' then 'whatsapp' else a.provider end as channel, pg_catalog.max(c.last_inbound_at) as last_used
    from public.chats as c join public.channel_accounts as a on a.id = c.account_id and a.active
    where c.desk_id = customer.desk_id and c.customer_id = customer.id and c.unreachable_at is null
    group by 1
  ) as x
$$;
comment on function private.channels_of is 'Through which kinds of channel a customer can be reached, the one last used first.';

create function private.consents_of(customer public.customers) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('kind', x.kind, 'granted', x.granted, 'version', x.version, 'at', x.created_at) order by x.kind), '[]')
  from (
    select distinct on (c.kind) c.* from public.consents as c
    where c.desk_id = customer.desk_id and c.customer_id = customer.id order by c.kind, c.id desc
  ) as x
$$;
comment on function private.consents_of is 'What a customer agrees to now, by kind.';

create function private.settings_of(customer public.customers) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object(
    'full_name', customer.full_name, 'phone', customer.phone, 'email', customer.email, 'language', customer.language,
    'delivery_address', customer.delivery_address, 'preferred_channel', customer.preferred_channel,
    'channels', private.channels_of(customer), 'consents', private.consents_of(customer), 'stopped', customer.stopped_at is not null,
    'quiet', pg_catalog.jsonb_build_object('own', customer.quiet_from is not null,
      'from', pg_catalog.to_char(coalesce(customer.quiet_from, s.quiet_from), 'HH24:MI'), 'until', pg_catalog.to_char(coalesce(customer.quiet_until, s.quiet_until), 'HH24:MI')),
    'orders', (select pg_catalog.count(*) from public.orders as o where o.desk_id = customer.desk_id and o.customer_id = customer.id),
    'open_orders', (select coalesce(pg_catalog.jsonb_agg(o.order_code order by o.created_at), '[]') from public.orders as o
      where o.desk_id = customer.desk_id and o.customer_id = customer.id and o.status not in ('closed', 'cancelled', 'returned')),
    'leads', (select pg_catalog.count(*) from public.leads as l where l.desk_id = customer.desk_id and l.customer_id = customer.id),
    'messages', (select pg_catalog.count(*) from public.inbox_messages as m
      where m.desk_id = customer.desk_id and m.chat_id in (select c.id from public.chats as c where c.desk_id = customer.desk_id and c.customer_id = customer.id)))
  from public.desk_settings as s where s.desk_id = customer.desk_id
$$;
comment on function private.settings_of is 'What a customer may see and change about themselves, and how much the desk knows of them.';

create function public.my_settings(actor_id uuid, acting_customer_id uuid) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(my_settings.actor_id, my_settings.acting_customer_id, '{system}');
begin
  return (select private.settings_of(c) from public.customers as c where c.desk_id = v_actor.desk_id and c.id = my_settings.acting_customer_id);
end
$$;
comment on function public.my_settings is
  'What a customer may see and change about themselves: channels, quiet hours, consents, and how much is known of them. Caller: the system for a customer. NOT_FOUND.';

create function public.choose_settings_safe(actor_id uuid, acting_customer_id uuid, changes jsonb) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(choose_settings_safe.actor_id, choose_settings_safe.acting_customer_id, '{system}');
  v_changes jsonb := choose_settings_safe.changes;
  v_customer public.customers;
  v_quiet jsonb := v_changes -> 'quiet';
  v_unknown text;
begin
  if coalesce(pg_catalog.jsonb_typeof(v_changes), '') <> 'object' then
    perform private.refuse(400, 'BAD_INPUT', 'The changes are an object.', null, '{"field": "changes"}');
  end if;
  select k into v_unknown from pg_catalog.jsonb_object_keys(v_changes) as k where k <> all ('{preferred_channel,stopped,quiet}'::text[]);
  if v_unknown is not null then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such setting.', null, pg_catalog.jsonb_build_object('field', v_unknown));
  end if;
  select c.* into v_customer from public.customers as c
  where c.desk_id = v_actor.desk_id and c.id = choose_settings_safe.acting_customer_id and c.erased_at is null
  for no key update;
  if v_customer.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  if v_changes ? 'preferred_channel' and not private.channels_of(v_customer) @> pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('channel', v_changes -> 'preferred_channel')) then
    perform private.refuse(400, 'BAD_INPUT', 'They cannot be reached there.', 'Choose one of the channels they write in.', '{"field": "preferred_channel"}');
  end if;
  if v_changes ? 'stopped' and pg_catalog.jsonb_typeof(v_changes -> 'stopped') <> 'boolean' then
    perform private.refuse(400, 'BAD_INPUT', 'Stopped is true or false.', null, '{"field": "stopped"}');
  end if;
  -- null: as the desk does; "off": at any time; else two times of day.
  if v_changes ? 'quiet' and v_quiet not in ('null', '"off"') and (pg_catalog.jsonb_typeof(v_quiet) <> 'object'
    or coalesce(v_quiet ->> 'from', '') !~ '^([01]\d|2[0-3]):[0-5]\d$' or coalesce(v_quiet ->> 'until', '') !~ '^([01]\d|2[0-3]):[0-5]\d$') then
    perform private.refuse(400, 'BAD_INPUT', 'Quiet hours have a beginning and an end by the clock.', 'For example: 22:00 and 08:00.', '{"field": "quiet"}');
  end if;
  update public.customers as c
  set preferred_channel = coalesce((v_changes ->> 'preferred_channel')::public.preferred_channel, c.preferred_channel),
    stopped_at = case when v_changes ? 'stopped' then case when v_changes -> 'stopped' = 'true' then coalesce(c.stopped_at, pg_catalog.clock_timestamp()) end else c.stopped_at end,
    quiet_from = case when not v_changes ? 'quiet' then c.quiet_from when v_quiet = '"off"' then '00:00'::time else (v_quiet ->> 'from')::time end,
    quiet_until = case when not v_changes ? 'quiet' then c.quiet_until when v_quiet = '"off"' then '00:00'::time else (v_quiet ->> 'until')::time end
  where c.id = v_customer.id
  returning c.* into v_customer;
  -- What was meant to go out and is not wanted any more.
  if v_customer.stopped_at is not null then
    update public.outbox_messages as o set status = 'cancelled', last_error = 'stopped'
    where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id and o.status = 'waiting' and o.lane = 'broadcast' and o.chat_id is null;
  end if;
  return pg_catalog.jsonb_build_object('settings', private.settings_of(v_customer));
end
$$;
comment on function public.choose_settings_safe is
  'What a customer decides about being written to: the channel, quiet hours (null, "off", {from, until}), STOP and START. Caller: the system for a customer. NOT_FOUND, BAD_INPUT.';

revoke execute on function private.channels_of, private.consents_of, private.settings_of from public;
grant execute on function private.channels_of, private.consents_of, private.settings_of to desk_rpc;
select private.hand_over('public.my_settings(uuid, uuid)');
select private.hand_over('public.choose_settings_safe(uuid, uuid, jsonb)');
revoke execute on function public.my_settings, public.choose_settings_safe from public, anon, authenticated;
grant execute on function public.my_settings, public.choose_settings_safe to service_role;

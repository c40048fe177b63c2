-- A number that somebody typed and another customer has is kept with the chat of whoever typed it: nobody is found by it, and
-- they see it like any other number, so that nothing tells whether somebody has it.

create function private.keep_typed_phone(customer_id uuid, phone text) returns void
language sql
as $$
  -- Kept only where the customer is not found by it, and never over a number that a channel has vouched for.
  update public.customer_identities as i set phone = k.phone
  from (
    select case when c.phone is distinct from keep_typed_phone.phone then keep_typed_phone.phone end as phone
    from public.customers as c where c.id = keep_typed_phone.customer_id
  ) as k
  where i.customer_id = keep_typed_phone.customer_id and i.phone_verified_at is null and i.phone is distinct from k.phone
$$;
comment on function private.keep_typed_phone is 'Keeps a number on a customer''s own identities, for them to see; null, or the one they are found by, leaves none there.';

create function private.phone_of(customer public.customers) returns text
language plpgsql
stable
as $$
begin
  return coalesce(customer.phone, (
    select i.phone from public.customer_identities as i
    where i.desk_id = customer.desk_id and i.customer_id = customer.id and i.phone is not null and i.phone_verified_at is null
    order by i.updated_at desc, i.id limit 1
  ));
end
$$;
comment on function private.phone_of is 'The number a customer has given, as they see it themselves.';

revoke execute on function private.keep_typed_phone, private.phone_of from public;
grant execute on function private.keep_typed_phone, private.phone_of to desk_rpc;

create or replace function public.meet_customer_safe(actor_id uuid, customer jsonb, consents jsonb default '[]', idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(meet_customer_safe.actor_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'meet_customer_safe', meet_customer_safe.idempotency_key,
    pg_catalog.jsonb_build_object('customer', meet_customer_safe.customer, 'consents', meet_customer_safe.consents));
  v_given jsonb := meet_customer_safe.customer;
  v_customer public.customers;
  v_id uuid := (v_known ->> 'customer_id')::uuid;
  v_phone text;
begin
  if v_known is null then
    if pg_catalog.jsonb_typeof(v_given) is distinct from 'object' or pg_catalog.jsonb_typeof(v_given -> 'identity') is distinct from 'object' then
      perform private.refuse(400, 'BAD_INPUT', 'Somebody in a chat is known by an identity.', null, '{"field": "identity"}');
    end if;
    v_phone := private.checked_phone(v_given ->> 'phone');
    v_id := (private.match_customer(v_actor, v_given)).customer_id;
    if not exists (
      select from public.customer_identities as i
      where i.desk_id = v_actor.desk_id and i.provider = v_given #>> '{identity,provider}'
        and i.account = coalesce(v_given #>> '{identity,account}', '') and i.external_id = v_given #>> '{identity,external_id}' and i.customer_id = v_id
    ) then
      -- The typed phone is somebody else's: whoever typed it is met as a person of their own, who is not found by it.
      v_id := (private.match_customer(v_actor, v_given - 'phone' - 'phone_verified' - 'email')).customer_id;
    end if;
    select c.* into v_customer from public.customers as c where c.id = v_id for no key update;
    if v_customer.phone is null and v_phone is not null and not exists (
      select from public.customers as c where c.desk_id = v_actor.desk_id and c.phone = v_phone
    ) then
      update public.customers as c set phone = v_phone where c.id = v_id;
    end if;
    if v_phone is not null then
      perform private.keep_typed_phone(v_id, v_phone);
    end if;
    update public.chats as c set customer_id = v_id
    from public.channel_accounts as a
    where a.desk_id = v_actor.desk_id and a.provider = v_given #>> '{identity,provider}' and a.account = coalesce(v_given #>> '{identity,account}', '')
      and c.account_id = a.id and c.sender_id = v_given #>> '{identity,external_id}' and c.customer_id is distinct from v_id;
    perform private.put_consents(v_customer, meet_customer_safe.consents, v_given #>> '{identity,provider}');
    perform private.keep_result(v_actor.desk_id, 'meet_customer_safe', meet_customer_safe.idempotency_key, pg_catalog.jsonb_build_object('customer_id', v_id));
  end if;
  return pg_catalog.jsonb_build_object('customer', private.known_customer(v_actor.desk_id, v_id), 'duplicate', v_known is not null);
end
$$;

create or replace function public.update_customer_safe(actor_id uuid, customer_id uuid, changes jsonb, acting_customer_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(update_customer_safe.actor_id, update_customer_safe.acting_customer_id);
  v_customer public.customers;
  v_changes jsonb := update_customer_safe.changes;
  v_unknown text;
  v_phone text;
  v_email text;
begin
  if coalesce(pg_catalog.jsonb_typeof(v_changes), '') <> 'object' then
    perform private.refuse(400, 'BAD_INPUT', 'The changes are an object.', null, '{"field": "changes"}');
  end if;
  select k into v_unknown from pg_catalog.jsonb_object_keys(v_changes) as k
  where k <> all ('{full_name,phone,phone_verified,email,country,language,preferred_channel,billing_address,delivery_address}'::text[]);
  if v_unknown is not null then
    perform private.refuse(400, 'BAD_INPUT', 'A customer''s profile has no such field, or it is not changed here.', null,
      pg_catalog.jsonb_build_object('field', v_unknown));
  end if;
  perform private.check_vouching(v_actor, v_changes);
  select c.* into v_customer from public.customers as c
  where c.desk_id = v_actor.desk_id and c.id = update_customer_safe.customer_id and c.erased_at is null
    and (update_customer_safe.acting_customer_id is null or c.id = update_customer_safe.acting_customer_id)
    and private.sees_customer(v_actor, c.id)
  for no key update;
  if v_customer.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  v_phone := case when v_changes ? 'phone' then private.checked_phone(v_changes ->> 'phone') else v_customer.phone end;
  v_email := case when v_changes ? 'email' then private.checked_text(v_changes ->> 'email', 'email', 320) else v_customer.email end;
  if v_email !~ '^[^@\s]+@[^@\s]+$' then
    perform private.refuse(400, 'BAD_INPUT', 'The e-mail address needs one "@" and no spaces.', null, '{"field": "email"}');
  end if;
  if v_changes ->> 'country' !~ '^[A-Z]{2}$' then
    perform private.refuse(400, 'BAD_INPUT', 'A country is two letters.', 'For example: DE.', '{"field": "country"}');
  end if;
  if v_changes ->> 'language' !~ '^[a-z]{2,3}(-[A-Z]{2})?$' then
    perform private.refuse(400, 'BAD_INPUT', 'A language is a tag like en, ru or tr.', null, '{"field": "language"}');
  end if;
  if v_changes ->> 'preferred_channel' not in ('telegram', 'whatsapp', 'web') then
    perform private.refuse(400, 'BAD_INPUT', 'A channel is telegram, whatsapp or web.', null, '{"field": "preferred_channel"}');
  end if;
  if v_phone is distinct from v_customer.phone and exists (
    select from public.customers as c where c.desk_id = v_actor.desk_id and c.phone = v_phone and c.id <> v_customer.id
  ) then
    -- Staff may look whose it is. To a customer it is a number like any other: whose it is stays with them.
    if update_customer_safe.acting_customer_id is null or (v_changes -> 'phone_verified') = 'true'::jsonb then
      perform private.refuse(409, 'BAD_INPUT', 'This phone number cannot be used here.', 'Use another number, or talk to a person.', '{"field": "phone"}');
    end if;
    v_phone := null;
  end if;
  update public.customers as c
  set full_name = coalesce(private.checked_text(v_changes ->> 'full_name', 'full_name', 200), c.full_name),
    phone = v_phone,
    phone_verified_at = case
      when (v_changes -> 'phone_verified') = 'true'::jsonb and v_phone is not null then coalesce(case when v_phone = c.phone then c.phone_verified_at end, pg_catalog.now())
      when v_phone is distinct from c.phone then null
      else c.phone_verified_at
    end,
    email = v_email,
    country = case when v_changes ? 'country' then v_changes ->> 'country' else c.country end,
    language = coalesce(v_changes ->> 'language', c.language),
    preferred_channel = coalesce((v_changes ->> 'preferred_channel')::public.preferred_channel, c.preferred_channel),
    billing_address = case when v_changes ? 'billing_address' then private.checked_text(v_changes ->> 'billing_address', 'billing_address', 1000) else c.billing_address end,
    delivery_address = case when v_changes ? 'delivery_address' then private.checked_text(v_changes ->> 'delivery_address', 'delivery_address', 1000) else c.delivery_address end
  where c.id = v_customer.id
  returning c.* into v_customer;
  if v_changes ? 'phone' then
    perform private.keep_typed_phone(v_customer.id, private.checked_phone(v_changes ->> 'phone'));
  end if;
  return pg_catalog.jsonb_build_object('customer', private.customer_json(v_customer)
    || case when update_customer_safe.acting_customer_id is null then '{}' else pg_catalog.jsonb_build_object('phone', private.phone_of(v_customer)) end);
end
$$;

create or replace function private.known_customer(desk_id uuid, customer_id uuid) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select pg_catalog.jsonb_build_object('id', c.id, 'full_name', c.full_name, 'phone', private.phone_of(c), 'language', c.language,
    'preferred_channel', c.preferred_channel,
    'last_address', coalesce((
      select o.delivery_address from public.orders as o
      where o.desk_id = c.desk_id and o.customer_id = c.id and o.delivery_address is not null order by o.created_at desc limit 1
    ), c.delivery_address),
    'privacy_version', (
      select case when n.granted then n.version end from public.consents as n
      where n.desk_id = c.desk_id and n.customer_id = c.id and n.kind = 'privacy' order by n.id desc limit 1
    ))
  from public.customers as c
  -- Whoever was merged is who they became.
  where c.desk_id = known_customer.desk_id and c.erased_at is null and c.id = coalesce((
    select m.merged_into from public.customers as m where m.desk_id = known_customer.desk_id and m.id = known_customer.customer_id
  ), known_customer.customer_id));
end
$$;

create or replace function private.settings_of(customer public.customers) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object(
    'full_name', customer.full_name, 'phone', private.phone_of(customer), 'email', customer.email, 'language', customer.language,
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

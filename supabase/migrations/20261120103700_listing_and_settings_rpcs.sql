-- The catalogue grows by commands (its numbers come from a range); its prices and words are edited where you see them.

create function public.create_listing_safe(
  actor_id uuid, title jsonb, description jsonb default '{}', price numeric default null, currency text default null,
  kind text default 'item', status text default 'active', owner_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(create_listing_safe.actor_id, '{system,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'create_listing_safe', create_listing_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'title', create_listing_safe.title, 'description', create_listing_safe.description, 'price', pg_catalog.trim_scale(create_listing_safe.price),
    'currency', create_listing_safe.currency, 'kind', create_listing_safe.kind, 'status', create_listing_safe.status, 'owner_id', create_listing_safe.owner_id));
  v_listing public.listings;
  v_year text := pg_catalog.to_char(pg_catalog.now(), 'YYYY');
begin
  if v_known is not null then
    select l.* into v_listing from public.listings as l where l.desk_id = v_actor.desk_id and l.id = (v_known ->> 'listing_id')::uuid;
  else
    if coalesce(pg_catalog.jsonb_typeof(create_listing_safe.title), '') <> 'object' or create_listing_safe.title = '{}'
      or exists (select from pg_catalog.jsonb_each(create_listing_safe.title) as t where pg_catalog.jsonb_typeof(t.value) <> 'string' or t.value = '""')
    then
      perform private.refuse(400, 'BAD_INPUT', 'A title is given by language.', 'For example: {"en": "Road bike"}.', '{"field": "title"}');
    end if;
    if coalesce(pg_catalog.jsonb_typeof(create_listing_safe.description), '') <> 'object' then
      perform private.refuse(400, 'BAD_INPUT', 'A description is given by language.', null, '{"field": "description"}');
    end if;
    perform private.checked_object(create_listing_safe.title, 'title'), private.checked_object(create_listing_safe.description, 'description');
    if coalesce(create_listing_safe.status, '') not in ('inactive', 'active') then
      perform private.refuse(400, 'BAD_INPUT', 'A new listing is active or inactive.', null, '{"field": "status"}');
    end if;
    if create_listing_safe.owner_id is not null and not exists (
      select from public.staff as s where s.desk_id = v_actor.desk_id and s.id = create_listing_safe.owner_id and s.status = 'active'
    ) then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such active staff member at this desk.', null, '{"field": "owner_id"}');
    end if;
    insert into public.listings (desk_id, code, kind, title, description, price, currency, status, owner_id, created_by)
    values (v_actor.desk_id, v_year || '-' || pg_catalog.lpad(private.next_code(v_actor.desk_id, 'listing-' || v_year), 3, '0'),
      private.checked_text(create_listing_safe.kind, 'kind', 40, true), create_listing_safe.title, create_listing_safe.description,
      case when create_listing_safe.price is not null then private.checked_amount(create_listing_safe.price, 'price', true) end,
      case when create_listing_safe.price is not null then private.checked_currency(v_actor.desk_id, create_listing_safe.currency, 'currency') end,
      create_listing_safe.status::public.listing_status, create_listing_safe.owner_id, v_actor.id)
    returning * into v_listing;
    perform private.keep_result(v_actor.desk_id, 'create_listing_safe', create_listing_safe.idempotency_key,
      pg_catalog.jsonb_build_object('listing_id', v_listing.id));
  end if;
  return pg_catalog.jsonb_build_object('listing', pg_catalog.to_jsonb(v_listing) - 'words' - 'desk_id', 'duplicate', v_known is not null);
end
$$;
comment on function public.create_listing_safe is 'Adds a listing under the next code of the year. Callers: manager and up, system. BAD_INPUT, AMOUNT_INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.';

create function public.update_desk_settings_safe(actor_id uuid, changes jsonb) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(update_desk_settings_safe.actor_id, '{admin,owner}');
  v_changes jsonb := update_desk_settings_safe.changes;
  v_settings public.desk_settings;
  v_unknown text;
begin
  if coalesce(pg_catalog.jsonb_typeof(v_changes), '') <> 'object' then
    perform private.refuse(400, 'BAD_INPUT', 'The changes are an object.', null, '{"field": "changes"}');
  end if;
  select k into v_unknown from pg_catalog.jsonb_object_keys(v_changes) as k
  where k <> all ('{paid_policy,time_zone,default_provider,shipment_required,tracking_number_required,auto_deliver}'::text[]);
  if v_unknown is not null then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such setting, or it is not changed here.', null, pg_catalog.jsonb_build_object('field', v_unknown));
  end if;
  if v_changes ->> 'paid_policy' not in ('full', 'first_payment') then
    perform private.refuse(400, 'BAD_INPUT', 'The policy is full or first_payment.', null, '{"field": "paid_policy"}');
  end if;
  if v_changes ? 'time_zone' and not exists (select from pg_catalog.pg_timezone_names as z where z.name = v_changes ->> 'time_zone') then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such time zone.', 'For example: Europe/Istanbul.', '{"field": "time_zone"}');
  end if;
  if v_changes ? 'default_provider' and not exists (
    select from public.shipping_providers as p where p.desk_id = v_actor.desk_id and p.code = v_changes ->> 'default_provider'
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'The desk does not ship with this provider.', null, '{"field": "default_provider"}');
  end if;
  select k into v_unknown from pg_catalog.unnest('{shipment_required,tracking_number_required,auto_deliver}'::text[]) as k
  where v_changes ? k and pg_catalog.jsonb_typeof(v_changes -> k) <> 'boolean';
  if v_unknown is not null then
    perform private.refuse(400, 'BAD_INPUT', 'This setting is true or false.', null, pg_catalog.jsonb_build_object('field', v_unknown));
  end if;
  update public.desk_settings as s
  set paid_policy = coalesce((v_changes ->> 'paid_policy')::public.paid_policy, s.paid_policy),
    time_zone = coalesce(v_changes ->> 'time_zone', s.time_zone),
    default_provider = coalesce(v_changes ->> 'default_provider', s.default_provider),
    shipment_required = coalesce((v_changes ->> 'shipment_required')::boolean, s.shipment_required),
    tracking_number_required = coalesce((v_changes ->> 'tracking_number_required')::boolean, s.tracking_number_required),
    auto_deliver = coalesce((v_changes ->> 'auto_deliver')::boolean, s.auto_deliver)
  where s.desk_id = v_actor.desk_id
  returning s.* into v_settings;
  return pg_catalog.jsonb_build_object('settings', pg_catalog.to_jsonb(v_settings));
end
$$;
comment on function public.update_desk_settings_safe is 'Changes the settings of the actor''s desk. Callers: admin, owner. BAD_INPUT, FORBIDDEN_ROLE.';

select private.hand_over('public.create_listing_safe(uuid, jsonb, jsonb, numeric, text, text, text, uuid, text)');
select private.hand_over('public.update_desk_settings_safe(uuid, jsonb)');
revoke execute on function public.create_listing_safe, public.update_desk_settings_safe from public, anon, authenticated;
grant execute on function public.create_listing_safe, public.update_desk_settings_safe to service_role;

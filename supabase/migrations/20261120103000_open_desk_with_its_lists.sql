-- A desk now comes with its settings, lists and number ranges; so do the desks there already.

create function private.furnish_desk(desk_id uuid) returns void
language sql
set search_path = ''
as $$
  insert into public.desk_settings (desk_id) values (furnish_desk.desk_id) on conflict do nothing;
  insert into public.payment_methods (desk_id, code, name, reference_required)
  select furnish_desk.desk_id, m.code, m.name, m.reference_required
  from (values ('cash', 'Cash', false), ('bank_transfer', 'Bank transfer', true), ('card', 'Card', true), ('online', 'Online payment', true))
    as m (code, name, reference_required)
  on conflict do nothing;
  insert into public.shipping_providers (desk_id, code, name, tracking_url)
  select furnish_desk.desk_id, p.code, p.name, p.tracking_url
  from (values
    ('rusbid', 'Rusbid', null),
    ('russian_post', 'Russian Post', 'https://www.pochta.ru/tracking?barcode={number}'),
    ('pickup', 'Pick-up', null)
  ) as p (code, name, tracking_url)
  on conflict do nothing;
  insert into public.document_types (desk_id, code, name)
  select furnish_desk.desk_id, t.code, t.name
  from (values
    ('passport', 'Passport'), ('waybill', 'Waybill'), ('invoice', 'Invoice'), ('payment_proof', 'Proof of payment'),
    ('warehouse_photo', 'Photo from the warehouse'), ('photo', 'Photo'), ('other', 'Other')
  ) as t (code, name)
  on conflict do nothing;
  -- Order codes begin at 1001: short, and nobody is customer number one.
  insert into public.number_ranges (desk_id, kind, last_number) values (furnish_desk.desk_id, 'order', 1000) on conflict do nothing;
$$;
comment on function private.furnish_desk is 'Gives a desk its settings, lists and number ranges; what is there stays.';
revoke execute on function private.furnish_desk from public;
grant execute on function private.furnish_desk to desk_rpc;

create or replace function public.open_desk_safe(slug text, name text, owner_name text, owner_language text default 'en') returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_desk_id uuid := pg_catalog.gen_random_uuid();
  v_system_id uuid := pg_catalog.gen_random_uuid();
  v_owner_id uuid := pg_catalog.gen_random_uuid();
begin
  if coalesce(open_desk_safe.slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or pg_catalog.char_length(open_desk_safe.slug) > 60 then
    perform private.refuse(400, 'BAD_INPUT', 'The short name of a desk is lower-case letters, digits and single hyphens.',
      'For example: bike-import.', '{"field": "slug"}');
  end if;
  if coalesce(open_desk_safe.name, '') !~ '\S' or pg_catalog.char_length(open_desk_safe.name) > 200 then
    perform private.refuse(400, 'BAD_INPUT', 'A desk needs a name of at most 200 characters.', null, '{"field": "name"}');
  end if;
  if coalesce(open_desk_safe.owner_name, '') !~ '\S' or pg_catalog.char_length(open_desk_safe.owner_name) > 200 then
    perform private.refuse(400, 'BAD_INPUT', 'The owner needs a name of at most 200 characters.', null, '{"field": "owner_name"}');
  end if;
  if coalesce(open_desk_safe.owner_language, '') !~ '^[a-z]{2,3}(-[A-Z]{2})?$' then
    perform private.refuse(400, 'BAD_INPUT', 'The owner''s language is a tag like en, ru or tr.', null, '{"field": "owner_language"}');
  end if;

  perform pg_catalog.set_config('desk.actor_id', v_system_id::text, true),
          pg_catalog.set_config('desk.actor_type', 'system', true),
          pg_catalog.set_config('desk.acting_customer_id', '', true);

  -- One statement: the audit rows of the desk name the system actor, who belongs to the desk.
  with desk as (
    insert into public.desks (id, slug, name)
    values (v_desk_id, open_desk_safe.slug, open_desk_safe.name)
    on conflict on constraint desks_slug_is_unique do nothing
    returning id
  )
  insert into public.staff (id, desk_id, display_name, role, language, created_by)
  select s.id, desk.id, s.display_name, s.role, s.language, v_system_id
  from desk, (values
    (v_system_id, 'System', 'system'::public.staff_role, 'en'),
    (v_owner_id, open_desk_safe.owner_name, 'owner'::public.staff_role, open_desk_safe.owner_language)
  ) as s (id, display_name, role, language);

  if not found then
    perform private.refuse(409, 'BAD_INPUT', 'A desk with this short name exists already.',
      'Choose another short name.', '{"field": "slug"}');
  end if;
  perform private.furnish_desk(v_desk_id);
  return pg_catalog.jsonb_build_object('desk_id', v_desk_id, 'system_staff_id', v_system_id, 'owner_staff_id', v_owner_id);
end
$$;

do $$
declare
  v_staff public.staff;
begin
  for v_staff in select s.* from public.staff as s where s.role = 'system' loop
    perform set_config('desk.actor_id', v_staff.id::text, true), set_config('desk.actor_type', 'system', true),
      set_config('desk.acting_customer_id', '', true);
    set local role desk_rpc;
    perform private.furnish_desk(v_staff.desk_id);
    reset role;
  end loop;
end
$$;

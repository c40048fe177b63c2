-- A desk comes into being with its system actor and its first owner, all at once: there is never a desk without either.

create function public.open_desk_safe(slug text, name text, owner_name text, owner_language text default 'en') returns jsonb
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
  return pg_catalog.jsonb_build_object('desk_id', v_desk_id, 'system_staff_id', v_system_id, 'owner_staff_id', v_owner_id);
end
$$;
comment on function public.open_desk_safe is
  'Opens a desk with its system actor and first owner. Caller: service_role and migrations. BAD_INPUT (400; 409 when the slug is taken).';
select private.hand_over('public.open_desk_safe(text, text, text, text)');
revoke execute on function public.open_desk_safe from public, anon, authenticated;
grant execute on function public.open_desk_safe to service_role;

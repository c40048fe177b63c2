-- The operator's door: whoever holds the secret key of the database lets an owner in. It is how a desk gets its first one,
-- and how it gets one back who has lost their chat.

create function public.invite_owner_safe(slug text default null, display_name text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_name text := private.checked_text(invite_owner_safe.display_name, 'display_name', 200);
  v_alphabet constant text := 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  v_code text := (
    select pg_catalog.string_agg(pg_catalog.substr(v_alphabet, 1 + pg_catalog.get_byte(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()), 0) % 32, 1), '')
    from pg_catalog.generate_series(1, 16)
  );
  v_desk public.desks;
  v_actor public.staff;
  v_waiting public.staff;
  v_invitation public.staff_invitations;
begin
  if invite_owner_safe.slug is null and (select pg_catalog.count(*) from (select from public.desks limit 2) as d) > 1 then
    perform private.refuse(400, 'BAD_INPUT', 'There are several desks here.', 'Name one by its short name.', '{"field": "slug"}');
  end if;
  select d.* into v_desk from public.desks as d
  where d.slug = invite_owner_safe.slug or invite_owner_safe.slug is null
  for no key update;
  if v_desk.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such desk here.', 'Check its short name.', '{"field": "slug"}');
  end if;
  v_actor := private.acting_staff((select s.id from public.staff as s where s.desk_id = v_desk.id and s.role = 'system'));

  -- An owner whom nobody has met yet is the one who is let in, instead of one more.
  select s.* into v_waiting from public.staff as s
  where s.desk_id = v_desk.id and s.role = 'owner' and s.status = 'active'
    and (v_name is null or s.display_name = v_name)
    and not exists (select from public.staff_identities as i where i.desk_id = s.desk_id and i.staff_id = s.id)
  order by s.created_at, s.id limit 1;
  -- One at a time: the code before it ends.
  update public.staff_invitations as i set expires_at = pg_catalog.now()
  where i.desk_id = v_desk.id and i.created_by = v_actor.id and i.used_at is null and i.expires_at > pg_catalog.now();
  insert into public.staff_invitations (desk_id, code_hash, display_name, role, expires_at, created_by, invited_id)
  values (v_desk.id, private.code_hash(v_code), coalesce(v_waiting.display_name, v_name, 'Owner'), 'owner',
    pg_catalog.now() + interval '24 hours', v_actor.id, v_waiting.id)
  returning * into v_invitation;
  -- Those who own the desk hear of it at once.
  perform private.notify(v_desk.id, 'staff_invitation', v_invitation.id, 'notice-staff-owner-invited',
    pg_catalog.jsonb_build_object('name', v_invitation.display_name), null, s.id)
  from public.staff as s where s.desk_id = v_desk.id and s.role = 'owner' and s.status = 'active' and s.id is distinct from v_waiting.id;
  return pg_catalog.jsonb_build_object('code', pg_catalog.regexp_replace(v_code, '(....)(?=.)', '\1-', 'g'), 'desk', v_desk.name, 'slug', v_desk.slug,
    'display_name', v_invitation.display_name, 'expires_at', v_invitation.expires_at);
end
$$;
comment on function public.invite_owner_safe is
  'A single-use code that makes somebody an owner of the desk within 24 hours; the owners there are hear of it. Caller: service_role, for who operates the database. NOT_FOUND, BAD_INPUT.';
select private.hand_over('public.invite_owner_safe(text, text)');
revoke execute on function public.invite_owner_safe from public, anon, authenticated;
grant execute on function public.invite_owner_safe to service_role;

-- Admins read invitations, hashes included, over the API, which keeps no column from them; an owner's code must not be found
-- from its hash. So a code is 80 bits, out of reach of guessing: 16 signs in groups of four. A short code given before
-- stays good until its day is over.

create function private.code_hash(code text) returns text
language sql
immutable
set search_path = ''
as $$
  select pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
    pg_catalog.regexp_replace(pg_catalog.upper(coalesce(code_hash.code, '')), '[^A-Z0-9]', '', 'g'), 'UTF8')), 'hex')
$$;
comment on function private.code_hash is 'The hash of an invitation code however it was typed: dashes, blanks and case do not count.';
revoke execute on function private.code_hash from public;
grant execute on function private.code_hash to desk_rpc;

create or replace function public.invite_staff_safe(actor_id uuid, display_name text, role text default 'manager', email text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(invite_staff_safe.actor_id, '{admin,owner}');
  v_role public.staff_role := private.check_rank(v_actor, invite_staff_safe.role);
  -- Letters and digits nobody mistakes for another: 32 of them, so 16 are 80 bits. The first byte of a random UUID is random whole.
  v_alphabet constant text := 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  v_code text := (
    select pg_catalog.string_agg(pg_catalog.substr(v_alphabet, 1 + pg_catalog.get_byte(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()), 0) % 32, 1), '')
    from pg_catalog.generate_series(1, 16)
  );
  v_email text := private.checked_text(invite_staff_safe.email, 'email', 320);
  v_invitation public.staff_invitations;
begin
  if v_email !~ '^[^@\s]+@[^@\s]+$' then
    perform private.refuse(400, 'BAD_INPUT', 'The e-mail address needs one "@" and no spaces.', null, '{"field": "email"}');
  end if;
  if exists (select from public.staff as s where s.desk_id = v_actor.desk_id and pg_catalog.lower(s.email) = pg_catalog.lower(v_email)) then
    perform private.refuse(409, 'BAD_INPUT', 'Somebody at this desk has this e-mail address already.', null, '{"field": "email"}');
  end if;
  insert into public.staff_invitations (desk_id, code_hash, display_name, role, email, expires_at, created_by)
  values (v_actor.desk_id, private.code_hash(v_code),
    private.checked_text(invite_staff_safe.display_name, 'display_name', 200, true), v_role, v_email, pg_catalog.now() + interval '24 hours', v_actor.id)
  returning * into v_invitation;
  return pg_catalog.jsonb_build_object('code', pg_catalog.rtrim(pg_catalog.regexp_replace(v_code, '(.{4})', '\1-', 'g'), '-'), 'role', v_role, 'expires_at', v_invitation.expires_at);
end
$$;

create or replace function public.accept_invitation_safe(code text, provider text, external_id text, account text default '', language text default 'en') returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_invitation public.staff_invitations;
  v_system public.staff;
  v_staff public.staff;
begin
  select i.* into v_invitation from public.staff_invitations as i
  where i.code_hash = private.code_hash(accept_invitation_safe.code)
  for no key update;
  if v_invitation.id is null or v_invitation.used_at is not null or v_invitation.expires_at <= pg_catalog.now()
    -- It says no more than who gave it could say now.
    or not exists (
      select from public.staff as s
      where s.id = v_invitation.created_by and s.status = 'active' and (s.role = 'owner' or s.role > v_invitation.role)
    )
  then
    perform private.refuse(404, 'NOT_FOUND', 'This invitation does not exist, was used or has expired.', 'Ask for a new one.');
  end if;
  if coalesce(accept_invitation_safe.provider, '') not in ('supabase', 'telegram', 'whatsapp', 'whatsapp_web', 'web')
    or coalesce(accept_invitation_safe.external_id, '') !~ '\S' or pg_catalog.char_length(accept_invitation_safe.external_id) > 200
    or accept_invitation_safe.account is null or pg_catalog.char_length(accept_invitation_safe.account) > 200
  then
    perform private.refuse(400, 'BAD_INPUT', 'The identity needs a known provider and an external id.', null, '{"field": "provider"}');
  end if;
  if exists (
    select from public.staff_identities as i
    where i.desk_id = v_invitation.desk_id and i.provider = accept_invitation_safe.provider and i.account = accept_invitation_safe.account
      and i.external_id = accept_invitation_safe.external_id
  ) then
    perform private.refuse(409, 'BAD_INPUT', 'This person is staff of the desk already.', null, '{"field": "external_id"}');
  end if;
  select s.* into v_system from public.staff as s where s.desk_id = v_invitation.desk_id and s.role = 'system';
  perform private.acting_staff(v_system.id);
  insert into public.staff (desk_id, display_name, role, email, language, created_by)
  values (v_invitation.desk_id, v_invitation.display_name, v_invitation.role,
    case when not exists (select from public.staff as s where s.desk_id = v_invitation.desk_id and pg_catalog.lower(s.email) = pg_catalog.lower(v_invitation.email)) then v_invitation.email end,
    case when accept_invitation_safe.language ~ '^[a-z]{2,3}(-[A-Z]{2})?$' then accept_invitation_safe.language else 'en' end, v_invitation.created_by)
  returning * into v_staff;
  insert into public.staff_identities (desk_id, staff_id, provider, account, external_id)
  values (v_staff.desk_id, v_staff.id, accept_invitation_safe.provider, accept_invitation_safe.account, accept_invitation_safe.external_id);
  update public.staff_invitations as i set used_at = pg_catalog.now(), staff_id = v_staff.id where i.id = v_invitation.id;
  return pg_catalog.jsonb_build_object('staff', private.staff_json(v_staff));
end
$$;

comment on table public.staff_invitations is 'Invitations to the staff: one code, one person, 24 hours. Only a hash of the code is kept, from which nobody finds it.';

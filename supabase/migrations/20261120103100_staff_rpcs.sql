-- Who joins the staff, what they may do, and how they are recognised.

create table public.staff_invitations (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  code_hash text not null,
  display_name text not null,
  role public.staff_role not null,
  email text,
  expires_at timestamptz not null,
  used_at timestamptz,
  staff_id uuid,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint staff_invitations_code_is_unique unique (code_hash),
  constraint staff_invitations_staff_belong_to_the_desk foreign key (desk_id, staff_id) references public.staff (desk_id, id) on delete restrict,
  constraint staff_invitations_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint staff_invitations_are_used_by_somebody check ((used_at is null) = (staff_id is null)),
  constraint staff_invitations_are_not_for_the_system check (role <> 'system')
);
comment on table public.staff_invitations is 'Invitations to the staff: one code, one person, 24 hours. Only a hash of the code is kept.';
create index staff_invitations_newest on public.staff_invitations (desk_id, created_at desc);
create index staff_invitations_of_staff on public.staff_invitations (desk_id, staff_id) where staff_id is not null;
create index staff_invitations_by_creator on public.staff_invitations (desk_id, created_by);
alter table public.staff_invitations enable row level security;
revoke all on public.staff_invitations from anon, authenticated, service_role;
grant select, insert, update, delete on public.staff_invitations to service_role;
grant select, insert, update on public.staff_invitations to desk_rpc;
select private.attach_guards('public.staff_invitations');
select private.attach_audit('public.staff_invitations', 'staff_invitation');
create trigger touch_row before update on public.staff_invitations for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.staff_invitations to desk_rpc using (true) with check (true);

create function private.staff_json(shown public.staff) returns jsonb
language sql
immutable
as $$
  select pg_catalog.jsonb_build_object('id', shown.id, 'desk_id', shown.desk_id, 'display_name', shown.display_name, 'role', shown.role,
    'status', shown.status, 'language', shown.language)
$$;
comment on function private.staff_json is 'A staff member as RPCs return them.';

-- Nobody gives a role of their own rank or above, nor changes somebody who has it; owners may.
create function private.check_rank(actor public.staff, role text) returns public.staff_role
language plpgsql
immutable
as $$
begin
  if coalesce(check_rank.role, '') not in ('agent', 'manager', 'admin', 'owner') then
    perform private.refuse(400, 'BAD_INPUT', 'A role is agent, manager, admin or owner.', null, '{"field": "role"}');
  end if;
  if actor.role <> 'owner' and check_rank.role::public.staff_role >= actor.role then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'Nobody gives a role of their own rank or above.', 'Ask an owner of the desk.',
      pg_catalog.jsonb_build_object('role', actor.role, 'allowed', array['owner']));
  end if;
  return check_rank.role::public.staff_role;
end
$$;
comment on function private.check_rank is 'A role the actor may give. BAD_INPUT, FORBIDDEN_ROLE.';
revoke execute on function private.staff_json, private.check_rank from public;
grant execute on function private.staff_json, private.check_rank to desk_rpc;

create function public.invite_staff_safe(actor_id uuid, display_name text, role text default 'manager', email text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(invite_staff_safe.actor_id, '{admin,owner}');
  v_role public.staff_role := private.check_rank(v_actor, invite_staff_safe.role);
  -- Letters and digits nobody mistakes for another; 8 of 31 are enough for a day.
  v_alphabet constant text := 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
  v_code text := (
    select pg_catalog.string_agg(pg_catalog.substr(v_alphabet, 1 + pg_catalog.get_byte(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()), 0) % 31, 1), '')
    from pg_catalog.generate_series(1, 8)
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
  values (v_actor.desk_id, pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(v_code, 'UTF8')), 'hex'),
    private.checked_text(invite_staff_safe.display_name, 'display_name', 200, true), v_role, v_email, pg_catalog.now() + interval '24 hours', v_actor.id)
  returning * into v_invitation;
  return pg_catalog.jsonb_build_object('code', v_code, 'role', v_role, 'expires_at', v_invitation.expires_at);
end
$$;
comment on function public.invite_staff_safe is 'A single-use code that makes somebody staff within 24 hours; shown once. Callers: admin (below their rank), owner. FORBIDDEN_ROLE, BAD_INPUT.';

create function public.accept_invitation_safe(code text, provider text, external_id text, account text default '', language text default 'en') returns jsonb
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
  where i.code_hash = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.upper(pg_catalog.btrim(coalesce(accept_invitation_safe.code, ''))), 'UTF8')), 'hex')
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
comment on function public.accept_invitation_safe is 'Makes the bearer of a code staff, and their identity known. NOT_FOUND for a code that is wrong, used or old; BAD_INPUT.';

create function public.change_staff_role_safe(actor_id uuid, staff_id uuid, role text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(change_staff_role_safe.actor_id, '{admin,owner}');
  v_role public.staff_role := private.check_rank(v_actor, change_staff_role_safe.role);
  v_staff public.staff;
begin
  -- The same rows in the same order as deactivate_staff_safe: two owners cannot both step down.
  perform from public.staff as s
  where s.desk_id = v_actor.desk_id and (s.role = 'owner' or s.id = change_staff_role_safe.staff_id)
  order by s.id
  for no key update;
  select s.* into v_staff from public.staff as s
  where s.desk_id = v_actor.desk_id and s.id = change_staff_role_safe.staff_id and s.role <> 'system';
  if v_staff.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such staff member at this desk.');
  end if;
  -- Asked again after the lock: the actor may have another role by now.
  v_actor := private.acting_staff(v_actor.id, '{admin,owner}');
  v_role := private.check_rank(v_actor, change_staff_role_safe.role);
  if v_actor.role <> 'owner' and v_staff.role >= v_actor.role then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'Nobody changes the role of somebody of their own rank or above.', 'Ask an owner of the desk.',
      pg_catalog.jsonb_build_object('role', v_actor.role, 'allowed', array['owner']));
  end if;
  if v_staff.role = 'owner' and v_role <> 'owner' and v_staff.status = 'active' and not exists (
    select from public.staff as s where s.desk_id = v_actor.desk_id and s.role = 'owner' and s.status = 'active' and s.id <> v_staff.id
  ) then
    perform private.refuse(409, 'LAST_OWNER', 'This is the last active owner of the desk, so nothing was changed.', 'Make somebody else an owner first.');
  end if;
  update public.staff as s set role = v_role where s.id = v_staff.id returning s.* into v_staff;
  return pg_catalog.jsonb_build_object('staff', private.staff_json(v_staff));
end
$$;
comment on function public.change_staff_role_safe is 'Gives a staff member another role. Callers: admin (below their rank), owner. NOT_FOUND, BAD_INPUT, FORBIDDEN_ROLE, LAST_OWNER.';

create function public.reactivate_staff_safe(actor_id uuid, staff_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(reactivate_staff_safe.actor_id, '{admin,owner}');
  v_staff public.staff;
begin
  select s.* into v_staff from public.staff as s
  where s.desk_id = v_actor.desk_id and s.id = reactivate_staff_safe.staff_id and s.role <> 'system'
  for no key update;
  if v_staff.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such staff member at this desk.');
  end if;
  if v_staff.status not in ('inactive', 'suspended', 'pending') then
    perform private.refuse(409, 'INVALID_TRANSITION', 'This staff member cannot be activated.', null,
      pg_catalog.jsonb_build_object('from', v_staff.status, 'to', 'active'));
  end if;
  if v_actor.role <> 'owner' and v_staff.role >= v_actor.role then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'Only an owner may activate somebody of this rank.', 'Ask an owner of the desk.',
      pg_catalog.jsonb_build_object('role', v_actor.role, 'allowed', array['owner']));
  end if;
  update public.staff as s set status = 'active', status_reason = null where s.id = v_staff.id returning s.* into v_staff;
  return pg_catalog.jsonb_build_object('staff', private.staff_json(v_staff));
end
$$;
comment on function public.reactivate_staff_safe is 'Gives a deactivated staff member their rights back. Callers: admin (below their rank), owner. NOT_FOUND, INVALID_TRANSITION, FORBIDDEN_ROLE.';

select private.hand_over('public.invite_staff_safe(uuid, text, text, text)');
select private.hand_over('public.accept_invitation_safe(text, text, text, text, text)');
select private.hand_over('public.change_staff_role_safe(uuid, uuid, text)');
select private.hand_over('public.reactivate_staff_safe(uuid, uuid)');
revoke execute on function public.invite_staff_safe, public.accept_invitation_safe, public.change_staff_role_safe, public.reactivate_staff_safe
  from public, anon, authenticated;
grant execute on function public.invite_staff_safe, public.accept_invitation_safe, public.change_staff_role_safe, public.reactivate_staff_safe to service_role;

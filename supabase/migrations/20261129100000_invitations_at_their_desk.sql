-- An invitation lets somebody in at the desk that gave it, in the chat where it is shown, and few codes can be tried there.

-- squawk-ignore-file constraint-missing-not-valid, adding-foreign-key-constraint, require-concurrent-index-creation
-- A handful of rows: the table is read in no time.

alter table public.staff_invitations
  add column invited_id uuid,
  add constraint staff_invitations_invited_belong_to_the_desk foreign key (desk_id, invited_id) references public.staff (desk_id, id) on delete restrict;
comment on column public.staff_invitations.invited_id is 'Who is invited, where they stand in the staff already and have no chat yet: a desk''s first owner.';
create index staff_invitations_of_invited on public.staff_invitations (desk_id, invited_id) where invited_id is not null;

create function private.let_in(invitation public.staff_invitations, provider text, account text, external_id text, language text) returns public.staff
language plpgsql
as $$
#variable_conflict use_column
declare
  v_language text := case when let_in.language ~ '^[a-z]{2,3}(-[A-Z]{2})?$' then let_in.language else 'en' end;
  v_staff public.staff;
begin
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = invitation.desk_id and s.role = 'system'));
  if invitation.invited_id is not null then
    update public.staff as s set language = v_language where s.desk_id = invitation.desk_id and s.id = invitation.invited_id returning s.* into v_staff;
  else
    insert into public.staff (desk_id, display_name, role, email, language, created_by)
    values (invitation.desk_id, invitation.display_name, invitation.role,
      case when not exists (select from public.staff as s where s.desk_id = invitation.desk_id and pg_catalog.lower(s.email) = pg_catalog.lower(invitation.email))
        then invitation.email end,
      v_language, invitation.created_by)
    returning * into v_staff;
  end if;
  insert into public.staff_identities (desk_id, staff_id, provider, account, external_id)
  values (v_staff.desk_id, v_staff.id, let_in.provider, let_in.account, let_in.external_id);
  update public.staff_invitations as i set used_at = pg_catalog.now(), staff_id = v_staff.id where i.id = invitation.id;
  return v_staff;
end
$$;
comment on function private.let_in is 'Makes somebody staff by an invitation, which is used up by it. The caller holds the invitation and has weighed it.';

create function private.still_stands(invitation public.staff_invitations) returns boolean
language sql
stable
as $$
  -- It says no more than who gave it could say now; the operator's word, which is the system's, stands.
  select exists (
    select from public.staff as s
    where s.id = invitation.created_by and s.status = 'active' and (s.role in ('owner', 'system') or s.role > invitation.role)
  ) and (invitation.invited_id is null
    or exists (select from public.staff as s where s.id = invitation.invited_id and s.status = 'active' and s.role = invitation.role))
$$;
comment on function private.still_stands is 'Whether whoever gave an invitation could give it now.';
revoke execute on function private.let_in, private.still_stands from public;
grant execute on function private.let_in, private.still_stands to desk_rpc;

create or replace function public.accept_invitation_safe(code text, provider text, external_id text, account text default '', language text default 'en') returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_invitation public.staff_invitations;
begin
  select i.* into v_invitation from public.staff_invitations as i
  where i.code_hash = private.code_hash(accept_invitation_safe.code)
  for no key update;
  if v_invitation.id is null or v_invitation.used_at is not null or v_invitation.expires_at <= pg_catalog.now() or not private.still_stands(v_invitation)
    -- A door of one desk leads nobody into another.
    or exists (
      select from public.channel_accounts as a
      where a.provider = accept_invitation_safe.provider and a.account = accept_invitation_safe.account and a.desk_id <> v_invitation.desk_id
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
  return pg_catalog.jsonb_build_object('staff', private.staff_json(private.let_in(v_invitation, accept_invitation_safe.provider,
    accept_invitation_safe.account, accept_invitation_safe.external_id, accept_invitation_safe.language)));
end
$$;

create function public.join_staff_safe(actor_id uuid, chat_id uuid, code text, language text default 'en') returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(join_staff_safe.actor_id, '{system}');
  v_hash text := private.code_hash(private.checked_text(join_staff_safe.code, 'code', 100, true));
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_chat public.chats;
  v_account public.channel_accounts;
  v_invitation public.staff_invitations;
  v_staff public.staff;
  v_outcome text;
begin
  -- One after another in a chat: the count below is right. Codes of customers and of staff are tried from one supply.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('link:' || join_staff_safe.chat_id, 0));
  select c.* into v_chat from public.chats as c where c.desk_id = v_actor.desk_id and c.id = join_staff_safe.chat_id;
  if v_chat.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such chat at this desk.');
  end if;
  if (select pg_catalog.count(*) from public.link_attempts as t
      where t.desk_id = v_actor.desk_id and t.chat_id = v_chat.id and t.tried_at > v_now - interval '1 hour') >= 5
    or (select pg_catalog.count(*) from public.link_attempts as t where t.desk_id = v_actor.desk_id and t.tried_at > v_now - interval '1 hour') >= 200
  then
    return '{"outcome": "too_many", "staff": null}';
  end if;

  select a.* into v_account from public.channel_accounts as a where a.id = v_chat.account_id;
  select i.* into v_invitation from public.staff_invitations as i
  where i.desk_id = v_actor.desk_id and i.code_hash = v_hash
  for no key update;
  select s.* into v_staff from public.staff_identities as i join public.staff as s on s.desk_id = i.desk_id and s.id = i.staff_id
  where i.desk_id = v_actor.desk_id and i.provider = v_account.provider and i.account = v_account.account and i.external_id = v_chat.sender_id;
  v_outcome := case
    when v_invitation.id is null then 'unknown'
    -- Shown again by whom it let in: that is the same showing, once more.
    when v_invitation.staff_id = v_staff.id and v_staff.status = 'active' then 'joined'
    when v_invitation.used_at is not null then 'used'
    when v_invitation.expires_at <= v_now or not private.still_stands(v_invitation) then 'expired'
    when v_staff.status = 'active' then 'known'
    when v_staff.id is not null then 'inactive'
    else 'joined'
  end;
  if v_outcome = 'unknown' then
    insert into public.link_attempts (desk_id, chat_id) values (v_actor.desk_id, v_chat.id);
  elsif v_outcome = 'joined' and v_staff.id is null then
    v_staff := private.let_in(v_invitation, v_account.provider, v_account.account, v_chat.sender_id, join_staff_safe.language);
  end if;
  return pg_catalog.jsonb_build_object('outcome', v_outcome, 'staff', case when v_outcome in ('joined', 'known') then private.staff_json(v_staff) end);
end
$$;
comment on function public.join_staff_safe is
  'Makes whoever shows an invitation in a chat of its desk staff: joined; unknown, used, expired, known (staff already), inactive (staff no more), too_many. Caller: the system. NOT_FOUND, BAD_INPUT.';

select private.hand_over('public.join_staff_safe(uuid, uuid, text, text)');
revoke execute on function public.join_staff_safe from public, anon, authenticated;
grant execute on function public.join_staff_safe to service_role;

comment on table public.link_attempts is
  'Codes that led nowhere, of customers and of staff: after a few, a chat waits for an hour. Changes only through commands.';

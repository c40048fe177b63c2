-- Who is this? Asked by every door before anything else. The desk of a chat comes from its channel account, never from
-- its payload; a login is known by its id, or by an e-mail that Supabase auth has confirmed, which then becomes its identity.

-- A definer owned by the migrating role, who may read auth.users; elsewhere than on Supabase there is none.
create function private.confirmed_email(auth_user_id uuid) returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_email text;
begin
  if pg_catalog.to_regclass('auth.users') is null then
    return null;
  end if;
  execute 'select u.email::text from auth.users as u where u.id::text = $1 and u.email_confirmed_at is not null'
  into v_email using confirmed_email.auth_user_id::text;
  return v_email;
end
$$;
comment on function private.confirmed_email is 'The e-mail of a login, if its owner has confirmed it.';
revoke execute on function private.confirmed_email from public;
grant execute on function private.confirmed_email to desk_rpc;

create function public.resolve_identity(
  provider text, external_id text, account text default '', desk_id uuid default null, auth_user_id uuid default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_staff public.staff;
  v_customer public.customers;
  v_email text;
begin
  select s.* into v_staff
  from public.staff_identities as i join public.staff as s on s.desk_id = i.desk_id and s.id = i.staff_id
  where i.provider = resolve_identity.provider and i.external_id = resolve_identity.external_id and i.account = resolve_identity.account
    and (resolve_identity.desk_id is null or i.desk_id = resolve_identity.desk_id)
  order by i.created_at limit 1;
  select c.* into v_customer
  from public.customer_identities as i join public.customers as c on c.desk_id = i.desk_id and c.id = i.customer_id
  where i.provider = resolve_identity.provider and i.external_id = resolve_identity.external_id and i.account = resolve_identity.account
    and i.desk_id = coalesce(resolve_identity.desk_id, v_staff.desk_id, i.desk_id) and c.erased_at is null
  order by i.created_at limit 1;

  if v_staff.id is null and resolve_identity.provider = 'supabase' and resolve_identity.auth_user_id is not null
    and resolve_identity.external_id = resolve_identity.auth_user_id::text
  then
    v_email := private.confirmed_email(resolve_identity.auth_user_id);
    select s.* into v_staff from public.staff as s
    where pg_catalog.lower(s.email) = pg_catalog.lower(v_email) and s.desk_id = coalesce(resolve_identity.desk_id, v_customer.desk_id, s.desk_id)
      and s.role <> 'system'
    order by s.created_at limit 1;
    if v_staff.id is not null then
      perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_staff.desk_id and s.role = 'system'));
      insert into public.staff_identities (desk_id, staff_id, provider, account, external_id)
      values (v_staff.desk_id, v_staff.id, 'supabase', '', resolve_identity.external_id)
      on conflict on constraint staff_identities_name_one_person_per_desk do nothing;
    end if;
  end if;

  return pg_catalog.jsonb_build_object(
    'desk_id', coalesce(v_staff.desk_id, v_customer.desk_id, resolve_identity.desk_id),
    'staff', case when v_staff.id is not null then private.staff_json(v_staff) end,
    'customer', case when v_customer.id is not null then private.customer_json(v_customer) end,
    'system_staff_id', (
      select s.id from public.staff as s
      where s.desk_id = coalesce(v_staff.desk_id, v_customer.desk_id, resolve_identity.desk_id) and s.role = 'system'
    ));
end
$$;
comment on function public.resolve_identity is
  'The staff member and the customer behind an identity, with their desk; both null for a stranger. An inactive staff member is given with the status: every RPC refuses them. Caller: service_role.';
select private.hand_over('public.resolve_identity(text, text, text, uuid, uuid)');
revoke execute on function public.resolve_identity from public, anon, authenticated;
grant execute on function public.resolve_identity to service_role;

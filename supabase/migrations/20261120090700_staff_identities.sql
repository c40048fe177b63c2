-- How a staff member is recognised: a Supabase login, a Telegram user, a WhatsApp id. One person may be staff of two desks.

create table public.staff_identities (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  staff_id uuid not null,
  provider text not null,
  account text not null default '',
  external_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint staff_identities_belong_to_staff_of_the_desk foreign key (desk_id, staff_id) references public.staff (desk_id, id) on delete restrict,
  constraint staff_identities_name_one_person_per_desk unique (provider, external_id, account, desk_id),
  constraint staff_identities_provider_is_known check (provider in ('supabase', 'telegram', 'whatsapp', 'whatsapp_web', 'web')),
  constraint staff_identities_external_id_is_not_blank check (external_id ~ '\S' and char_length(external_id) <= 200)
);
comment on table public.staff_identities is 'How a staff member is recognised at each door. Changes only through commands.';
comment on column public.staff_identities.account is 'The bot or phone number through which the person writes; empty for a Supabase login.';
comment on column public.staff_identities.external_id is 'The provider''s own id of the person: for supabase the id of the auth user, never an e-mail or phone.';

create index staff_identities_by_staff on public.staff_identities (desk_id, staff_id);

alter table public.staff_identities enable row level security;
revoke all on public.staff_identities from anon, authenticated, service_role;
grant select on public.staff_identities to authenticated;
grant select, insert, update, delete on public.staff_identities to service_role;
grant select, insert, update on public.staff_identities to desk_rpc;

select private.attach_guards('public.staff_identities');
select private.attach_audit('public.staff_identities', 'staff_identity');
create trigger touch_row before update on public.staff_identities for each row execute function private.touch_row();

create policy "safe RPCs pass" on public.staff_identities to desk_rpc using (true) with check (true);

-- Read from the request's own settings, as auth.uid() does: desk_rpc has no right on schema auth.
create function private.request_user_id() returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(
    nullif(pg_catalog.current_setting('request.jwt.claim.sub', true), ''),
    nullif(pg_catalog.current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )
$$;
comment on function private.request_user_id is 'The auth user behind this API request, or null.';
revoke execute on function private.request_user_id from public;
grant execute on function private.request_user_id to desk_rpc;

-- A definer, because policies on staff that read staff would recurse. Asked at every statement, so a staff member
-- deactivated a moment ago sees nothing, however long the token lives.
create function private.my_desk_ids(at_least public.staff_role default 'agent') returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select s.desk_id
  from public.staff_identities as i
  join public.staff as s on s.desk_id = i.desk_id and s.id = i.staff_id
  where i.provider = 'supabase'
    and i.external_id = private.request_user_id()
    and i.account = ''
    and s.status = 'active'
    and s.role >= my_desk_ids.at_least
$$;
comment on function private.my_desk_ids is 'The desks where the signed-in person is active staff with at least this role. For policies.';
select private.hand_over('private.my_desk_ids(public.staff_role)');
revoke execute on function private.my_desk_ids from public;
grant execute on function private.my_desk_ids to authenticated;

create policy "staff read their desk" on public.desks for select to authenticated
  using (id in (select private.my_desk_ids()));
create policy "staff read their colleagues" on public.staff for select to authenticated
  using (desk_id in (select private.my_desk_ids()));
create policy "admins read how staff are recognised" on public.staff_identities for select to authenticated
  using (desk_id in (select private.my_desk_ids('admin')));

-- People (and the one "system" actor) who act for a desk. Deactivated, never deleted: history names them.

create type public.staff_role as enum ('system', 'agent', 'manager', 'admin', 'owner');
comment on type public.staff_role is 'Ascending: each role may do what the ones before it may; system is the desk itself.';

create type public.staff_status as enum ('pending', 'active', 'inactive', 'suspended', 'terminated');

create table public.staff (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  display_name text not null,
  email text,
  role public.staff_role not null default 'manager',
  status public.staff_status not null default 'active',
  status_reason text,
  language text not null default 'en',
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint staff_is_found_within_its_desk unique (desk_id, id),
  constraint staff_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint staff_display_name_is_not_blank check (display_name ~ '\S' and char_length(display_name) <= 200),
  constraint staff_email_has_an_at check (email ~ '^[^@\s]+@[^@\s]+$' and char_length(email) <= 320),
  constraint staff_language_is_a_language_tag check (language ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  constraint staff_system_is_always_active check (role <> 'system' or status = 'active')
);
comment on table public.staff is 'Who acts for the desk. Display name and language may be edited here; role and status change through commands.';
comment on column public.staff.email is 'A login whose confirmed e-mail is this one becomes this staff member''s identity.';
comment on column public.staff.status_reason is 'Why the status is what it is: the last reason somebody gave.';
comment on column public.staff.created_by is 'The staff member who added this one; the system actor and the first owner were added by the system actor.';

create unique index staff_one_system_actor_per_desk on public.staff (desk_id) where role = 'system';
create unique index staff_one_per_email on public.staff (desk_id, lower(email)) where email is not null;
create index staff_by_creator on public.staff (desk_id, created_by);

alter table public.staff enable row level security;
revoke all on public.staff from anon, authenticated, service_role;
grant select on public.staff to authenticated;
grant select, insert, update, delete on public.staff to service_role;
grant select, insert, update on public.staff to desk_rpc;

select private.attach_guards('public.staff', 'display_name', 'language');
select private.attach_audit('public.staff', 'staff');
create trigger touch_row before update on public.staff for each row execute function private.touch_row();

create policy "safe RPCs pass" on public.staff to desk_rpc using (true) with check (true);

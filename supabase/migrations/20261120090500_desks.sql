-- A desk is one seller's order desk. Every business row belongs to exactly one.

create table public.desks (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint desks_slug_is_unique unique (slug),
  constraint desks_slug_is_lower_case_words check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
  constraint desks_name_is_not_blank check (name ~ '\S' and char_length(name) <= 200)
);
comment on table public.desks is 'One seller''s order desk. The name may be edited here; everything else changes through commands.';
comment on column public.desks.slug is 'Short name used in commands and addresses; never changes.';

alter table public.desks enable row level security;
revoke all on public.desks from anon, authenticated, service_role;
grant select on public.desks to authenticated;
grant select, insert, update, delete on public.desks to service_role;
grant select, insert, update on public.desks to desk_rpc;

select private.attach_guards('public.desks', 'name');
select private.attach_audit('public.desks', 'desk');
create trigger touch_row before update on public.desks for each row execute function private.touch_row();

create policy "safe RPCs pass" on public.desks to desk_rpc using (true) with check (true);
-- "staff read their desk" stands in the staff_identities file: it needs that table.

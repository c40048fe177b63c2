-- What people agreed to, and took back: a ledger. What holds now is the newest entry of each kind.

create table public.consents (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  customer_id uuid not null,
  kind text not null,
  granted boolean not null,
  version text not null,
  source text not null,
  actor_id uuid not null,
  acting_customer_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  constraint consents_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint consents_actor_belongs_to_the_desk foreign key (desk_id, actor_id) references public.staff (desk_id, id) on delete restrict,
  constraint consents_are_given_by_oneself check (acting_customer_id = customer_id),
  constraint consents_kind_is_known check (kind in ('privacy', 'transfer_abroad', 'training', 'marketing')),
  constraint consents_name_what_was_read check (version ~ '\S' and char_length(version) <= 100 and source ~ '\S' and char_length(source) <= 100)
);
comment on table public.consents is 'What customers agreed to or took back, when and where. Append-only: what holds now is in current_consents.';
comment on column public.consents.version is 'Of the text that was shown.';
comment on column public.consents.source is 'The door it came through: telegram, web, a member of the staff.';

create index consents_of_a_customer on public.consents (desk_id, customer_id, kind, id desc);
create index consents_by_actor on public.consents (desk_id, actor_id);

alter table public.consents enable row level security;
revoke all on public.consents from anon, authenticated, service_role;
grant select on public.consents to authenticated;
grant select, insert, update, delete on public.consents to service_role;
grant select, insert on public.consents to desk_rpc;
select private.attach_guards('public.consents');
create trigger guard_history before update or delete on public.consents for each row execute function private.guard_history();
create policy "safe RPCs pass" on public.consents to desk_rpc using (true) with check (true);
create policy "managers read the consents of their desk" on public.consents for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

create view public.current_consents with (security_invoker = true) as
select distinct on (c.desk_id, c.customer_id, c.kind) c.desk_id, c.customer_id, c.kind, c.granted, c.version, c.source, c.created_at
from public.consents as c
order by c.desk_id, c.customer_id, c.kind, c.id desc;
comment on view public.current_consents is 'What each customer agrees to now: the newest entry of each kind.';
revoke all on public.current_consents from anon, authenticated, service_role;
grant select on public.current_consents to authenticated, service_role, desk_rpc;

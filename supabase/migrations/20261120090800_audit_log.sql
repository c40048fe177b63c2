-- Who changed what, when. Written by one trigger (private.audit_row), append-only for everybody.

create type public.audit_actor_type as enum ('staff', 'customer', 'system', 'database');

create table public.audit_log (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  at timestamptz not null default clock_timestamp(),
  action text not null,
  entity text not null,
  entity_id uuid not null,
  changed_fields text[] not null default '{}',
  details jsonb not null default '{}',
  actor_type public.audit_actor_type not null,
  actor_id uuid,
  acting_customer_id uuid,
  database_role text,
  constraint audit_log_actor_belongs_to_the_desk foreign key (desk_id, actor_id) references public.staff (desk_id, id) on delete restrict,
  constraint audit_log_names_who_acted check (
    case actor_type
      when 'database' then actor_id is null and acting_customer_id is null and database_role is not null
      when 'customer' then actor_id is not null and acting_customer_id is not null and database_role is null
      else actor_id is not null and acting_customer_id is null and database_role is null
    end
  )
);
comment on table public.audit_log is 'Who changed what, when. Append-only: nobody edits or deletes a row, here or elsewhere.';
comment on column public.audit_log.changed_fields is 'Names of the changed columns; never their values.';
comment on column public.audit_log.actor_type is 'staff, customer (the system acting for one), system, or database: somebody in Studio or SQL.';
comment on column public.audit_log.database_role is 'The database role of a change made outside the safe RPCs.';

create index audit_log_of_an_entity on public.audit_log (desk_id, entity, entity_id, id);
create index audit_log_of_an_actor on public.audit_log (desk_id, actor_id, id);

alter table public.audit_log enable row level security;
revoke all on public.audit_log from anon, authenticated, service_role;
grant select on public.audit_log to authenticated;
grant select, insert, update, delete on public.audit_log to service_role;
grant select, insert on public.audit_log to desk_rpc;

select private.attach_guards('public.audit_log');
create trigger guard_history before update or delete on public.audit_log
  for each row execute function private.guard_history();

create policy "safe RPCs pass" on public.audit_log to desk_rpc using (true) with check (true);
create policy "managers read the audit of their desk" on public.audit_log for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

-- Incoming interest to work on.

create type public.lead_status as enum ('new', 'in_progress', 'qualified', 'converted', 'rejected');

create table public.leads (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  source text not null,
  customer_id uuid,
  contact_phone text,
  contact_email text,
  item_url text,
  item_snapshot jsonb,
  comment text,
  budget_amount numeric(15, 2),
  budget_currency char(3),
  status public.lead_status not null default 'new',
  status_reason text,
  assigned_to uuid,
  notes text,
  initiated_by_customer uuid,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint leads_are_found_within_their_desk unique (desk_id, id),
  constraint leads_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint leads_assigned_to_belongs_to_the_desk foreign key (desk_id, assigned_to) references public.staff (desk_id, id) on delete restrict,
  constraint leads_initiator_belongs_to_the_desk foreign key (desk_id, initiated_by_customer) references public.customers (desk_id, id) on delete restrict,
  constraint leads_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint leads_source_is_not_blank check (source ~ '\S' and char_length(source) <= 100),
  constraint leads_can_be_answered check (customer_id is not null or contact_phone is not null or contact_email is not null),
  constraint leads_budget_is_positive check (budget_amount > 0 and budget_amount <> 'NaN'),
  constraint leads_budget_has_a_currency check ((budget_amount is null) = (budget_currency is null)),
  constraint leads_item_snapshot_is_an_object check (jsonb_typeof(item_snapshot) = 'object')
);
comment on table public.leads is 'Incoming interest. Notes may be edited here; status and assignee change through commands.';
comment on column public.leads.item_snapshot is 'The offer as it was when the lead came; later changes of the advert do not matter.';
comment on column public.leads.notes is 'For staff; customers never see it.';

create index leads_by_status on public.leads (desk_id, status, created_at desc);
create index leads_of_an_assignee on public.leads (desk_id, assigned_to, created_at desc);
create index leads_of_a_customer on public.leads (desk_id, customer_id);
create index leads_by_creator on public.leads (desk_id, created_by);
create index leads_by_initiator on public.leads (desk_id, initiated_by_customer) where initiated_by_customer is not null;

alter table public.leads enable row level security;
revoke all on public.leads from anon, authenticated, service_role;
grant select on public.leads to authenticated;
grant select, insert, update, delete on public.leads to service_role;
grant select, insert, update on public.leads to desk_rpc;
select private.attach_guards('public.leads', 'notes');
select private.attach_audit('public.leads', 'lead');
create trigger touch_row before update on public.leads for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.leads to desk_rpc using (true) with check (true);

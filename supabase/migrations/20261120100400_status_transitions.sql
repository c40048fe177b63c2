-- The state machines of the desk as data: which status leads to which, and who may take the step. The safe RPCs ask
-- this table; docs/order-lifecycle.md is drawn from it.

create table public.status_transitions (
  entity text not null,
  from_status text not null,
  to_status text not null,
  roles public.staff_role[] not null,
  by_customer boolean not null default false,
  reason_required boolean not null default false,
  constraint status_transitions_pkey primary key (entity, from_status, to_status),
  constraint status_transitions_name_an_entity check (entity in ('lead', 'order', 'payment', 'shipment', 'task')),
  constraint status_transitions_never_stay check (from_status <> to_status)
);
comment on table public.status_transitions is 'Which status leads to which and who may take the step. Changes with the desk''s code only.';
comment on column public.status_transitions.roles is 'Staff roles that may take the step; system is the desk itself: a webhook, the scheduler, another command.';
comment on column public.status_transitions.by_customer is 'Whether a customer may take the step on what is their own.';

alter table public.status_transitions enable row level security;
revoke all on public.status_transitions from anon, authenticated, service_role;
grant select on public.status_transitions to authenticated, service_role, desk_rpc;
grant insert, update, delete on public.status_transitions to service_role;
create policy "safe RPCs pass" on public.status_transitions to desk_rpc using (true) with check (true);
create policy "staff read the state machines" on public.status_transitions for select to authenticated
  using (exists (select private.my_desk_ids()));

insert into public.status_transitions (entity, from_status, to_status, roles, by_customer, reason_required)
select t.entity, t.from_status, t.to_status,
  case t.who
    when 'S' then '{system}'::public.staff_role[]
    when 'MS' then '{system,agent,manager,admin,owner}'::public.staff_role[]
    when 'M' then '{agent,manager,admin,owner}'::public.staff_role[]
    when 'A' then '{admin,owner}'::public.staff_role[]
    when 'AS' then '{system,admin,owner}'::public.staff_role[]
  end,
  t.by_customer, t.reason_required
from (values
  ('order', 'created', 'awaiting_payment', 'MS', true, false),
  ('order', 'awaiting_payment', 'created', 'M', false, false),
  ('order', 'created', 'paid', 'S', false, false),
  ('order', 'awaiting_payment', 'paid', 'S', false, false),
  ('order', 'created', 'cancelled', 'MS', true, true),
  ('order', 'awaiting_payment', 'cancelled', 'MS', true, true),
  ('order', 'paid', 'processing', 'M', false, false),
  ('order', 'awaiting_payment', 'processing', 'M', false, false),
  ('order', 'awaiting_payment', 'in_delivery', 'M', false, false),
  ('order', 'paid', 'in_delivery', 'M', false, false),
  ('order', 'processing', 'in_delivery', 'M', false, false),
  ('order', 'in_delivery', 'processing', 'M', false, true),
  ('order', 'paid', 'cancelled', 'A', false, true),
  ('order', 'processing', 'cancelled', 'A', false, true),
  ('order', 'in_delivery', 'delivered', 'M', false, false),
  ('order', 'in_delivery', 'returned', 'A', false, true),
  ('order', 'delivered', 'returned', 'A', false, true),
  ('order', 'delivered', 'closed', 'A', false, false),
  ('order', 'returned', 'closed', 'A', false, false),
  ('lead', 'new', 'in_progress', 'M', false, false),
  ('lead', 'in_progress', 'qualified', 'MS', false, false),
  ('lead', 'new', 'converted', 'S', false, false),
  ('lead', 'in_progress', 'converted', 'S', false, false),
  ('lead', 'qualified', 'converted', 'S', false, false),
  ('lead', 'new', 'rejected', 'M', true, true),
  ('lead', 'in_progress', 'rejected', 'M', true, true),
  ('lead', 'qualified', 'rejected', 'M', true, true),
  ('lead', 'rejected', 'in_progress', 'M', false, true),
  ('payment', 'planned', 'pending', 'MS', false, false),
  ('payment', 'planned', 'completed', 'MS', false, false),
  ('payment', 'planned', 'failed', 'MS', false, false),
  ('payment', 'planned', 'cancelled', 'MS', false, false),
  ('payment', 'pending', 'completed', 'MS', false, false),
  ('payment', 'pending', 'failed', 'MS', false, false),
  ('payment', 'pending', 'cancelled', 'MS', false, false),
  ('payment', 'failed', 'completed', 'S', false, false),
  ('shipment', 'pending', 'warehouse_received', 'MS', false, false),
  ('shipment', 'warehouse_received', 'photos_received', 'MS', false, false),
  ('shipment', 'pending', 'in_transit', 'MS', false, false),
  ('shipment', 'warehouse_received', 'in_transit', 'MS', false, false),
  ('shipment', 'photos_received', 'in_transit', 'MS', false, false),
  ('shipment', 'in_transit', 'exception', 'MS', false, false),
  ('shipment', 'exception', 'in_transit', 'MS', false, false),
  ('shipment', 'in_transit', 'delivered', 'MS', true, false),
  ('shipment', 'exception', 'delivered', 'MS', true, false),
  ('shipment', 'in_transit', 'returned', 'M', false, true),
  ('shipment', 'exception', 'returned', 'M', false, true),
  ('shipment', 'pending', 'cancelled', 'M', false, true),
  ('shipment', 'warehouse_received', 'cancelled', 'M', false, true),
  ('shipment', 'photos_received', 'cancelled', 'M', false, true),
  ('task', 'open', 'in_progress', 'MS', false, false),
  ('task', 'in_progress', 'on_hold', 'MS', false, false),
  ('task', 'on_hold', 'in_progress', 'MS', false, false),
  ('task', 'in_progress', 'done', 'MS', false, false),
  ('task', 'on_hold', 'done', 'MS', false, false),
  ('task', 'in_progress', 'cancelled', 'MS', false, false),
  ('task', 'on_hold', 'cancelled', 'MS', false, false),
  ('task', 'open', 'done', 'MS', false, false),
  ('task', 'open', 'cancelled', 'MS', false, false),
  ('task', 'done', 'open', 'M', false, true),
  ('task', 'cancelled', 'open', 'M', false, true)
) as t (entity, from_status, to_status, who, by_customer, reason_required);

-- After its own rows: from here on nobody writes it but a migration that says so.
select private.attach_guards('public.status_transitions');

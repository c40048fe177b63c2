-- Parcels on their way. Milestones are times; the booleans people ask for are read off them.

create type public.shipment_status as enum
  ('pending', 'warehouse_received', 'photos_received', 'in_transit', 'delivered', 'exception', 'returned', 'cancelled');

create table public.shipments (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  order_id uuid not null,
  provider text not null,
  tracking_number text,
  status public.shipment_status not null default 'pending',
  estimated_delivery_date date,
  warehouse_received_at timestamptz,
  photos_received_at timestamptz,
  client_received_at timestamptz,
  warehouse_received boolean generated always as (warehouse_received_at is not null) stored,
  warehouse_photos_received boolean generated always as (photos_received_at is not null) stored,
  client_received boolean generated always as (client_received_at is not null) stored,
  tracking_status jsonb,
  tracking_updated_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint shipments_are_found_within_their_desk unique (desk_id, id),
  constraint shipments_belong_to_an_order_of_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint shipments_provider_is_on_the_list foreign key (desk_id, provider) references public.shipping_providers (desk_id, code) on delete restrict,
  constraint shipments_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint shipments_tracking_number_is_short check (tracking_number ~ '\S' and char_length(tracking_number) <= 100)
);
comment on table public.shipments is 'Parcels of orders. Tracking number and estimate may be edited here; status and receipt change through commands.';
comment on column public.shipments.client_received_at is 'When the customer, or staff for them, said it arrived; a carrier''s word alone does not set it.';

create index shipments_of_an_order on public.shipments (desk_id, order_id);
create index shipments_by_tracking_number on public.shipments (desk_id, tracking_number) where tracking_number is not null;
create index shipments_by_status on public.shipments (desk_id, status, created_at desc);
create index shipments_by_provider on public.shipments (desk_id, provider);
create index shipments_by_creator on public.shipments (desk_id, created_by);

alter table public.shipments enable row level security;
revoke all on public.shipments from anon, authenticated, service_role;
grant select on public.shipments to authenticated;
grant select, insert, update, delete on public.shipments to service_role;
grant select, insert, update on public.shipments to desk_rpc;
select private.attach_guards('public.shipments', 'tracking_number', 'estimated_delivery_date');
select private.attach_audit('public.shipments', 'shipment');
create trigger touch_row before update on public.shipments for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.shipments to desk_rpc using (true) with check (true);

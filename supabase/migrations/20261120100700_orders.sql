-- Orders and what is ordered. The total is computed here and nowhere else.

create type public.order_status as enum
  ('created', 'awaiting_payment', 'paid', 'processing', 'in_delivery', 'delivered', 'closed', 'cancelled', 'returned');
create type public.payment_terms as enum ('prepaid', 'on_delivery');
create type public.priority as enum ('low', 'normal', 'high', 'urgent');

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  order_code text not null,
  lead_id uuid,
  customer_id uuid not null,
  source text not null,
  status public.order_status not null default 'created',
  payment_terms public.payment_terms not null default 'prepaid',
  priority public.priority not null default 'normal',
  currency char(3) not null,
  total_amount numeric(15, 2),
  commission_amount numeric(15, 2),
  delivery_address text,
  comment text,
  notes text,
  assigned_to uuid,
  initiated_by_customer uuid,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint orders_are_found_within_their_desk unique (desk_id, id),
  constraint orders_code_is_unique_at_the_desk unique (desk_id, order_code),
  constraint orders_lead_belongs_to_the_desk foreign key (desk_id, lead_id) references public.leads (desk_id, id) on delete restrict,
  constraint orders_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint orders_assigned_to_belongs_to_the_desk foreign key (desk_id, assigned_to) references public.staff (desk_id, id) on delete restrict,
  constraint orders_initiator_belongs_to_the_desk foreign key (desk_id, initiated_by_customer) references public.customers (desk_id, id) on delete restrict,
  constraint orders_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint orders_total_is_not_negative check (total_amount >= 0 and total_amount <> 'NaN'),
  constraint orders_commission_is_not_negative check (commission_amount >= 0 and commission_amount <> 'NaN'),
  constraint orders_await_payment_only_when_priced check (status in ('created', 'cancelled') or total_amount is not null)
);
comment on table public.orders is 'Orders. Priority, notes and delivery address may be edited here; status, money and assignee change through commands.';
comment on column public.orders.total_amount is 'Sum of the lines; empty while any line has no price.';
comment on column public.orders.notes is 'For staff; customers never see it.';
comment on column public.orders.initiated_by_customer is 'The customer who placed it, where one did; created_by is then the system actor.';

create unique index orders_one_live_order_per_lead on public.orders (desk_id, lead_id) where lead_id is not null and status <> 'cancelled';
create index orders_by_status on public.orders (desk_id, status, created_at desc);
create index orders_newest on public.orders (desk_id, created_at desc);
create index orders_of_an_assignee on public.orders (desk_id, assigned_to, created_at desc);
create index orders_of_a_customer on public.orders (desk_id, customer_id, created_at desc);
create index orders_of_a_lead on public.orders (desk_id, lead_id);
create index orders_by_creator on public.orders (desk_id, created_by);
create index orders_by_initiator on public.orders (desk_id, initiated_by_customer) where initiated_by_customer is not null;

alter table public.orders enable row level security;
revoke all on public.orders from anon, authenticated, service_role;
grant select on public.orders to authenticated;
grant select, insert, update, delete on public.orders to service_role;
grant select, insert, update on public.orders to desk_rpc;
select private.attach_guards('public.orders', 'priority', 'notes', 'delivery_address');
select private.attach_audit('public.orders', 'order');
create trigger touch_row before update on public.orders for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.orders to desk_rpc using (true) with check (true);

create table public.order_lines (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  order_id uuid not null,
  position integer not null,
  listing_id uuid,
  title text not null,
  item_url text,
  item_snapshot jsonb,
  quantity numeric(12, 3) not null default 1,
  unit_price numeric(15, 2),
  discount_amount numeric(15, 2) not null default 0,
  tax_rate numeric(7, 4) not null default 0,
  tax_included boolean not null default true,
  tax_amount numeric(15, 2),
  total_amount numeric(15, 2),
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint order_lines_belong_to_an_order_of_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint order_lines_listing_belongs_to_the_desk foreign key (desk_id, listing_id) references public.listings (desk_id, id) on delete restrict,
  constraint order_lines_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint order_lines_title_is_not_blank check (title ~ '\S' and char_length(title) <= 500),
  constraint order_lines_quantity_is_positive check (quantity > 0 and quantity <> 'NaN'),
  constraint order_lines_unit_price_is_not_negative check (unit_price >= 0 and unit_price <> 'NaN'),
  constraint order_lines_discount_is_not_negative check (discount_amount >= 0 and discount_amount <> 'NaN'),
  constraint order_lines_tax_rate_is_a_fraction check (tax_rate >= 0 and tax_rate < 1),
  constraint order_lines_total_is_not_negative check (total_amount >= 0 and total_amount <> 'NaN'),
  constraint order_lines_are_priced_whole check ((unit_price is null) = (total_amount is null))
);
comment on table public.order_lines is 'What is ordered. Lines change through commands only; a replaced line stays, marked removed.';

create unique index order_lines_in_order on public.order_lines (desk_id, order_id, position) where removed_at is null;
create index order_lines_of_a_listing on public.order_lines (desk_id, listing_id) where listing_id is not null;
create index order_lines_by_order on public.order_lines (desk_id, order_id);
create index order_lines_by_creator on public.order_lines (desk_id, created_by);

alter table public.order_lines enable row level security;
revoke all on public.order_lines from anon, authenticated, service_role;
grant select on public.order_lines to authenticated;
grant select, insert, update, delete on public.order_lines to service_role;
grant select, insert, update on public.order_lines to desk_rpc;
select private.attach_guards('public.order_lines');
select private.attach_audit('public.order_lines', 'order_line');
create trigger touch_row before update on public.order_lines for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.order_lines to desk_rpc using (true) with check (true);

-- What one line costs: round half away from zero, once a line. A tax that is included is extracted, else it is added.
create function private.line_total(quantity numeric, unit_price numeric, discount numeric, tax_rate numeric, tax_included boolean, out total numeric, out tax numeric)
language sql
immutable
as $$
  select
    case when tax_included then base else base + pg_catalog.round(base * tax_rate, 2) end,
    case when tax_included then base - pg_catalog.round(base / (1 + tax_rate), 2) else pg_catalog.round(base * tax_rate, 2) end
  from (select pg_catalog.round(quantity * unit_price, 2) - discount) as b (base)
$$;
comment on function private.line_total is 'Total and tax of one line; both null while it has no price.';
revoke execute on function private.line_total from public;
grant execute on function private.line_total to desk_rpc;

-- The tables of a small shop as they are usually made: keys, foreign keys, an index for each, row level security that the
-- secret key passes. No checks, no guards, no audit.
create table public.listings (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  title text not null,
  price numeric(12, 2) not null,
  currency text not null
);
create table public.customers (
  id uuid primary key default gen_random_uuid(),
  telegram_id bigint not null unique,
  name text not null,
  phone text,
  consent_at timestamptz,
  created_at timestamptz not null default now()
);
create table public.orders (
  id uuid primary key default gen_random_uuid(),
  code bigint generated always as identity (start 1001) unique,
  customer_id uuid not null references public.customers,
  status text not null default 'awaiting_payment',
  address text not null,
  total numeric(12, 2) not null,
  currency text not null,
  created_at timestamptz not null default now()
);
create index on public.orders (customer_id);
create table public.order_lines (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders,
  listing_id uuid not null references public.listings,
  quantity integer not null,
  unit_price numeric(12, 2) not null
);
create index on public.order_lines (order_id);
create index on public.order_lines (listing_id);
create table public.payments (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders,
  method text not null,
  amount numeric(12, 2) not null,
  status text not null default 'planned'
);
create index on public.payments (order_id);
alter table public.listings enable row level security;
alter table public.customers enable row level security;
alter table public.orders enable row level security;
alter table public.order_lines enable row level security;
alter table public.payments enable row level security;

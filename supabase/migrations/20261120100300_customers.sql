-- Who buys. A customer has no policy on any base table: their own things come from customer-shaped functions.

create type public.preferred_channel as enum ('telegram', 'whatsapp', 'web');

create table public.customers (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  full_name text not null,
  phone text,
  phone_verified_at timestamptz,
  email text,
  country char(2),
  language text not null default 'en',
  preferred_channel public.preferred_channel not null default 'telegram',
  billing_address text,
  delivery_address text,
  notes text,
  erased_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint customers_are_found_within_their_desk unique (desk_id, id),
  constraint customers_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint customers_full_name_is_not_blank check (full_name ~ '\S' and char_length(full_name) <= 200),
  constraint customers_phone_is_international check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  constraint customers_email_has_an_at check (email ~ '^[^@\s]+@[^@\s]+$' and char_length(email) <= 320),
  constraint customers_language_is_a_language_tag check (language ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  constraint customers_country_is_a_code check (country ~ '^[A-Z]{2}$')
);
comment on table public.customers is 'Who buys. Name, addresses, country, language and notes may be edited here; phone and e-mail change through commands.';
comment on column public.customers.phone is 'International form (+49…), unique at the desk. An attribute, never an identity.';
comment on column public.customers.phone_verified_at is 'When a channel vouched for the phone; empty for one that was only typed.';
comment on column public.customers.notes is 'For staff; customers never see it.';

create unique index customers_one_per_phone on public.customers (desk_id, phone) where phone is not null;
create index customers_by_email on public.customers (desk_id, lower(email)) where email is not null;
create index customers_newest on public.customers (desk_id, created_at desc);
create index customers_by_creator on public.customers (desk_id, created_by);

alter table public.customers enable row level security;
revoke all on public.customers from anon, authenticated, service_role;
grant select on public.customers to authenticated;
grant select, insert, update, delete on public.customers to service_role;
grant select, insert, update on public.customers to desk_rpc;
select private.attach_guards('public.customers',
  'full_name', 'country', 'language', 'preferred_channel', 'billing_address', 'delivery_address', 'notes');
select private.attach_audit('public.customers', 'customer');
create trigger touch_row before update on public.customers for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.customers to desk_rpc using (true) with check (true);

create table public.customer_identities (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  customer_id uuid not null,
  provider text not null,
  account text not null default '',
  external_id text not null,
  phone text,
  phone_verified_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint customer_identities_belong_to_a_customer_of_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint customer_identities_name_one_person_per_desk unique (provider, external_id, account, desk_id),
  constraint customer_identities_provider_is_known check (provider in ('supabase', 'telegram', 'whatsapp', 'whatsapp_web', 'web')),
  constraint customer_identities_external_id_is_not_blank check (external_id ~ '\S' and char_length(external_id) <= 200)
);
comment on table public.customer_identities is 'How a customer is recognised at each door. Changes only through commands.';
comment on column public.customer_identities.external_id is 'The provider''s own id of the person; never a phone number.';

create index customer_identities_by_customer on public.customer_identities (desk_id, customer_id);

alter table public.customer_identities enable row level security;
revoke all on public.customer_identities from anon, authenticated, service_role;
grant select on public.customer_identities to authenticated;
grant select, insert, update, delete on public.customer_identities to service_role;
grant select, insert, update, delete on public.customer_identities to desk_rpc;
select private.attach_guards('public.customer_identities');
select private.attach_audit('public.customer_identities', 'customer_identity');
create trigger touch_row before update on public.customer_identities for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.customer_identities to desk_rpc using (true) with check (true);

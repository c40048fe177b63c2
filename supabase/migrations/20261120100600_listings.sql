-- What the desk offers: the minimal catalogue.

create type public.listing_status as enum ('inactive', 'active', 'sold', 'discontinued');

-- Immutable on purpose: the index and the column need it, and 'simple' never changes under them.
create function private.words_of(title jsonb, description jsonb, code text) returns tsvector
language sql
immutable
set search_path = ''
as $$
  select pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.simple', coalesce(words_of.code, '')), 'A')
    || pg_catalog.setweight(pg_catalog.jsonb_to_tsvector('pg_catalog.simple', coalesce(words_of.title, '{}'), '["string"]'), 'A')
    || pg_catalog.setweight(pg_catalog.jsonb_to_tsvector('pg_catalog.simple', coalesce(words_of.description, '{}'), '["string"]'), 'B')
$$;
comment on function private.words_of is 'The words a listing is found by, in every language at once.';

create table public.listings (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  code text not null,
  kind text not null default 'item',
  title jsonb not null,
  description jsonb not null default '{}',
  price numeric(15, 2),
  currency char(3),
  status public.listing_status not null default 'inactive',
  owner_id uuid,
  words tsvector generated always as (private.words_of(title, description, code)) stored,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint listings_are_found_within_their_desk unique (desk_id, id),
  constraint listings_code_is_unique_at_the_desk unique (desk_id, code),
  constraint listings_owner_belongs_to_the_desk foreign key (desk_id, owner_id) references public.staff (desk_id, id) on delete restrict,
  constraint listings_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint listings_code_is_year_and_number check (code ~ '^[0-9]{4}-[0-9]{3,}$'),
  constraint listings_price_is_not_negative check (price >= 0 and price <> 'NaN'),
  constraint listings_price_has_a_currency check ((price is null) = (currency is null)),
  constraint listings_title_is_given_by_language check (jsonb_typeof(title) = 'object' and title <> '{}'),
  constraint listings_description_is_given_by_language check (jsonb_typeof(description) = 'object')
);
comment on table public.listings is 'What the desk offers. Titles, descriptions, price, status and owner may be edited here.';
comment on column public.listings.title is 'By language: {"en": "…", "ru": "…", "tr": "…"}.';

create index listings_by_status on public.listings (desk_id, status, created_at desc) where deleted_at is null;
create index listings_by_words on public.listings using gin (words);
create index listings_of_an_owner on public.listings (desk_id, owner_id);
create index listings_by_creator on public.listings (desk_id, created_by);

alter table public.listings enable row level security;
revoke all on public.listings from anon, authenticated, service_role;
grant select on public.listings to authenticated;
grant select, insert, update, delete on public.listings to service_role;
grant select, insert, update on public.listings to desk_rpc;
-- To everybody: the right is asked for before the guard can answer a write.
grant execute on function private.words_of to anon, authenticated, service_role, desk_rpc;
select private.attach_guards('public.listings',
  'kind', 'title', 'description', 'price', 'currency', 'status', 'owner_id', 'deleted_at', 'words');
select private.attach_audit('public.listings', 'listing');
create trigger touch_row before update on public.listings for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.listings to desk_rpc using (true) with check (true);
create policy "staff read the listings of their desk" on public.listings for select to authenticated
  using (desk_id in (select private.my_desk_ids()));

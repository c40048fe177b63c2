-- squawk-ignore-file constraint-missing-not-valid, adding-foreign-key-constraint, require-concurrent-index-creation, adding-field-with-default
-- A catalogue is short: whoever writes to it waits a moment, once.
-- What a customer browses by: categories, options of a listing, ways to pay in their own language; and a search that
-- forgives typing, without any extension.

create table public.listing_categories (
  desk_id uuid not null references public.desks (id) on delete restrict,
  code text not null,
  title jsonb not null,
  position integer not null default 0,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (desk_id, code),
  constraint listing_categories_code_is_lower_case check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint listing_categories_title_is_given_by_language check (jsonb_typeof(title) = 'object' and title <> '{}')
);
comment on table public.listing_categories is 'How the catalogue is divided. Rows may be added; title, position and active may be edited.';
comment on column public.listing_categories.title is 'By language: {"en": "…", "ru": "…", "tr": "…"}.';
alter table public.listing_categories enable row level security;
revoke all on public.listing_categories from anon, authenticated, service_role;
grant select on public.listing_categories to authenticated;
grant select, insert, update, delete on public.listing_categories to service_role;
grant select, insert, update on public.listing_categories to desk_rpc;
select private.attach_lookup_guards('public.listing_categories', 'title', 'position', 'active');
select private.attach_audit('public.listing_categories', 'listing_category');
create trigger touch_row before update on public.listing_categories for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.listing_categories to desk_rpc using (true) with check (true);
create policy "staff read the lists of their desk" on public.listing_categories for select to authenticated
  using (desk_id in (select private.my_desk_ids()));

create function private.are_texts(texts jsonb) returns boolean
language sql
immutable
set search_path = ''
return pg_catalog.jsonb_typeof(texts) = 'object' and not pg_catalog.jsonb_path_exists(texts, 'strict $.* ? (@.type() != "string")');
comment on function private.are_texts is 'Whether this is an object of texts by language.';

create function private.are_options(options jsonb) returns boolean
language sql
immutable
set search_path = ''
begin atomic
  select coalesce(pg_catalog.jsonb_typeof(options) = 'array' and pg_catalog.length(options::text) <= 16384 and not exists (
    select from pg_catalog.jsonb_path_query(options, 'lax $[*]') as o (option)
    cross join lateral (select case when pg_catalog.jsonb_typeof(o.option -> 'values') = 'array' then o.option -> 'values' else '[]' end) as v (list)
    where coalesce(o.option ->> 'key', '') !~ '^[a-z0-9][a-z0-9_-]{0,19}$' or not coalesce(private.are_texts(o.option -> 'label'), false)
      or v.list = '[]' or exists (
        select from pg_catalog.jsonb_array_elements(v.list) as e (choice)
        where coalesce(e.choice ->> 'key', '') !~ '^[a-z0-9][a-z0-9_-]{0,19}$' or not coalesce(private.are_texts(e.choice -> 'label'), false)
      )
  ), false);
end;
comment on function private.are_options is 'Whether this is a list of {key, label by language, values: [{key, label by language}]}.';

-- Cyrillic and Turkish letters people leave out stand for their plain neighbours.
create function private.grams(words text) returns text[]
language sql
immutable
set search_path = ''
begin atomic
  select coalesce(pg_catalog.array_agg(distinct pg_catalog.substr(w.padded, i.at, 3)), '{}')
  from (
    select '  ' || r.word || ' ' as padded
    from pg_catalog.regexp_split_to_table(
      pg_catalog.lower(pg_catalog.translate(pg_catalog.left(words, 2000), 'İIıŞşĞğÜüÖöÇçÂâÄäßЁёЙй', 'iiissgguuooccaaaasеЕИи')), '[^[:alnum:]]+') as r (word)
    where r.word <> ''
  ) as w
  cross join lateral pg_catalog.generate_series(1, pg_catalog.length(w.padded) - 2) as i (at);
end;
comment on function private.grams is 'The three-letter pieces of words: texts that share many are alike.';

alter table public.listings
  add column category text,
  add column options jsonb not null default '[]',
  add column grams text[] generated always as (private.grams(jsonb_path_query_array(title, '$.*')::text || ' ' || code)) stored,
  add constraint listings_category_is_on_the_list foreign key (desk_id, category) references public.listing_categories (desk_id, code) on delete restrict,
  add constraint listings_options_are_keys_labels_and_values check (private.are_options(options));
comment on table public.listings is 'What the desk offers. Titles, descriptions, category, options, price, status and owner may be edited here.';
comment on column public.listings.options is 'What the customer chooses: [{"key": "size", "label": {"en": "Size"}, "values": [{"key": "m", "label": {"en": "M"}}]}].';
comment on column public.listings.grams is 'What it is found by when a word is mistyped.';
create index listings_by_grams on public.listings using gin (grams);
create index listings_of_a_category on public.listings (desk_id, category, created_at desc) where category is not null;

revoke execute on function private.are_texts, private.are_options, private.grams from public;
-- To everybody: the right is asked for before the guard can answer a write.
grant execute on function private.are_texts, private.are_options, private.grams to anon, authenticated, service_role, desk_rpc;

alter table public.payment_methods
  add column names jsonb not null default '{}',
  add column instructions jsonb not null default '{}',
  add column offered boolean not null default true,
  add constraint payment_methods_names_are_given_by_language check (private.are_texts(names)),
  add constraint payment_methods_instructions_are_given_by_language check (private.are_texts(instructions));
comment on table public.payment_methods is 'How this desk is paid. Rows may be added; names, instructions, offered and active may be edited.';
comment on column public.payment_methods.names is 'By language: {"en": "…", "ru": "…", "tr": "…"}; where one is missing, the name stands.';
comment on column public.payment_methods.instructions is 'By language: what the customer is told to do.';
comment on column public.payment_methods.offered is 'Whether customers may choose it themselves.';

do $$
declare
  v_table text;
begin
  foreach v_table in array array['listings', 'payment_methods'] loop
    execute format('drop trigger guard_row on public.%I', v_table);
    execute format('drop trigger guard_api on public.%I', v_table);
    execute format('drop trigger guard_truncate on public.%I', v_table);
  end loop;
end
$$;
select private.attach_guards('public.listings', 'kind', 'title', 'description', 'price', 'currency', 'status', 'owner_id', 'deleted_at', 'words',
  'category', 'options', 'grams');
select private.attach_lookup_guards('public.payment_methods', 'name', 'active', 'names', 'instructions', 'offered');

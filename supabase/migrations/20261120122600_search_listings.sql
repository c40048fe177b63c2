-- The catalogue in words: every word must be there, the last may be unfinished; when nothing fits, the nearest.

create function private.listing_json(shown public.listings) returns jsonb
language sql
immutable
as $$
  select pg_catalog.jsonb_build_object('id', shown.id, 'code', shown.code, 'category', shown.category, 'title', shown.title,
    'description', shown.description, 'price', pg_catalog.to_char(shown.price, 'FM9999999999990.00'), 'currency', shown.currency, 'options', shown.options)
$$;
comment on function private.listing_json is 'A listing in the customer''s shape. The price is a text with two decimals, null when a manager names it.';

-- Built from letters and digits alone: what somebody types is never an operator.
create function private.words_query(words text) returns tsquery
language sql
immutable
as $$
  select pg_catalog.string_agg(pg_catalog.quote_literal(w.word) || case when w.place = w.words then ':*' else '' end, ' & ')::tsquery
  from (
    select r.word, pg_catalog.row_number() over (order by r.ordinality) as place, pg_catalog.count(*) over () as words
    from pg_catalog.regexp_split_to_table(pg_catalog.lower(pg_catalog.left(words_query.words, 200)), '[^[:alnum:]]+') with ordinality as r (word, ordinality)
    where r.word <> ''
  ) as w
$$;
comment on function private.words_query is 'All of these words, the last as a beginning; null when there is none.';

create function public.search_listings(actor_id uuid, query text default null, category text default null, page integer default 0, page_size integer default 5)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(search_listings.actor_id);
  v_query text := nullif(pg_catalog.btrim(pg_catalog.left(search_listings.query, 200)), '');
  v_category text := nullif(pg_catalog.btrim(pg_catalog.left(search_listings.category, 40)), '');
  v_words tsquery := private.words_query(v_query);
  v_grams text[] := private.grams(v_query);
  v_code text := private.listing_code(v_query);
  v_page integer := least(greatest(coalesce(search_listings.page, 0), 0), 10000);
  v_size integer := least(greatest(coalesce(search_listings.page_size, 5), 1), 50);
  v_near boolean;
  v_found jsonb[];
begin
  v_near := v_query is not null and not exists (
    select from public.listings as l
    where l.desk_id = v_actor.desk_id and l.status = 'active' and l.deleted_at is null and (v_category is null or l.category = v_category)
      and (l.words @@ v_words or l.code = v_code)
  );
  if v_near then
    select pg_catalog.array_agg(private.listing_json(n.listing)) into v_found from (
      select l as listing
      from public.listings as l
      cross join lateral (
        select pg_catalog.count(*)::numeric / greatest(pg_catalog.cardinality(v_grams), 1) as likeness from pg_catalog.unnest(v_grams) as g (gram) where g.gram = any (l.grams)
      ) as s
      where l.desk_id = v_actor.desk_id and l.status = 'active' and l.deleted_at is null and (v_category is null or l.category = v_category)
        and l.grams && v_grams and s.likeness >= 0.4
      order by s.likeness desc, l.code
      offset v_page * v_size limit v_size + 1
    ) as n;
  else
    select pg_catalog.array_agg(private.listing_json(n.listing)) into v_found from (
      select l as listing
      from public.listings as l
      where l.desk_id = v_actor.desk_id and l.status = 'active' and l.deleted_at is null and (v_category is null or l.category = v_category)
        and (v_query is null or l.words @@ v_words or l.code = v_code)
      order by case when v_query is not null then pg_catalog.ts_rank(l.words, v_words) end desc, l.code
      offset v_page * v_size limit v_size + 1
    ) as n;
  end if;
  return pg_catalog.jsonb_build_object('query', v_query, 'category', v_category, 'page', v_page,
    'listings', coalesce(pg_catalog.to_jsonb(v_found[1:v_size]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_size,
    'near', v_near and v_found is not null);
end
$$;
comment on function public.search_listings is
  'A page of the active listings with these words, in any language, or the nearest to them. Callers: everybody, the system for customers.';

create function private.listing_code(typed text) returns text
language sql
immutable
as $$
  select pg_catalog.regexp_replace(pg_catalog.translate(pg_catalog.left(listing_code.typed, 100), '‐‑‒–—−_#№', '------- '), '\s', '', 'g')
$$;
comment on function private.listing_code is 'A code of a listing however it was typed.';

create function public.show_listing(actor_id uuid, code text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(show_listing.actor_id);
begin
  return pg_catalog.jsonb_build_object('listing', (
    select private.listing_json(l) from public.listings as l
    where l.desk_id = v_actor.desk_id and l.code = private.listing_code(show_listing.code) and l.status = 'active' and l.deleted_at is null
  ));
end
$$;
comment on function public.show_listing is 'An active listing by its code, or null. Callers: everybody, the system for customers.';

revoke execute on function private.listing_json, private.words_query, private.listing_code from public;
grant execute on function private.listing_json, private.words_query, private.listing_code to desk_rpc;
select private.hand_over('public.search_listings(uuid, text, text, integer, integer)');
select private.hand_over('public.show_listing(uuid, text)');
revoke execute on function public.search_listings, public.show_listing from public, anon, authenticated;
grant execute on function public.search_listings, public.show_listing to service_role;

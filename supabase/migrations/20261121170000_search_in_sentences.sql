-- Who types a sentence means a word of it: "do you have helmets?" finds the helmet.

create function private.likeness(these text[], others text[]) returns numeric
language sql
immutable
as $$
  select pg_catalog.count(*)::numeric / greatest(pg_catalog.cardinality(likeness.these), 1)
  from pg_catalog.unnest(likeness.these) as g (gram) where g.gram = any (likeness.others)
$$;
comment on function private.likeness is 'Which part of these grams is among the others.';

revoke execute on function private.likeness from public;
grant execute on function private.likeness to desk_rpc;

create or replace function public.search_listings(actor_id uuid, query text default null, category text default null, page integer default 0, page_size integer default 5)
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
    -- Short words are in every sentence: they are like nothing.
    with words as materialized (
      select private.grams(r.word) as grams from pg_catalog.regexp_split_to_table(v_query, '[^[:alnum:]]+') as r (word)
      where pg_catalog.char_length(r.word) >= 4
    )
    select pg_catalog.array_agg(private.listing_json(n.listing)) into v_found from (
      select l as listing
      from public.listings as l
      cross join lateral (
        select private.likeness(v_grams, l.grams) as of_all, (
          select coalesce(pg_catalog.sum(e.likeness), 0) from (select private.likeness(w.grams, l.grams) as likeness from words as w) as e where e.likeness >= 0.5
        ) as of_words
      ) as s
      where l.desk_id = v_actor.desk_id and l.status = 'active' and l.deleted_at is null and (v_category is null or l.category = v_category)
        and l.grams && v_grams and (s.of_all >= 0.4 or s.of_words > 0)
      order by s.of_words + s.of_all desc, l.code
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

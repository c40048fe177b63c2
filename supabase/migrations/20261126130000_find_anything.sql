-- squawk-ignore-file require-concurrent-index-creation
-- One search for everything: codes, names, numbers and words, each by an index of its own.

create function private.plain_words(words text) returns tsvector
language sql
immutable
set search_path = ''
begin atomic
  select pg_catalog.to_tsvector('pg_catalog.simple', pg_catalog.lower(pg_catalog.translate(pg_catalog.regexp_replace(pg_catalog.left(words, 2000), '[^[:alnum:]]+', ' ', 'g'),
    'İIıŞşĞğÜüÖöÇçÂâÄäßЁёЙй', 'iiissgguuooccaaaasеЕИи')));
end;
comment on function private.plain_words is 'The words of a text without case and marks, as they are found.';

create function private.plain_query(words text) returns tsquery
language sql
immutable
set search_path = ''
as $$
  select pg_catalog.string_agg(pg_catalog.quote_literal(r.word) || case when pg_catalog.char_length(r.word) >= 2 then ':*' else '' end, ' & ')::tsquery
  from pg_catalog.regexp_split_to_table(pg_catalog.lower(pg_catalog.translate(pg_catalog.left(plain_query.words, 200), 'İIıŞşĞğÜüÖöÇçÂâÄäßЁёЙй', 'iiissgguuooccaaaasеЕИи')),
    '[^[:alnum:]]+') as r (word)
  where r.word <> ''
$$;
comment on function private.plain_query is 'All of these words, each also as a beginning unless it is a single letter; null when there is none.';

revoke execute on function private.plain_words, private.plain_query from public;
-- To service_role too: who edits a name over the API keeps the index.
grant execute on function private.plain_words to service_role, desk_rpc;
grant execute on function private.plain_query to desk_rpc;

create index customers_by_words on public.customers using gin (private.plain_words(full_name)) where erased_at is null;
create index customers_by_end_of_phone on public.customers (desk_id, reverse(phone) text_pattern_ops) where phone is not null;
create index leads_by_words on public.leads using gin (private.plain_words(coalesce(comment, '') || ' ' || coalesce(item_snapshot ->> 'title', '')));

-- The end of a number tells whose it is, whichever way its beginning is written.
create function private.customers_with_number(desk_id uuid, words text) returns setof public.customers
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_digits text := pg_catalog.regexp_replace(pg_catalog.regexp_replace(customers_with_number.words, '[^0-9]', '', 'g'), '^0+', '');
  v_end text := pg_catalog.reverse(pg_catalog.right(v_digits, 10));
begin
  if customers_with_number.words !~ '^[+0-9 ().\-/]+$' or pg_catalog.length(v_digits) < 5 then
    return;
  end if;
  return query
    select c.* from public.customers as c
    where c.desk_id = customers_with_number.desk_id and c.erased_at is null and c.phone is not null
      and pg_catalog.reverse(c.phone) operator(pg_catalog.~>=~) v_end and pg_catalog.reverse(c.phone) operator(pg_catalog.~<~) (v_end || '~')
    limit 20;
end
$$;
comment on function private.customers_with_number is 'The customers whose number ends so, at least five digits of it.';

create function private.customers_by_name(desk_id uuid, query tsquery) returns setof public.customers
language sql
stable
as $$
  select c.* from public.customers as c
  where c.desk_id = customers_by_name.desk_id and c.erased_at is null and private.plain_words(c.full_name) operator(pg_catalog.@@) customers_by_name.query
  limit 200
$$;
comment on function private.customers_by_name is 'Some customers with these words in their name.';

revoke execute on function private.customers_with_number, private.customers_by_name from public;
grant execute on function private.customers_with_number, private.customers_by_name to desk_rpc;

create function public.staff_find(actor_id uuid, words text, kind text default null, most integer default 10) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_find.actor_id, '{agent,manager,admin,owner}');
  v_words text := pg_catalog.btrim(pg_catalog.left(coalesce(staff_find.words, ''), 100));
  v_code text := pg_catalog.upper(pg_catalog.regexp_replace(v_words, '[\s#№]', '', 'g'));
  v_codes text[] := array[v_code, (select r.prefix || v_code from public.number_ranges as r where r.desk_id = v_actor.desk_id and r.kind = 'order')];
  v_query tsquery := private.plain_query(v_words);
  v_most integer := least(greatest(coalesce(staff_find.most, 10), 1), 50);
  v_found jsonb[];
begin
  if staff_find.kind is not null and staff_find.kind not in ('order', 'customer', 'lead', 'parcel') then
    perform private.refuse(400, 'BAD_INPUT', 'That is not what one looks for.', null, '{"field": "kind"}');
  end if;
  with hits as (
    select 'order' as kind, o.id, 'code' as by, 0 as rank, o.created_at from public.orders as o
    where o.desk_id = v_actor.desk_id and o.order_code = any (v_codes) and private.is_theirs(v_actor, o.assigned_to)
    union all
    (select 'parcel', s.id, 'tracking', 1, s.created_at from public.shipments as s join public.orders as o on o.desk_id = s.desk_id and o.id = s.order_id
    where s.desk_id = v_actor.desk_id and s.tracking_number in (v_code, pg_catalog.lower(v_code), v_words) and private.is_theirs(v_actor, o.assigned_to) limit 20)
    union all
    select 'order', o.id, 'reference', 1, o.created_at from public.payments as p join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
    where p.desk_id = v_actor.desk_id and p.external_reference in (v_words, v_code, pg_catalog.lower(v_words)) and private.is_theirs(v_actor, o.assigned_to)
    union all
    select 'customer', c.id, 'phone', 1, c.created_at from private.customers_with_number(v_actor.desk_id, v_words) as c where private.sees_customer(v_actor, c.id)
    union all
    select 'customer', c.id, 'email', 1, c.created_at from public.customers as c
    where c.desk_id = v_actor.desk_id and v_words like '%@%' and pg_catalog.lower(c.email) = pg_catalog.lower(v_words) and c.erased_at is null
      and private.sees_customer(v_actor, c.id)
    union all
    select 'customer', c.id, 'name', case when pg_catalog.lower(c.full_name) = pg_catalog.lower(v_words) then 1 else 2 end, c.created_at
    from private.customers_by_name(v_actor.desk_id, v_query) as c where private.sees_customer(v_actor, c.id)
    union all
    (select 'lead', l.id, 'words', 3, l.created_at from public.leads as l
    where l.desk_id = v_actor.desk_id and private.plain_words(coalesce(l.comment, '') || ' ' || coalesce(l.item_snapshot ->> 'title', '')) operator(pg_catalog.@@) v_query
      and private.is_theirs(v_actor, l.assigned_to) limit 200)
  ), best as (
    select distinct on (h.kind, h.id) h.* from hits as h
    where staff_find.kind is null or h.kind = staff_find.kind
    order by h.kind, h.id, h.rank
  )
  select pg_catalog.array_agg(private.staff_hit(v_actor.desk_id, b.kind, b.id, b.by, b.rank < 2) order by b.place) into v_found
  from (select x.*, pg_catalog.row_number() over (order by x.rank, x.created_at desc, x.id) as place from best as x order by x.rank, x.created_at desc, x.id limit v_most + 1) as b;
  return pg_catalog.jsonb_build_object('words', v_words, 'found', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;
comment on function public.staff_find is
  'Whatever has these words: orders by code or payment reference, parcels by number, customers by phone, e-mail or name, leads by what is wanted; what fits exactly first. Callers: staff, agents what they see. BAD_INPUT.';

create function private.staff_hit(desk_id uuid, kind text, id uuid, by text, exact boolean) returns jsonb
language plpgsql
stable
as $$
declare
  v_hit jsonb := pg_catalog.jsonb_build_object('kind', staff_hit.kind, 'id', staff_hit.id, 'by', staff_hit.by, 'exact', staff_hit.exact);
begin
  return v_hit || case staff_hit.kind
    when 'order' then (select pg_catalog.jsonb_build_object('ref', o.order_code, 'title', c.full_name, 'status', o.status)
      from public.orders as o join public.customers as c on c.desk_id = o.desk_id and c.id = o.customer_id where o.desk_id = staff_hit.desk_id and o.id = staff_hit.id)
    when 'parcel' then (select pg_catalog.jsonb_build_object('ref', o.order_code, 'title', coalesce(s.tracking_number, s.provider), 'status', s.status)
      from public.shipments as s join public.orders as o on o.desk_id = s.desk_id and o.id = s.order_id where s.desk_id = staff_hit.desk_id and s.id = staff_hit.id)
    when 'customer' then (select pg_catalog.jsonb_build_object('ref', c.phone, 'title', c.full_name, 'status', null)
      from public.customers as c where c.desk_id = staff_hit.desk_id and c.id = staff_hit.id)
    when 'lead' then (select pg_catalog.jsonb_build_object('ref', r ->> 'customer', 'title', r ->> 'title', 'status', r ->> 'status')
      from public.leads as l, lateral (select private.staff_lead_row(l)) as x (r) where l.desk_id = staff_hit.desk_id and l.id = staff_hit.id)
  end;
end
$$;
comment on function private.staff_hit is 'Something that was found, as a line of a list.';
revoke execute on function private.staff_hit from public;
grant execute on function private.staff_hit to desk_rpc;

select private.hand_over('public.staff_find(uuid, text, text, integer)');
revoke execute on function public.staff_find from public, anon, authenticated;
grant execute on function public.staff_find to service_role;

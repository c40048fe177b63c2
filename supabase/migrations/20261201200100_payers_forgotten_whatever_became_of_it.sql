-- Who sent money is forgotten with it, whatever became of it and however the bank wrote their name.

create function private.words_in(words text) returns text[]
language sql
immutable
set search_path = ''
as $$
  select pg_catalog.tsvector_to_array(private.plain_words(words))
$$;
comment on function private.words_in is 'The words of a text without case and marks, each once, in an order of their own.';
revoke execute on function private.words_in from public;
grant execute on function private.words_in to desk_rpc;

create or replace function private.forget_transfers() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text[] := private.words_in(old.full_name);
begin
  update public.incoming_transfers as i set payer = null, note = null, reason = null
  where i.desk_id = new.desk_id and pg_catalog.num_nonnulls(i.payer, i.note, i.reason) > 0 and (
    i.payment_id in (
      select p.id from public.payments as p join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
      where o.desk_id = new.desk_id and o.customer_id = new.id)
    -- A bank writes "ZIMMER, ZOE" and a person "Zoe Zimmer".
    or (v_name <> '{}' and private.words_in(i.payer) = v_name)
    or lower(i.payer) = lower(old.full_name)
    -- One short word stands in too many sentences to mean them.
    or (pg_catalog.length(pg_catalog.array_to_string(v_name, '')) >= 3
      and (private.words_in(i.note) operator(pg_catalog.@>) v_name or private.words_in(i.reason) operator(pg_catalog.@>) v_name
        or (pg_catalog.cardinality(v_name) > 1 and private.words_in(i.payer) operator(pg_catalog.@>) v_name))));
  return null;
end
$$;
comment on function private.forget_transfers is 'Takes the name of a forgotten customer from the money they sent, also where it was dismissed; the sums stay.';

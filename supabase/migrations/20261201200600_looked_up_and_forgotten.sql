-- Staff look people up in their own chats. Who is forgotten is forgotten there by name, number and address, whatever was asked.

create function private.plain_text(words text) returns text
language sql
immutable
as $$
  -- The escapes of JSON, whose letters are no part of a word, go first.
  select ' ' || pg_catalog.btrim(pg_catalog.lower(pg_catalog.translate(pg_catalog.regexp_replace(pg_catalog.regexp_replace(
    normalize(pg_catalog.regexp_replace(plain_text.words, '\\([nrtbf]|u[0-9a-fA-F]{4})', ' ', 'g'), NFD),
    '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'), 'Iıß', 'iis'))) || ' '
$$;
comment on function private.plain_text is 'A text as words with a space on either side of each, without case and marks.';

-- Folding every message takes as long as all the rest together: one look at it as it is says for nearly all that they need none.
create function private.loose_pattern(words text[], numbers text[]) returns text
language sql
immutable
as $$
  select pg_catalog.string_agg(p.pattern, '|') from (
    select (
      select pg_catalog.string_agg(case when l.letter ~ '[a-z]' then '[' || l.letter || pg_catalog.upper(l.letter) || '\u00c0-\u024f\u1e00-\u1eff]'
        else '[' || l.letter || pg_catalog.upper(l.letter) || coalesce(v.marked, '') || ']' end || '[\u0300-\u036f]*', '' order by l.place)
      from pg_catalog.regexp_split_to_table(longest.word, '') with ordinality as l (letter, place)
      left join (values ('е', 'ёЁ'), ('и', 'йЙ'), ('і', 'їЇ'), ('у', 'ўЎ')) as v (letter, marked) on v.letter = l.letter)
    from pg_catalog.unnest(loose_pattern.words) as w (words)
    cross join lateral (select r.word from pg_catalog.regexp_split_to_table(pg_catalog.btrim(w.words), ' ') as r (word)
      order by pg_catalog.char_length(r.word) desc limit 1) as longest
    union all
    select pg_catalog.array_to_string(pg_catalog.string_to_array(n.digits, null), '[^0-9A-Za-z]*') from pg_catalog.unnest(loose_pattern.numbers) as n (digits)
  ) as p (pattern)
$$;
comment on function private.loose_pattern is 'What every text matches that has one of these plain words or numbers in it, and few others.';

create function private.words_that_mean(customer public.customers) returns text[]
language plpgsql
stable
as $$
declare
  v_name text := private.plain_text(customer.full_name);
  v_words text[] := pg_catalog.string_to_array(pg_catalog.btrim(v_name), ' ');
  v_whole text[] := array[v_name, (
      select ' ' || pg_catalog.string_agg(w.word, ' ' order by w.place desc) || ' ' from pg_catalog.unnest(v_words) with ordinality as w (word, place)),
    private.plain_text(customer.email)]
    || array(select private.plain_text(c.sender_name) from public.chats as c where c.desk_id = customer.desk_id and c.customer_id = customer.id)
    || array(select private.plain_text(l.contact_email) from public.leads as l where l.desk_id = customer.desk_id and l.customer_id = customer.id);
begin
  return array(
    select x.words from pg_catalog.unnest(v_whole || array(select ' ' || w.word || ' ' from pg_catalog.unnest(v_words) as w (word))) as x (words)
    cross join lateral (select private.loose_pattern(array[x.words], '{}') offset 0) as p (pattern)
    where pg_catalog.char_length(x.words) >= 5
      -- A single word that others are called as well does not mean this person.
      and (pg_catalog.strpos(pg_catalog.btrim(x.words), ' ') > 0 or (not exists (
        select from public.customers as c
        where c.desk_id = customer.desk_id and c.id <> customer.id and c.erased_at is null and c.full_name ~ p.pattern
          and pg_catalog.strpos(private.plain_text(c.full_name), x.words) > 0)
        and not exists (select from public.staff as s
          where s.desk_id = customer.desk_id and s.display_name ~ p.pattern
            and pg_catalog.strpos(private.plain_text(s.display_name), x.words) > 0))));
end
$$;
comment on function private.words_that_mean is 'The words that mean this customer at their desk, plain: name in both orders, its words nobody else is called, e-mail, and what their chats call them.';

create function private.numbers_that_mean(customer public.customers) returns text[]
language sql
stable
as $$
  -- The end of a number is the same with its country and without.
  select coalesce(pg_catalog.array_agg(distinct pg_catalog.right(n.digits, 9)), '{}')
  from (
    select pg_catalog.regexp_replace(p.phone, '[^0-9]', '', 'g') as digits from (
      select customer.phone
      union all select i.phone from public.customer_identities as i where i.desk_id = customer.desk_id and i.customer_id = customer.id
      union all select l.contact_phone from public.leads as l where l.desk_id = customer.desk_id and l.customer_id = customer.id
    ) as p (phone)
  ) as n
  where pg_catalog.length(n.digits) >= 7
$$;
comment on function private.numbers_that_mean is 'The ends of the phone numbers of a customer.';

create function private.means(said text, words text[], numbers text[]) returns boolean
language plpgsql
immutable
as $$
declare
  -- The keys of what is stored are no words of anybody.
  v_said text := private.plain_text(pg_catalog.regexp_replace(means.said, '"(key|kind|type|style|machine)" ?: ?"[^"]*"|"[A-Za-z_]+" ?:', ' ', 'g'));
begin
  return exists (select from pg_catalog.unnest(means.words) as w (word) where pg_catalog.strpos(v_said, w.word) > 0)
    or exists (select from pg_catalog.unnest(means.numbers) as n (digits)
      where pg_catalog.strpos(pg_catalog.regexp_replace(v_said, '(?<=[0-9]) (?=[0-9])', '', 'g'), n.digits) > 0);
end
$$;
comment on function private.means is 'Whether something that was said or shown has one of these words or numbers in it.';

create function private.forget_looked_up(customer public.customers) returns void
language plpgsql
as $$
declare
  v_words text[] := private.words_that_mean(customer);
  v_numbers text[] := private.numbers_that_mean(customer);
  v_loosely text := private.loose_pattern(v_words, v_numbers);
  v_chats uuid[] := array(select c.id from public.chats as c where c.desk_id = customer.desk_id and c.staff_id is not null);
  v_told bigint[];
  v_waiting uuid[];
begin
  v_told := array(
    select o.id from public.outbox_messages as o
    where o.desk_id = customer.desk_id and o.chat_id = any (v_chats)
      and pg_catalog.concat(o.reply, ' ', o.params) ~ v_loosely and private.means(pg_catalog.concat(o.reply, ' ', o.params), v_words, v_numbers)
    union
    select o.id from public.outbox_messages as o
    where o.desk_id = customer.desk_id and o.staff_id is not null and (o.chat_id is null or o.chat_id <> all (v_chats))
      and pg_catalog.concat(o.reply, ' ', o.params) ~ v_loosely and private.means(pg_catalog.concat(o.reply, ' ', o.params), v_words, v_numbers));
  v_waiting := array(select distinct o.chat_id from public.outbox_messages as o where o.id = any (v_told) and o.status = 'waiting' and o.chat_id is not null);
  update public.outbox_messages as o set reply = null, params = '{}', status = case when o.status = 'waiting' then 'cancelled' else o.status end
  where o.id = any (v_told);
  perform from public.chats as c where c.id = any (v_waiting) order by c.id for no key update;
  perform private.promote_outbox(v_waiting);
  -- What is shown may have been put together as it was sent, and is looked at by itself.
  update public.web_messages as w set content = '{}'
  where w.desk_id = customer.desk_id and (w.outbox_id = any (v_told)
    or (w.chat_id = any (v_chats) and w.content::text ~ v_loosely and private.means(w.content::text, v_words, v_numbers)));
  update public.inbox_messages as m set body = '', event = '{"type":"other","what":"erased"}'
  where m.desk_id = customer.desk_id and m.chat_id = any (v_chats) and m.status not in ('new', 'claimed')
    -- What a channel has escaped shows itself only when it is read.
    and (m.event ~ v_loosely or m.body ~ v_loosely or m.body ~ '\\u[0-9a-fA-F]{4}')
    and private.means(pg_catalog.concat(m.event, ' ', coalesce(private.lenient_json(m.body)::text, m.body)), v_words, v_numbers);
  update public.conversations as v set slots = '{}',
    state = case when v.machine = 'staff'
      then v.state || '{"asked": null, "doing": null, "done": null, "talking": null, "listed": null, "pressed": null, "shown": []}' else '{}' end
  where v.desk_id = customer.desk_id and v.chat_id = any (v_chats) and private.means(pg_catalog.concat(v.state, ' ', v.slots), v_words, v_numbers);
end
$$;
comment on function private.forget_looked_up is
  'Takes whatever names this customer out of the staff''s own chats, once through the rows of those chats; the rows stay. Before the customer is forgotten: afterwards nobody knows the names.';

revoke execute on function private.plain_text, private.loose_pattern, private.words_that_mean, private.numbers_that_mean, private.means, private.forget_looked_up from public;
grant execute on function private.plain_text, private.loose_pattern, private.words_that_mean, private.numbers_that_mean, private.means, private.forget_looked_up to desk_rpc;

create or replace function public.erase_customer_safe(actor_id uuid, customer_id uuid, acting_customer_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(erase_customer_safe.actor_id, erase_customer_safe.acting_customer_id, '{admin,owner}');
  v_customer public.customers;
  v_files text[];
  v_documents uuid[];
  v_orders uuid[];
  v_leads uuid[];
  v_tasks uuid[];
  v_shipments uuid[];
  v_payments uuid[];
  v_identities bigint;
begin
  select c.* into v_customer from public.customers as c
  where c.desk_id = v_actor.desk_id and c.id = erase_customer_safe.customer_id
    and (erase_customer_safe.acting_customer_id is null or c.id = erase_customer_safe.acting_customer_id)
  for update;
  if v_customer.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  if exists (
    select from public.orders as o where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id
      and o.status not in ('closed', 'cancelled', 'returned')
  ) then
    perform private.refuse(409, 'INVALID_TRANSITION', 'This customer has orders under way, so their data is still needed.',
      'Close or cancel the orders first.', '{"entity": "customer"}');
  end if;
  if v_customer.erased_at is null then
    perform private.forget_looked_up(v_customer);
  end if;
  with gone as (
    delete from public.customer_identities as i where i.desk_id = v_customer.desk_id and i.customer_id = v_customer.id returning 1
  )
  select pg_catalog.count(*) into v_identities from gone;
  select coalesce(pg_catalog.array_agg(d.id), '{}') into v_documents from public.documents as d
  where d.desk_id = v_customer.desk_id and d.erased_at is null and (d.customer_id = v_customer.id
    or d.order_id in (select o.id from public.orders as o where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id)
    or d.lead_id in (select l.id from public.leads as l where l.desk_id = v_customer.desk_id and l.customer_id = v_customer.id));
  -- A file that somebody else's row names too stays.
  select coalesce(pg_catalog.array_agg(distinct d.storage_path), '{}') into v_files from public.documents as d
  where d.id = any (v_documents) and not exists (
    select from public.documents as o
    where o.desk_id = d.desk_id and o.storage_path = d.storage_path and o.erased_at is null and o.id <> all (v_documents)
  );
  update public.documents as d set storage_path = 'erased/' || d.id, erased_at = pg_catalog.now() where d.id = any (v_documents);
  select coalesce(pg_catalog.array_agg(o.id), '{}') into v_orders from public.orders as o where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id;
  select coalesce(pg_catalog.array_agg(l.id), '{}') into v_leads from public.leads as l where l.desk_id = v_customer.desk_id and l.customer_id = v_customer.id;
  select coalesce(pg_catalog.array_agg(p.id), '{}') into v_payments from public.payments as p where p.desk_id = v_customer.desk_id and p.order_id = any (v_orders);
  -- A task of a stranger's chat is theirs too, once the stranger has become known.
  select coalesce(pg_catalog.array_agg(t.id), '{}') into v_tasks from public.tasks as t
  where t.desk_id = v_customer.desk_id and (t.customer_id = v_customer.id or t.order_id = any (v_orders) or t.lead_id = any (v_leads)
    or t.chat_id in (select c.id from public.chats as c where c.desk_id = v_customer.desk_id and c.customer_id = v_customer.id));
  select coalesce(pg_catalog.array_agg(s.id), '{}') into v_shipments from public.shipments as s where s.desk_id = v_customer.desk_id and s.order_id = any (v_orders);
  update public.order_lines as l set item_url = null, item_snapshot = null,
    title = coalesce((select g.title ->> 'en' from public.listings as g where g.desk_id = l.desk_id and g.id = l.listing_id), 'Erased')
  where l.desk_id = v_customer.desk_id and l.order_id = any (v_orders);
  update public.shipments as s set tracking_status = null where s.id = any (v_shipments);
  update public.order_status_events as e set reason = null where e.order_id = any (v_orders) and e.reason is not null;
  update public.entity_status_events as e set reason = null
  where e.entity_id = any (v_leads || v_tasks || v_shipments || v_payments) and e.reason is not null;
  update public.outbox_messages as m set params = '{}'
  where m.desk_id = v_customer.desk_id and m.entity_id = any (v_orders || v_leads || v_tasks || v_shipments) and m.staff_id is not null;
  -- A key begins with the door and the person at it.
  update public.idempotency_keys as k set key = 'erased:' || pg_catalog.gen_random_uuid()
  where k.desk_id = v_customer.desk_id and exists (
    select from pg_catalog.jsonb_each_text(k.result) as r
    where r.value = any ((v_orders || v_leads || v_tasks || v_shipments || v_documents || v_payments || v_customer.id)::text[])
  );
  update public.leads as l set contact_phone = null, contact_email = null, comment = null, notes = null, item_url = null, item_snapshot = null,
    status_reason = case when l.status_reason in ('lost', 'no_interest', 'duplicate', 'postponed', 'cancelled', 'spam', 'customer_withdrew') then l.status_reason end
  where l.desk_id = v_customer.desk_id and l.customer_id = v_customer.id;
  update public.orders as o set delivery_address = null, comment = null, notes = null
  where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id;
  update public.tasks as t set title = t.kind, description = null, resolution = null where t.id = any (v_tasks);
  update public.outbox_messages as m set params = '{}', status = case when m.status = 'waiting' then 'cancelled' else m.status end
  where m.desk_id = v_customer.desk_id and m.customer_id = v_customer.id;
  update public.customers as c set full_name = 'Erased', phone = null, phone_verified_at = null, email = null, country = null,
    billing_address = null, delivery_address = null, notes = null, stopped_at = null, quiet_from = null, quiet_until = null,
    erased_at = coalesce(c.erased_at, pg_catalog.now())
  where c.id = v_customer.id;
  return pg_catalog.jsonb_build_object('customer_id', v_customer.id, 'identities', v_identities, 'files', pg_catalog.to_jsonb(v_files));
end
$$;

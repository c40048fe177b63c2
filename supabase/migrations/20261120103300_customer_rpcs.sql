-- What a customer may ask of us about themselves: change it, see it, have it forgotten.

create function public.update_customer_safe(actor_id uuid, customer_id uuid, changes jsonb, acting_customer_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(update_customer_safe.actor_id, update_customer_safe.acting_customer_id);
  v_customer public.customers;
  v_changes jsonb := update_customer_safe.changes;
  v_unknown text;
  v_phone text;
  v_email text;
begin
  if coalesce(pg_catalog.jsonb_typeof(v_changes), '') <> 'object' then
    perform private.refuse(400, 'BAD_INPUT', 'The changes are an object.', null, '{"field": "changes"}');
  end if;
  select k into v_unknown from pg_catalog.jsonb_object_keys(v_changes) as k
  where k <> all ('{full_name,phone,phone_verified,email,country,language,preferred_channel,billing_address,delivery_address}'::text[]);
  if v_unknown is not null then
    perform private.refuse(400, 'BAD_INPUT', 'A customer''s profile has no such field, or it is not changed here.', null,
      pg_catalog.jsonb_build_object('field', v_unknown));
  end if;
  select c.* into v_customer from public.customers as c
  where c.desk_id = v_actor.desk_id and c.id = update_customer_safe.customer_id and c.erased_at is null
    and (update_customer_safe.acting_customer_id is null or c.id = update_customer_safe.acting_customer_id)
    and private.sees_customer(v_actor, c.id)
  for no key update;
  if v_customer.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  v_phone := case when v_changes ? 'phone' then private.checked_phone(v_changes ->> 'phone') else v_customer.phone end;
  v_email := case when v_changes ? 'email' then private.checked_text(v_changes ->> 'email', 'email', 320) else v_customer.email end;
  if v_email !~ '^[^@\s]+@[^@\s]+$' then
    perform private.refuse(400, 'BAD_INPUT', 'The e-mail address needs one "@" and no spaces.', null, '{"field": "email"}');
  end if;
  if v_changes ->> 'country' !~ '^[A-Z]{2}$' then
    perform private.refuse(400, 'BAD_INPUT', 'A country is two letters.', 'For example: DE.', '{"field": "country"}');
  end if;
  if v_changes ->> 'language' !~ '^[a-z]{2,3}(-[A-Z]{2})?$' then
    perform private.refuse(400, 'BAD_INPUT', 'A language is a tag like en, ru or tr.', null, '{"field": "language"}');
  end if;
  if v_changes ->> 'preferred_channel' not in ('telegram', 'whatsapp', 'web') then
    perform private.refuse(400, 'BAD_INPUT', 'A channel is telegram, whatsapp or web.', null, '{"field": "preferred_channel"}');
  end if;
  -- Says no more than that the number does not work here: whose it is stays with them.
  if v_phone is distinct from v_customer.phone and exists (
    select from public.customers as c where c.desk_id = v_actor.desk_id and c.phone = v_phone and c.id <> v_customer.id
  ) then
    perform private.refuse(409, 'BAD_INPUT', 'This phone number cannot be used here.', 'Use another number, or talk to a person.', '{"field": "phone"}');
  end if;
  update public.customers as c
  set full_name = coalesce(private.checked_text(v_changes ->> 'full_name', 'full_name', 200), c.full_name),
    phone = v_phone,
    phone_verified_at = case
      when (v_changes -> 'phone_verified') = 'true'::jsonb and v_phone is not null then coalesce(case when v_phone = c.phone then c.phone_verified_at end, pg_catalog.now())
      when v_phone is distinct from c.phone then null
      else c.phone_verified_at
    end,
    email = v_email,
    country = case when v_changes ? 'country' then v_changes ->> 'country' else c.country end,
    language = coalesce(v_changes ->> 'language', c.language),
    preferred_channel = coalesce((v_changes ->> 'preferred_channel')::public.preferred_channel, c.preferred_channel),
    billing_address = case when v_changes ? 'billing_address' then private.checked_text(v_changes ->> 'billing_address', 'billing_address', 1000) else c.billing_address end,
    delivery_address = case when v_changes ? 'delivery_address' then private.checked_text(v_changes ->> 'delivery_address', 'delivery_address', 1000) else c.delivery_address end
  where c.id = v_customer.id
  returning c.* into v_customer;
  return pg_catalog.jsonb_build_object('customer', private.customer_json(v_customer));
end
$$;
comment on function public.update_customer_safe is 'Changes the profile of a customer. Callers: staff, customers their own. NOT_FOUND, BAD_INPUT.';

create function public.export_customer(actor_id uuid, customer_id uuid, acting_customer_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(export_customer.actor_id, export_customer.acting_customer_id, '{admin,owner}');
  v_customer public.customers;
begin
  select c.* into v_customer from public.customers as c
  where c.desk_id = v_actor.desk_id and c.id = export_customer.customer_id
    and (export_customer.acting_customer_id is null or c.id = export_customer.acting_customer_id);
  if v_customer.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  return pg_catalog.jsonb_build_object(
    'customer', pg_catalog.to_jsonb(v_customer) - 'desk_id' - 'notes' - 'created_by',
    'identities', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('provider', i.provider, 'external_id', i.external_id, 'since', i.created_at)), '[]')
      from public.customer_identities as i where i.desk_id = v_customer.desk_id and i.customer_id = v_customer.id),
    'leads', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(l) - 'desk_id' - 'notes' - 'assigned_to' - 'created_by' order by l.created_at), '[]')
      from public.leads as l where l.desk_id = v_customer.desk_id and l.customer_id = v_customer.id),
    'orders', (select coalesce(pg_catalog.jsonb_agg(private.customer_order(o) order by o.created_at), '[]')
      from public.orders as o where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id),
    'documents', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('type', d.type, 'storage_path', d.storage_path, 'at', d.created_at)), '[]')
      from public.documents as d where d.desk_id = v_customer.desk_id and (d.customer_id = v_customer.id
        or d.order_id in (select o.id from public.orders as o where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id)
        or d.lead_id in (select l.id from public.leads as l where l.desk_id = v_customer.desk_id and l.customer_id = v_customer.id)))
  );
end
$$;
comment on function public.export_customer is 'Everything the desk knows of a person, for that person. Callers: admin, owner, customers their own. NOT_FOUND, FORBIDDEN_ROLE.';

-- What a customer may see of an order: no commission, no supplier's money, no notes.
create function private.customer_order(shown public.orders) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object(
    'id', shown.id, 'order_code', shown.order_code, 'status', shown.status, 'payment_terms', shown.payment_terms,
    'currency', shown.currency, 'total_amount', shown.total_amount,
    'paid_amount', m.received, 'refunded_amount', m.refunded, 'balance_due', m.balance_due, 'payment_status', m.payment_status,
    'delivery_address', shown.delivery_address, 'comment', shown.comment, 'created_at', shown.created_at,
    'lines', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('position', l.position, 'title', l.title, 'item_url', l.item_url,
        'quantity', l.quantity, 'unit_price', l.unit_price, 'discount_amount', l.discount_amount, 'tax_amount', l.tax_amount, 'total_amount', l.total_amount)
        order by l.position), '[]')
      from public.order_lines as l where l.desk_id = shown.desk_id and l.order_id = shown.id and l.removed_at is null),
    'payments', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('role', p.role, 'amount', p.amount, 'currency', p.currency,
        'method', p.method, 'status', p.status, 'at', coalesce(p.completed_at, p.created_at)) order by p.created_at), '[]')
      from public.payments as p where p.desk_id = shown.desk_id and p.order_id = shown.id and p.role in ('client_payment', 'refund')),
    'shipments', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', s.id, 'provider', s.provider, 'tracking_number', s.tracking_number,
        'status', s.status, 'estimated_delivery_date', s.estimated_delivery_date, 'warehouse_received', s.warehouse_received,
        'warehouse_photos_received', s.warehouse_photos_received, 'client_received', s.client_received) order by s.created_at), '[]')
      from public.shipments as s where s.desk_id = shown.desk_id and s.order_id = shown.id),
    'timeline', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('status', e.new_status, 'at', e.created_at) order by e.seq), '[]')
      from public.order_status_events as e where e.desk_id = shown.desk_id and e.order_id = shown.id)
  )
  from private.order_money(shown.id, shown.total_amount, shown.status) as m
$$;
comment on function private.customer_order is 'An order in the customer''s shape.';
revoke execute on function private.customer_order from public;
grant execute on function private.customer_order to desk_rpc;

create function public.my_orders(actor_id uuid, acting_customer_id uuid, before timestamptz default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(my_orders.actor_id, my_orders.acting_customer_id, '{system}');
begin
  return (
    select coalesce(pg_catalog.jsonb_agg(private.customer_order(o) order by o.created_at desc), '[]')
    from (
      select x.* from public.orders as x
      where x.desk_id = v_actor.desk_id and x.customer_id = my_orders.acting_customer_id
        and x.created_at < coalesce(my_orders.before, 'infinity')
      order by x.created_at desc limit 20
    ) as o
  );
end
$$;
comment on function public.my_orders is 'The twenty newest orders of a customer (before a time), in the customer''s shape. Caller: the system for a customer.';

create function public.my_order(actor_id uuid, acting_customer_id uuid, order_code text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(my_order.actor_id, my_order.acting_customer_id, '{system}');
  v_order public.orders;
begin
  -- By order code or by a tracking number: customers know either.
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.customer_id = my_order.acting_customer_id
    and (o.order_code = pg_catalog.upper(pg_catalog.btrim(my_order.order_code)) or exists (
      select from public.shipments as s
      where s.desk_id = o.desk_id and s.order_id = o.id and s.tracking_number = pg_catalog.btrim(my_order.order_code)
    ))
  order by o.created_at desc limit 1;
  if v_order.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order.', 'Check the order code.');
  end if;
  return private.customer_order(v_order);
end
$$;
comment on function public.my_order is 'One order of a customer by its code or a tracking number, in the customer''s shape. Somebody else''s does not exist. NOT_FOUND.';

create function public.erase_customer_safe(actor_id uuid, customer_id uuid, acting_customer_id uuid default null) returns jsonb
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
  select coalesce(pg_catalog.array_agg(t.id), '{}') into v_tasks from public.tasks as t
  where t.desk_id = v_customer.desk_id and (t.customer_id = v_customer.id or t.order_id = any (v_orders) or t.lead_id = any (v_leads));
  select coalesce(pg_catalog.array_agg(s.id), '{}') into v_shipments from public.shipments as s where s.desk_id = v_customer.desk_id and s.order_id = any (v_orders);
  update public.order_lines as l set item_url = null, item_snapshot = null,
    title = coalesce((select g.title ->> 'en' from public.listings as g where g.desk_id = l.desk_id and g.id = l.listing_id), 'Erased')
  where l.desk_id = v_customer.desk_id and l.order_id = any (v_orders);
  update public.shipments as s set tracking_status = null where s.id = any (v_shipments);
  update public.order_status_events as e set reason = null where e.order_id = any (v_orders) and e.reason is not null;
  update public.entity_status_events as e set reason = null
  where e.entity_id = any (v_leads || v_tasks || v_shipments) and e.reason is not null;
  update public.outbox_messages as m set params = '{}'
  where m.desk_id = v_customer.desk_id and m.entity_id = any (v_orders || v_leads || v_tasks || v_shipments) and m.staff_id is not null;
  -- A key begins with the door and the person at it.
  update public.idempotency_keys as k set key = 'erased:' || pg_catalog.gen_random_uuid()
  where k.desk_id = v_customer.desk_id and exists (
    select from pg_catalog.jsonb_each_text(k.result) as r
    where r.value = any ((v_orders || v_leads || v_tasks || v_shipments || v_documents)::text[])
      or r.value in (select p.id::text from public.payments as p where p.desk_id = v_customer.desk_id and p.order_id = any (v_orders))
  );
  update public.leads as l set contact_phone = null, contact_email = null, comment = null, notes = null, item_url = null, item_snapshot = null,
    status_reason = case when l.status_reason in ('lost', 'no_interest', 'duplicate', 'postponed', 'cancelled', 'spam', 'customer_withdrew') then l.status_reason end
  where l.desk_id = v_customer.desk_id and l.customer_id = v_customer.id;
  update public.orders as o set delivery_address = null, comment = null, notes = null
  where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id;
  update public.tasks as t set title = t.kind, description = null, resolution = null
  where t.desk_id = v_customer.desk_id and (t.customer_id = v_customer.id
    or t.order_id in (select o.id from public.orders as o where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id)
    or t.lead_id in (select l.id from public.leads as l where l.desk_id = v_customer.desk_id and l.customer_id = v_customer.id));
  update public.outbox_messages as m set params = '{}', status = case when m.status = 'waiting' then 'cancelled' else m.status end
  where m.desk_id = v_customer.desk_id and m.customer_id = v_customer.id;
  update public.customers as c set full_name = 'Erased', phone = null, phone_verified_at = null, email = null, country = null,
    billing_address = null, delivery_address = null, notes = null, erased_at = coalesce(c.erased_at, pg_catalog.now())
  where c.id = v_customer.id;
  return pg_catalog.jsonb_build_object('customer_id', v_customer.id, 'identities', v_identities, 'files', pg_catalog.to_jsonb(v_files));
end
$$;
comment on function public.erase_customer_safe is
  'Forgets a person: their data goes, the books stay. Gives the stored files to delete. Callers: admin, owner, customers themselves. NOT_FOUND, FORBIDDEN_ROLE, INVALID_TRANSITION while orders are under way.';

select private.hand_over('public.update_customer_safe(uuid, uuid, jsonb, uuid)');
select private.hand_over('public.export_customer(uuid, uuid, uuid)');
select private.hand_over('public.my_orders(uuid, uuid, timestamptz)');
select private.hand_over('public.my_order(uuid, uuid, text)');
select private.hand_over('public.erase_customer_safe(uuid, uuid, uuid)');
revoke execute on function public.update_customer_safe, public.export_customer, public.my_orders, public.my_order, public.erase_customer_safe
  from public, anon, authenticated;
grant execute on function public.update_customer_safe, public.export_customer, public.my_orders, public.my_order, public.erase_customer_safe to service_role;

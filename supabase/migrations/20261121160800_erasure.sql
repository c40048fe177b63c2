-- To be forgotten: who asks for it themselves while orders are under way hears which, and staff are given the task; else the
-- person goes and the books stay.

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

create function public.ask_erasure_safe(actor_id uuid, acting_customer_id uuid, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(ask_erasure_safe.actor_id, ask_erasure_safe.acting_customer_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'ask_erasure_safe', ask_erasure_safe.idempotency_key,
    pg_catalog.jsonb_build_object('customer_id', ask_erasure_safe.acting_customer_id));
  v_customer public.customers;
  v_orders jsonb;
  v_task public.tasks;
begin
  select c.* into v_customer from public.customers as c
  where c.desk_id = v_actor.desk_id and c.id = ask_erasure_safe.acting_customer_id and c.erased_at is null
  for no key update;
  if v_customer.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  v_orders := private.settings_of(v_customer) -> 'open_orders';
  if v_known is null and v_orders <> '[]' then
    select t.* into v_task from public.tasks as t
    where t.desk_id = v_actor.desk_id and t.customer_id = v_customer.id and t.kind = 'task-erasure' and t.status in ('open', 'in_progress', 'on_hold')
    order by t.created_at limit 1;
    if v_task.id is null then
      insert into public.tasks (desk_id, kind, title, customer_id, priority, created_by)
      values (v_actor.desk_id, 'task-erasure', 'A customer asks to be forgotten. Close or cancel their orders, then erase them.', v_customer.id, 'high', v_actor.id)
      returning * into v_task;
      perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
    end if;
    perform private.keep_result(v_actor.desk_id, 'ask_erasure_safe', ask_erasure_safe.idempotency_key, pg_catalog.jsonb_build_object('task_id', v_task.id));
  elsif v_known is null then
    perform private.keep_result(v_actor.desk_id, 'ask_erasure_safe', ask_erasure_safe.idempotency_key, '{"task_id": null}');
  end if;
  return pg_catalog.jsonb_build_object('open_orders', v_orders, 'task_id', coalesce(v_known ->> 'task_id', v_task.id::text), 'duplicate', v_known is not null);
end
$$;
comment on function public.ask_erasure_safe is
  'A customer asks to be forgotten: the orders under way that stand against it, and a task for staff when there are any. Erases nothing. Caller: the system for a customer. NOT_FOUND, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.ask_erasure_safe(uuid, uuid, text)');
revoke execute on function public.ask_erasure_safe from public, anon, authenticated;
grant execute on function public.ask_erasure_safe to service_role;

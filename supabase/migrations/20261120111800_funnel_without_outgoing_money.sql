-- What an agent does not see in the ledger is not in the audit they are shown either.

create or replace function public.order_funnel(actor_id uuid, order_id uuid) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_actor public.staff;
  v_order public.orders;
begin
  select s.* into v_actor from public.staff as s where s.id = order_funnel.actor_id and s.status = 'active';
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.id = order_funnel.order_id
    and (v_actor.role <> 'agent' or o.assigned_to is null or o.assigned_to = v_actor.id);
  if v_order.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order at this desk.', 'Check the order code.');
  end if;
  return pg_catalog.jsonb_build_object(
    'order', private.order_json(v_order),
    'customer', (select private.customer_json(c) from public.customers as c where c.id = v_order.customer_id),
    'lead', (select private.lead_json(l) from public.leads as l where l.id = v_order.lead_id),
    'lines', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(l) - 'desk_id' order by l.created_at, l.position), '[]') from public.order_lines as l
      where l.desk_id = v_order.desk_id and l.order_id = v_order.id),
    'payments', (select coalesce(pg_catalog.jsonb_agg(private.payment_json(p) order by p.created_at), '[]') from public.payments as p
      where p.desk_id = v_order.desk_id and p.order_id = v_order.id
        and (v_actor.role <> 'agent' or p.role in ('client_payment', 'refund'))),
    'shipments', (select coalesce(pg_catalog.jsonb_agg(private.shipment_json(s) order by s.created_at), '[]') from public.shipments as s
      where s.desk_id = v_order.desk_id and s.order_id = v_order.id),
    'documents', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(d) - 'desk_id' order by d.created_at), '[]') from public.documents as d
      where d.desk_id = v_order.desk_id and (d.order_id = v_order.id or d.lead_id = v_order.lead_id)),
    'tasks', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(t) - 'desk_id' order by t.created_at), '[]') from public.tasks as t
      where t.desk_id = v_order.desk_id and (t.order_id = v_order.id or t.lead_id = v_order.lead_id)),
    'events', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(e) - 'desk_id' order by e.seq), '[]') from public.order_status_events as e
      where e.desk_id = v_order.desk_id and e.order_id = v_order.id),
    'audit', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(a) - 'desk_id' order by a.id), '[]') from public.audit_log as a
      where a.desk_id = v_order.desk_id and (
        (a.entity = 'order' and a.entity_id = v_order.id)
        or (a.entity = 'lead' and a.entity_id = v_order.lead_id)
        or (a.entity = 'payment' and a.entity_id in (select p.id from public.payments as p where p.desk_id = v_order.desk_id and p.order_id = v_order.id
          and (v_actor.role <> 'agent' or p.role in ('client_payment', 'refund'))))
        or (a.entity = 'shipment' and a.entity_id in (select s.id from public.shipments as s where s.desk_id = v_order.desk_id and s.order_id = v_order.id))
      ))
  );
end
$$;

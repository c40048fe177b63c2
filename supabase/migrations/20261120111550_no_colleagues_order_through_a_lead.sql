-- The order that a lead has already is given only to whom it is shown elsewhere: an agent whose lead became a colleague's
-- order does not read it by pressing the button again.

create or replace function public.create_order_safe(
  actor_id uuid, lines jsonb, customer_id uuid default null, lead_id uuid default null, currency text default null,
  commission_amount numeric default null, payment_terms text default null, source text default 'staff',
  delivery_address text default null, comment text default null, acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(create_order_safe.actor_id, create_order_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'create_order_safe', create_order_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'lines', create_order_safe.lines, 'customer_id', create_order_safe.customer_id, 'lead_id', create_order_safe.lead_id,
    'currency', create_order_safe.currency, 'commission_amount', pg_catalog.trim_scale(create_order_safe.commission_amount),
    'payment_terms', create_order_safe.payment_terms, 'acting_customer_id', create_order_safe.acting_customer_id));
  v_customer_id uuid := coalesce(create_order_safe.acting_customer_id, create_order_safe.customer_id);
  v_lead public.leads;
  v_order public.orders;
  v_duplicate boolean := v_known is not null;
begin
  if v_known is not null then
    select o.* into v_order from public.orders as o where o.desk_id = v_actor.desk_id and o.id = (v_known ->> 'order_id')::uuid;
  else
    if create_order_safe.lead_id is not null then
      select l.* into v_lead from public.leads as l
      where l.desk_id = v_actor.desk_id and l.id = create_order_safe.lead_id
      for no key update;
      if v_lead.id is null
        or (v_actor.role = 'agent' and v_lead.assigned_to <> v_actor.id)
        or (create_order_safe.acting_customer_id is not null and v_lead.customer_id is distinct from create_order_safe.acting_customer_id)
      then
        perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.');
      end if;
      v_customer_id := coalesce(v_lead.customer_id, v_customer_id);
      -- A button pressed twice: the order is there already.
      select o.* into v_order from public.orders as o
      where o.desk_id = v_actor.desk_id and o.lead_id = v_lead.id and o.status <> 'cancelled';
      v_duplicate := v_order.id is not null;
      if v_duplicate then
        v_order := private.lock_order(v_actor, v_order.id);
      end if;
      if not v_duplicate and v_lead.status = 'rejected' then
        perform private.refuse(409, 'INVALID_TRANSITION', 'This lead was rejected, so no order can be made from it.', 'Reopen the lead first.',
          '{"entity": "lead", "from": "rejected", "to": "converted"}');
      end if;
    end if;
    if not v_duplicate then
      if not exists (
        select from public.customers as c where c.desk_id = v_actor.desk_id and c.id = v_customer_id and c.erased_at is null
      ) then
        perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.', null, '{"field": "customer_id"}');
      end if;
      if create_order_safe.acting_customer_id is not null and create_order_safe.commission_amount is not null then
        perform private.refuse(403, 'FORBIDDEN_ROLE', 'A customer sets no commission.');
      end if;
      v_order := private.put_order(v_actor, v_customer_id, v_lead.id, create_order_safe.source, create_order_safe.lines,
        create_order_safe.currency, create_order_safe.payment_terms, create_order_safe.commission_amount, create_order_safe.delivery_address,
        create_order_safe.comment, create_order_safe.acting_customer_id is null, create_order_safe.acting_customer_id);
      if v_order.total_amount = 0 then
        v_order := private.settle_order(v_order);
      end if;
    end if;
    perform private.keep_result(v_actor.desk_id, 'create_order_safe', create_order_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id));
  end if;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'duplicate', v_duplicate);
end
$$;

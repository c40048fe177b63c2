-- Only people price: whatever the system orders, at every door, costs what the catalogue says, or nothing is said yet.

create or replace function private.put_order(
  actor public.staff, customer_id uuid, lead_id uuid, source text, lines jsonb, currency text, payment_terms text,
  commission_amount numeric, delivery_address text, comment text, may_price boolean, initiated_by uuid
) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
  v_currency text := coalesce(put_order.currency, (select s.currency from public.desk_settings as s where s.desk_id = actor.desk_id));
begin
  if put_order.commission_amount is not null and actor.role = 'system' then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'Only staff set a commission.', 'Ask somebody of the staff.', '{"role": "system"}');
  end if;
  perform private.checked_currency(actor.desk_id, v_currency, 'currency');
  if coalesce(put_order.payment_terms, 'prepaid') not in ('prepaid', 'on_delivery') then
    perform private.refuse(400, 'BAD_INPUT', 'Payment terms are prepaid or on_delivery.', null, '{"field": "payment_terms"}');
  end if;
  insert into public.orders (desk_id, order_code, lead_id, customer_id, source, payment_terms, currency, commission_amount,
    delivery_address, comment, assigned_to, initiated_by_customer, created_by)
  values (actor.desk_id, private.next_code(actor.desk_id, 'order'), put_order.lead_id, put_order.customer_id,
    private.checked_text(put_order.source, 'source', 100, true),
    coalesce(put_order.payment_terms, 'prepaid')::public.payment_terms, v_currency,
    case when put_order.commission_amount is not null then private.checked_amount(put_order.commission_amount, 'commission_amount', true) end,
    private.checked_text(put_order.delivery_address, 'delivery_address', 1000), private.checked_text(put_order.comment, 'comment', 4000),
    case when actor.role <> 'system' then actor.id else (select l.assigned_to from public.leads as l where l.id = put_order.lead_id) end,
    put_order.initiated_by, actor.id)
  returning * into v_order;
  -- Behind the system stands a form or a chat, with a customer named or not.
  v_order := private.put_lines(v_order, put_order.lines, put_order.may_price and actor.role <> 'system');
  perform private.move_order(v_order, 'created');
  if put_order.lead_id is not null then
    perform private.record_event(l.desk_id, 'lead', l.id, l.status::text, 'converted') from public.leads as l
    where l.id = put_order.lead_id and l.status <> 'converted';
    update public.leads as l set status = 'converted', customer_id = coalesce(l.customer_id, put_order.customer_id),
      assigned_to = coalesce(l.assigned_to, v_order.assigned_to) where l.id = put_order.lead_id;
  end if;
  return v_order;
end
$$;
comment on function private.put_order is
  'A new order with its lines, first event and notice; converts its lead. Prices, inactive listings and commissions from staff alone. Takes the order number last. BAD_INPUT, AMOUNT_INVALID, NOT_FOUND, FORBIDDEN_ROLE.';
comment on function public.create_order_safe is
  'Creates an order for a customer or from a lead; a lead with a living order gives that one. Callers: staff; the system and customers for themselves at catalogue prices. NOT_FOUND, FORBIDDEN_ROLE, BAD_INPUT, AMOUNT_INVALID, INVALID_TRANSITION, IDEMPOTENCY_CONFLICT.';
comment on function public.quick_order_safe is
  'Customer, lead, order and planned payment in one transaction. Callers: staff; the system and customers for themselves at catalogue prices. BAD_INPUT, AMOUNT_INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.';
comment on function public.create_order_from_cart_safe is
  'Makes an order of a cart, with its planned payment. Callers: staff; the system, for a signed-in customer or not, at catalogue prices. NOT_FOUND, BAD_INPUT, AMOUNT_INVALID, IDEMPOTENCY_CONFLICT.';

-- The one way in which a person moves an order.

create function public.advance_order_status_safe(
  actor_id uuid, order_id uuid, new_status text, reason text default null, acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(advance_order_status_safe.actor_id, advance_order_status_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'advance_order_status_safe', advance_order_status_safe.idempotency_key,
    pg_catalog.jsonb_build_object('order_id', advance_order_status_safe.order_id, 'new_status', advance_order_status_safe.new_status,
      'reason', advance_order_status_safe.reason, 'acting_customer_id', advance_order_status_safe.acting_customer_id));
  v_order public.orders := private.lock_order(v_actor, advance_order_status_safe.order_id);
begin
  if v_known is null then
    if advance_order_status_safe.new_status = 'paid' and v_order.status in ('created', 'awaiting_payment') then
      perform private.refuse(409, 'PAID_ONLY_BY_PAYMENT', 'An order becomes paid by its payments alone.', 'Record the payment; the order follows by itself.');
    end if;
    perform private.check_step('order', v_order.status::text, coalesce(advance_order_status_safe.new_status, ''), v_actor, advance_order_status_safe.reason);
    perform private.check_order_ready(v_order, advance_order_status_safe.new_status::public.order_status, v_actor);
    v_order := private.move_order(v_order, advance_order_status_safe.new_status::public.order_status, advance_order_status_safe.reason);
    v_order := private.settle_order(v_order);
    perform private.keep_result(v_actor.desk_id, 'advance_order_status_safe', advance_order_status_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id));
  end if;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'duplicate', v_known is not null,
    'event', (select pg_catalog.to_jsonb(e) - 'desk_id' from public.order_status_events as e where e.order_id = v_order.id order by e.seq desc limit 1));
end
$$;
comment on function public.advance_order_status_safe is
  'Moves an order along its state machine (docs/order-lifecycle.md). Callers: as the machine says. NOT_FOUND, PAID_ONLY_BY_PAYMENT, INVALID_TRANSITION, FORBIDDEN_ROLE, REASON_REQUIRED, NOT_PRICED, NOT_PAID, REFUND_REQUIRED, SHIPMENT_REQUIRED, RECEIPT_REQUIRED, IDEMPOTENCY_CONFLICT.';

create function private.check_order_ready(asked public.orders, new_status public.order_status, actor public.staff) returns void
language plpgsql
stable
as $$
declare
  v_settings public.desk_settings;
  v_money record;
  v_unpaid boolean;
begin
  select s.* into v_settings from public.desk_settings as s where s.desk_id = asked.desk_id;
  select m.* into v_money from private.order_money(asked.id, asked.total_amount, asked.status) as m;
  v_unpaid := asked.payment_terms = 'prepaid' and not private.is_settled(asked);

  if check_order_ready.new_status = 'awaiting_payment' and coalesce(asked.total_amount, 0) = 0 then
    perform private.refuse(409, 'NOT_PRICED', 'Not every line of this order has a price yet.', 'Price the order first.');
  end if;
  if check_order_ready.new_status = 'created' and v_money.received > 0 then
    perform private.refuse(409, 'REFUND_REQUIRED', 'This order has received money, so it cannot be quoted anew.', 'Refund the money first.',
      pg_catalog.jsonb_build_object('received', v_money.received));
  end if;
  if check_order_ready.new_status = 'cancelled' and (v_money.net <> 0 or (private.acting_customer() is not null and v_money.received > 0)) then
    perform private.refuse(409, 'REFUND_REQUIRED', 'This order has received money that was not refunded, so it cannot be cancelled yet.',
      'Refund the money first; an admin can.', pg_catalog.jsonb_build_object('net', v_money.net, 'currency', asked.currency));
  end if;
  if v_unpaid and (check_order_ready.new_status = 'in_delivery' or (check_order_ready.new_status = 'processing' and asked.status = 'awaiting_payment')) then
    perform private.refuse(409, 'NOT_PAID', 'This order is not paid yet.', 'Record the payment first, or agree on payment on delivery.',
      pg_catalog.jsonb_build_object('balance_due', v_money.balance_due, 'currency', asked.currency));
  end if;
  if check_order_ready.new_status = 'in_delivery' and v_settings.shipment_required and not exists (
    select from public.shipments as s
    where s.desk_id = asked.desk_id and s.order_id = asked.id and s.status not in ('cancelled', 'returned')
  ) then
    perform private.refuse(409, 'SHIPMENT_REQUIRED', 'This order has no shipment yet.', 'Create the shipment first.');
  end if;
  if check_order_ready.new_status = 'delivered' and actor.role not in ('admin', 'owner') and not exists (
    select from public.shipments as s where s.desk_id = asked.desk_id and s.order_id = asked.id and s.client_received
  ) then
    perform private.refuse(409, 'RECEIPT_REQUIRED', 'The customer''s receipt is not recorded yet.', 'Record the receipt first, or ask an admin.');
  end if;
  if check_order_ready.new_status = 'closed' and v_money.balance_due <> 0 then
    perform private.refuse(409, 'NOT_PAID', 'The balance of this order is not zero, so it cannot be closed.', 'Settle what is due, or refund what is too much.',
      pg_catalog.jsonb_build_object('balance_due', v_money.balance_due, 'currency', asked.currency));
  end if;
end
$$;
comment on function private.check_order_ready is 'The preconditions of each status of an order that concern money, parcels and receipts.';
revoke execute on function private.check_order_ready from public;
grant execute on function private.check_order_ready to desk_rpc;

select private.hand_over('public.advance_order_status_safe(uuid, uuid, text, text, uuid, text)');
revoke execute on function public.advance_order_status_safe from public, anon, authenticated;
grant execute on function public.advance_order_status_safe to service_role;

-- The steps of a payment, with every check they had: money is handed on instead of asked for again, and what looks through
-- the payments of an order names the desk too, so that one index finds them at any size.

create function private.after_payment(changed public.payments, about public.orders, money record) returns public.orders
language plpgsql
as $$
begin
  if changed.status <> 'completed' or changed.role not in ('client_payment', 'refund') then
    return about;
  end if;
  perform private.notify_both(about.desk_id, 'payment', changed.id,
    case changed.role when 'refund' then 'payment-refunded' else 'payment-received' end,
    pg_catalog.jsonb_build_object('code', about.order_code, 'amount', changed.amount, 'currency', changed.currency), about.customer_id, about.assigned_to);
  if changed.refund_reason = 'chargeback' then
    perform private.make_task(about.desk_id, 'task-chargeback', pg_catalog.format('Order %s: the client took a payment back. Look into it.', about.order_code), about.id);
  elsif changed.role = 'client_payment' and about.status in ('cancelled', 'closed') then
    perform private.make_task(about.desk_id, 'task-money-after-the-end',
      pg_catalog.format('Order %s is %s and has received money. Refund it or take it up.', about.order_code, about.status), about.id);
  elsif changed.role = 'client_payment' and about.total_amount is null then
    perform private.make_task(about.desk_id, 'task-money-before-the-price',
      pg_catalog.format('Order %s has received money and has no price yet. Price it.', about.order_code), about.id);
  elsif changed.role = 'client_payment' and money.net > money.owed then
    perform private.make_task(about.desk_id, 'task-overpaid', pg_catalog.format('Order %s is overpaid. Refund what is too much.', about.order_code), about.id);
  end if;
  return private.settle_order(about, money);
end
$$;
comment on function private.after_payment(public.payments, public.orders, record) is
  'Notices, tasks and settlement after a payment reached a status; money is the order''s, as order_money gives it now.';

create or replace function private.check_client_money(about public.orders, direction text, role text) returns void
language plpgsql
stable
as $$
begin
  if check_client_money.direction = 'outgoing' and check_client_money.role <> 'refund' then
    if (private.order_money(about.id, about.total_amount, about.status)).net <= 0 then
      perform private.refuse(409, 'NO_CLIENT_PAYMENT', 'The client has paid nothing for this order yet, so no money goes out for it.',
        'Record the client''s payment first.');
    end if;
  end if;
end
$$;

create or replace function private.check_payment_right(actor public.staff, about public.orders, direction text, role text, status text, external_reference text) returns void
language plpgsql
stable
as $$
begin
  -- The client's money is written down by whoever works here; only a customer is asked further.
  if check_payment_right.role = 'client_payment' and private.acting_customer() is null then
    return;
  end if;
  perform private.check_payment_role(actor, check_payment_right.direction, check_payment_right.role,
    (private.acting_customer() is not null and (check_payment_right.role <> 'client_payment' or check_payment_right.status <> 'planned'))
    -- Outside of us a refund is a fact with a number; the desk itself decides on none.
    or (actor.role = 'system' and check_payment_right.role = 'refund'
      and (check_payment_right.status <> 'completed' or check_payment_right.external_reference is null)));
  if check_payment_right.direction = 'outgoing' then
    perform private.check_client_money(about, check_payment_right.direction, check_payment_right.role);
  end if;
end
$$;

create or replace function private.open_payment(about public.orders, payment_id uuid, amount numeric, currency text, role text, status text) returns public.payments
language plpgsql
as $$
declare
  v_payment public.payments;
  v_ids uuid[];
begin
  if open_payment.payment_id is not null then
    select p.* into v_payment from public.payments as p
    where p.desk_id = about.desk_id and p.order_id = about.id and p.id = open_payment.payment_id
    for no key update;
    if v_payment.id is null then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such payment of this order.', null, '{"field": "payment_id"}');
    end if;
    if (v_payment.amount, v_payment.currency::text, v_payment.role::text) is distinct from (open_payment.amount, open_payment.currency, open_payment.role) then
      perform private.refuse(409, 'REFERENCE_CONFLICT', 'The payment named has another amount, currency or role.', 'Record a payment of its own instead.');
    end if;
    return v_payment;
  end if;
  if open_payment.role = 'client_payment' and open_payment.status = 'completed' then
    select pg_catalog.array_agg(p.id) into v_ids from public.payments as p
    where p.desk_id = about.desk_id and p.order_id = about.id and p.role = 'client_payment' and p.status = 'planned' and p.external_reference is null
      and p.amount = open_payment.amount and p.currency = open_payment.currency;
    if pg_catalog.cardinality(v_ids) = 1 then
      select p.* into v_payment from public.payments as p where p.id = v_ids[1] for no key update;
    end if;
  end if;
  return v_payment;
end
$$;

create or replace function private.check_refund_fits(about public.orders, amount numeric, related_payment_id uuid, besides uuid) returns void
language plpgsql
stable
as $$
declare
  v_left numeric := (
    select least(
      coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'client_payment' and p.status = 'completed'), 0)
        - coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'refund' and p.status in ('planned', 'pending', 'completed')), 0),
      coalesce(pg_catalog.sum(p.amount) filter (where p.id = check_refund_fits.related_payment_id), 0)
        - coalesce(pg_catalog.sum(p.amount) filter (
          where p.related_payment_id = check_refund_fits.related_payment_id and p.status in ('planned', 'pending', 'completed')), 0))
    from public.payments as p
    where p.desk_id = about.desk_id and p.order_id = about.id and p.id is distinct from check_refund_fits.besides
  );
begin
  if check_refund_fits.amount > v_left then
    perform private.refuse(409, 'REFUND_EXCEEDS_RECEIVED', 'More would be refunded than was received.', 'Refund at most what is left.',
      pg_catalog.jsonb_build_object('left', v_left, 'currency', about.currency));
  end if;
end
$$;

create or replace function private.checked_refund(about public.orders, amount numeric, related_payment_id uuid, refund_reason text, payment_id uuid) returns uuid
language plpgsql
stable
as $$
declare
  v_candidates uuid[];
  v_related public.payments;
begin
  if coalesce(checked_refund.refund_reason, '') not in ('returned', 'price_adjustment', 'cancelled', 'overpayment', 'chargeback') then
    perform private.refuse(400, 'REASON_REQUIRED', 'A refund needs a reason: returned, price_adjustment, cancelled, overpayment or chargeback.', null,
      '{"field": "refund_reason"}');
  end if;
  select pg_catalog.array_agg(p.id) into v_candidates
  from public.payments as p
  where p.desk_id = about.desk_id and p.order_id = about.id and p.role = 'client_payment' and p.status = 'completed';
  if v_candidates is null then
    perform private.refuse(409, 'NO_CLIENT_PAYMENT', 'The client has paid nothing for this order, so there is nothing to refund.');
  end if;
  if checked_refund.related_payment_id is null and pg_catalog.cardinality(v_candidates) > 1 then
    perform private.refuse(400, 'BAD_INPUT', 'This order has several payments: say which one is refunded.', null, '{"field": "related_payment_id"}');
  end if;
  select p.* into v_related from public.payments as p
  where p.id = coalesce(checked_refund.related_payment_id, v_candidates[1]) and p.id = any (v_candidates);
  if v_related.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such completed payment of the client for this order.', null, '{"field": "related_payment_id"}');
  end if;
  perform private.check_refund_fits(about, checked_refund.amount, v_related.id, checked_refund.payment_id);
  return v_related.id;
end
$$;

create function private.is_old_news(actor public.staff, known public.payments, status text) returns boolean
language plpgsql
as $$
begin
  -- Who may not record this money does not read it by its reference either.
  perform private.check_payment_role(actor, known.direction::text, known.role::text,
    private.acting_customer() is not null and known.role <> 'client_payment');
  return private.payment_rank(is_old_news.status::public.payment_status) <= private.payment_rank(known.status);
end
$$;
comment on function private.is_old_news is 'Whether a report of a payment says no more than its row does. FORBIDDEN_ROLE.';

revoke execute on function private.is_old_news, private.after_payment(public.payments, public.orders, record) from public;
grant execute on function private.is_old_news, private.after_payment(public.payments, public.orders, record) to desk_rpc;

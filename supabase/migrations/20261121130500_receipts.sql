-- What a customer is told of money is a receipt: how much, for what, how, when, under which number, and what is still due.

create or replace function private.after_payment(changed public.payments, about public.orders, money record) returns public.orders
language plpgsql
as $$
begin
  if changed.status <> 'completed' or changed.role not in ('client_payment', 'refund') then
    return about;
  end if;
  perform private.notify_both(about.desk_id, 'payment', changed.id,
    case changed.role when 'refund' then 'payment-refunded' else 'payment-received' end,
    private.method_names(about.desk_id, changed.method) || pg_catalog.jsonb_build_object(
      'code', about.order_code, 'amount', changed.amount, 'currency', changed.currency, 'at', changed.completed_at,
      'reference', changed.external_reference, 'reason', changed.refund_reason, 'due', case when money.balance_due > 0 then money.balance_due end),
    about.customer_id, about.assigned_to);
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

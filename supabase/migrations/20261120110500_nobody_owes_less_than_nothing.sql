-- An order whose refunds exceed its total showed a negative debt, so that a balance of zero could never be reached: what is
-- owed ends at zero, and what is held beyond it is what is too much.

create or replace function private.order_money(
  order_id uuid, total numeric, status public.order_status,
  out received numeric, out refunded numeric, out net numeric, out owed numeric, out balance_due numeric, out payment_status text
)
language plpgsql
stable
as $$
declare
  v_forgiven numeric;
begin
  select
    coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'client_payment'), 0),
    coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'refund'), 0),
    coalesce(pg_catalog.sum(p.amount) filter (where p.refund_reason in ('returned', 'price_adjustment', 'cancelled')), 0)
  into order_money.received, order_money.refunded, v_forgiven
  from public.payments as p
  where p.order_id = order_money.order_id and p.status = 'completed' and p.role in ('client_payment', 'refund');

  order_money.net := order_money.received - order_money.refunded;
  -- More may be given back than it costs (the price fell since, or too much had come in): nobody owes less than nothing.
  order_money.owed := case when order_money.total is not null then greatest(order_money.total - v_forgiven, 0) end;
  if order_money.status in ('cancelled', 'returned') then
    order_money.owed := 0;
  elsif order_money.status = 'closed' then
    if exists (select from public.order_status_events as e where e.order_id = order_money.order_id and e.new_status = 'returned') then
      order_money.owed := 0;
    end if;
  end if;
  order_money.balance_due := order_money.owed - order_money.net;
  order_money.payment_status := case
    when order_money.received > 0 and order_money.net = 0 then 'refunded'
    when order_money.net > order_money.owed then 'overpaid'
    when order_money.net = order_money.owed and (order_money.received > 0 or order_money.owed = 0) then 'paid'
    when order_money.net > 0 then 'partial'
    else 'pending'
  end;
end
$$;
comment on function private.order_money is
  'received, refunded, net, owed, balance_due and payment_status of an order, from its completed ledger rows. owed is null while the order is unpriced, and never negative.';

-- Money is derived, never stored: one function over the ledger, used by everything that speaks of an order's money.

create function private.order_money(
  order_id uuid, total numeric, status public.order_status,
  out received numeric, out refunded numeric, out net numeric, out owed numeric, out balance_due numeric, out payment_status text
)
language sql
stable
as $$
  select m.received, m.refunded, m.net, m.owed, m.owed - m.net,
    case
      when m.received > 0 and m.net = 0 then 'refunded'
      when m.net > m.owed then 'overpaid'
      when m.net = m.owed and (m.received > 0 or m.owed = 0) then 'paid'
      when m.net > 0 and m.net < coalesce(m.owed, m.net + 1) then 'partial'
      else 'pending'
    end
  from (
    select l.received, l.refunded, l.received - l.refunded as net,
      case when order_money.status in ('cancelled', 'returned') or (order_money.status = 'closed' and exists (
        select from public.order_status_events as e where e.order_id = order_money.order_id and e.new_status = 'returned')) then 0 else order_money.total - l.forgiven end as owed
    from (
      select
        coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'client_payment'), 0) as received,
        coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'refund'), 0) as refunded,
        coalesce(pg_catalog.sum(p.amount) filter (
          where p.role = 'refund' and p.refund_reason in ('returned', 'price_adjustment', 'cancelled')
        ), 0) as forgiven
      from public.payments as p
      where p.order_id = order_money.order_id and p.status = 'completed' and p.role in ('client_payment', 'refund')
    ) as l
  ) as m
$$;
comment on function private.order_money is
  'received, refunded, net, owed, balance_due and payment_status of an order, from its completed ledger rows. owed is null while the order is unpriced.';
revoke execute on function private.order_money from public;
grant execute on function private.order_money to desk_rpc, authenticated, service_role;

create view public.order_balances with (security_invoker = true) as
select o.id as order_id, o.desk_id, o.order_code, o.status, o.currency, o.total_amount,
  m.received as received_amount, m.refunded as refunded_amount, m.net as paid_amount, m.owed as owed_amount, m.balance_due, m.payment_status
from public.orders as o
cross join lateral private.order_money(o.id, o.total_amount, o.status) as m;
comment on view public.order_balances is 'What each order has received and is owed, derived from the ledger.';
revoke all on public.order_balances from anon, authenticated, service_role;
grant select on public.order_balances to authenticated, service_role;

create function private.order_json(shown public.orders) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object(
    'id', shown.id, 'desk_id', shown.desk_id, 'order_code', shown.order_code, 'status', shown.status,
    'customer_id', shown.customer_id, 'lead_id', shown.lead_id, 'source', shown.source,
    'payment_terms', shown.payment_terms, 'priority', shown.priority, 'assigned_to', shown.assigned_to,
    'currency', shown.currency, 'total_amount', shown.total_amount, 'commission_amount', shown.commission_amount,
    'paid_amount', m.received, 'refunded_amount', m.refunded, 'balance_due', m.balance_due, 'payment_status', m.payment_status,
    'initiated_by_customer', shown.initiated_by_customer, 'created_by', shown.created_by,
    'created_at', shown.created_at, 'updated_at', shown.updated_at
  )
  from private.order_money(shown.id, shown.total_amount, shown.status) as m
$$;
comment on function private.order_json is 'An order as every RPC returns it, with its money computed from the ledger.';
revoke execute on function private.order_json from public;
grant execute on function private.order_json to desk_rpc;

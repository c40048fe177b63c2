-- What a customer may do with an order now, and why not: asked by the buttons of the order's card and by /why alike. Each
-- move has a function of its own that gives the reasons against it; none means yes. The RPC behind a move checks again.

create function private.why_not_pay(shown public.orders, money record) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when shown.status in ('cancelled', 'returned', 'closed') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'ENDED', 'status', shown.status))
    when shown.total_amount is null then '[{"code": "NOT_PRICED"}]'::jsonb
    when money.balance_due <= 0 then '[{"code": "NOTHING_DUE"}]'::jsonb
    else '[]'::jsonb
  end;
end
$$;
comment on function private.why_not_pay is 'What stands against a customer''s paying for an order, or saying that they have: ENDED, NOT_PRICED, NOTHING_DUE.';

create function private.why_not_cancel(shown public.orders, money record) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when shown.status in ('cancelled', 'returned', 'closed') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'ENDED', 'status', shown.status))
    when shown.status not in ('created', 'awaiting_payment') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'TOO_LATE', 'status', shown.status))
    when money.received > 0 then '[{"code": "REFUND_REQUIRED"}]'::jsonb
    else '[]'::jsonb
  end;
end
$$;
comment on function private.why_not_cancel is 'What stands against a customer''s cancelling an order: ENDED, TOO_LATE, REFUND_REQUIRED.';

create function private.why_not_address(shown public.orders) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when shown.status in ('cancelled', 'returned', 'closed') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'ENDED', 'status', shown.status))
    when shown.status in ('in_delivery', 'delivered') or exists (
      select from public.shipments as s
      where s.desk_id = shown.desk_id and s.order_id = shown.id and s.status in ('in_transit', 'exception', 'delivered')
    ) then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'SHIPPED', 'status', shown.status))
    else '[]'::jsonb
  end;
end
$$;
comment on function private.why_not_address is 'What stands against changing where an order is delivered: ENDED, SHIPPED.';

create function private.why_not_received(shown public.orders) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when exists (
      select from public.shipments as s
      where s.desk_id = shown.desk_id and s.order_id = shown.id and not s.client_received and s.status in ('in_transit', 'exception', 'delivered')
    ) then '[]'::jsonb
    when exists (select from public.shipments as s where s.desk_id = shown.desk_id and s.order_id = shown.id and s.client_received)
      then '[{"code": "RECEIVED_ALREADY"}]'::jsonb
    else '[{"code": "NOT_SHIPPED"}]'::jsonb
  end;
end
$$;
comment on function private.why_not_received is 'What stands against "I have received it": NOT_SHIPPED, RECEIVED_ALREADY.';

create function private.why_not_track(shown public.orders) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when exists (select from public.shipments as s where s.desk_id = shown.desk_id and s.order_id = shown.id and s.status <> 'cancelled') then '[]'::jsonb
    else '[{"code": "NOT_SHIPPED"}]'::jsonb
  end;
end
$$;
comment on function private.why_not_track is 'What stands against showing the parcels of an order: NOT_SHIPPED.';

create function private.why_not_rate(shown public.orders) returns jsonb
language plpgsql
stable
as $$
begin
  return case when shown.status in ('delivered', 'closed') then '[]'::jsonb else '[{"code": "NOT_DELIVERED"}]'::jsonb end;
end
$$;
comment on function private.why_not_rate is 'What stands against rating an order: NOT_DELIVERED.';

create function private.why_not_repeat(shown public.orders) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when exists (
      select from public.order_lines as l join public.listings as g on g.desk_id = l.desk_id and g.id = l.listing_id
      where l.desk_id = shown.desk_id and l.order_id = shown.id and l.removed_at is null and g.status = 'active'
    ) then '[]'::jsonb
    else '[{"code": "NOT_ON_SALE"}]'::jsonb
  end;
end
$$;
comment on function private.why_not_repeat is 'What stands against ordering the same again: NOT_ON_SALE.';

-- Proposals come with their own table; until there are any, there is none to answer and none can be made.
create function private.why_not_quote(shown public.orders) returns jsonb
language sql
stable
as $$
  select '[{"code": "NO_PROPOSAL"}]'::jsonb
$$;
comment on function private.why_not_quote is 'What stands against answering a proposed price or change: NO_PROPOSAL.';

create function private.why_not_edit(shown public.orders, money record) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when shown.status in ('cancelled', 'returned', 'closed') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'ENDED', 'status', shown.status))
    when shown.status not in ('created', 'awaiting_payment') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'TOO_LATE', 'status', shown.status))
    else '[]'::jsonb
  end;
end
$$;
comment on function private.why_not_edit is 'What stands against a customer''s proposing a change of an order''s lines: ENDED, TOO_LATE.';

create function private.why_not(shown public.orders, money record, move text) returns jsonb
language plpgsql
stable
as $$
begin
  return case why_not.move
    when 'quote' then private.why_not_quote(shown)
    when 'pay' then private.why_not_pay(shown, money)
    when 'proof' then private.why_not_pay(shown, money)
    when 'track' then private.why_not_track(shown)
    when 'received' then private.why_not_received(shown)
    when 'rate' then private.why_not_rate(shown)
    when 'edit' then private.why_not_edit(shown, money)
    when 'address' then private.why_not_address(shown)
    when 'cancel' then private.why_not_cancel(shown, money)
    when 'repeat' then private.why_not_repeat(shown)
    when 'ask' then '[]'::jsonb
  end;
end
$$;
comment on function private.why_not is 'The reasons against a move of the customer; an empty list means that it is possible, null that there is no such move.';

create function private.customer_moves(shown public.orders, money record) returns jsonb
language plpgsql
stable
as $$
begin
  return (
    select coalesce(pg_catalog.jsonb_agg(m.move order by m.place), '[]')
    from pg_catalog.unnest('{quote,pay,proof,track,received,rate,edit,address,cancel,repeat,ask}'::text[]) with ordinality as m (move, place)
    where private.why_not(shown, money, m.move) = '[]'
  );
end
$$;
comment on function private.customer_moves is 'What a customer may do with this order now, the most pressing first.';

create or replace function private.customer_order(shown public.orders) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object(
    'id', shown.id, 'order_code', shown.order_code, 'status', shown.status, 'payment_terms', shown.payment_terms,
    'currency', shown.currency, 'total_amount', shown.total_amount,
    'paid_amount', m.received, 'refunded_amount', m.refunded, 'balance_due', m.balance_due, 'payment_status', m.payment_status,
    'delivery_address', shown.delivery_address, 'comment', shown.comment, 'created_at', shown.created_at,
    'lines', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('position', l.position, 'title', l.title,
        'titles', (select g.title from public.listings as g where g.desk_id = l.desk_id and g.id = l.listing_id), 'item_url', l.item_url,
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
      from public.order_status_events as e where e.desk_id = shown.desk_id and e.order_id = shown.id),
    'moves', private.customer_moves(shown, m)
  )
  from private.order_money(shown.id, shown.total_amount, shown.status) as m
$$;

create function public.weigh_move(actor_id uuid, acting_customer_id uuid, order_code text, move text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(weigh_move.actor_id, weigh_move.acting_customer_id, '{system}');
  v_order public.orders;
  v_money record;
  v_reasons jsonb;
begin
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.customer_id = weigh_move.acting_customer_id
    and o.order_code = pg_catalog.upper(pg_catalog.btrim(weigh_move.order_code));
  if v_order.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order.', 'Check the order code.');
  end if;
  select m.* into v_money from private.order_money(v_order.id, v_order.total_amount, v_order.status) as m;
  v_reasons := private.why_not(v_order, v_money, weigh_move.move);
  if v_reasons is null then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such move.', null, '{"field": "move"}');
  end if;
  return pg_catalog.jsonb_build_object('move', weigh_move.move, 'allowed', v_reasons = '[]', 'reasons', v_reasons, 'order', private.customer_order(v_order));
end
$$;
comment on function public.weigh_move is
  'Whether a customer may do something with their order now, and if not, why. Changes nothing. Caller: the system for a customer. NOT_FOUND, BAD_INPUT.';
select private.hand_over('public.weigh_move(uuid, uuid, text, text)');
revoke execute on function public.weigh_move from public, anon, authenticated;
grant execute on function public.weigh_move to service_role;
revoke execute on function private.why_not_pay, private.why_not_cancel, private.why_not_address, private.why_not_received, private.why_not_track,
  private.why_not_rate, private.why_not_repeat, private.why_not_quote, private.why_not_edit, private.why_not, private.customer_moves from public;
grant execute on function private.why_not_pay, private.why_not_cancel, private.why_not_address, private.why_not_received, private.why_not_track,
  private.why_not_rate, private.why_not_repeat, private.why_not_quote, private.why_not_edit, private.why_not, private.customer_moves to desk_rpc;

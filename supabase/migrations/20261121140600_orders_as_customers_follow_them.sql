-- An order with everything its customer follows: parcels with their milestones and the carrier's page, and their rating.

create function private.customer_shipments(shown public.orders) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', s.id, 'provider', s.provider, 'provider_name', p.name,
      'tracking_number', s.tracking_number, 'tracking_link', private.tracking_link(p.tracking_url, s.tracking_number),
      'status', s.status, 'estimated_delivery_date', s.estimated_delivery_date, 'warehouse_received', s.warehouse_received,
      'warehouse_photos_received', s.warehouse_photos_received, 'client_received', s.client_received, 'client_received_at', s.client_received_at,
      'milestones', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('status', e.new_status, 'at', e.created_at) order by e.seq), '[]')
        from public.entity_status_events as e where e.entity = 'shipment' and e.entity_id = s.id and e.desk_id = s.desk_id)
    ) order by s.created_at, s.id), '[]')
  from public.shipments as s join public.shipping_providers as p on p.desk_id = s.desk_id and p.code = s.provider
  where s.desk_id = shown.desk_id and s.order_id = shown.id
$$;
comment on function private.customer_shipments is 'The parcels of an order in the customer''s shape: never who did what, nor why.';
revoke execute on function private.customer_shipments from public;
grant execute on function private.customer_shipments to desk_rpc;

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
    'shipments', private.customer_shipments(shown),
    'timeline', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('status', e.new_status, 'at', e.created_at) order by e.seq), '[]')
      from public.order_status_events as e where e.desk_id = shown.desk_id and e.order_id = shown.id),
    'rating', (select pg_catalog.jsonb_build_object('stars', r.stars, 'comment', r.comment, 'at', r.updated_at)
      from public.order_ratings as r where r.desk_id = shown.desk_id and r.order_id = shown.id),
    'moves', private.customer_moves(shown, m)
  )
  from private.order_money(shown.id, shown.total_amount, shown.status) as m
$$;

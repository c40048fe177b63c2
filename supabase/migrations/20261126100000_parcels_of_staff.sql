-- Parcels as the staff send and follow them in chat.

create function private.staff_shipment(shown public.shipments, actor public.staff) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('id', shown.id, 'order_code', o.order_code, 'order_status', o.status, 'status', shown.status,
    'provider', shown.provider, 'provider_name', p.name, 'tracking_number', shown.tracking_number,
    'tracking_link', private.tracking_link(p.tracking_url, shown.tracking_number), 'estimated_delivery_date', shown.estimated_delivery_date,
    'client_received_at', shown.client_received_at, 'created_at', shown.created_at,
    'customer', (select c.full_name from public.customers as c where c.desk_id = shown.desk_id and c.id = o.customer_id),
    'milestones', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('status', e.new_status, 'at', e.created_at, 'reason', e.reason) order by e.seq), '[]')
      from public.entity_status_events as e where e.entity = 'shipment' and e.entity_id = shown.id and e.desk_id = shown.desk_id),
    'steps', private.steps_of('shipment', shown.status::text, staff_shipment.actor))
  from public.orders as o
  join public.shipping_providers as p on p.desk_id = shown.desk_id and p.code = shown.provider
  where o.desk_id = shown.desk_id and o.id = shown.order_id
$$;
comment on function private.staff_shipment is 'A parcel with what its card shows the staff: milestones, the carrier''s page, and every step from here.';

create function public.staff_parcels(actor_id uuid, sought text default null, shipment_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_parcels.actor_id, '{agent,manager,admin,owner}');
  v_sought text := pg_catalog.upper(pg_catalog.regexp_replace(pg_catalog.left(coalesce(staff_parcels.sought, ''), 200), '[\s#№]', '', 'g'));
  v_order public.orders;
  v_found jsonb;
begin
  if v_sought <> '' then
    select o.* into v_order from public.orders as o
    where o.desk_id = v_actor.desk_id and o.order_code = v_sought and private.is_theirs(v_actor, o.assigned_to);
  end if;
  -- Each case has an index of its own; one condition for all of them would use none.
  select pg_catalog.jsonb_agg(private.staff_shipment(x.s, v_actor) order by (x.s).created_at desc) into v_found from (
    select s from public.shipments as s
    where staff_parcels.shipment_id is not null and s.desk_id = v_actor.desk_id and s.id = staff_parcels.shipment_id
    union all
    select s from public.shipments as s
    where staff_parcels.shipment_id is null and v_order.id is not null and s.desk_id = v_actor.desk_id and s.order_id = v_order.id
    union all
    (select s from public.shipments as s
    where staff_parcels.shipment_id is null and v_sought <> '' and s.desk_id = v_actor.desk_id
      and s.tracking_number in (v_sought, pg_catalog.lower(v_sought), pg_catalog.btrim(staff_parcels.sought)) and (v_order.id is null or s.order_id <> v_order.id)
    limit 20)
    union all
    (select s from public.shipments as s
    where staff_parcels.shipment_id is null and v_sought = '' and s.desk_id = v_actor.desk_id
      and s.status in ('pending', 'warehouse_received', 'photos_received', 'in_transit', 'exception')
      and (v_actor.role <> 'agent' or exists (select from public.orders as o where o.desk_id = s.desk_id and o.id = s.order_id and private.is_theirs(v_actor, o.assigned_to)))
    order by s.created_at desc limit 8)
  ) as x
  where exists (
    select from public.orders as o where o.desk_id = v_actor.desk_id and o.id = (x.s).order_id and private.is_theirs(v_actor, o.assigned_to));
  if v_found is null and (staff_parcels.shipment_id is not null or (v_order.id is null and v_sought <> '')) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such parcel or order.', 'Check the number.', '{"field": "sought"}');
  end if;
  return pg_catalog.jsonb_build_object('parcels', coalesce(v_found, '[]'),
    'order', case when v_order.id is not null then pg_catalog.jsonb_build_object('id', v_order.id, 'order_code', v_order.order_code, 'status', v_order.status) end,
    'carriers', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('code', p.code, 'name', p.name) order by p.code = d.default_provider desc, p.name), '[]')
      from public.shipping_providers as p join public.desk_settings as d on d.desk_id = p.desk_id
      where p.desk_id = v_actor.desk_id and p.active));
end
$$;
comment on function public.staff_parcels is
  'The parcels of an order or with a tracking number, one by its id, or without either those under way, newest first; and who carries for the desk. Callers: staff, agents those of their orders. NOT_FOUND.';

-- What a manager means by "ship it": the parcel, and with its number in hand that it is on its way, with its order. All or nothing.
create function public.ship_order_safe(
  actor_id uuid, order_id uuid, provider text default null, tracking_number text default null, estimated_delivery_date date default null,
  idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(ship_order_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'ship_order_safe', ship_order_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', ship_order_safe.order_id, 'provider', ship_order_safe.provider, 'tracking_number', ship_order_safe.tracking_number,
    'estimated_delivery_date', ship_order_safe.estimated_delivery_date));
  v_order public.orders := private.lock_order(v_actor, ship_order_safe.order_id);
  v_number text := nullif(pg_catalog.btrim(ship_order_safe.tracking_number), '');
  v_id uuid := (v_known ->> 'shipment_id')::uuid;
  v_shipment public.shipments;
begin
  if v_known is null then
    -- A parcel that has waited for its number is the one that gets it.
    select s.id into v_id from public.shipments as s
    where s.desk_id = v_order.desk_id and s.order_id = v_order.id and s.status in ('pending', 'warehouse_received', 'photos_received')
      and s.tracking_number is null and s.provider = coalesce(ship_order_safe.provider, s.provider)
    order by s.created_at limit 1;
    if (v_number is null and v_id is not null) or exists (
      select from public.shipments as s
      where s.desk_id = v_order.desk_id and s.order_id = v_order.id and s.status not in ('cancelled', 'returned')
        and pg_catalog.upper(s.tracking_number) = pg_catalog.upper(v_number)
    ) then
      perform private.refuse(409, 'TAKEN', 'This order has this parcel already.', 'Look at the parcel.', '{"field": "tracking_number"}');
    end if;
    if v_id is null then
      v_id := (public.create_shipment_safe(v_actor.id, v_order.id, ship_order_safe.provider, v_number, ship_order_safe.estimated_delivery_date)
        -> 'shipment' ->> 'id')::uuid;
    elsif ship_order_safe.estimated_delivery_date is not null then
      update public.shipments as s set estimated_delivery_date = ship_order_safe.estimated_delivery_date where s.id = v_id;
    end if;
    if v_number is not null then
      perform public.advance_shipment_safe(v_actor.id, v_id, 'in_transit', null, v_number);
      if v_order.status <> 'in_delivery' then
        perform public.advance_order_status_safe(v_actor.id, v_order.id, 'in_delivery');
      end if;
    end if;
    perform private.keep_result(v_actor.desk_id, 'ship_order_safe', ship_order_safe.idempotency_key,
      pg_catalog.jsonb_build_object('shipment_id', v_id));
  end if;
  select s.* into v_shipment from public.shipments as s
  where s.desk_id = v_actor.desk_id and s.id = v_id;
  select o.* into v_order from public.orders as o where o.id = v_order.id;
  return pg_catalog.jsonb_build_object('shipment', private.shipment_json(v_shipment), 'order', private.order_json(v_order), 'duplicate', v_known is not null);
end
$$;
comment on function public.ship_order_safe is
  'Makes a parcel; with its tracking number it is on its way, and so is its order. Callers: staff, agents their own orders. NOT_FOUND, INVALID_TRANSITION, NOT_PAID, BAD_INPUT, TAKEN, IDEMPOTENCY_CONFLICT.';

-- What a manager means by "they have it": every parcel under way has been received, and with the last one so is the order.
create function public.receive_order_safe(actor_id uuid, order_id uuid, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(receive_order_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'receive_order_safe', receive_order_safe.idempotency_key,
    pg_catalog.jsonb_build_object('order_id', receive_order_safe.order_id));
  v_order public.orders := private.lock_order(v_actor, receive_order_safe.order_id);
  v_id uuid;
  v_received integer := 0;
begin
  if v_known is null then
    if not exists (
      select from public.shipments as s where s.desk_id = v_order.desk_id and s.order_id = v_order.id and s.status not in ('cancelled', 'returned')
    ) then
      perform private.refuse(409, 'SHIPMENT_REQUIRED', 'This order has no parcel that could have been received.', 'Create the parcel first.');
    end if;
    for v_id in
      select s.id from public.shipments as s
      where s.desk_id = v_order.desk_id and s.order_id = v_order.id and not s.client_received and s.status in ('in_transit', 'exception', 'delivered')
      order by s.created_at, s.id
    loop
      perform public.confirm_receipt_safe(v_actor.id, v_id);
      v_received := v_received + 1;
    end loop;
    select o.* into v_order from public.orders as o where o.id = v_order.id;
    if v_order.status = 'in_delivery' and not exists (
      select from public.shipments as s
      where s.desk_id = v_order.desk_id and s.order_id = v_order.id and s.status not in ('cancelled', 'returned') and not s.client_received
    ) then
      perform public.advance_order_status_safe(v_actor.id, v_order.id, 'delivered');
    elsif v_received = 0 then
      perform private.refuse(409, 'INVALID_TRANSITION', 'No parcel of this order is on its way.', 'Look at its parcels.',
        pg_catalog.jsonb_build_object('entity', 'order', 'from', v_order.status));
    end if;
    perform private.keep_result(v_actor.desk_id, 'receive_order_safe', receive_order_safe.idempotency_key,
      pg_catalog.jsonb_build_object('received', v_received));
    select o.* into v_order from public.orders as o where o.id = v_order.id;
  end if;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'received', coalesce((v_known ->> 'received')::integer, v_received), 'duplicate', v_known is not null);
end
$$;
comment on function public.receive_order_safe is
  'The customer has what was under way to them, says the staff: its parcels are received and, with the last of them, the order is delivered. Callers: staff, agents their own orders. NOT_FOUND, SHIPMENT_REQUIRED, INVALID_TRANSITION, IDEMPOTENCY_CONFLICT.';

revoke execute on function private.staff_shipment from public;
grant execute on function private.staff_shipment to desk_rpc;
select private.hand_over('public.staff_parcels(uuid, text, uuid)');
select private.hand_over('public.ship_order_safe(uuid, uuid, text, text, date, text)');
select private.hand_over('public.receive_order_safe(uuid, uuid, text)');
revoke execute on function public.staff_parcels, public.ship_order_safe, public.receive_order_safe from public, anon, authenticated;
grant execute on function public.staff_parcels, public.ship_order_safe, public.receive_order_safe to service_role;

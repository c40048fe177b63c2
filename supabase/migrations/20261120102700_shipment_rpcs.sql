-- Parcels: created, moved, followed, received.

create function private.shipment_json(shown public.shipments) returns jsonb
language sql
immutable
as $$
  select pg_catalog.to_jsonb(shown) - 'desk_id' - 'updated_at'
$$;
comment on function private.shipment_json is 'A shipment as RPCs return it.';

create function private.move_shipment(moved public.shipments, about public.orders, new_status public.shipment_status, reason text, received boolean)
returns public.shipments
language plpgsql
as $$
declare
  v_shipment public.shipments;
begin
  update public.shipments as s
  set status = move_shipment.new_status,
    warehouse_received_at = case when move_shipment.new_status = 'warehouse_received' then pg_catalog.clock_timestamp() else s.warehouse_received_at end,
    photos_received_at = case when move_shipment.new_status = 'photos_received' then pg_catalog.clock_timestamp() else s.photos_received_at end,
    client_received_at = case when move_shipment.received then coalesce(s.client_received_at, pg_catalog.clock_timestamp()) else s.client_received_at end
  where s.id = moved.id
  returning s.* into v_shipment;
  if moved.status <> v_shipment.status then
    perform private.record_event(v_shipment.desk_id, 'shipment', v_shipment.id, moved.status::text, v_shipment.status::text, move_shipment.reason);
    perform private.notify(v_shipment.desk_id, 'shipment', v_shipment.id,
      'notice-shipment-' || pg_catalog.replace(v_shipment.status::text, '_', '-'),
      pg_catalog.jsonb_build_object('code', about.order_code, 'number', v_shipment.tracking_number), about.customer_id);
  end if;
  return v_shipment;
end
$$;
comment on function private.move_shipment is 'Gives a shipment a status, its milestone, event and notice. Checks nothing.';

-- Locks the order, then the shipment; what may not be seen does not exist.
create function private.lock_shipment(actor public.staff, shipment_id uuid, out shipment public.shipments, out about public.orders)
language plpgsql
as $$
begin
  select s.* into lock_shipment.shipment from public.shipments as s where s.desk_id = actor.desk_id and s.id = lock_shipment.shipment_id;
  if (lock_shipment.shipment).id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such shipment at this desk.', 'Check the tracking number.');
  end if;
  lock_shipment.about := private.lock_order(actor, (lock_shipment.shipment).order_id, 'shipment', 'Check the tracking number.');
  select s.* into lock_shipment.shipment from public.shipments as s where s.id = (lock_shipment.shipment).id for no key update;
end
$$;
comment on function private.lock_shipment is 'A shipment and its order, locked in this order of rows: order, shipment. NOT_FOUND.';
revoke execute on function private.shipment_json, private.move_shipment, private.lock_shipment from public;
grant execute on function private.shipment_json, private.move_shipment, private.lock_shipment to desk_rpc;

create function public.create_shipment_safe(
  actor_id uuid, order_id uuid, provider text default null, tracking_number text default null, estimated_delivery_date date default null,
  idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(create_shipment_safe.actor_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'create_shipment_safe', create_shipment_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', create_shipment_safe.order_id, 'provider', create_shipment_safe.provider, 'tracking_number', create_shipment_safe.tracking_number,
    'estimated_delivery_date', create_shipment_safe.estimated_delivery_date));
  v_order public.orders := private.lock_order(v_actor, create_shipment_safe.order_id);
  v_provider text := coalesce(create_shipment_safe.provider, (select s.default_provider from public.desk_settings as s where s.desk_id = v_actor.desk_id));
  v_shipment public.shipments;
begin
  if v_known is not null then
    select s.* into v_shipment from public.shipments as s where s.desk_id = v_actor.desk_id and s.id = (v_known ->> 'shipment_id')::uuid;
  else
    if v_order.status in ('cancelled', 'closed', 'returned', 'created') then
      perform private.refuse(409, 'INVALID_TRANSITION', pg_catalog.format('An order that is "%s" is not shipped.', v_order.status), null,
        pg_catalog.jsonb_build_object('entity', 'order', 'from', v_order.status));
    end if;
    if v_order.payment_terms = 'prepaid' and not private.is_settled(v_order) then
      perform private.refuse(409, 'NOT_PAID', 'This order is not paid.', 'Record the payment first, or agree on payment on delivery.');
    end if;
    if not exists (select from public.shipping_providers as p where p.desk_id = v_actor.desk_id and p.code = v_provider and p.active) then
      perform private.refuse(400, 'BAD_INPUT', 'The desk does not ship with this provider.', 'See the list of shipping providers.', '{"field": "provider"}');
    end if;
    insert into public.shipments (desk_id, order_id, provider, tracking_number, estimated_delivery_date, created_by)
    values (v_actor.desk_id, v_order.id, v_provider, private.checked_text(create_shipment_safe.tracking_number, 'tracking_number', 100),
      create_shipment_safe.estimated_delivery_date, v_actor.id)
    returning * into v_shipment;
    perform private.record_first_event(v_shipment.desk_id, 'shipment', v_shipment.id, 'pending');
    perform private.notify(v_shipment.desk_id, 'shipment', v_shipment.id, 'notice-shipment-created',
      pg_catalog.jsonb_build_object('code', v_order.order_code, 'number', v_shipment.tracking_number), v_order.customer_id);
    perform private.keep_result(v_actor.desk_id, 'create_shipment_safe', create_shipment_safe.idempotency_key,
      pg_catalog.jsonb_build_object('shipment_id', v_shipment.id));
  end if;
  return pg_catalog.jsonb_build_object('shipment', private.shipment_json(v_shipment), 'order', private.order_json(v_order), 'duplicate', v_known is not null);
end
$$;
comment on function public.create_shipment_safe is
  'A parcel for a paid (or on-delivery) order. Callers: agent (own) and up, system. NOT_FOUND, INVALID_TRANSITION, NOT_PAID, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

create function public.advance_shipment_safe(
  actor_id uuid, shipment_id uuid, new_status text, reason text default null, tracking_number text default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(advance_shipment_safe.actor_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'advance_shipment_safe', advance_shipment_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'shipment_id', advance_shipment_safe.shipment_id, 'new_status', advance_shipment_safe.new_status, 'reason', advance_shipment_safe.reason,
    'tracking_number', advance_shipment_safe.tracking_number));
  v_locked record;
  v_shipment public.shipments;
  v_number text := private.checked_text(advance_shipment_safe.tracking_number, 'tracking_number', 100);
begin
  select * into v_locked from private.lock_shipment(v_actor, advance_shipment_safe.shipment_id);
  v_shipment := v_locked.shipment;
  if v_known is null then
    perform private.check_step('shipment', v_shipment.status::text, coalesce(advance_shipment_safe.new_status, ''), v_actor, advance_shipment_safe.reason);
    if v_number is not null then
      update public.shipments as s set tracking_number = v_number where s.id = v_shipment.id returning s.* into v_shipment;
    end if;
    if advance_shipment_safe.new_status = 'in_transit' and v_shipment.tracking_number is null
      and (select s.tracking_number_required from public.desk_settings as s where s.desk_id = v_actor.desk_id)
    then
      perform private.refuse(400, 'BAD_INPUT', 'A shipment needs its tracking number before it is in transit.', 'Give the tracking number.',
        '{"field": "tracking_number"}');
    end if;
    -- A person who says delivered says received; a carrier's word alone does not.
    v_shipment := private.move_shipment(v_shipment, v_locked.about, advance_shipment_safe.new_status::public.shipment_status,
      advance_shipment_safe.reason, advance_shipment_safe.new_status = 'delivered' and v_actor.role <> 'system');
    perform private.keep_result(v_actor.desk_id, 'advance_shipment_safe', advance_shipment_safe.idempotency_key,
      pg_catalog.jsonb_build_object('shipment_id', v_shipment.id));
  end if;
  return pg_catalog.jsonb_build_object('shipment', private.shipment_json(v_shipment), 'order', private.order_json(v_locked.about), 'duplicate', v_known is not null);
end
$$;
comment on function public.advance_shipment_safe is
  'Moves a shipment along its state machine. Callers: as the machine says. NOT_FOUND, INVALID_TRANSITION, FORBIDDEN_ROLE, REASON_REQUIRED, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

create function public.confirm_receipt_safe(
  actor_id uuid, shipment_id uuid, acting_customer_id uuid default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(confirm_receipt_safe.actor_id, confirm_receipt_safe.acting_customer_id);
  v_locked record;
  v_shipment public.shipments;
  v_order public.orders;
  v_duplicate boolean;
begin
  select * into v_locked from private.lock_shipment(v_actor, confirm_receipt_safe.shipment_id);
  v_shipment := v_locked.shipment;
  v_order := v_locked.about;
  v_duplicate := v_shipment.client_received;
  if not v_duplicate then
    if v_actor.role = 'system' and confirm_receipt_safe.acting_customer_id is null then
      perform private.refuse(403, 'FORBIDDEN_ROLE', 'A receipt is the customer''s word, or staff''s for them.', null, '{"role": "system"}');
    end if;
    if v_shipment.status <> 'delivered' then
      perform private.check_step('shipment', v_shipment.status::text, 'delivered', v_actor, null);
    end if;
    v_shipment := private.move_shipment(v_shipment, v_order, 'delivered', null, true);
    if v_order.status = 'in_delivery' and (select s.auto_deliver from public.desk_settings as s where s.desk_id = v_actor.desk_id) then
      v_order := private.move_order(v_order, 'delivered');
    end if;
  end if;
  return pg_catalog.jsonb_build_object('shipment', private.shipment_json(v_shipment), 'order', private.order_json(v_order), 'duplicate', v_duplicate);
end
$$;
comment on function public.confirm_receipt_safe is
  'The parcel is there, says the customer (or staff for them). Saying it twice changes nothing. NOT_FOUND, INVALID_TRANSITION, FORBIDDEN_ROLE.';

create function public.sync_tracking_safe(actor_id uuid, shipment_id uuid, tracking jsonb, new_status text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(sync_tracking_safe.actor_id, '{system,manager,admin,owner}');
  v_locked record;
  v_shipment public.shipments;
  v_duplicate boolean;
begin
  if coalesce(pg_catalog.jsonb_typeof(sync_tracking_safe.tracking), '') <> 'object' then
    perform private.refuse(400, 'BAD_INPUT', 'The carrier''s report is an object.', null, '{"field": "tracking"}');
  end if;
  perform private.checked_object(sync_tracking_safe.tracking, 'tracking');
  select * into v_locked from private.lock_shipment(v_actor, sync_tracking_safe.shipment_id);
  v_shipment := v_locked.shipment;
  v_duplicate := v_shipment.tracking_status is not distinct from sync_tracking_safe.tracking
    and (sync_tracking_safe.new_status is null or sync_tracking_safe.new_status = v_shipment.status::text);
  if not v_duplicate then
    update public.shipments as s set tracking_status = sync_tracking_safe.tracking, tracking_updated_at = pg_catalog.clock_timestamp()
    where s.id = v_shipment.id returning s.* into v_shipment;
    if sync_tracking_safe.new_status is not null and sync_tracking_safe.new_status <> v_shipment.status::text then
      perform private.check_step('shipment', v_shipment.status::text, sync_tracking_safe.new_status, v_actor, null);
      v_shipment := private.move_shipment(v_shipment, v_locked.about, sync_tracking_safe.new_status::public.shipment_status, null, false);
    end if;
  end if;
  return pg_catalog.jsonb_build_object('shipment', private.shipment_json(v_shipment), 'duplicate', v_duplicate);
end
$$;
comment on function public.sync_tracking_safe is
  'What the carrier reports. The same report again changes nothing. Callers: system, manager and up. NOT_FOUND, BAD_INPUT, INVALID_TRANSITION, FORBIDDEN_ROLE.';

select private.hand_over('public.create_shipment_safe(uuid, uuid, text, text, date, text)');
select private.hand_over('public.advance_shipment_safe(uuid, uuid, text, text, text, text)');
select private.hand_over('public.confirm_receipt_safe(uuid, uuid, uuid)');
select private.hand_over('public.sync_tracking_safe(uuid, uuid, jsonb, text)');
revoke execute on function public.create_shipment_safe, public.advance_shipment_safe, public.confirm_receipt_safe, public.sync_tracking_safe
  from public, anon, authenticated;
grant execute on function public.create_shipment_safe, public.advance_shipment_safe, public.confirm_receipt_safe, public.sync_tracking_safe to service_role;

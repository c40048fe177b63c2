-- Where an order is delivered may change until it is on its way.

-- A task of the desk about an order, one of a kind at a time: what comes later is added to what waits already.
create function private.add_to_task(about public.orders, kind text, title text, words text default null, chat_id uuid default null) returns public.tasks
language plpgsql
as $$
declare
  v_task public.tasks;
begin
  update public.tasks as t
  set description = nullif(pg_catalog.right(pg_catalog.concat_ws(E'\n\n', t.description, add_to_task.words), 4000), ''),
    chat_id = coalesce(add_to_task.chat_id, t.chat_id)
  where t.id = (
    select x.id from public.tasks as x
    where x.desk_id = about.desk_id and x.order_id = about.id and x.kind = add_to_task.kind and x.status in ('open', 'in_progress', 'on_hold')
    order by x.created_at limit 1)
  returning t.* into v_task;
  if v_task.id is null then
    insert into public.tasks (desk_id, kind, title, description, order_id, customer_id, chat_id, assigned_to, priority, created_by)
    values (about.desk_id, add_to_task.kind, add_to_task.title, add_to_task.words, about.id, about.customer_id, add_to_task.chat_id, about.assigned_to, 'high',
      pg_catalog.current_setting('desk.actor_id')::uuid)
    returning * into v_task;
    perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
  end if;
  return v_task;
end
$$;
comment on function private.add_to_task is 'The open task of this kind about an order, with these words added to it. The caller holds the order.';
revoke execute on function private.add_to_task from public;
grant execute on function private.add_to_task to desk_rpc;

create function public.change_address_safe(
  actor_id uuid, order_id uuid, delivery_address text default null, acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(change_address_safe.actor_id, change_address_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'change_address_safe', change_address_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', change_address_safe.order_id, 'delivery_address', change_address_safe.delivery_address));
  v_order public.orders := private.lock_order(v_actor, change_address_safe.order_id);
  -- No address at all means that it is picked up; one that is blank is a mistake.
  v_address text := private.checked_text(change_address_safe.delivery_address, 'delivery_address', 1000, change_address_safe.delivery_address is not null);
  v_reason text := private.why_not_address(v_order) #>> '{0,code}';
  v_changed boolean := v_known is null and v_order.delivery_address is distinct from v_address;
begin
  if v_known is null then
    if v_reason = 'SHIPPED' then
      perform private.refuse(409, 'INVALID_TRANSITION', 'This order is on its way, so its address does not change any more.', 'Ask the carrier, or talk to a person.',
        pg_catalog.jsonb_build_object('entity', 'order', 'from', v_order.status, 'reason', v_reason));
    elsif v_reason is not null then
      perform private.refuse(409, 'INVALID_TRANSITION', pg_catalog.format('An order that is "%s" is not delivered anywhere else.', v_order.status), null,
        pg_catalog.jsonb_build_object('entity', 'order', 'from', v_order.status, 'reason', v_reason));
    end if;
    perform private.keep_result(v_actor.desk_id, 'change_address_safe', change_address_safe.idempotency_key, pg_catalog.jsonb_build_object('order_id', v_order.id));
  end if;
  if v_changed then
    update public.orders as o set delivery_address = v_address where o.id = v_order.id returning o.* into v_order;
    perform private.notify_both(v_order.desk_id, 'order', v_order.id, 'order-address-changed', pg_catalog.jsonb_build_object('code', v_order.order_code),
      case when change_address_safe.acting_customer_id is null then v_order.customer_id end, v_order.assigned_to);
    -- Somebody may be packing it: a label that is printed has the old address.
    if v_order.status in ('paid', 'processing') or exists (
      select from public.shipments as s where s.desk_id = v_order.desk_id and s.order_id = v_order.id and s.status <> 'cancelled'
    ) then
      perform private.add_to_task(v_order, 'task-address-changed', pg_catalog.format('Order %s goes to another address now. Check the label.', v_order.order_code));
    end if;
  end if;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'changed', v_changed, 'duplicate', v_known is not null);
end
$$;
comment on function public.change_address_safe is
  'Has an order delivered somewhere else, or picked up (no address), before it is shipped. Callers: agent (own) and up, customers their own. NOT_FOUND, INVALID_TRANSITION, BAD_INPUT, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.change_address_safe(uuid, uuid, text, uuid, text)');
revoke execute on function public.change_address_safe from public, anon, authenticated;
grant execute on function public.change_address_safe to service_role;

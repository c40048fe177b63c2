-- Steps several RPCs of orders share. Each expects the order's row to be locked by its caller.

create function private.lock_order(actor public.staff, order_id uuid, sought text default 'order', way_out text default 'Check the order code.') returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
begin
  select o.* into v_order from public.orders as o
  where o.desk_id = actor.desk_id and o.id = lock_order.order_id
  for no key update;
  -- What somebody may not see answers like what does not exist.
  if v_order.id is null
    or (private.acting_customer() is not null and v_order.customer_id <> private.acting_customer())
    or (actor.role = 'agent' and v_order.assigned_to <> actor.id)
  then
    perform private.refuse(404, 'NOT_FOUND', pg_catalog.format('There is no such %s at this desk.', lock_order.sought), lock_order.way_out);
  end if;
  return v_order;
end
$$;
comment on function private.lock_order is 'The order, locked, if the actor may see it: an agent''s own or unassigned ones, a customer''s own. NOT_FOUND.';

create function private.make_task(desk_id uuid, kind text, title text, order_id uuid) returns void
language plpgsql
as $$
declare
  v_task public.tasks;
begin
  insert into public.tasks (desk_id, kind, title, order_id, customer_id, assigned_to, priority, created_by)
  select o.desk_id, make_task.kind, make_task.title, o.id, o.customer_id, o.assigned_to, 'high', pg_catalog.current_setting('desk.actor_id')::uuid
  from public.orders as o where o.desk_id = make_task.desk_id and o.id = make_task.order_id
  returning * into v_task;
  perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
end
$$;
comment on function private.make_task is 'A task the desk gives its staff by itself, about an order.';

create function private.move_order(moved public.orders, new_status public.order_status, reason text default null) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
begin
  if moved.status is distinct from move_order.new_status then
    update public.orders as o set status = move_order.new_status
    where o.id = moved.id
    returning o.* into v_order;
  else
    v_order := moved;
  end if;
  insert into public.order_status_events (desk_id, order_id, seq, old_status, new_status, reason, actor_id, acting_customer_id)
  select v_order.desk_id, v_order.id, coalesce(pg_catalog.max(e.seq), 0) + 1,
    case when pg_catalog.max(e.seq) is null then null else moved.status end,
    move_order.new_status, nullif(pg_catalog.btrim(move_order.reason), ''),
    pg_catalog.current_setting('desk.actor_id')::uuid, private.acting_customer()
  from public.order_status_events as e
  where e.order_id = v_order.id;
  perform private.notify(v_order.desk_id, 'order', v_order.id, 'notice-order-' || pg_catalog.replace(move_order.new_status::text, '_', '-'),
    pg_catalog.jsonb_build_object('code', v_order.order_code), v_order.customer_id);
  perform private.notify(v_order.desk_id, 'order', v_order.id, 'notice-staff-order-' || pg_catalog.replace(move_order.new_status::text, '_', '-'),
    pg_catalog.jsonb_build_object('code', v_order.order_code), null, v_order.assigned_to)
  where v_order.assigned_to <> pg_catalog.current_setting('desk.actor_id')::uuid;
  return v_order;
end
$$;
comment on function private.move_order is 'Gives an order a status: row, event, notices. Checks nothing. For a new order, writes the first event.';

create function private.is_settled(asked public.orders) returns boolean
language sql
stable
as $$
  select coalesce(
    case when s.paid_policy = 'first_payment' then m.net > 0 or m.owed = 0 else m.net >= m.owed end,
    false
  ) and m.payment_status <> 'refunded'
  from private.order_money(asked.id, asked.total_amount, asked.status) as m, public.desk_settings as s
  where s.desk_id = asked.desk_id
$$;
comment on function private.is_settled is 'Whether the client''s money is enough for the order to count as paid, by the desk''s paid_policy.';

-- The only way to the status "paid". Called by every RPC that changes what is owed or received.
create function private.settle_order(settled public.orders) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders := settled;
begin
  if settled.status in ('created', 'awaiting_payment') and settled.total_amount is not null and private.is_settled(settled) then
    v_order := private.move_order(settled, 'paid');
  end if;
  return v_order;
end
$$;
comment on function private.settle_order is 'Moves an order to paid when it is settled.';

-- Lines as JSON: listing_id or title, item_url, item_snapshot, quantity, unit_price, discount_amount, tax_rate, tax_included.
create function private.put_lines(target public.orders, lines jsonb, may_price boolean) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
  v_line jsonb;
  v_position integer := 0;
  v_listing public.listings;
  v_quantity numeric;
  v_price numeric;
  v_discount numeric;
  v_tax_rate numeric;
  v_total numeric;
  v_tax numeric;
begin
  if coalesce(pg_catalog.jsonb_typeof(put_lines.lines), '') <> 'array' or pg_catalog.jsonb_array_length(put_lines.lines) not between 1 and 100 then
    perform private.refuse(400, 'BAD_INPUT', 'An order has 1 to 100 lines.', null, '{"field": "lines"}');
  end if;
  update public.order_lines as l set removed_at = pg_catalog.now() where l.order_id = target.id and l.removed_at is null;

  for v_line in select e.value from pg_catalog.jsonb_array_elements(put_lines.lines) as e loop
    v_position := v_position + 1;
    if pg_catalog.jsonb_typeof(v_line) <> 'object' then
      perform private.refuse(400, 'BAD_INPUT', 'Each line is an object.', null, pg_catalog.jsonb_build_object('field', 'lines', 'line', v_position));
    end if;
    v_listing := null;
    if v_line ->> 'listing_id' is not null then
      select l.* into v_listing from public.listings as l
      where l.desk_id = target.desk_id and l.id::text = v_line ->> 'listing_id' and l.deleted_at is null and (may_price or l.status = 'active');
      if v_listing.id is null then
        perform private.refuse(404, 'NOT_FOUND', 'There is no such listing at this desk.', 'Choose another one.', '{"field": "listing_id"}');
      end if;
    end if;
    v_quantity := private.line_number(v_line, 'quantity', 1, v_position);
    if v_quantity <= 0 or v_quantity > 999999 or v_quantity <> pg_catalog.round(v_quantity, 3) then
      perform private.refuse(400, 'BAD_INPUT', 'The quantity must be more than 0, at most 999,999, with at most three decimals.', null,
        pg_catalog.jsonb_build_object('field', 'quantity', 'line', v_position));
    end if;
    -- A price comes from the catalogue or from staff, never from the customer.
    v_price := case when may_price then private.line_number(v_line, 'unit_price', null, v_position) end;
    if v_price is null and v_listing.currency = target.currency then
      v_price := v_listing.price;
    end if;
    v_discount := case when may_price then private.line_number(v_line, 'discount_amount', 0, v_position) else 0 end;
    v_tax_rate := case when may_price then private.line_number(v_line, 'tax_rate', 0, v_position) else 0 end;
    if v_tax_rate < 0 or v_tax_rate >= 1 or v_tax_rate <> pg_catalog.round(v_tax_rate, 4) then
      perform private.refuse(400, 'BAD_INPUT', 'The tax rate is a fraction from 0 to below 1.', 'For example: 0.19.',
        pg_catalog.jsonb_build_object('field', 'tax_rate', 'line', v_position));
    end if;
    if pg_catalog.jsonb_typeof(v_line -> 'tax_included') not in ('boolean', 'null') then
      perform private.refuse(400, 'BAD_INPUT', 'Whether the tax is included is true or false.', null,
        pg_catalog.jsonb_build_object('field', 'tax_included', 'line', v_position));
    end if;
    v_total := null;
    v_tax := null;
    if v_price is not null then
      v_price := private.checked_amount(v_price, 'unit_price', true);
      v_discount := private.checked_amount(v_discount, 'discount_amount', true);
      select t.total, t.tax into v_total, v_tax
      from private.line_total(v_quantity, v_price, v_discount, v_tax_rate, coalesce((v_line -> 'tax_included') <> 'false'::jsonb, true)) as t;
      if v_total < 0 then
        perform private.refuse(400, 'AMOUNT_INVALID', 'The discount is larger than what the line costs.', null,
          pg_catalog.jsonb_build_object('field', 'discount_amount', 'line', v_position));
      end if;
      v_total := private.checked_amount(v_total, 'lines', true);
    end if;
    insert into public.order_lines (desk_id, order_id, position, listing_id, title, item_url, item_snapshot, quantity, unit_price,
      discount_amount, tax_rate, tax_included, tax_amount, total_amount, created_by)
    values (target.desk_id, target.id, v_position, v_listing.id,
      coalesce(
        private.checked_text(v_line ->> 'title', 'title', 500),
        v_listing.title ->> 'en', (select t.value from pg_catalog.jsonb_each_text(v_listing.title) as t limit 1),
        private.checked_text(v_line ->> 'item_url', 'title', 500, true)
      ),
      private.checked_text(v_line ->> 'item_url', 'item_url', 2000),
      coalesce(private.checked_object(nullif(v_line -> 'item_snapshot', 'null'), 'item_snapshot'), case when v_listing.id is not null then pg_catalog.jsonb_build_object(
        'code', v_listing.code, 'title', v_listing.title, 'price', v_listing.price, 'currency', v_listing.currency) end),
      v_quantity, v_price, v_discount, v_tax_rate, coalesce((v_line -> 'tax_included') <> 'false'::jsonb, true), v_tax, v_total,
      pg_catalog.current_setting('desk.actor_id')::uuid);
  end loop;

  select pg_catalog.sum(l.total_amount) into v_total
  from public.order_lines as l where l.order_id = target.id and l.removed_at is null
  having pg_catalog.bool_and(l.total_amount is not null);
  if v_total is null and target.status not in ('created', 'cancelled') then
    perform private.refuse(409, 'NOT_PRICED', 'An order that awaits payment needs a price on every line.', 'Give every line a price.');
  end if;
  update public.orders as o set total_amount = case when v_total is not null then private.checked_amount(v_total, 'lines', true) end
  where o.id = target.id
  returning o.* into v_order;
  return v_order;
end
$$;
comment on function private.put_lines is
  'Replaces the lines of an order and computes its total, null while a line has no price. Without may_price prices come from the catalogue only. BAD_INPUT, AMOUNT_INVALID, NOT_FOUND.';

create function private.line_number(line jsonb, field text, otherwise numeric, line_no integer) returns numeric
language plpgsql
immutable
as $$
declare
  v_value jsonb := line_number.line -> line_number.field;
begin
  if v_value is null or v_value = 'null' then
    return line_number.otherwise;
  end if;
  if (v_value #>> '{}') !~ '^-?[0-9]{1,15}(\.[0-9]{1,10})?$' then
    if line_number.field in ('unit_price', 'discount_amount') then
      perform private.refuse(400, 'AMOUNT_INVALID', pg_catalog.format('The field "%s" must be a plain number.', line_number.field), null,
        pg_catalog.jsonb_build_object('field', line_number.field, 'line', line_number.line_no));
    end if;
    perform private.refuse(400, 'BAD_INPUT', pg_catalog.format('The field "%s" must be a plain number.', line_number.field), null,
      pg_catalog.jsonb_build_object('field', line_number.field, 'line', line_number.line_no));
  end if;
  return (v_value #>> '{}')::numeric;
end
$$;
comment on function private.line_number is 'A number of a line, given as JSON number or text. BAD_INPUT, AMOUNT_INVALID.';

revoke execute on function private.lock_order, private.make_task, private.move_order, private.is_settled, private.settle_order, private.put_lines, private.line_number from public;
grant execute on function private.lock_order, private.make_task, private.move_order, private.is_settled, private.settle_order, private.put_lines, private.line_number to desk_rpc;

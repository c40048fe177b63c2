-- What proposals are made of. Each step expects the order's row to be locked by its caller.

create function private.live_lines(order_id uuid) returns uuid[]
language sql
stable
as $$
  select coalesce(pg_catalog.array_agg(l.id order by l.position), '{}') from public.order_lines as l
  where l.order_id = live_lines.order_id and l.removed_at is null
$$;
comment on function private.live_lines is 'The lines an order has now, in their order: by them a proposal tells whether it is still about this order.';

-- Lines as JSON: {position, …} keeps a line of the order as it is, save what is said anew; anything else is a new line.
create function private.edited_line(about public.orders, line jsonb, by_customer boolean, line_no integer) returns jsonb
language plpgsql
stable
as $$
declare
  v_line public.order_lines;
  v_quantity numeric;
begin
  if pg_catalog.jsonb_typeof(line) is distinct from 'object' then
    perform private.refuse(400, 'BAD_INPUT', 'Each line is an object.', null, pg_catalog.jsonb_build_object('field', 'lines', 'line', line_no));
  end if;
  if coalesce(line -> 'position', 'null') = 'null' then
    if not by_customer then
      return line;
    end if;
    if not exists (
      select from public.listings as g
      where g.desk_id = about.desk_id and g.id::text = line ->> 'listing_id' and g.deleted_at is null and g.status = 'active'
    ) then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such listing at this desk.', 'Choose another one.', '{"field": "listing_id"}');
    end if;
    return pg_catalog.jsonb_build_object('listing_id', line -> 'listing_id', 'quantity', line -> 'quantity', 'options', line -> 'options');
  end if;
  select l.* into v_line from public.order_lines as l
  where l.desk_id = about.desk_id and l.order_id = about.id and l.removed_at is null and l.position::text = line ->> 'position';
  if v_line.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'The order has no line at this position.', 'Look at the order as it is now.', '{"field": "position"}');
  end if;
  v_quantity := private.line_number(line, 'quantity', v_line.quantity, line_no);
  return pg_catalog.jsonb_build_object(
    'listing_id', (select g.id from public.listings as g where g.desk_id = v_line.desk_id and g.id = v_line.listing_id and g.deleted_at is null),
    'title', v_line.title, 'item_url', v_line.item_url, 'item_snapshot', v_line.item_snapshot, 'quantity', v_quantity, 'unit_price', v_line.unit_price,
    -- A discount for so many is not one for fewer.
    'discount_amount', case when v_quantity < v_line.quantity and v_quantity > 0
      then pg_catalog.round(v_line.discount_amount * v_quantity / v_line.quantity, 2) else v_line.discount_amount end,
    'tax_rate', v_line.tax_rate, 'tax_included', v_line.tax_included
  ) || case when by_customer then '{}' else pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('unit_price', line -> 'unit_price',
    'discount_amount', line -> 'discount_amount', 'tax_rate', line -> 'tax_rate', 'tax_included', line -> 'tax_included')) end;
end
$$;
comment on function private.edited_line is
  'A line as staff or the customer want it, whole. A customer changes how many and adds what is on sale, never a price. BAD_INPUT, NOT_FOUND.';

create function private.edited_lines(about public.orders, lines jsonb, by_customer boolean) returns jsonb
language plpgsql
stable
as $$
begin
  if coalesce(pg_catalog.jsonb_typeof(edited_lines.lines), '') <> 'array' or pg_catalog.jsonb_array_length(edited_lines.lines) not between 1 and 100 then
    perform private.refuse(400, 'BAD_INPUT', 'An order has 1 to 100 lines.', 'To give up the whole order, cancel it.', '{"field": "lines"}');
  end if;
  if exists (
    select from pg_catalog.jsonb_array_elements(edited_lines.lines) as e
    where coalesce(e.value -> 'position', 'null') <> 'null' group by e.value ->> 'position' having pg_catalog.count(*) > 1
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'Each line of the order is named once.', null, '{"field": "position"}');
  end if;
  return (
    select pg_catalog.jsonb_agg(private.edited_line(about, e.value, edited_lines.by_customer, e.ordinality::integer) order by e.ordinality)
    from pg_catalog.jsonb_array_elements(edited_lines.lines) with ordinality as e
  );
end
$$;
comment on function private.edited_lines is 'The wished lines of an order, each whole. BAD_INPUT, NOT_FOUND.';

-- The preview is the change itself, made and taken back: it cannot differ from what accepting will do.
create function private.preview_lines(about public.orders, wished jsonb, out lines jsonb, out total numeric)
language plpgsql
as $$
declare
  v_order public.orders;
begin
  v_order := private.put_lines(about, preview_lines.wished, true);
  preview_lines.total := v_order.total_amount;
  select pg_catalog.jsonb_agg(pg_catalog.to_jsonb(l) - '{id,desk_id,order_id,removed_at,created_at,created_by,updated_at}'::text[] order by l.position)
  into preview_lines.lines
  from public.order_lines as l where l.order_id = about.id and l.removed_at is null;
  raise exception using errcode = 'DKPRV', message = 'A preview is taken back.';
exception
  when sqlstate 'DKPRV' then
    return;
end
$$;
comment on function private.preview_lines is 'What the lines of an order and its total would be with these; changes nothing. BAD_INPUT, AMOUNT_INVALID, NOT_FOUND, NOT_PRICED.';

create function private.write_lines(target public.orders, proposal public.order_proposals) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
begin
  update public.order_lines as l set removed_at = pg_catalog.now() where l.order_id = target.id and l.removed_at is null;
  insert into public.order_lines (desk_id, order_id, position, listing_id, title, item_url, item_snapshot, quantity, unit_price,
    discount_amount, tax_rate, tax_included, tax_amount, total_amount, created_by)
  select target.desk_id, target.id, r.position, r.listing_id, r.title, r.item_url, r.item_snapshot, r.quantity, r.unit_price,
    r.discount_amount, r.tax_rate, r.tax_included, r.tax_amount, r.total_amount, proposal.created_by
  from pg_catalog.jsonb_to_recordset(proposal.lines) as r (position integer, listing_id uuid, title text, item_url text, item_snapshot jsonb,
    quantity numeric, unit_price numeric, discount_amount numeric, tax_rate numeric, tax_included boolean, tax_amount numeric, total_amount numeric);
  update public.orders as o set total_amount = proposal.total_after where o.id = target.id returning o.* into v_order;
  return v_order;
end
$$;
comment on function private.write_lines is 'Gives an order the lines of a proposal, as they were signed.';

create function private.proposal_state(shown public.order_proposals) returns text
language sql
stable
as $$
  select case when shown.status = 'open' and shown.expires_at <= pg_catalog.clock_timestamp() then 'expired' else shown.status::text end
$$;
comment on function private.proposal_state is 'The status of a proposal now: whether the sweep has come by or not, it ends when it ends.';

create function private.end_proposals(about public.orders, new_status public.proposal_status) returns void
language plpgsql
as $$
begin
  update public.order_proposals as p
  set status = case when p.expires_at <= pg_catalog.clock_timestamp() then 'expired' else end_proposals.new_status end,
    answered_at = pg_catalog.clock_timestamp(), answered_by = pg_catalog.current_setting('desk.actor_id')::uuid
  where p.desk_id = about.desk_id and p.order_id = about.id and p.status = 'open';
  if found then
    perform private.end_proposal_tasks(about);
  end if;
end
$$;
comment on function private.end_proposals is 'Ends the open proposal of an order, if there is one.';

create function private.end_proposal_tasks(about public.orders) returns void
language plpgsql
as $$
declare
  v_task public.tasks;
begin
  for v_task in
    select t.* from public.tasks as t
    where t.desk_id = about.desk_id and t.order_id = about.id and t.kind = 'task-change-proposed' and t.status in ('open', 'in_progress', 'on_hold')
    for no key update
  loop
    perform private.record_event(v_task.desk_id, 'task', v_task.id, v_task.status::text, 'done');
    update public.tasks as t set status = 'done' where t.id = v_task.id;
  end loop;
end
$$;
comment on function private.end_proposal_tasks is 'The tasks to answer a customer''s proposal are done with it.';

create function private.proposal_task(about public.orders, kind text, title text, description text) returns void
language plpgsql
as $$
declare
  v_task public.tasks;
begin
  insert into public.tasks (desk_id, kind, title, description, order_id, customer_id, assigned_to, priority, created_by)
  values (about.desk_id, proposal_task.kind, proposal_task.title, proposal_task.description, about.id, about.customer_id, about.assigned_to, 'high',
    pg_catalog.current_setting('desk.actor_id')::uuid)
  returning * into v_task;
  perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
end
$$;
comment on function private.proposal_task is 'A task about a proposal, with what its customer said.';

create function private.proposal_json(shown public.order_proposals, about public.orders) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object(
    'id', shown.id, 'order_id', shown.order_id, 'order_code', about.order_code, 'no', shown.no, 'made_by', shown.made_by,
    'status', private.proposal_state(shown), 'currency', shown.currency, 'total_before', shown.total_before, 'total_after', shown.total_after,
    'paid', m.net, 'due_after', case when m.balance_due is not null then greatest(m.balance_due, 0) end,
    'refundable_after', case when m.balance_due is not null then greatest(-m.balance_due, 0) end,
    'note', shown.note, 'expires_at', shown.expires_at, 'answer_note', shown.answer_note, 'answered_at', shown.answered_at, 'created_at', shown.created_at,
    'lines', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('position', r.position, 'title', r.title,
        'titles', (select g.title from public.listings as g where g.desk_id = shown.desk_id and g.id = r.listing_id),
        'quantity', r.quantity, 'unit_price', r.unit_price, 'total_amount', r.total_amount) order by r.position), '[]')
      from pg_catalog.jsonb_to_recordset(shown.lines) as r (position integer, listing_id uuid, title text, quantity numeric, unit_price numeric, total_amount numeric)))
  from private.order_money(about.id, shown.total_after, about.status) as m
$$;
comment on function private.proposal_json is
  'A proposal as RPCs return it, with the money it would lead to: what would be due, or to be paid back, after what was received.';

revoke execute on function private.live_lines, private.edited_line, private.edited_lines, private.preview_lines, private.write_lines,
  private.proposal_state, private.end_proposals, private.end_proposal_tasks, private.proposal_task, private.proposal_json from public;
grant execute on function private.live_lines, private.edited_line, private.edited_lines, private.preview_lines, private.write_lines,
  private.proposal_state, private.end_proposals, private.end_proposal_tasks, private.proposal_task, private.proposal_json to desk_rpc;

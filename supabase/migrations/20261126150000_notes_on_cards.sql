-- What is noted of an order and what is to be done about it stand on its card.

create or replace function public.staff_order(actor_id uuid, order_code text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_order.actor_id, '{agent,manager,admin,owner}');
  v_order public.orders;
  v_shown jsonb;
begin
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.order_code = pg_catalog.upper(pg_catalog.btrim(pg_catalog.left(staff_order.order_code, 40)));
  if v_order.id is null or not private.is_theirs(v_actor, v_order.assigned_to) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order.', 'Check the code.', '{"field": "order_code"}');
  end if;
  v_shown := private.customer_order(v_order);
  return private.order_json(v_order) || pg_catalog.jsonb_build_object(
    'customer', (select pg_catalog.jsonb_build_object('id', c.id, 'full_name', c.full_name, 'phone', c.phone)
      from public.customers as c where c.desk_id = v_order.desk_id and c.id = v_order.customer_id),
    'assignee', (select s.display_name from public.staff as s where s.desk_id = v_order.desk_id and s.id = v_order.assigned_to),
    'lines', v_shown -> 'lines', 'shipments', v_shown -> 'shipments', 'delivery_address', v_shown -> 'delivery_address', 'comment', v_shown -> 'comment',
    'proposal', (select private.proposal_json(p, v_order) from public.order_proposals as p
      where p.desk_id = v_order.desk_id and p.order_id = v_order.id and private.proposal_state(p) = 'open'),
    'notes', v_order.notes,
    'tasks', (select coalesce(pg_catalog.jsonb_agg(private.staff_task_row(x.t) order by (x.t).due_at nulls last), '[]') from (
      select t from public.tasks as t where t.desk_id = v_order.desk_id and t.order_id = v_order.id
        and t.status in ('open', 'in_progress', 'on_hold') and private.sees_task(v_actor, t)
      order by t.due_at nulls last limit 3) as x),
    'documents', (select pg_catalog.count(*) from public.documents as d where d.desk_id = v_order.desk_id and d.order_id = v_order.id and d.erased_at is null),
    'steps', private.steps_of('order', v_order.status::text, v_actor, v_order));
end
$$;
comment on function public.staff_order is
  'An order by its code, with its customer, lines, parcels, notes, open tasks, what is proposed for it and every step from here, allowed or with the reason against it. Callers: staff, agents their own. NOT_FOUND.';

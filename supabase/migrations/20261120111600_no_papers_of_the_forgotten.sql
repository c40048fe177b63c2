-- Whoever was erased gets no new papers and chores: nothing would erase these.

create or replace function private.check_anchor(actor public.staff, order_id uuid, lead_id uuid, customer_id uuid) returns void
language plpgsql
stable
as $$
declare
  v_customer uuid := private.acting_customer();
begin
  if check_anchor.order_id is not null and not exists (
    select from public.orders as o where o.desk_id = actor.desk_id and o.id = check_anchor.order_id
      and (v_customer is null or o.customer_id = v_customer) and (actor.role <> 'agent' or o.assigned_to is null or o.assigned_to = actor.id)
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order at this desk.', null, '{"field": "order_id"}');
  end if;
  if check_anchor.lead_id is not null and not exists (
    select from public.leads as l where l.desk_id = actor.desk_id and l.id = check_anchor.lead_id
      and (v_customer is null or l.customer_id = v_customer) and (actor.role <> 'agent' or l.assigned_to is null or l.assigned_to = actor.id)
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.', null, '{"field": "lead_id"}');
  end if;
  if check_anchor.customer_id is not null and not exists (
    select from public.customers as c where c.desk_id = actor.desk_id and c.id = check_anchor.customer_id and c.erased_at is null
      and (v_customer is null or c.id = v_customer) and private.sees_customer(actor, c.id)
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.', null, '{"field": "customer_id"}');
  end if;
end
$$;
comment on function private.check_anchor is 'Order, lead and customer that exist for the actor; an erased customer does not. NOT_FOUND.';

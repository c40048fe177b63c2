-- What is proposed for an order, as its customer sees it.

create function public.my_proposal(actor_id uuid, acting_customer_id uuid, order_code text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(my_proposal.actor_id, my_proposal.acting_customer_id, '{system}');
  v_order public.orders;
begin
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.customer_id = my_proposal.acting_customer_id
    and o.order_code = pg_catalog.upper(pg_catalog.btrim(my_proposal.order_code));
  if v_order.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order.', 'Check the order code.');
  end if;
  return pg_catalog.jsonb_build_object('order', private.customer_order(v_order), 'proposal', (
    select private.proposal_json(p, v_order) from public.order_proposals as p
    where p.desk_id = v_order.desk_id and p.order_id = v_order.id order by p.no desc limit 1
  ));
end
$$;
comment on function public.my_proposal is
  'An order of a customer with the last thing proposed for it, or null, whichever side proposed it and whatever became of it. Caller: the system for a customer. NOT_FOUND.';
select private.hand_over('public.my_proposal(uuid, uuid, text)');
revoke execute on function public.my_proposal from public, anon, authenticated;
grant execute on function public.my_proposal to service_role;

-- A customer who ordered in a chat is offered the price and says yes to it; who cannot be asked in a chat has agreed to it
-- with staff in person.

create function private.can_sign(about public.orders) returns boolean
language sql
stable
as $$
  select about.initiated_by_customer is not null and exists (
    select from public.chats as c where c.desk_id = about.desk_id and c.customer_id = about.customer_id
  )
$$;
comment on function private.can_sign is 'Whether an order was placed by a customer whom the desk can ask in a chat.';
revoke execute on function private.can_sign from public;
grant execute on function private.can_sign to desk_rpc;

create or replace function public.price_order_safe(
  actor_id uuid, order_id uuid, lines jsonb, commission_amount numeric default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(price_order_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'price_order_safe', price_order_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', price_order_safe.order_id, 'lines', price_order_safe.lines, 'commission_amount', pg_catalog.trim_scale(price_order_safe.commission_amount)));
  v_order public.orders := private.lock_order(v_actor, price_order_safe.order_id);
  v_proposal public.order_proposals;
begin
  if v_known is null then
    if v_order.status not in ('created', 'awaiting_payment') then
      perform private.refuse(409, 'INVALID_TRANSITION', 'Prices change only before an order is paid.', null,
        pg_catalog.jsonb_build_object('entity', 'order', 'from', v_order.status, 'to', 'created'));
    end if;
    if price_order_safe.commission_amount is not null then
      update public.orders as o set commission_amount = private.checked_amount(price_order_safe.commission_amount, 'commission_amount', true)
      where o.id = v_order.id returning o.* into v_order;
    end if;
    if private.can_sign(v_order) then
      v_proposal := private.put_proposal(v_order, price_order_safe.lines, 'staff', null);
    else
      perform private.end_proposals(v_order, 'superseded');
      v_order := private.put_lines(v_order, price_order_safe.lines, true);
      if v_order.total_amount is null and v_order.status = 'awaiting_payment' then
        perform private.refuse(409, 'NOT_PRICED', 'An order that awaits payment needs a price on every line.', 'Give every line a price.');
      end if;
      perform private.notify(v_order.desk_id, 'order', v_order.id, 'notice-order-priced',
        pg_catalog.jsonb_build_object('code', v_order.order_code, 'total', v_order.total_amount, 'currency', v_order.currency), v_order.customer_id)
      where v_order.total_amount is not null;
      v_order := private.settle_order(v_order);
    end if;
    perform private.keep_result(v_actor.desk_id, 'price_order_safe', price_order_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id, 'proposal_id', v_proposal.id));
  else
    select p.* into v_proposal from public.order_proposals as p where p.desk_id = v_order.desk_id and p.id = (v_known ->> 'proposal_id')::uuid;
  end if;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order),
    'proposal', case when v_proposal.id is not null then private.proposal_json(v_proposal, v_order) end, 'duplicate', v_known is not null);
end
$$;
comment on function public.price_order_safe is
  'Prices the lines of an order that is not paid yet: offered to the customer who placed it in a chat, in force at once otherwise. Callers: agent (own), manager, admin, owner. NOT_FOUND, INVALID_TRANSITION, NOT_PRICED, AMOUNT_INVALID, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

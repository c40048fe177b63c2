-- An order or a lead is for a customer who is still there, and an order for one the actor may see: an agent who knows the
-- id of a colleague's customer does not come to see them by ordering for them.

-- The lock meets the one of an erasure: whoever comes second learns of the first.
create function private.hold_customer(desk_id uuid, customer_id uuid) returns void
language plpgsql
as $$
begin
  perform from public.customers as c
  where c.desk_id = hold_customer.desk_id and c.id = hold_customer.customer_id and c.erased_at is null
  for key share;
  if not found then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.', null, '{"field": "customer_id"}');
  end if;
end
$$;
comment on function private.hold_customer is 'Keeps a customer from being erased until the call is over; one who was erased is not there. NOT_FOUND.';
revoke execute on function private.hold_customer from public;
grant execute on function private.hold_customer to desk_rpc;

create or replace function private.put_order(
  actor public.staff, customer_id uuid, lead_id uuid, source text, lines jsonb, currency text, payment_terms text,
  commission_amount numeric, delivery_address text, comment text, may_price boolean, initiated_by uuid
) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
  v_currency text := coalesce(put_order.currency, (select s.currency from public.desk_settings as s where s.desk_id = actor.desk_id));
begin
  if put_order.commission_amount is not null and actor.role = 'system' then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'Only staff set a commission.', 'Ask somebody of the staff.', '{"role": "system"}');
  end if;
  perform private.hold_customer(actor.desk_id, put_order.customer_id);
  if not private.sees_customer(actor, put_order.customer_id) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.', null, '{"field": "customer_id"}');
  end if;
  perform private.checked_currency(actor.desk_id, v_currency, 'currency');
  if coalesce(put_order.payment_terms, 'prepaid') not in ('prepaid', 'on_delivery') then
    perform private.refuse(400, 'BAD_INPUT', 'Payment terms are prepaid or on_delivery.', null, '{"field": "payment_terms"}');
  end if;
  insert into public.orders (desk_id, order_code, lead_id, customer_id, source, payment_terms, currency, commission_amount,
    delivery_address, comment, assigned_to, initiated_by_customer, created_by)
  values (actor.desk_id, private.next_code(actor.desk_id, 'order'), put_order.lead_id, put_order.customer_id,
    private.checked_text(put_order.source, 'source', 100, true),
    coalesce(put_order.payment_terms, 'prepaid')::public.payment_terms, v_currency,
    case when put_order.commission_amount is not null then private.checked_amount(put_order.commission_amount, 'commission_amount', true) end,
    private.checked_text(put_order.delivery_address, 'delivery_address', 1000), private.checked_text(put_order.comment, 'comment', 4000),
    case when actor.role <> 'system' then actor.id else (select l.assigned_to from public.leads as l where l.id = put_order.lead_id) end,
    put_order.initiated_by, actor.id)
  returning * into v_order;
  -- Behind the system stands a form or a chat, with a customer named or not.
  v_order := private.put_lines(v_order, put_order.lines, put_order.may_price and actor.role <> 'system');
  perform private.move_order(v_order, 'created');
  if put_order.lead_id is not null then
    perform private.record_event(l.desk_id, 'lead', l.id, l.status::text, 'converted') from public.leads as l
    where l.id = put_order.lead_id and l.status <> 'converted';
    update public.leads as l set status = 'converted', customer_id = coalesce(l.customer_id, put_order.customer_id),
      assigned_to = coalesce(l.assigned_to, v_order.assigned_to) where l.id = put_order.lead_id;
  end if;
  return v_order;
end
$$;

create or replace function private.put_lead(
  actor public.staff, customer_id uuid, given jsonb, source text, item_url text default null, item_snapshot jsonb default null,
  comment text default null, budget_amount numeric default null, budget_currency text default null
) returns public.leads
language plpgsql
as $$
declare
  v_lead public.leads;
begin
  perform private.check_vouching(actor, put_lead.given);
  perform private.hold_customer(actor.desk_id, put_lead.customer_id);
  perform private.checked_object(nullif(put_lead.item_snapshot, 'null'), 'item_snapshot');
  insert into public.leads (desk_id, source, customer_id, contact_phone, contact_email, item_url, item_snapshot, comment,
    budget_amount, budget_currency, initiated_by_customer, created_by)
  values (actor.desk_id, private.checked_text(put_lead.source, 'source', 100, true), put_lead.customer_id,
    private.checked_phone(put_lead.given ->> 'phone'), private.checked_text(put_lead.given ->> 'email', 'email', 320),
    private.checked_text(put_lead.item_url, 'item_url', 2000), nullif(put_lead.item_snapshot, 'null'),
    private.checked_text(put_lead.comment, 'comment', 4000),
    case when put_lead.budget_amount is not null then private.checked_amount(put_lead.budget_amount, 'budget_amount') end,
    case when put_lead.budget_amount is not null then private.checked_currency(actor.desk_id, put_lead.budget_currency, 'budget_currency') end,
    private.acting_customer(), actor.id)
  returning * into v_lead;
  perform private.record_first_event(v_lead.desk_id, 'lead', v_lead.id, 'new');
  return v_lead;
end
$$;
comment on function private.put_lead is 'A new lead with its first event. BAD_INPUT, AMOUNT_INVALID, FORBIDDEN_ROLE, NOT_FOUND.';

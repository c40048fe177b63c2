-- Prices as the staff give them in chat: a look at what an order would come to, the offer itself, and an order out of a lead.

-- Who wished for something in a chat is asked there too, whoever made the order out of the wish.
create or replace function private.can_sign(about public.orders) returns boolean
language sql
stable
as $$
  select (about.initiated_by_customer is not null or exists (
    select from public.leads as l where l.desk_id = about.desk_id and l.id = about.lead_id and l.initiated_by_customer is not null
  )) and exists (
    select from public.chats as c where c.desk_id = about.desk_id and c.customer_id = about.customer_id
  )
$$;
comment on function private.can_sign is 'Whether an order was placed, or wished for, by a customer whom the desk can ask in a chat.';

create function public.preview_quote(actor_id uuid, order_id uuid, lines jsonb) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(preview_quote.actor_id, '{agent,manager,admin,owner}');
  v_order public.orders := private.lock_order(v_actor, preview_quote.order_id);
  v_lines jsonb;
  v_total numeric;
begin
  if v_order.status not in ('created', 'awaiting_payment') then
    perform private.refuse(409, 'INVALID_TRANSITION', 'Prices change only before an order is paid.', null,
      pg_catalog.jsonb_build_object('entity', 'order', 'from', v_order.status, 'to', 'created'));
  end if;
  select p.lines, p.total into v_lines, v_total
  from private.preview_lines(v_order, private.edited_lines(v_order, preview_quote.lines, false)) as p;
  return pg_catalog.jsonb_build_object('currency', v_order.currency, 'total_before', v_order.total_amount, 'total_after', v_total,
    'signs', private.can_sign(v_order), 'lines', (
      select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('position', r.position, 'title', r.title, 'quantity', r.quantity,
        'unit_price', r.unit_price, 'total_amount', r.total_amount) order by r.position)
      from pg_catalog.jsonb_to_recordset(v_lines) as r (position integer, title text, quantity numeric, unit_price numeric, total_amount numeric)));
end
$$;
comment on function public.preview_quote is
  'What an order would come to with these lines, and whether its customer has to agree; changes nothing. Callers: agent (own), manager, admin, owner. NOT_FOUND, INVALID_TRANSITION, BAD_INPUT, AMOUNT_INVALID, NOT_PRICED.';

create function public.quote_order_safe(actor_id uuid, order_id uuid, lines jsonb, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(quote_order_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'quote_order_safe', quote_order_safe.idempotency_key,
    pg_catalog.jsonb_build_object('order_id', quote_order_safe.order_id, 'lines', quote_order_safe.lines));
  v_order public.orders := private.lock_order(v_actor, quote_order_safe.order_id);
  v_proposal public.order_proposals;
  v_quoted jsonb;
begin
  if v_known is null then
    v_quoted := public.price_order_safe(v_actor.id, v_order.id, private.edited_lines(v_order, quote_order_safe.lines, false));
    perform private.keep_result(v_actor.desk_id, 'quote_order_safe', quote_order_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id, 'proposal_id', v_quoted #> '{proposal,id}'));
    return v_quoted;
  end if;
  select p.* into v_proposal from public.order_proposals as p where p.desk_id = v_order.desk_id and p.id = (v_known ->> 'proposal_id')::uuid;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order),
    'proposal', case when v_proposal.id is not null then private.proposal_json(v_proposal, v_order) end, 'duplicate', true);
end
$$;
comment on function public.quote_order_safe is
  'Prices the lines of an order, each named by its position or new; what a line had besides its price it keeps. Offered to the customer who can be asked, in force at once otherwise. Callers: agent (own), manager, admin, owner. NOT_FOUND, INVALID_TRANSITION, NOT_PRICED, AMOUNT_INVALID, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

-- Without lines, the order is for the one thing the lead is about.
create function private.line_of_lead(about public.leads, unit_price numeric) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('title', pg_catalog."left"(coalesce(about.item_snapshot ->> 'title', nullif(pg_catalog.btrim(about.comment), ''), about.item_url), 300),
    'item_url', about.item_url, 'item_snapshot', about.item_snapshot, 'unit_price', line_of_lead.unit_price)
$$;
comment on function private.line_of_lead is 'What a lead is about, as a line of an order.';

create function public.quote_lead_safe(
  actor_id uuid, lead_id uuid, unit_price numeric default null, lines jsonb default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(quote_lead_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'quote_lead_safe', quote_lead_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'lead_id', quote_lead_safe.lead_id, 'unit_price', pg_catalog.trim_scale(quote_lead_safe.unit_price), 'lines', quote_lead_safe.lines));
  v_lead public.leads;
  v_order public.orders;
  v_lines jsonb;
  v_made jsonb;
begin
  select l.* into v_lead from public.leads as l
  where l.desk_id = v_actor.desk_id and l.id = quote_lead_safe.lead_id for no key update;
  if v_lead.id is null or not private.is_theirs(v_actor, v_lead.assigned_to) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.', null, '{"field": "lead_id"}');
  end if;
  if quote_lead_safe.lines is null or quote_lead_safe.unit_price is not null then
    perform private.checked_amount(quote_lead_safe.unit_price, 'unit_price', true);
  end if;
  v_lines := coalesce(quote_lead_safe.lines, pg_catalog.jsonb_build_array(private.line_of_lead(v_lead, quote_lead_safe.unit_price)));
  if v_known is null and pg_catalog.jsonb_typeof(v_lines) is distinct from 'array' then
    perform private.refuse(400, 'BAD_INPUT', 'An order has 1 to 100 lines.', null, '{"field": "lines"}');
  end if;
  if v_known is null then
    -- Without its prices first: who is to agree to them agrees to an offer.
    v_made := public.create_order_safe(v_actor.id, (
      select pg_catalog.jsonb_agg(case pg_catalog.jsonb_typeof(e.value) when 'object' then e.value - 'unit_price' else e.value end order by e.ordinality)
      from pg_catalog.jsonb_array_elements(v_lines) with ordinality as e
    ), lead_id => v_lead.id, source => v_lead.source);
  end if;
  -- What was made under this key, or out of this lead, is given as it is.
  if v_known is not null or (v_made -> 'duplicate')::boolean then
    v_order := private.lock_order(v_actor, coalesce(v_known ->> 'order_id', v_made #>> '{order,id}')::uuid);
    return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'duplicate', true, 'proposal', (
      select private.proposal_json(p, v_order) from public.order_proposals as p
      where p.desk_id = v_order.desk_id and p.order_id = v_order.id and private.proposal_state(p) = 'open'));
  end if;
  v_made := public.price_order_safe(v_actor.id, (v_made #>> '{order,id}')::uuid, v_lines);
  perform private.keep_result(v_actor.desk_id, 'quote_lead_safe', quote_lead_safe.idempotency_key,
    pg_catalog.jsonb_build_object('order_id', v_made #> '{order,id}'));
  return v_made;
end
$$;
comment on function public.quote_lead_safe is
  'Makes the order of a lead and offers its price to the customer, or prices it at once where nobody can be asked; a lead with a living order gives that one. Callers: agent (own), manager, admin, owner. NOT_FOUND, INVALID_TRANSITION, NOT_PRICED, AMOUNT_INVALID, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

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
    'steps', private.steps_of('order', v_order.status::text, v_actor, v_order));
end
$$;
comment on function public.staff_order is
  'An order by its code, with its customer, lines, parcels, what is proposed for it and every step from here, allowed or with the reason against it. Callers: staff, agents their own. NOT_FOUND.';

revoke execute on function private.line_of_lead from public;
grant execute on function private.line_of_lead to desk_rpc;
select private.hand_over('public.preview_quote(uuid, uuid, jsonb)');
select private.hand_over('public.quote_order_safe(uuid, uuid, jsonb, text)');
select private.hand_over('public.quote_lead_safe(uuid, uuid, numeric, jsonb, text)');
revoke execute on function public.preview_quote, public.quote_order_safe, public.quote_lead_safe from public, anon, authenticated;
grant execute on function public.preview_quote, public.quote_order_safe, public.quote_lead_safe to service_role;

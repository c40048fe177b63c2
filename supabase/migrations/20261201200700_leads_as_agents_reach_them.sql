-- Every command about a lead asks in the same way whose it is.

create or replace function public.staff_lead(actor_id uuid, lead_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_lead.actor_id, '{agent,manager,admin,owner}');
  v_lead public.leads;
begin
  select l.* into v_lead from public.leads as l where l.desk_id = v_actor.desk_id and l.id = staff_lead.lead_id;
  if v_lead.id is null or not private.lead_is_theirs(v_actor, v_lead) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead.', null, '{"field": "lead_id"}');
  end if;
  return private.staff_lead_row(v_lead) || pg_catalog.jsonb_build_object('assigned_to', v_lead.assigned_to, 'customer_id', v_lead.customer_id,
    'phone', coalesce((select c.phone from public.customers as c where c.desk_id = v_lead.desk_id and c.id = v_lead.customer_id), v_lead.contact_phone),
    'item_url', v_lead.item_url, 'snapshot', v_lead.item_snapshot, 'comment', v_lead.comment, 'notes', v_lead.notes,
    'budget_amount', v_lead.budget_amount, 'budget_currency', v_lead.budget_currency, 'status_reason', v_lead.status_reason,
    'order_code', (select o.order_code from public.orders as o where o.desk_id = v_lead.desk_id and o.lead_id = v_lead.id and o.status <> 'cancelled'),
    'steps', private.steps_of('lead', v_lead.status::text, v_actor));
end
$$;

create or replace function public.quote_lead_safe(
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
  if v_lead.id is null or not private.lead_is_theirs(v_actor, v_lead) then
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

create or replace function public.staff_find(actor_id uuid, words text, kind text default null, most integer default 10) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_find.actor_id, '{agent,manager,admin,owner}');
  v_words text := pg_catalog.btrim(pg_catalog.left(coalesce(staff_find.words, ''), 100));
  v_code text := pg_catalog.upper(pg_catalog.regexp_replace(v_words, '[\s#№]', '', 'g'));
  v_codes text[] := array[v_code, (select r.prefix || v_code from public.number_ranges as r where r.desk_id = v_actor.desk_id and r.kind = 'order')];
  v_query tsquery := private.plain_query(v_words);
  v_most integer := least(greatest(coalesce(staff_find.most, 10), 1), 50);
  v_found jsonb[];
begin
  if staff_find.kind is not null and staff_find.kind not in ('order', 'customer', 'lead', 'parcel') then
    perform private.refuse(400, 'BAD_INPUT', 'That is not what one looks for.', null, '{"field": "kind"}');
  end if;
  with hits as (
    select 'order' as kind, o.id, 'code' as by, 0 as rank, o.created_at from public.orders as o
    where o.desk_id = v_actor.desk_id and o.order_code = any (v_codes) and private.is_theirs(v_actor, o.assigned_to)
    union all
    (select 'parcel', s.id, 'tracking', 1, s.created_at from public.shipments as s join public.orders as o on o.desk_id = s.desk_id and o.id = s.order_id
    where s.desk_id = v_actor.desk_id and s.tracking_number in (v_code, pg_catalog.lower(v_code), v_words) and private.is_theirs(v_actor, o.assigned_to) limit 20)
    union all
    select 'order', o.id, 'reference', 1, o.created_at from public.payments as p join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
    where p.desk_id = v_actor.desk_id and p.external_reference in (v_words, v_code, pg_catalog.lower(v_words)) and private.is_theirs(v_actor, o.assigned_to)
    union all
    select 'customer', c.id, 'phone', 1, c.created_at from private.customers_with_number(v_actor.desk_id, v_words) as c where private.sees_customer(v_actor, c.id)
    union all
    select 'customer', c.id, 'email', 1, c.created_at from public.customers as c
    where c.desk_id = v_actor.desk_id and v_words like '%@%' and pg_catalog.lower(c.email) = pg_catalog.lower(v_words) and c.erased_at is null
      and private.sees_customer(v_actor, c.id)
    union all
    select 'customer', c.id, 'name', case when pg_catalog.lower(c.full_name) = pg_catalog.lower(v_words) then 1 else 2 end, c.created_at
    from private.customers_by_name(v_actor.desk_id, v_query) as c where private.sees_customer(v_actor, c.id)
    union all
    (select 'lead', l.id, 'words', 3, l.created_at from public.leads as l
    where l.desk_id = v_actor.desk_id and private.plain_words(coalesce(l.comment, '') || ' ' || coalesce(l.item_snapshot ->> 'title', '')) operator(pg_catalog.@@) v_query
      and private.lead_is_theirs(v_actor, l) limit 200)
  ), best as (
    select distinct on (h.kind, h.id) h.* from hits as h
    where staff_find.kind is null or h.kind = staff_find.kind
    order by h.kind, h.id, h.rank
  )
  select pg_catalog.array_agg(private.staff_hit(v_actor.desk_id, b.kind, b.id, b.by, b.rank < 2) order by b.place) into v_found
  from (select x.*, pg_catalog.row_number() over (order by x.rank, x.created_at desc, x.id) as place from best as x order by x.rank, x.created_at desc, x.id limit v_most + 1) as b;
  return pg_catalog.jsonb_build_object('words', v_words, 'found', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;

create or replace function public.take_work_safe(actor_id uuid, lead_id uuid default null, order_code text default null, reason text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(take_work_safe.actor_id, '{agent,manager,admin,owner}');
  v_lead public.leads;
  v_order public.orders;
  v_has uuid;
  v_changed boolean := true;
begin
  if pg_catalog.num_nonnulls(take_work_safe.lead_id, take_work_safe.order_code) <> 1 then
    perform private.refuse(400, 'BAD_INPUT', 'Either a lead or an order is taken.', null, '{"field": "lead_id"}');
  end if;
  select l.* into v_lead from public.leads as l
  where l.desk_id = v_actor.desk_id and l.id = take_work_safe.lead_id for no key update;
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.order_code = pg_catalog.upper(pg_catalog.btrim(pg_catalog.left(take_work_safe.order_code, 40))) for no key update;
  v_has := coalesce(v_lead.assigned_to, v_order.assigned_to);
  -- An agent sees what is theirs or nobody's; of what they were offered they hear who was first.
  if coalesce(v_lead.id, v_order.id) is null or ((not private.is_theirs(v_actor, v_has) or (v_lead.id is not null and not private.lead_is_theirs(v_actor, v_lead))) and not exists (
    select from public.work_offers as o where v_actor.id = any (o.told) and (o.lead_id = v_lead.id or o.order_id = v_order.id)
  )) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead or order at this desk.');
  end if;
  if v_has <> v_actor.id then
    perform private.refuse(409, 'TAKEN', pg_catalog.format('%s has it already.', s.display_name), 'Ask them, or have it assigned to you.',
      pg_catalog.jsonb_build_object('display_name', s.display_name)) from public.staff as s where s.desk_id = v_actor.desk_id and s.id = v_has;
  end if;
  if v_order.id is not null then
    if v_order.status in ('closed', 'cancelled', 'returned') then
      perform private.refuse(409, 'ORDER_ENDED', 'This order has ended.', 'Make a new one.');
    end if;
    v_changed := v_has is null;
    update public.orders as o set assigned_to = v_actor.id where o.id = v_order.id and v_changed;
  elsif v_lead.status in ('in_progress', 'qualified') then
    v_changed := v_has is null;
    update public.leads as l set assigned_to = v_actor.id where l.id = v_lead.id and v_changed;
  else
    perform private.check_step('lead', v_lead.status::text, 'in_progress', v_actor, take_work_safe.reason);
    perform private.record_event(v_lead.desk_id, 'lead', v_lead.id, v_lead.status::text, 'in_progress', take_work_safe.reason);
    update public.leads as l set status = 'in_progress', status_reason = pg_catalog.btrim(take_work_safe.reason), assigned_to = v_actor.id
    where l.id = v_lead.id;
  end if;
  return pg_catalog.jsonb_build_object('lead_id', v_lead.id, 'order_id', v_order.id, 'order_code', v_order.order_code, 'changed', v_changed);
end
$$;

create or replace function public.assign_lead_safe(actor_id uuid, lead_id uuid, staff_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(assign_lead_safe.actor_id);
  v_lead public.leads;
begin
  select l.* into v_lead from public.leads as l
  where l.desk_id = v_actor.desk_id and l.id = assign_lead_safe.lead_id
  for no key update;
  if v_lead.id is null or not private.lead_is_theirs(v_actor, v_lead) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.');
  end if;
  update public.leads as l set assigned_to = private.checked_assignee(v_actor, v_lead.assigned_to, assign_lead_safe.staff_id)
  where l.id = v_lead.id returning l.* into v_lead;
  perform private.notify(v_lead.desk_id, 'lead', v_lead.id, 'notice-staff-lead-assigned', '{}', null, v_lead.assigned_to)
  where v_lead.assigned_to <> v_actor.id;
  return pg_catalog.jsonb_build_object('lead', private.lead_json(v_lead));
end
$$;

create or replace function public.create_order_safe(
  actor_id uuid, lines jsonb, customer_id uuid default null, lead_id uuid default null, currency text default null,
  commission_amount numeric default null, payment_terms text default null, source text default 'staff',
  delivery_address text default null, comment text default null, acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(create_order_safe.actor_id, create_order_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'create_order_safe', create_order_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'lines', create_order_safe.lines, 'customer_id', create_order_safe.customer_id, 'lead_id', create_order_safe.lead_id,
    'currency', create_order_safe.currency, 'commission_amount', pg_catalog.trim_scale(create_order_safe.commission_amount),
    'payment_terms', create_order_safe.payment_terms, 'acting_customer_id', create_order_safe.acting_customer_id));
  v_customer_id uuid := coalesce(create_order_safe.acting_customer_id, create_order_safe.customer_id);
  v_lead public.leads;
  v_order public.orders;
  v_duplicate boolean := v_known is not null;
begin
  if v_known is not null then
    select o.* into v_order from public.orders as o where o.desk_id = v_actor.desk_id and o.id = (v_known ->> 'order_id')::uuid;
  else
    if create_order_safe.lead_id is not null then
      select l.* into v_lead from public.leads as l
      where l.desk_id = v_actor.desk_id and l.id = create_order_safe.lead_id
      for no key update;
      if v_lead.id is null
        or not private.lead_is_theirs(v_actor, v_lead)
        or (create_order_safe.acting_customer_id is not null and v_lead.customer_id is distinct from create_order_safe.acting_customer_id)
      then
        perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.');
      end if;
      v_customer_id := coalesce(v_lead.customer_id, v_customer_id);
      -- A button pressed twice: the order is there already.
      select o.* into v_order from public.orders as o
      where o.desk_id = v_actor.desk_id and o.lead_id = v_lead.id and o.status <> 'cancelled';
      v_duplicate := v_order.id is not null;
      if v_duplicate then
        v_order := private.lock_order(v_actor, v_order.id);
      end if;
      if not v_duplicate and v_lead.status = 'rejected' then
        perform private.refuse(409, 'INVALID_TRANSITION', 'This lead was rejected, so no order can be made from it.', 'Reopen the lead first.',
          '{"entity": "lead", "from": "rejected", "to": "converted"}');
      end if;
    end if;
    if not v_duplicate then
      if not exists (
        select from public.customers as c where c.desk_id = v_actor.desk_id and c.id = v_customer_id and c.erased_at is null
      ) then
        perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.', null, '{"field": "customer_id"}');
      end if;
      if create_order_safe.acting_customer_id is not null and create_order_safe.commission_amount is not null then
        perform private.refuse(403, 'FORBIDDEN_ROLE', 'A customer sets no commission.');
      end if;
      v_order := private.put_order(v_actor, v_customer_id, v_lead.id, create_order_safe.source, create_order_safe.lines,
        create_order_safe.currency, create_order_safe.payment_terms, create_order_safe.commission_amount, create_order_safe.delivery_address,
        create_order_safe.comment, create_order_safe.acting_customer_id is null, create_order_safe.acting_customer_id);
      if v_order.total_amount = 0 then
        v_order := private.settle_order(v_order);
      end if;
    end if;
    perform private.keep_result(v_actor.desk_id, 'create_order_safe', create_order_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id));
  end if;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'duplicate', v_duplicate);
end
$$;

create or replace function public.advance_lead_status_safe(
  actor_id uuid, lead_id uuid, new_status text, reason text default null, notes text default null, acting_customer_id uuid default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(advance_lead_status_safe.actor_id, advance_lead_status_safe.acting_customer_id);
  v_lead public.leads;
begin
  select l.* into v_lead from public.leads as l
  where l.desk_id = v_actor.desk_id and l.id = advance_lead_status_safe.lead_id
  for no key update;
  if v_lead.id is null
    or (advance_lead_status_safe.acting_customer_id is not null and v_lead.customer_id is distinct from advance_lead_status_safe.acting_customer_id)
    or not private.lead_is_theirs(v_actor, v_lead)
  then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.');
  end if;
  if advance_lead_status_safe.new_status = 'converted' then
    perform private.refuse(409, 'INVALID_TRANSITION', 'A lead is converted by making an order from it.', 'Create the order.',
      pg_catalog.jsonb_build_object('entity', 'lead', 'from', v_lead.status, 'to', 'converted'));
  end if;
  if advance_lead_status_safe.acting_customer_id is not null and advance_lead_status_safe.notes is not null then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'The notes of a lead are those of staff.', 'Leave them out.', '{"role": "customer", "field": "notes"}');
  end if;
  perform private.check_step('lead', v_lead.status::text, coalesce(advance_lead_status_safe.new_status, ''), v_actor, advance_lead_status_safe.reason);
  if advance_lead_status_safe.new_status = 'rejected' and advance_lead_status_safe.reason not in
    ('lost', 'no_interest', 'duplicate', 'postponed', 'cancelled', 'spam', 'customer_withdrew')
  then
    perform private.refuse(400, 'REASON_REQUIRED', 'A rejection needs one of the known reasons.',
      'lost, no_interest, duplicate, postponed, cancelled, spam or customer_withdrew.', '{"field": "reason"}');
  end if;
  perform private.record_event(v_lead.desk_id, 'lead', v_lead.id, v_lead.status::text, advance_lead_status_safe.new_status, advance_lead_status_safe.reason);
  update public.leads as l
  set status = advance_lead_status_safe.new_status::public.lead_status,
    status_reason = pg_catalog.btrim(advance_lead_status_safe.reason),
    notes = coalesce(private.checked_text(advance_lead_status_safe.notes, 'notes', 4000), l.notes),
    assigned_to = case
      -- What an agent rejected stays in their sight.
      when (advance_lead_status_safe.new_status = 'in_progress' or v_actor.role = 'agent') and l.assigned_to is null and v_actor.role <> 'system' then v_actor.id
      else l.assigned_to
    end
  where l.id = v_lead.id
  returning l.* into v_lead;
  return pg_catalog.jsonb_build_object('lead', private.lead_json(v_lead));
end
$$;

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
      and (v_customer is null or l.customer_id = v_customer) and private.lead_is_theirs(actor, l)
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

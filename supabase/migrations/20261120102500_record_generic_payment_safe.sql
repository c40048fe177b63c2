-- Money is written down here and nowhere else. Who asks twice gets the first answer; what is too much is refused; what is
-- enough makes the order paid, in the same transaction.

create function private.checked_payment_kind(direction text, role text, status text) returns void
language plpgsql
immutable
as $$
begin
  if coalesce(checked_payment_kind.direction, '') not in ('incoming', 'outgoing') then
    perform private.refuse(400, 'BAD_INPUT', 'A payment is incoming or outgoing.', null, '{"field": "direction"}');
  end if;
  if coalesce(checked_payment_kind.role, '') not in
    ('client_payment', 'supplier_payment', 'shipping_payment', 'commission_payout', 'refund', 'fee', 'supplier_refund')
  then
    perform private.refuse(400, 'BAD_INPUT', 'The role of the payment is missing or unknown.', null, '{"field": "role"}');
  end if;
  if (checked_payment_kind.direction = 'incoming') <> (checked_payment_kind.role in ('client_payment', 'supplier_refund')) then
    perform private.refuse(400, 'BAD_DIRECTION_ROLE',
      pg_catalog.format('A payment with the role "%s" cannot be %s.', checked_payment_kind.role, checked_payment_kind.direction), null,
      pg_catalog.jsonb_build_object('direction', checked_payment_kind.direction, 'role', checked_payment_kind.role));
  end if;
  if coalesce(checked_payment_kind.status, '') not in ('planned', 'pending', 'completed', 'failed') then
    perform private.refuse(400, 'BAD_INPUT', 'A payment is recorded as planned, pending, completed or failed.', null, '{"field": "status"}');
  end if;
end
$$;
comment on function private.checked_payment_kind is 'Direction, role and status that fit each other. BAD_INPUT, BAD_DIRECTION_ROLE.';

-- How far a payment has come: a report of less than what is known already is old news.
create function private.payment_rank(status public.payment_status) returns integer
language sql
immutable
as $$
  select case status when 'planned' then 0 when 'pending' then 1 when 'failed' then 2 when 'completed' then 3 else 4 end
$$;
comment on function private.payment_rank is 'Rank of a payment status: planned, pending, failed, completed, cancelled.';

create function private.check_payment_role(actor public.staff, direction text, role text, forbidden boolean default false) returns void
language plpgsql
stable
as $$
declare
  v_allowed public.staff_role[] := case
    when check_payment_role.role = 'refund' then '{system,admin,owner}'
    when check_payment_role.role = 'fee' then '{system}'
    when check_payment_role.direction = 'outgoing' then '{system,manager,admin,owner}'
    else '{system,agent,manager,admin,owner}'
  end::public.staff_role[];
begin
  if actor.role <> all (v_allowed) or check_payment_role.forbidden then
    perform private.refuse(403, 'FORBIDDEN_ROLE',
      pg_catalog.format('The role "%s" may not record this payment.', case when private.acting_customer() is not null then 'customer' else actor.role::text end),
      'Ask an admin of the desk.', pg_catalog.jsonb_build_object('role', actor.role, 'allowed', v_allowed));
  end if;
end
$$;
comment on function private.check_payment_role is 'Who may touch which money; forbidden: a reason of the caller''s own. FORBIDDEN_ROLE.';

create function private.check_client_money(about public.orders, direction text, role text) returns void
language plpgsql
stable
as $$
begin
  if check_client_money.direction = 'outgoing' and check_client_money.role <> 'refund'
    and (select m.net from private.order_money(about.id, about.total_amount, about.status) as m) <= 0
  then
    perform private.refuse(409, 'NO_CLIENT_PAYMENT', 'The client has paid nothing for this order yet, so no money goes out for it.',
      'Record the client''s payment first.');
  end if;
end
$$;
comment on function private.check_client_money is 'No money goes out but the client''s. NO_CLIENT_PAYMENT.';

create function private.check_payment_right(actor public.staff, about public.orders, direction text, role text, status text, external_reference text) returns void
language plpgsql
stable
as $$
begin
  perform private.check_payment_role(actor, check_payment_right.direction, check_payment_right.role,
    (private.acting_customer() is not null and (check_payment_right.role <> 'client_payment' or check_payment_right.status <> 'planned'))
    -- Outside of us a refund is a fact with a number; the desk itself decides on none.
    or (actor.role = 'system' and check_payment_right.role = 'refund'
      and (check_payment_right.status <> 'completed' or check_payment_right.external_reference is null)));
  perform private.check_client_money(about, check_payment_right.direction, check_payment_right.role);
end
$$;
comment on function private.check_payment_right is 'Who may record which money anew. FORBIDDEN_ROLE, NO_CLIENT_PAYMENT.';

create function private.check_refund_fits(about public.orders, amount numeric, related_payment_id uuid, besides uuid) returns void
language plpgsql
stable
as $$
declare
  v_left numeric := (
    select least(
      coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'client_payment' and p.status = 'completed'), 0)
        - coalesce(pg_catalog.sum(p.amount) filter (where p.role = 'refund' and p.status in ('planned', 'pending', 'completed')), 0),
      coalesce(pg_catalog.sum(p.amount) filter (where p.id = check_refund_fits.related_payment_id), 0)
        - coalesce(pg_catalog.sum(p.amount) filter (
          where p.related_payment_id = check_refund_fits.related_payment_id and p.status in ('planned', 'pending', 'completed')), 0))
    from public.payments as p
    where p.order_id = about.id and p.id is distinct from check_refund_fits.besides
  );
begin
  if check_refund_fits.amount > v_left then
    perform private.refuse(409, 'REFUND_EXCEEDS_RECEIVED', 'More would be refunded than was received.', 'Refund at most what is left.',
      pg_catalog.jsonb_build_object('left', v_left, 'currency', about.currency));
  end if;
end
$$;
comment on function private.check_refund_fits is 'Whether a refund fits beside all others but one. REFUND_EXCEEDS_RECEIVED.';

-- One question for everything that moves a payment that is there, whichever door it came through.
create function private.check_payment_move(actor public.staff, about public.orders, moved public.payments, new_status text, external_reference text) returns void
language plpgsql
stable
as $$
begin
  perform private.check_step('payment', moved.status::text, coalesce(check_payment_move.new_status, ''), actor, null);
  perform private.check_payment_role(actor, moved.direction::text, moved.role::text,
    -- The desk itself decides on no refund: it knows how one ended, by the provider's word.
    actor.role = 'system' and moved.role = 'refund' and (check_payment_move.new_status in ('pending', 'cancelled')
      or (check_payment_move.new_status = 'completed' and coalesce(moved.external_reference, check_payment_move.external_reference) is null)));
  if check_payment_move.new_status in ('pending', 'completed') then
    perform private.check_client_money(about, moved.direction::text, moved.role::text);
  end if;
  -- A failed refund had given its share of the cap back.
  if moved.role = 'refund' and moved.status = 'failed' then
    perform private.check_refund_fits(about, moved.amount, moved.related_payment_id, moved.id);
  end if;
end
$$;
comment on function private.check_payment_move is 'Whether a payment may take a step, by this actor, now. INVALID_TRANSITION, FORBIDDEN_ROLE, NO_CLIENT_PAYMENT, REFUND_EXCEEDS_RECEIVED.';

create function private.checked_refund(about public.orders, amount numeric, related_payment_id uuid, refund_reason text, payment_id uuid) returns uuid
language plpgsql
stable
as $$
declare
  v_candidates uuid[];
  v_related public.payments;
begin
  if coalesce(checked_refund.refund_reason, '') not in ('returned', 'price_adjustment', 'cancelled', 'overpayment', 'chargeback') then
    perform private.refuse(400, 'REASON_REQUIRED', 'A refund needs a reason: returned, price_adjustment, cancelled, overpayment or chargeback.', null,
      '{"field": "refund_reason"}');
  end if;
  select pg_catalog.array_agg(p.id) into v_candidates
  from public.payments as p
  where p.order_id = about.id and p.role = 'client_payment' and p.status = 'completed';
  if v_candidates is null then
    perform private.refuse(409, 'NO_CLIENT_PAYMENT', 'The client has paid nothing for this order, so there is nothing to refund.');
  end if;
  if checked_refund.related_payment_id is null and pg_catalog.cardinality(v_candidates) > 1 then
    perform private.refuse(400, 'BAD_INPUT', 'This order has several payments: say which one is refunded.', null, '{"field": "related_payment_id"}');
  end if;
  select p.* into v_related from public.payments as p
  where p.id = coalesce(checked_refund.related_payment_id, v_candidates[1]) and p.id = any (v_candidates);
  if v_related.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such completed payment of the client for this order.', null, '{"field": "related_payment_id"}');
  end if;
  perform private.check_refund_fits(about, checked_refund.amount, v_related.id, checked_refund.payment_id);
  return v_related.id;
end
$$;
comment on function private.checked_refund is 'The payment a refund belongs to, when the refund fits. REASON_REQUIRED, NO_CLIENT_PAYMENT, NOT_FOUND, REFUND_EXCEEDS_RECEIVED, BAD_INPUT.';

-- What follows from money: tasks for what a person must look at, notices, and perhaps a paid order.
create function private.after_payment(changed public.payments, about public.orders) returns public.orders
language plpgsql
as $$
declare
  v_money record;
  v_params jsonb := pg_catalog.jsonb_build_object('code', about.order_code, 'amount', changed.amount, 'currency', changed.currency);
begin
  if changed.status <> 'completed' or changed.role not in ('client_payment', 'refund') then
    return about;
  end if;
  perform private.notify(about.desk_id, 'payment', changed.id,
    case changed.role when 'refund' then 'notice-payment-refunded' else 'notice-payment-received' end, v_params, about.customer_id);
  perform private.notify(about.desk_id, 'payment', changed.id,
    case changed.role when 'refund' then 'notice-staff-payment-refunded' else 'notice-staff-payment-received' end, v_params, null, about.assigned_to)
  where about.assigned_to <> pg_catalog.current_setting('desk.actor_id')::uuid;
  select m.* into v_money from private.order_money(about.id, about.total_amount, about.status) as m;
  if changed.refund_reason = 'chargeback' then
    perform private.make_task(about.desk_id, 'task-chargeback', pg_catalog.format('Order %s: the client took a payment back. Look into it.', about.order_code), about.id);
  elsif changed.role = 'client_payment' and about.status in ('cancelled', 'closed') then
    perform private.make_task(about.desk_id, 'task-money-after-the-end',
      pg_catalog.format('Order %s is %s and has received money. Refund it or take it up.', about.order_code, about.status), about.id);
  elsif changed.role = 'client_payment' and about.total_amount is null then
    perform private.make_task(about.desk_id, 'task-money-before-the-price',
      pg_catalog.format('Order %s has received money and has no price yet. Price it.', about.order_code), about.id);
  elsif changed.role = 'client_payment' and v_money.net > v_money.owed then
    perform private.make_task(about.desk_id, 'task-overpaid', pg_catalog.format('Order %s is overpaid. Refund what is too much.', about.order_code), about.id);
  end if;
  return private.settle_order(about);
end
$$;
comment on function private.after_payment is 'Notices, tasks and settlement after a payment reached a status.';

create function private.move_payment(moved public.payments, new_status public.payment_status, external_reference text default null, method text default null) returns public.payments
language plpgsql
as $$
declare
  v_payment public.payments;
begin
  update public.payments as p
  set status = move_payment.new_status, external_reference = coalesce(p.external_reference, move_payment.external_reference),
    method = coalesce(move_payment.method, p.method),
    completed_at = case when move_payment.new_status = 'completed' then pg_catalog.clock_timestamp() end
  where p.id = moved.id
  returning p.* into v_payment;
  perform private.record_event(v_payment.desk_id, 'payment', v_payment.id, moved.status::text, move_payment.new_status::text);
  return v_payment;
exception
  when unique_violation then
    -- Another order's call won the race for this reference.
    perform private.refuse(409, 'REFERENCE_CONFLICT', 'This reference belongs to another payment.', 'A new payment has a new reference.');
end
$$;
comment on function private.move_payment is 'Gives a payment a status: row and event. Checks nothing.';

-- One look at the desk's lists: the currency, the method, and whether the method wants a reference.
create function private.check_payment_lists(desk_id uuid, currency text, method text, status text, external_reference text) returns void
language plpgsql
stable
as $$
declare
  v_currency_known boolean;
  v_method text;
  v_reference_required boolean;
begin
  select check_payment_lists.currency = any (s.currencies), m.code, m.reference_required
  into v_currency_known, v_method, v_reference_required
  from public.desk_settings as s
  left join public.payment_methods as m on m.desk_id = s.desk_id and m.code = check_payment_lists.method and m.active
  where s.desk_id = check_payment_lists.desk_id;
  if v_currency_known is not true then
    perform private.refuse(400, 'BAD_INPUT', 'The currency is not one this desk works with.',
      'See currencies in the settings of the desk.', '{"field": "currency"}');
  end if;
  if v_method is null then
    perform private.refuse(400, 'BAD_INPUT', 'The desk does not take payments this way.', 'See the list of payment methods.', '{"field": "method"}');
  end if;
  if v_reference_required and check_payment_lists.status = 'completed' and check_payment_lists.external_reference is null then
    perform private.refuse(400, 'REFERENCE_REQUIRED', 'A payment received this way needs the provider''s reference.',
      'Give the number the provider shows.', '{"field": "external_reference"}');
  end if;
end
$$;
comment on function private.check_payment_lists is 'Currency and method on the desk''s lists, and a reference where the method wants one. BAD_INPUT, REFERENCE_REQUIRED.';

create function public.record_generic_payment_safe(
  actor_id uuid, order_id uuid, amount numeric, currency text, direction text, role text, method text, status text,
  external_reference text default null, payment_id uuid default null, related_payment_id uuid default null, refund_reason text default null,
  acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(record_generic_payment_safe.actor_id, record_generic_payment_safe.acting_customer_id);
  v_amount numeric;
  v_reference text := private.checked_text(record_generic_payment_safe.external_reference, 'external_reference', 200);
  v_known jsonb;
  v_order public.orders;
  v_payment public.payments;
  v_related uuid;
  v_method text;
  v_duplicate boolean := false;
begin
  if record_generic_payment_safe.order_id is null then
    perform private.refuse(400, 'BAD_INPUT', 'The field "order_id" is missing.', null, '{"field": "order_id"}');
  end if;
  v_amount := private.checked_amount(record_generic_payment_safe.amount, 'amount');
  perform private.checked_payment_kind(record_generic_payment_safe.direction, record_generic_payment_safe.role, record_generic_payment_safe.status);
  v_known := case when record_generic_payment_safe.idempotency_key is not null then private.claim_key(v_actor.desk_id, 'record_generic_payment_safe', record_generic_payment_safe.idempotency_key,
    pg_catalog.jsonb_build_object('order_id', record_generic_payment_safe.order_id, 'amount', v_amount, 'currency', record_generic_payment_safe.currency,
      'direction', record_generic_payment_safe.direction, 'role', record_generic_payment_safe.role, 'method', record_generic_payment_safe.method,
      'status', record_generic_payment_safe.status, 'external_reference', v_reference, 'payment_id', record_generic_payment_safe.payment_id,
      'related_payment_id', record_generic_payment_safe.related_payment_id, 'refund_reason', record_generic_payment_safe.refund_reason,
      'acting_customer_id', record_generic_payment_safe.acting_customer_id)) end;
  v_order := private.lock_order(v_actor, record_generic_payment_safe.order_id);

  if v_known is not null then
    v_duplicate := true;
    select p.* into v_payment from public.payments as p where p.desk_id = v_actor.desk_id and p.id = (v_known ->> 'payment_id')::uuid;
  else
    -- The reference first: a provider that reports again must get its answer whatever has happened since.
    if v_reference is not null then
      select p.* into v_payment from public.payments as p
      where p.desk_id = v_actor.desk_id and p.external_reference = v_reference
      for no key update;
      if v_payment.id is not null and (v_payment.order_id, v_payment.amount, v_payment.currency::text, v_payment.role::text)
        is distinct from (v_order.id, v_amount, record_generic_payment_safe.currency, record_generic_payment_safe.role)
      then
        perform private.refuse(409, 'REFERENCE_CONFLICT', 'This reference belongs to a payment with other content.',
          'Check amount, currency and order; a new payment has a new reference.');
      end if;
    end if;
    if v_payment.id is not null then
      -- Who may not record this money does not read it by its reference either.
      perform private.check_payment_role(v_actor, record_generic_payment_safe.direction, record_generic_payment_safe.role,
        private.acting_customer() is not null and record_generic_payment_safe.role <> 'client_payment');
      v_duplicate := private.payment_rank(record_generic_payment_safe.status::public.payment_status) <= private.payment_rank(v_payment.status);
    else
      perform private.check_payment_lists(v_actor.desk_id, record_generic_payment_safe.currency, record_generic_payment_safe.method,
        record_generic_payment_safe.status, v_reference);
      perform private.check_payment_right(v_actor, v_order, record_generic_payment_safe.direction, record_generic_payment_safe.role,
        record_generic_payment_safe.status, v_reference);
      if record_generic_payment_safe.role in ('client_payment', 'refund') and record_generic_payment_safe.currency <> v_order.currency then
        perform private.refuse(409, 'CURRENCY_MISMATCH', pg_catalog.format('This order is in %s.', v_order.currency), 'Use the order''s currency.',
          pg_catalog.jsonb_build_object('order_currency', v_order.currency, 'currency', record_generic_payment_safe.currency));
      end if;
      v_payment := private.open_payment(v_order, record_generic_payment_safe.payment_id, v_amount, record_generic_payment_safe.currency,
        record_generic_payment_safe.role, record_generic_payment_safe.status);
      if v_payment.external_reference <> v_reference then
        perform private.refuse(409, 'REFERENCE_CONFLICT', 'The payment named has another reference.', 'Record a payment of its own instead.');
      end if;
      if record_generic_payment_safe.role = 'refund' then
        v_related := private.checked_refund(v_order, v_amount, record_generic_payment_safe.related_payment_id, record_generic_payment_safe.refund_reason,
          record_generic_payment_safe.payment_id);
      end if;
      v_method := record_generic_payment_safe.method;
    end if;

    if v_payment.id is null then
      insert into public.payments (desk_id, order_id, amount, currency, direction, role, method, status, external_reference,
        related_payment_id, refund_reason, completed_at, initiated_by_customer, created_by)
      values (v_actor.desk_id, v_order.id, v_amount, record_generic_payment_safe.currency, record_generic_payment_safe.direction::public.payment_direction,
        record_generic_payment_safe.role::public.payment_role, record_generic_payment_safe.method,
        record_generic_payment_safe.status::public.payment_status, v_reference, v_related,
        case when record_generic_payment_safe.role = 'refund' then record_generic_payment_safe.refund_reason end::public.refund_reason,
        case when record_generic_payment_safe.status = 'completed' then pg_catalog.clock_timestamp() end,
        record_generic_payment_safe.acting_customer_id, v_actor.id)
      on conflict on constraint payments_external_reference_is_unique_at_the_desk do nothing
      returning * into v_payment;
      if v_payment.id is null then
        -- Another order's call won the race for this reference.
        perform private.refuse(409, 'REFERENCE_CONFLICT', 'This reference belongs to a payment with other content.',
          'Check amount, currency and order; a new payment has a new reference.');
      end if;
      perform private.record_first_event(v_payment.desk_id, 'payment', v_payment.id, v_payment.status::text);
      v_order := private.after_payment(v_payment, v_order);
    elsif not v_duplicate then
      perform private.check_payment_move(v_actor, v_order, v_payment, record_generic_payment_safe.status, v_reference);
      v_payment := private.move_payment(v_payment, record_generic_payment_safe.status::public.payment_status, v_reference, v_method);
      v_order := private.after_payment(v_payment, v_order);
    end if;
    perform private.keep_result(v_actor.desk_id, 'record_generic_payment_safe', record_generic_payment_safe.idempotency_key,
      pg_catalog.jsonb_build_object('payment_id', v_payment.id));
  end if;
  return pg_catalog.jsonb_build_object('payment', private.payment_json(v_payment), 'order', private.order_json(v_order), 'duplicate', v_duplicate);
end
$$;
comment on function public.record_generic_payment_safe is
  'Records money of an order, once per reference and per key. Callers: client money everybody (customers plan only), outgoing manager and up, refunds admin and up or the provider''s fact. BAD_INPUT, AMOUNT_INVALID, BAD_DIRECTION_ROLE, NOT_FOUND, FORBIDDEN_ROLE, CURRENCY_MISMATCH, REFERENCE_REQUIRED, REFERENCE_CONFLICT, NO_CLIENT_PAYMENT, REFUND_EXCEEDS_RECEIVED, REASON_REQUIRED, INVALID_TRANSITION, IDEMPOTENCY_CONFLICT.';

-- The row this money was expected in: the one named, or for completed client money the only open planned one that fits.
create function private.open_payment(about public.orders, payment_id uuid, amount numeric, currency text, role text, status text) returns public.payments
language plpgsql
as $$
declare
  v_payment public.payments;
  v_ids uuid[];
begin
  if open_payment.payment_id is not null then
    select p.* into v_payment from public.payments as p
    where p.desk_id = about.desk_id and p.order_id = about.id and p.id = open_payment.payment_id
    for no key update;
    if v_payment.id is null then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such payment of this order.', null, '{"field": "payment_id"}');
    end if;
    if (v_payment.amount, v_payment.currency::text, v_payment.role::text) is distinct from (open_payment.amount, open_payment.currency, open_payment.role) then
      perform private.refuse(409, 'REFERENCE_CONFLICT', 'The payment named has another amount, currency or role.', 'Record a payment of its own instead.');
    end if;
    return v_payment;
  end if;
  if open_payment.role = 'client_payment' and open_payment.status = 'completed' then
    select pg_catalog.array_agg(p.id) into v_ids from public.payments as p
    where p.order_id = about.id and p.role = 'client_payment' and p.status = 'planned' and p.external_reference is null
      and p.amount = open_payment.amount and p.currency = open_payment.currency;
    if pg_catalog.cardinality(v_ids) = 1 then
      select p.* into v_payment from public.payments as p where p.id = v_ids[1] for no key update;
    end if;
  end if;
  return v_payment;
end
$$;
comment on function private.open_payment is 'The planned or pending row that a payment completes, or nothing. NOT_FOUND, REFERENCE_CONFLICT.';

revoke execute on function private.checked_payment_kind, private.payment_rank, private.check_payment_role, private.check_client_money, private.check_payment_right, private.check_refund_fits, private.check_payment_move, private.checked_refund, private.after_payment,
  private.move_payment, private.check_payment_lists, private.open_payment from public;
grant execute on function private.checked_payment_kind, private.payment_rank, private.check_payment_role, private.check_client_money, private.check_payment_right, private.check_refund_fits, private.check_payment_move, private.checked_refund, private.after_payment,
  private.move_payment, private.check_payment_lists, private.open_payment to desk_rpc;
select private.hand_over('public.record_generic_payment_safe(uuid, uuid, numeric, text, text, text, text, text, text, uuid, uuid, text, uuid, text)');
revoke execute on function public.record_generic_payment_safe from public, anon, authenticated;
grant execute on function public.record_generic_payment_safe to service_role;

-- The two RPCs of payments on these steps: the order's money is asked for once, after the ledger has changed.

create or replace function public.record_generic_payment_safe(
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
  v_changed boolean := false;
  v_duplicate boolean := false;
  v_money record;
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
      v_duplicate := private.is_old_news(v_actor, v_payment, record_generic_payment_safe.status);
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
      v_changed := true;
    elsif not v_duplicate then
      perform private.check_payment_move(v_actor, v_order, v_payment, record_generic_payment_safe.status, v_reference);
      v_payment := private.move_payment(v_payment, record_generic_payment_safe.status::public.payment_status, v_reference, v_method);
      v_changed := true;
    end if;
    if record_generic_payment_safe.idempotency_key is not null then
      perform private.keep_result(v_actor.desk_id, 'record_generic_payment_safe', record_generic_payment_safe.idempotency_key,
        pg_catalog.jsonb_build_object('payment_id', v_payment.id));
    end if;
  end if;
  -- Asked once: what follows from this money changes the order's status at most to paid, which changes nothing of what is owed.
  v_money := private.order_money(v_order.id, v_order.total_amount, v_order.status);
  if v_changed then
    v_order := private.after_payment(v_payment, v_order, v_money);
  end if;
  return pg_catalog.jsonb_build_object('payment', private.payment_json(v_payment), 'order', private.order_json(v_order, v_money), 'duplicate', v_duplicate);
end
$$;

create or replace function public.advance_payment_safe(
  actor_id uuid, payment_id uuid, new_status text, external_reference text default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(advance_payment_safe.actor_id);
  v_reference text := private.checked_text(advance_payment_safe.external_reference, 'external_reference', 200);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'advance_payment_safe', advance_payment_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'payment_id', advance_payment_safe.payment_id, 'new_status', advance_payment_safe.new_status, 'external_reference', v_reference));
  v_payment public.payments;
  v_order public.orders;
  v_money record;
begin
  select p.* into v_payment from public.payments as p where p.desk_id = v_actor.desk_id and p.id = advance_payment_safe.payment_id;
  if v_payment.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such payment at this desk.');
  end if;
  -- The order's row before the payment's, as everywhere; then the payment as it is now.
  v_order := private.lock_order(v_actor, v_payment.order_id, 'payment', null);
  select p.* into v_payment from public.payments as p where p.id = v_payment.id for no key update;
  if v_known is null then
    perform private.check_payment_move(v_actor, v_order, v_payment, advance_payment_safe.new_status, v_reference);
    if advance_payment_safe.new_status = 'completed' and coalesce(v_reference, v_payment.external_reference) is null and exists (
      select from public.payment_methods as m where m.desk_id = v_actor.desk_id and m.code = v_payment.method and m.reference_required
    ) then
      perform private.refuse(400, 'REFERENCE_REQUIRED', 'A payment received this way needs the provider''s reference.',
        'Give the number the provider shows.', '{"field": "external_reference"}');
    end if;
    if v_reference is not null and (v_payment.external_reference <> v_reference or exists (
      select from public.payments as p where p.desk_id = v_actor.desk_id and p.external_reference = v_reference and p.id <> v_payment.id
    )) then
      perform private.refuse(409, 'REFERENCE_CONFLICT', 'This reference belongs to another payment, or this payment has another one.');
    end if;
    v_payment := private.move_payment(v_payment, advance_payment_safe.new_status::public.payment_status, v_reference);
    v_money := private.order_money(v_order.id, v_order.total_amount, v_order.status);
    v_order := private.after_payment(v_payment, v_order, v_money);
    perform private.keep_result(v_actor.desk_id, 'advance_payment_safe', advance_payment_safe.idempotency_key,
      pg_catalog.jsonb_build_object('payment_id', v_payment.id));
  end if;
  return pg_catalog.jsonb_build_object('payment', private.payment_json(v_payment), 'order', private.order_json(v_order), 'duplicate', v_known is not null);
end
$$;

-- Asked for the order's money itself.
drop function private.after_payment(public.payments, public.orders);

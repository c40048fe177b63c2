-- Moves a payment that is written down already.

create function public.advance_payment_safe(
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
    v_order := private.after_payment(v_payment, v_order);
    perform private.keep_result(v_actor.desk_id, 'advance_payment_safe', advance_payment_safe.idempotency_key,
      pg_catalog.jsonb_build_object('payment_id', v_payment.id));
  end if;
  return pg_catalog.jsonb_build_object('payment', private.payment_json(v_payment), 'order', private.order_json(v_order), 'duplicate', v_known is not null);
end
$$;
comment on function public.advance_payment_safe is
  'Moves a recorded payment along its state machine. Callers: those who may record it. NOT_FOUND, INVALID_TRANSITION, FORBIDDEN_ROLE, NO_CLIENT_PAYMENT, REFERENCE_REQUIRED, REFERENCE_CONFLICT, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.advance_payment_safe(uuid, uuid, text, text, text)');
revoke execute on function public.advance_payment_safe from public, anon, authenticated;
grant execute on function public.advance_payment_safe to service_role;

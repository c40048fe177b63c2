-- A payment was cancelled here and its provider completes it all the same: the row is frozen, so the money is a person's task.

create function private.report_stray_money(known public.payments) returns void
language plpgsql
as $$
declare
  -- Taken under the payment's row lock, so after everything else and by one call at a time.
  v_reported jsonb := private.claim_key(known.desk_id, 'report_stray_money', known.id::text, '{}');
begin
  if v_reported is null then
    perform private.make_task(known.desk_id, 'task-money-for-a-cancelled-payment',
      pg_catalog.format('Order %s: %s %s moved for a payment that is cancelled (%s). Record it anew or have it sent back.',
        (select o.order_code from public.orders as o where o.desk_id = known.desk_id and o.id = known.order_id),
        known.amount, known.currency, pg_catalog."left"(known.external_reference, 150)), known.order_id);
    perform private.keep_result(known.desk_id, 'report_stray_money', known.id::text, pg_catalog.jsonb_build_object('payment_id', known.id));
  end if;
end
$$;
comment on function private.report_stray_money is 'A task for staff, once for each cancelled payment that its provider has completed. The caller holds the payment''s row.';

create or replace function private.is_old_news(actor public.staff, known public.payments, status text) returns boolean
language plpgsql
as $$
begin
  -- Who may not record this money does not read it by its reference either.
  perform private.check_payment_role(actor, known.direction::text, known.role::text,
    private.acting_customer() is not null and known.role <> 'client_payment');
  -- A provider's word about money, which only the system brings and never for a customer.
  if known.status = 'cancelled' and is_old_news.status = 'completed' and actor.role = 'system' and private.acting_customer() is null then
    perform private.report_stray_money(known);
  end if;
  return private.payment_rank(is_old_news.status::public.payment_status) <= private.payment_rank(known.status);
end
$$;
comment on function private.is_old_news is
  'Whether a report of a payment says no more than its row does. That a cancelled one is completed becomes a task. FORBIDDEN_ROLE.';

revoke execute on function private.report_stray_money from public;
grant execute on function private.report_stray_money to desk_rpc;

-- The last question before money moves: whether this invoice, at this sum, may be paid now, by this person. The answer is
-- wanted within seconds, so nobody is waited for long.

create function private.why_not_check_out(
  invoice public.chat_invoices, about public.orders, payer text, charged bigint, charged_currency text
) returns text
language plpgsql
stable
as $$
declare
  v_money record := private.order_money(about.id, about.total_amount, about.status);
  v_reason text := private.why_not_pay(about, v_money) -> 0 ->> 'code';
begin
  return case
    when exists (select from public.chat_charges as g where g.desk_id = invoice.desk_id and g.invoice_id = invoice.id) then 'paid'
    when v_reason = 'ENDED' then 'ended'
    when v_reason = 'NOTHING_DUE' then 'paid'
    when invoice.superseded_at is not null or v_reason is not null or invoice.amount <> v_money.balance_due
      or (invoice.charged, invoice.charged_currency::text) is distinct from (why_not_check_out.charged, why_not_check_out.charged_currency) then 'changed'
    when not exists (select from public.payment_methods as m where m.desk_id = invoice.desk_id and m.code = invoice.method and m.active) then 'off'
    -- Whoever was let through is paying: two at once would pay twice.
    when invoice.approved_for <> why_not_check_out.payer and invoice.approved_at > pg_catalog.clock_timestamp() - interval '1 minute' then 'busy'
  end;
end
$$;
comment on function private.why_not_check_out is 'What stands against paying an invoice now: paid, ended, changed, off, busy; null when nothing does. The caller holds the order.';

create function public.approve_checkout_safe(
  provider text, account text, payload text, payer text, charged bigint, charged_in text
) returns jsonb
language plpgsql
security definer
set search_path = ''
set lock_timeout = '400ms'
as $$
#variable_conflict use_column
declare
  v_payer text := private.checked_text(approve_checkout_safe.payer, 'payer', 200, true);
  v_invoice public.chat_invoices;
  v_order public.orders;
  v_reason text;
begin
  select i.* into v_invoice from public.chat_invoices as i
  join public.channel_accounts as a on a.desk_id = i.desk_id and a.id = i.account_id and a.active
  where a.provider = approve_checkout_safe.provider and a.account = approve_checkout_safe.account and i.payload = approve_checkout_safe.payload;
  if v_invoice.id is null then
    return '{"approved": false, "reason": "unknown"}';
  end if;
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_invoice.desk_id and s.role = 'system'), '{system}');
  begin
    select o.* into v_order from public.orders as o where o.desk_id = v_invoice.desk_id and o.id = v_invoice.order_id for no key update;
    select i.* into v_invoice from public.chat_invoices as i where i.id = v_invoice.id for no key update;
  exception when lock_not_available then
    return '{"approved": false, "reason": "busy"}';
  end;
  v_reason := private.why_not_check_out(v_invoice, v_order, v_payer, approve_checkout_safe.charged, approve_checkout_safe.charged_in);
  if v_reason is not null then
    return pg_catalog.jsonb_build_object('approved', false, 'reason', v_reason);
  end if;
  update public.chat_invoices as i set approved_at = pg_catalog.clock_timestamp(), approved_for = v_payer where i.id = v_invoice.id;
  return '{"approved": true, "reason": null}';
end
$$;
comment on function public.approve_checkout_safe is
  'Whether an invoice may be paid now, by this person and at this sum; asked of the locked order, for less than half a second. Says no in a word, and nothing of the order. Caller: service_role. BAD_INPUT.';
revoke execute on function private.why_not_check_out from public;
grant execute on function private.why_not_check_out to desk_rpc;
select private.hand_over('public.approve_checkout_safe(text, text, text, text, bigint, text)');
revoke execute on function public.approve_checkout_safe from public, anon, authenticated;
grant execute on function public.approve_checkout_safe to service_role;

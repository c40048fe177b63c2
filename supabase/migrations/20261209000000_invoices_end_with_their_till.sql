-- An invoice charges what it would charge if it were made now: one from before the desk took another price for a Star, or stopped
-- taking this money, is paid no more.

create or replace function private.why_not_check_out(
  invoice public.chat_invoices, about public.orders, payer text, charged bigint, charged_currency text
) returns text
language plpgsql
stable
as $$
declare
  v_money record := private.order_money(about.id, about.total_amount, about.status);
  v_reason text := private.why_not_pay(about, v_money) -> 0 ->> 'code';
  v_now record;
begin
  select c.* into v_now from public.channel_accounts as a
  join public.payment_methods as m on m.desk_id = a.desk_id and m.code = invoice.method and m.by_invoice and m.active
  cross join lateral private.charge_for(a, m.code, v_money.balance_due, about.currency::text) as c
  where a.desk_id = invoice.desk_id and a.id = invoice.account_id;
  return case
    when exists (select from public.chat_charges as g where g.desk_id = invoice.desk_id and g.invoice_id = invoice.id) then 'paid'
    when v_reason = 'ENDED' then 'ended'
    when v_reason = 'NOTHING_DUE' then 'paid'
    when invoice.superseded_at is not null or v_reason is not null or invoice.amount <> v_money.balance_due
      or (invoice.charged, invoice.charged_currency::text) is distinct from (why_not_check_out.charged, why_not_check_out.charged_currency) then 'changed'
    when v_now.charged is null then 'off'
    when (v_now.charged, v_now.charged_currency) is distinct from (invoice.charged, invoice.charged_currency::text) then 'changed'
    -- Whoever was let through is paying, by whichever invoice of the order: two at once would pay twice.
    when exists (
      select from public.chat_invoices as i
      where i.desk_id = invoice.desk_id and i.order_id = invoice.order_id and i.approved_for <> why_not_check_out.payer
        and i.approved_at > pg_catalog.clock_timestamp() - interval '1 minute'
        and not exists (select from public.chat_charges as g where g.desk_id = i.desk_id and g.invoice_id = i.id)
    ) then 'busy'
  end;
end
$$;

-- squawk-ignore-file constraint-missing-not-valid
-- A charge may be given back without the desk: by the provider, or by its support. The books are set right by a person, who is told
-- of it once.

alter table public.chat_charges add column given_back_at timestamptz;
comment on column public.chat_charges.given_back_at is 'When the channel told that it was given back, though the desk had not asked for that.';

create or replace function private.charge_to_give_back(transfer public.incoming_transfers) returns uuid
language sql
stable
as $$
  select g.id from public.chat_charges as g
  join public.payment_methods as m on m.desk_id = transfer.desk_id and m.code = transfer.method and m.gives_back
  where g.desk_id = transfer.desk_id and g.transfer_id = transfer.id and g.payment_id is null and g.given_back_at is null
    and not exists (select from public.charge_refunds as k where k.desk_id = g.desk_id and k.charge_id = g.id and k.status <> 'failed')
$$;

create function private.tell_of_charge_given_back(charge public.chat_charges, paid public.payments, about public.orders) returns void
language plpgsql
as $$
declare
  v_sum jsonb := case when about.id is null
    then pg_catalog.jsonb_build_object('amount', private.in_whole_units(charge.charged, charge.charged_currency::text), 'currency', charge.charged_currency)
    else pg_catalog.jsonb_build_object('amount', paid.amount, 'currency', paid.currency, 'code', about.order_code) end;
begin
  if about.id is null then
    perform private.make_desk_task(charge.desk_id, 'task-stray-charge-given-back',
      pg_catalog.format('%s %s of no order: the provider has given it back. Take it off the payment inbox.', v_sum ->> 'amount', v_sum ->> 'currency'),
      'notice-staff-stray-charge-given-back', v_sum);
  else
    perform private.make_task(about.desk_id, 'task-charge-given-back',
      pg_catalog.format('Order %s: the provider has given back %s %s. Write the refund down.', about.order_code, v_sum ->> 'amount', v_sum ->> 'currency'), about.id);
    perform private.alarm_staff(about.desk_id, null, 'admin', 'notice-staff-charge-given-back', v_sum, 'order', about.id, pg_catalog.clock_timestamp());
  end if;
end
$$;
comment on function private.tell_of_charge_given_back is 'Has an admin write down what a provider has given back by itself.';

create function public.record_charge_given_back_safe(provider text, account text, charge_id text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_account public.channel_accounts;
  v_charge public.chat_charges;
  v_payment public.payments;
  v_order public.orders;
begin
  select a.* into v_account from public.channel_accounts as a
  where a.provider = record_charge_given_back_safe.provider and a.account = record_charge_given_back_safe.account;
  if v_account.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such channel.', 'Check the channels of the desk.', '{"field": "account"}');
  end if;
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_account.desk_id and s.role = 'system'), '{system}');
  select p.* into v_payment from public.chat_charges as g
  left join public.incoming_transfers as i on i.desk_id = g.desk_id and i.id = g.transfer_id
  join public.payments as p on p.desk_id = g.desk_id and p.id = coalesce(g.payment_id, i.payment_id)
  where g.account_id = v_account.id and g.charge_id = record_charge_given_back_safe.charge_id;
  -- The order first, as everybody locks.
  select o.* into v_order from public.orders as o where o.desk_id = v_payment.desk_id and o.id = v_payment.order_id for no key update;
  update public.chat_charges as g set given_back_at = pg_catalog.clock_timestamp()
  where g.account_id = v_account.id and g.charge_id = record_charge_given_back_safe.charge_id and g.given_back_at is null
    -- What the desk has asked for is in its books, or will be.
    and not exists (select from public.charge_refunds as k where k.desk_id = g.desk_id and k.charge_id = g.id and k.status <> 'failed')
  returning g.* into v_charge;
  if v_charge.id is not null then
    perform private.tell_of_charge_given_back(v_charge, v_payment, v_order);
  end if;
  return pg_catalog.jsonb_build_object('told', v_charge.id is not null, 'known', exists (
    select from public.chat_charges as g where g.account_id = v_account.id and g.charge_id = record_charge_given_back_safe.charge_id));
end
$$;
comment on function public.record_charge_given_back_safe is
  'What a channel says to have given back: nothing where the desk has asked for that, else a task for an admin, who writes it down; once per charge. No money is written off. Caller: service_role. NOT_FOUND.';

revoke execute on function private.tell_of_charge_given_back from public;
grant execute on function private.tell_of_charge_given_back to desk_rpc;
select private.hand_over('public.record_charge_given_back_safe(text, text, text)');
revoke execute on function public.record_charge_given_back_safe from public, anon, authenticated;
grant execute on function public.record_charge_given_back_safe to service_role;

-- A charge is money that is here: it is recorded, once, whatever has become of its order meanwhile.

create function private.keep_transfer(charge public.chat_charges, amount numeric, note text) returns uuid
language plpgsql
as $$
declare
  v_id uuid;
  v_task public.tasks;
  v_actor uuid := pg_catalog.current_setting('desk.actor_id')::uuid;
  v_method text := case when charge.charged_currency = 'XTR' then 'telegram_stars' else 'telegram_card' end;
begin
  perform private.add_till_method(charge.desk_id, v_method);
  insert into public.incoming_transfers (desk_id, amount, currency, method, payer, reference, note, received_at, created_by)
  values (charge.desk_id, keep_transfer.amount, charge.charged_currency, v_method, charge.payer_name, 'telegram:' || charge.charge_id, keep_transfer.note, charge.received_at, v_actor)
  returning id into v_id;
  insert into public.tasks (desk_id, kind, title, description, priority, created_by)
  values (charge.desk_id, 'task-charge-without-order', pg_catalog.format('%s %s came in for no order: find out what for.', keep_transfer.amount, charge.charged_currency),
    keep_transfer.note, 'high', v_actor)
  returning * into v_task;
  perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
  perform private.alarm_staff(charge.desk_id, null, 'manager', 'notice-staff-charge-without-order', pg_catalog.jsonb_build_object(
    'amount', keep_transfer.amount, 'currency', charge.charged_currency), 'task', v_task.id, pg_catalog.clock_timestamp());
  return v_id;
end
$$;
comment on function private.keep_transfer is 'Money of a channel that fits no order, for the payment inbox; and a task, so that somebody looks.';

create function private.in_whole_units(charged bigint, currency text) returns numeric
language sql
immutable
as $$
  select pg_catalog.round(in_whole_units.charged::numeric / private.in_smallest_units(1, in_whole_units.currency), 2)
$$;
comment on function private.in_whole_units is 'Smallest units of a currency as an amount.';

-- The sum in the money of the order; null where what was charged says nothing about that.
create function private.charged_amount(charge public.chat_charges, invoice public.chat_invoices) returns numeric
language sql
immutable
as $$
  select case
    when charge.charged_currency <> invoice.charged_currency then null
    when charge.charged = invoice.charged then invoice.amount
    when charge.charged_currency = invoice.currency then private.in_whole_units(charge.charged, charge.charged_currency::text)
  end
$$;
comment on function private.charged_amount is 'What a charge brought for the order of its invoice, in the order''s currency.';

create function private.is_own_payer(about public.orders, invoice public.chat_invoices, payer text) returns boolean
language sql
stable
as $$
  select exists (select from public.chats as c where c.id = invoice.chat_id and c.sender_id = is_own_payer.payer)
    or exists (
      select from public.customer_identities as i join public.channel_accounts as a on a.id = invoice.account_id
      where i.desk_id = about.desk_id and i.customer_id = about.customer_id and i.provider = a.provider and i.account = a.account
        and i.external_id = is_own_payer.payer)
$$;
comment on function private.is_own_payer is 'Whether it is the customer who pays for their order.';

-- Whoever pays for another hears thanks, and nothing of the order.
create function private.thank_payer(charge public.chat_charges, language text) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  v_chat public.chats;
begin
  insert into public.chats (desk_id, account_id, external_id, sender_id, sender_name, language, customer_id, staff_id)
  select a.desk_id, a.id, charge.payer, charge.payer, charge.payer_name, pg_catalog.substring(pg_catalog.lower(thank_payer.language), '^[a-z]{2,3}(?![a-z])'),
    (select i.customer_id from public.customer_identities as i
      where i.desk_id = a.desk_id and i.provider = a.provider and i.account = a.account and i.external_id = charge.payer),
    (select i.staff_id from public.staff_identities as i
      where i.desk_id = a.desk_id and i.provider = a.provider and i.account = a.account and i.external_id = charge.payer)
  from public.channel_accounts as a where a.id = charge.account_id
  on conflict on constraint chats_are_one_per_partner do nothing;
  select c.* into v_chat from public.chats as c where c.account_id = charge.account_id and c.external_id = charge.payer for no key update;
  perform private.put_in_chat(v_chat, pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('kind', 'text',
    'text', pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('key', 'notice-paid-for-another')))), 'notice', 'notice');
end
$$;
comment on function private.thank_payer is 'Thanks somebody who paid for another''s order, in their own chat.';

create function private.tell_of_payer(charge public.chat_charges, about public.orders) returns void
language sql
as $$
  select private.notify(about.desk_id, 'order', about.id, 'notice-staff-paid-by-another', pg_catalog.jsonb_build_object(
    'code', about.order_code, 'name', coalesce(charge.payer_name, charge.payer), 'payer', charge.payer), null, s.id)
  from public.staff as s
  where s.desk_id = about.desk_id and s.status = 'active' and s.role <> 'system'
    and case when about.assigned_to is null then s.role in ('manager', 'admin', 'owner') else s.id = about.assigned_to end
$$;
comment on function private.tell_of_payer is 'Tells the staff of an order that somebody else has paid for it.';

create function private.settle_charge(actor public.staff, charge public.chat_charges, about public.orders, invoice public.chat_invoices) returns public.chat_charges
language plpgsql
as $$
declare
  v_amount numeric := private.charged_amount(charge, invoice);
  v_payment uuid;
  v_transfer uuid;
begin
  if v_amount > 0 then
    begin
      v_payment := public.record_generic_payment_safe(actor.id, about.id, v_amount, about.currency::text, 'incoming', 'client_payment', invoice.method,
        'completed', 'telegram:' || charge.charge_id) #>> '{payment,id}';
    exception
      -- Whatever speaks against it, the money is here: it waits for a person instead.
      when sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT409' then
        v_payment := null;
    end;
  end if;
  if v_payment is null then
    v_transfer := private.keep_transfer(charge, private.in_whole_units(charge.charged, charge.charged_currency::text),
      'Charge ' || charge.charge_id || coalesce(', order ' || about.order_code, ''));
  end if;
  update public.chat_charges as g set payment_id = v_payment, transfer_id = v_transfer where g.id = charge.id returning g.* into charge;
  return charge;
end
$$;
comment on function private.settle_charge is 'Makes a charge a payment of its order, by the rules for any payment; or money without an order where it fits none.';

create function public.record_charge_safe(
  provider text, account text, charge_id text, payload text, payer text, charged bigint, charged_in text,
  provider_charge_id text default null, payer_name text default null, payer_language text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_account public.channel_accounts;
  v_actor public.staff;
  v_charge public.chat_charges;
  v_invoice public.chat_invoices;
  v_order public.orders;
begin
  select a.* into v_account from public.channel_accounts as a
  where a.provider = record_charge_safe.provider and a.account = record_charge_safe.account;
  if v_account.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such channel.', 'Check the channels of the desk.', '{"field": "account"}');
  end if;
  if coalesce(record_charge_safe.charged, 0) not between 1 and 99999999999999 or coalesce(record_charge_safe.charged_in, '') !~ '^[A-Z]{3}$' then
    perform private.refuse(400, 'BAD_INPUT', 'A charge is over something.', null, '{"field": "charged"}');
  end if;
  v_actor := private.acting_staff((select s.id from public.staff as s where s.desk_id = v_account.desk_id and s.role = 'system'), '{system}');
  select i.* into v_invoice from public.chat_invoices as i where i.account_id = v_account.id and i.payload = record_charge_safe.payload;
  insert into public.chat_charges (desk_id, account_id, charge_id, provider_charge_id, invoice_id, charged, charged_currency, payer, payer_name)
  values (v_account.desk_id, v_account.id, private.checked_text(record_charge_safe.charge_id, 'charge_id', 180, true),
    private.checked_text(record_charge_safe.provider_charge_id, 'provider_charge_id', 200), v_invoice.id, record_charge_safe.charged,
    record_charge_safe.charged_in, private.checked_text(record_charge_safe.payer, 'payer', 200, true),
    private.checked_text(record_charge_safe.payer_name, 'payer_name', 200))
  on conflict on constraint chat_charges_come_once do nothing
  returning * into v_charge;
  if v_charge.id is null then
    return '{"duplicate": true}';
  end if;
  if v_invoice.id is not null then
    v_order := private.lock_order(v_actor, v_invoice.order_id);
  end if;
  v_charge := private.settle_charge(v_actor, v_charge, v_order, v_invoice);
  if v_invoice.id is not null and not private.is_own_payer(v_order, v_invoice, v_charge.payer) then
    perform private.tell_of_payer(v_charge, v_order);
    perform private.thank_payer(v_charge, record_charge_safe.payer_language);
  end if;
  return '{"duplicate": false}';
end
$$;
comment on function public.record_charge_safe is
  'Records what a channel has charged, once per charge: as a payment of the order of its invoice, else as money without an order and a task. Caller: service_role. NOT_FOUND, BAD_INPUT.';

-- Before the chats forget whose they are.
create function private.drop_payers() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.chat_invoices as i set approved_for = null
  from public.orders as o
  where o.desk_id = new.desk_id and o.customer_id = new.id and i.desk_id = o.desk_id and i.order_id = o.id and i.approved_for is not null;
  update public.chat_charges as g set payer = null, payer_name = null
  where g.desk_id = new.desk_id and pg_catalog.num_nonnulls(g.payer, g.payer_name) > 0 and (
    exists (
      select from public.chat_invoices as i join public.orders as o on o.desk_id = i.desk_id and o.id = i.order_id
      where i.desk_id = g.desk_id and i.id = g.invoice_id and o.customer_id = new.id)
    or exists (
      select from public.chats as c where c.desk_id = new.desk_id and c.customer_id = new.id and c.account_id = g.account_id and c.sender_id = g.payer));
  return null;
end
$$;
comment on function private.drop_payers is 'Forgets who paid, with the customer whose order it was or who it was; the sums stay.';
select private.hand_over('private.drop_payers()');
create trigger drop_payers after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.drop_payers();

revoke execute on function private.keep_transfer, private.charged_amount, private.in_whole_units, private.is_own_payer, private.thank_payer,
  private.tell_of_payer, private.settle_charge, private.drop_payers from public;
grant execute on function private.keep_transfer, private.charged_amount, private.in_whole_units, private.is_own_payer, private.thank_payer,
  private.tell_of_payer, private.settle_charge to desk_rpc;
select private.hand_over('public.record_charge_safe(text, text, text, text, text, bigint, text, text, text, text)');
revoke execute on function public.record_charge_safe from public, anon, authenticated;
grant execute on function public.record_charge_safe to service_role;

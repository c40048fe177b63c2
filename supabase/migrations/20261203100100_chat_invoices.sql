-- squawk-ignore-file require-concurrent-index-creation
-- Invoices as a channel shows them, each known to the channel by its payload alone. The last of an order counts.

create table public.chat_invoices (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  account_id uuid not null,
  chat_id uuid not null,
  order_id uuid not null,
  method text not null,
  amount numeric(15, 2) not null,
  currency char(3) not null,
  charged bigint not null,
  charged_currency char(3) not null,
  payload text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  superseded_at timestamptz,
  approved_at timestamptz,
  approved_for text,
  created_at timestamptz not null default clock_timestamp(),
  constraint chat_invoices_are_found_within_their_desk unique (desk_id, id),
  constraint chat_invoices_are_known_by_their_payload unique (payload),
  constraint chat_invoices_go_to_a_chat_of_the_account foreign key (desk_id, account_id, chat_id) references public.chats (desk_id, account_id, id) on delete restrict,
  constraint chat_invoices_order_belongs_to_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint chat_invoices_method_is_on_the_list foreign key (desk_id, method) references public.payment_methods (desk_id, code) on delete restrict,
  constraint chat_invoices_ask_for_something check (amount > 0 and amount <> 'NaN' and charged > 0),
  constraint chat_invoices_payload_is_opaque check (payload ~ '^[0-9a-f]{64}$'),
  constraint chat_invoices_approved_say_for_whom check (approved_at is not null or approved_for is null)
);
comment on table public.chat_invoices is 'Invoices in chats: for which order, how much of it, and what the channel charges. Changes only through commands.';
comment on column public.chat_invoices.charged is 'What the payer is charged, in the smallest units of charged_currency; XTR are Stars.';
comment on column public.chat_invoices.payload is 'By what the channel knows it: nothing of the order can be told from it, and nobody can guess it.';
comment on column public.chat_invoices.superseded_at is 'Since when a later invoice of the order counts instead.';
comment on column public.chat_invoices.approved_for is 'Who was last let through to pay it, by the provider''s own id.';

create index chat_invoices_of_an_order on public.chat_invoices (desk_id, order_id, created_at desc);
create index chat_invoices_of_a_chat on public.chat_invoices (desk_id, account_id, chat_id);
create index chat_invoices_by_method on public.chat_invoices (desk_id, method);

alter table public.chat_invoices enable row level security;
revoke all on public.chat_invoices from anon, authenticated, service_role;
grant select on public.chat_invoices to authenticated;
grant select, insert, update, delete on public.chat_invoices to service_role;
grant select, insert, update on public.chat_invoices to desk_rpc;
select private.attach_guards('public.chat_invoices');
create policy "safe RPCs pass" on public.chat_invoices to desk_rpc using (true) with check (true);
create policy "managers read the invoices of their desk" on public.chat_invoices for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

create function private.in_smallest_units(amount numeric, currency text) returns bigint
language sql
immutable
as $$
  select case when u.units = pg_catalog.trunc(u.units) then u.units::bigint end
  from (select in_smallest_units.amount * case
    when in_smallest_units.currency in ('CLP', 'ISK', 'JPY', 'KRW', 'PYG', 'UGX', 'VND', 'XTR') then 1
    when in_smallest_units.currency in ('BHD', 'IQD', 'JOD', 'KWD', 'OMR', 'TND') then 1000
    else 100 end as units) as u
$$;
comment on function private.in_smallest_units is 'An amount as channels charge it: in the smallest units of its currency; null where it is none of them.';

-- Stars are a price of their own: a part of one counts as one.
create function private.charge_for(account public.channel_accounts, method text, amount numeric, currency text, out charged bigint, out charged_currency text)
language plpgsql
stable
as $$
begin
  if charge_for.method = 'telegram_card' and account.takes_cards then
    charge_for.charged := private.in_smallest_units(charge_for.amount, charge_for.currency);
    charge_for.charged_currency := charge_for.currency;
  elsif charge_for.method = 'telegram_stars' and account.stars_per_unit is not null
    and charge_for.currency = (select s.currency from public.desk_settings as s where s.desk_id = account.desk_id)
  then
    charge_for.charged := pg_catalog.ceil(charge_for.amount * account.stars_per_unit);
    charge_for.charged_currency := 'XTR';
  end if;
end
$$;
comment on function private.charge_for is 'What somebody is charged who pays this much this way at this account; null where that cannot be paid there.';

create function private.till_of(customer_id uuid, chat_id uuid) returns public.channel_accounts
language sql
stable
as $$
  select a.* from public.chats as c join public.channel_accounts as a on a.desk_id = c.desk_id and a.id = c.account_id
  where c.id = till_of.chat_id and c.customer_id = till_of.customer_id and a.active
$$;
comment on function private.till_of is 'The account of a customer''s own chat, where it is open.';

create function private.ways_of_chat(account public.channel_accounts, amount numeric, currency text) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('code', m.code,
    'names', case when m.names = '{}' then pg_catalog.jsonb_build_object('en', m.name) else m.names end,
    'instructions', '{}'::jsonb, 'link', null, 'iban', null, 'account_holder', null, 'qr', null,
    'invoice', pg_catalog.jsonb_build_object('charged', c.charged, 'currency', c.charged_currency)) order by m.code), '[]')
  from public.payment_methods as m
  cross join lateral private.charge_for(account, m.code, ways_of_chat.amount, ways_of_chat.currency) as c
  where m.desk_id = account.desk_id and m.by_invoice and m.active and c.charged is not null
$$;
comment on function private.ways_of_chat is 'The ways to pay this much by an invoice in a chat of this account.';

drop function public.payment_ways(uuid, uuid, text);
create function public.payment_ways(actor_id uuid, acting_customer_id uuid, order_code text, chat_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(payment_ways.actor_id, payment_ways.acting_customer_id, '{system}');
  v_order public.orders;
  v_money record;
  v_reasons jsonb;
begin
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.customer_id = payment_ways.acting_customer_id
    and o.order_code = pg_catalog.upper(pg_catalog.btrim(payment_ways.order_code));
  if v_order.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order.', 'Check the order code.');
  end if;
  select m.* into v_money from private.order_money(v_order.id, v_order.total_amount, v_order.status) as m;
  v_reasons := private.why_not_pay(v_order, v_money);
  return pg_catalog.jsonb_build_object(
    'order_id', v_order.id, 'order_code', v_order.order_code, 'currency', v_order.currency, 'terms', v_order.payment_terms,
    'due', case when v_reasons = '[]' then v_money.balance_due end, 'received', v_money.received, 'reasons', v_reasons,
    'checking', exists (
      select from public.tasks as t where t.desk_id = v_order.desk_id and t.order_id = v_order.id and t.kind = 'task-payment-reported'
        and t.status in ('open', 'in_progress', 'on_hold')),
    'planned', (
      select p.method from public.payments as p where p.desk_id = v_order.desk_id and p.order_id = v_order.id
        and p.role = 'client_payment' and p.status in ('planned', 'pending') order by p.created_at desc limit 1),
    'ways', case when v_reasons <> '[]' then '[]'::jsonb else (
      select coalesce(pg_catalog.jsonb_agg(private.payment_way(m, v_money.balance_due, v_order.currency, v_order.order_code) order by m.created_at, m.code), '[]')
      from public.payment_methods as m where m.desk_id = v_order.desk_id and m.offered and m.active)
      || private.ways_of_chat(private.till_of(payment_ways.acting_customer_id, payment_ways.chat_id), v_money.balance_due, v_order.currency) end);
end
$$;
comment on function public.payment_ways is
  'What a customer still owes for an order and every offered way to pay it, those of the chat they ask in among them, or why there is nothing to pay. Changes nothing. Caller: the system for a customer. NOT_FOUND.';
select private.hand_over('public.payment_ways(uuid, uuid, text, uuid)');
revoke execute on function public.payment_ways from public, anon, authenticated;
grant execute on function public.payment_ways to service_role;

create function private.check_payable(about public.orders, money record) returns void
language plpgsql
stable
as $$
declare
  v_reason text := private.why_not_pay(about, money) -> 0 ->> 'code';
begin
  if v_reason = 'ENDED' then
    perform private.refuse(409, 'ORDER_ENDED', 'This order has ended, so nothing is paid for it any more.', 'Ask a person at the desk if money was sent.',
      pg_catalog.jsonb_build_object('status', about.status));
  elsif v_reason = 'NOT_PRICED' then
    perform private.refuse(409, 'NOT_PRICED', 'This order has no price yet.', 'Wait for the price; nothing has to be paid before.');
  elsif v_reason is not null then
    perform private.refuse(409, 'NOTHING_DUE', 'Nothing is left to be paid for this order.');
  end if;
end
$$;
comment on function private.check_payable is 'Whether a customer can still pay for an order. ORDER_ENDED, NOT_PRICED, NOTHING_DUE.';

create or replace function private.check_reportable(about public.orders, money record, method text) returns void
language plpgsql
stable
as $$
begin
  perform private.check_payable(about, money);
  if not exists (
    select from public.payment_methods as m where m.desk_id = about.desk_id and m.code = check_reportable.method and m.active and m.offered
  ) then
    perform private.refuse(409, 'METHOD_NOT_OFFERED', 'The desk does not offer this way to pay to its customers.', 'Choose one of the ways it offers.',
      pg_catalog.jsonb_build_object('method', check_reportable.method));
  end if;
end
$$;

create function public.offer_invoice_safe(
  actor_id uuid, acting_customer_id uuid, chat_id uuid, order_code text, method text, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(offer_invoice_safe.actor_id, offer_invoice_safe.acting_customer_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'offer_invoice_safe', offer_invoice_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'acting_customer_id', offer_invoice_safe.acting_customer_id, 'chat_id', offer_invoice_safe.chat_id,
    'order_code', offer_invoice_safe.order_code, 'method', offer_invoice_safe.method));
  v_order public.orders := private.lock_order(v_actor, (select o.id from public.orders as o
    where o.desk_id = v_actor.desk_id and o.customer_id = offer_invoice_safe.acting_customer_id
      and o.order_code = pg_catalog.upper(pg_catalog.btrim(pg_catalog."left"(offer_invoice_safe.order_code, 40)))));
  v_account public.channel_accounts := private.till_of(offer_invoice_safe.acting_customer_id, offer_invoice_safe.chat_id);
  v_money record;
  v_charge record;
  v_invoice public.chat_invoices;
begin
  if v_known is not null then
    select i.* into v_invoice from public.chat_invoices as i where i.desk_id = v_order.desk_id and i.id = (v_known ->> 'invoice_id')::uuid;
    return private.invoice_json(v_invoice, v_order, true);
  end if;
  select m.* into v_money from private.order_money(v_order.id, v_order.total_amount, v_order.status) as m;
  perform private.check_payable(v_order, v_money);
  select c.* into v_charge from public.payment_methods as m
  cross join lateral private.charge_for(v_account, m.code, v_money.balance_due, v_order.currency) as c
  where m.desk_id = v_order.desk_id and m.code = offer_invoice_safe.method and m.by_invoice and m.active;
  if v_charge.charged is null then
    perform private.refuse(409, 'METHOD_NOT_OFFERED', 'The desk does not offer this way to pay to its customers.', 'Choose one of the ways it offers.',
      pg_catalog.jsonb_build_object('method', offer_invoice_safe.method));
  end if;
  -- Two open invoices would be paid twice.
  update public.chat_invoices as i set superseded_at = pg_catalog.clock_timestamp()
  where i.desk_id = v_order.desk_id and i.order_id = v_order.id and i.superseded_at is null;
  insert into public.chat_invoices (desk_id, account_id, chat_id, order_id, method, amount, currency, charged, charged_currency)
  values (v_order.desk_id, v_account.id, offer_invoice_safe.chat_id, v_order.id, offer_invoice_safe.method, v_money.balance_due, v_order.currency,
    v_charge.charged, v_charge.charged_currency)
  returning * into v_invoice;
  perform private.keep_result(v_actor.desk_id, 'offer_invoice_safe', offer_invoice_safe.idempotency_key,
    pg_catalog.jsonb_build_object('invoice_id', v_invoice.id));
  return private.invoice_json(v_invoice, v_order, false);
end
$$;
comment on function public.offer_invoice_safe is
  'An invoice over all that a customer still owes for an order, for the chat they ask in; those before it count no more. Caller: the system for a customer. NOT_FOUND, ORDER_ENDED, NOT_PRICED, NOTHING_DUE, METHOD_NOT_OFFERED, IDEMPOTENCY_CONFLICT.';

create function private.invoice_json(shown public.chat_invoices, about public.orders, duplicate boolean) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('order_code', about.order_code, 'method', shown.method, 'amount', shown.amount, 'currency', shown.currency,
    'charged', shown.charged, 'charged_currency', shown.charged_currency, 'payload', shown.payload, 'duplicate', invoice_json.duplicate)
$$;
comment on function private.invoice_json is 'An invoice as the dialogue shows it.';

revoke execute on function private.in_smallest_units, private.charge_for, private.till_of, private.ways_of_chat, private.check_payable, private.invoice_json from public;
grant execute on function private.in_smallest_units, private.charge_for, private.till_of, private.ways_of_chat, private.check_payable, private.invoice_json to desk_rpc;
select private.hand_over('public.offer_invoice_safe(uuid, uuid, uuid, text, text, text)');
revoke execute on function public.offer_invoice_safe from public, anon, authenticated;
grant execute on function public.offer_invoice_safe to service_role;

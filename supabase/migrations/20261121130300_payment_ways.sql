-- How a customer pays for an order: what is due, and every offered way with all that it takes.

create function private.fill_blanks(template text, amount numeric, currency text, order_code text) returns text
language sql
immutable
as $$
  select pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(fill_blanks.template,
    '{amount}', fill_blanks.amount::numeric(15, 2)::text), '{currency}', fill_blanks.currency), '{order}', fill_blanks.order_code)
$$;
comment on function private.fill_blanks is 'A text of the desk with amount, currency and order code in their places.';

-- https://www.europeanpaymentscouncil.eu, "Quick Response Code: Guidelines": version 002, UTF-8, no BIC within the EEA.
create function private.transfer_code(iban text, account_holder text, amount numeric, order_code text) returns text
language sql
immutable
as $$
  select pg_catalog.array_to_string(array['BCD', '002', '1', 'SCT', '', transfer_code.account_holder, transfer_code.iban,
    'EUR' || transfer_code.amount::numeric(15, 2)::text, '', '', transfer_code.order_code], E'\n')
$$;
comment on function private.transfer_code is 'What a bank''s app reads out of a picture to fill in a transfer in euros.';

create function private.payment_way(method public.payment_methods, amount numeric, currency text, order_code text) returns jsonb
language plpgsql
stable
as $$
declare
  v_link text := private.fill_blanks(method.link, payment_way.amount, payment_way.currency, payment_way.order_code);
begin
  return pg_catalog.jsonb_build_object(
    'code', method.code,
    'names', case when method.names = '{}' then pg_catalog.jsonb_build_object('en', method.name) else method.names end,
    'instructions', (select coalesce(pg_catalog.jsonb_object_agg(t.key, private.fill_blanks(t.value, payment_way.amount, payment_way.currency, payment_way.order_code)), '{}')
      from pg_catalog.jsonb_each_text(method.instructions) as t),
    'link', v_link, 'iban', method.iban, 'account_holder', method.account_holder,
    'qr', case
      when method.qr = 'transfer' and payment_way.currency = 'EUR' and payment_way.amount < 1000000000
        then private.transfer_code(method.iban, method.account_holder, payment_way.amount, payment_way.order_code)
      when method.qr is not null then v_link
    end);
end
$$;
comment on function private.payment_way is 'One way to pay this much for this order, as the customer is shown it.';

create function public.payment_ways(actor_id uuid, acting_customer_id uuid, order_code text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
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
      from public.payment_methods as m where m.desk_id = v_order.desk_id and m.offered and m.active) end);
end
$$;
comment on function public.payment_ways is
  'What a customer still owes for an order and every offered way to pay it, or why there is nothing to pay. Changes nothing. Caller: the system for a customer. NOT_FOUND.';
select private.hand_over('public.payment_ways(uuid, uuid, text)');
revoke execute on function public.payment_ways from public, anon, authenticated;
grant execute on function public.payment_ways to service_role;

create function private.check_offered() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if private.acting_customer() is not null and not exists (
    select from public.payment_methods as m where m.desk_id = new.desk_id and m.code = new.method and m.active and m.offered
  ) then
    perform private.refuse(409, 'METHOD_NOT_OFFERED', 'The desk does not offer this way to pay to its customers.', 'Choose one of the ways it offers.',
      pg_catalog.jsonb_build_object('method', new.method));
  end if;
  return new;
end
$$;
comment on function private.check_offered is 'A customer plans to pay only in a way that the desk offers. METHOD_NOT_OFFERED.';
select private.hand_over('private.check_offered()');
create trigger check_offered before insert on public.payments for each row
  when (new.initiated_by_customer is not null) execute function private.check_offered();
revoke execute on function private.fill_blanks, private.transfer_code, private.payment_way, private.check_offered from public;
grant execute on function private.fill_blanks, private.transfer_code, private.payment_way to desk_rpc;

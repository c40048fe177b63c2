-- "I have paid": no money is counted; the proof is kept, the payment planned, and somebody is asked to look.

create function private.check_reportable(about public.orders, money record, method text) returns void
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
  if not exists (
    select from public.payment_methods as m where m.desk_id = about.desk_id and m.code = check_reportable.method and m.active and m.offered
  ) then
    perform private.refuse(409, 'METHOD_NOT_OFFERED', 'The desk does not offer this way to pay to its customers.', 'Choose one of the ways it offers.',
      pg_catalog.jsonb_build_object('method', check_reportable.method));
  end if;
end
$$;
comment on function private.check_reportable is 'What a customer can have paid, and how. ORDER_ENDED, NOT_PRICED, NOTHING_DUE, METHOD_NOT_OFFERED.';

-- A proof counts once for an order; that another order was shown the same file is for the staff to know alone.
create function private.keep_proofs(about public.orders, actor public.staff, paths text[]) returns jsonb
language plpgsql
as $$
declare
  v_path text;
  v_digest text;
  v_kept integer := 0;
  v_again integer := 0;
  v_elsewhere text[] := '{}';
begin
  foreach v_path in array paths loop
    select f.digest into v_digest from public.chat_files as f
    join public.chats as c on c.account_id = f.account_id and c.sender_id = f.sender_id
    where f.desk_id = about.desk_id and f.path = v_path and f.unwanted_at is null and c.customer_id = about.customer_id;
    if not found then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such file of this customer.', null, '{"field": "documents"}');
    end if;
    v_elsewhere := v_elsewhere || coalesce((
      select pg_catalog.array_agg(distinct o.order_code) from public.chat_files as f
      join public.documents as d on d.desk_id = f.desk_id and d.storage_path = f.path and d.type = 'payment_proof' and d.erased_at is null
      join public.orders as o on o.desk_id = d.desk_id and o.id = d.order_id
      where f.desk_id = about.desk_id and f.digest = v_digest and d.order_id <> about.id
    ), '{}');
    if exists (
      select from public.chat_files as f
      join public.documents as d on d.desk_id = f.desk_id and d.storage_path = f.path and d.type = 'payment_proof' and d.order_id = about.id
      where f.desk_id = about.desk_id and f.digest = v_digest
    ) then
      v_again := v_again + 1;
    else
      insert into public.documents (desk_id, order_id, type, storage_path, uploaded_by, initiated_by_customer)
      values (about.desk_id, about.id, 'payment_proof', v_path, actor.id, about.customer_id);
      v_kept := v_kept + 1;
    end if;
  end loop;
  return pg_catalog.jsonb_build_object('kept', v_kept, 'again', v_again, 'elsewhere', v_elsewhere);
end
$$;
comment on function private.keep_proofs is 'Hangs a customer''s own files on their order as proofs, each once. NOT_FOUND.';

create function private.ask_to_check_payment(about public.orders, actor public.staff, facts text, notice jsonb) returns uuid
language plpgsql
as $$
declare
  v_task public.tasks;
begin
  select t.* into v_task from public.tasks as t
  where t.desk_id = about.desk_id and t.order_id = about.id and t.kind = 'task-payment-reported' and t.status in ('open', 'in_progress', 'on_hold')
  order by t.created_at limit 1
  for no key update;
  if v_task.id is null then
    insert into public.tasks (desk_id, kind, title, description, order_id, customer_id, assigned_to, priority, created_by)
    values (about.desk_id, 'task-payment-reported', pg_catalog.format('Check the payment of order %s.', about.order_code), ask_to_check_payment.facts,
      about.id, about.customer_id, about.assigned_to, 'high', actor.id)
    returning * into v_task;
    perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
  else
    update public.tasks as t set description = pg_catalog.left(pg_catalog.concat_ws(E'\n', t.description, ask_to_check_payment.facts), 4000) where t.id = v_task.id;
  end if;
  -- An order that is nobody's concerns everybody who could take it.
  perform private.notify(about.desk_id, 'task', v_task.id, 'notice-staff-payment-reported', ask_to_check_payment.notice, null, s.id)
  from public.staff as s
  where s.desk_id = about.desk_id and s.status = 'active' and s.role <> 'system'
    and case when v_task.assigned_to is null then s.role in ('manager', 'admin', 'owner') else s.id = v_task.assigned_to end;
  return v_task.id;
end
$$;
comment on function private.ask_to_check_payment is 'The task "check the payment of this order", one while it is not done, and a notice to whom it concerns.';

create function public.report_payment_safe(
  actor_id uuid, acting_customer_id uuid, order_id uuid, method text, amount numeric default null, documents jsonb default '[]',
  idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(report_payment_safe.actor_id, report_payment_safe.acting_customer_id, '{system}');
  v_amount numeric := case when report_payment_safe.amount is not null then private.checked_amount(report_payment_safe.amount, 'amount') end;
  v_paths text[] := array(select distinct p.path #>> '{}' from pg_catalog.jsonb_path_query(report_payment_safe.documents, 'strict $[*] ? (@.type() == "string")', '{}', true) as p (path) order by 1);
  v_known jsonb;
  v_order public.orders;
  v_money record;
  v_payment public.payments;
  v_proofs jsonb;
begin
  if report_payment_safe.acting_customer_id is null or pg_catalog.cardinality(v_paths) > 10
    or pg_catalog.jsonb_typeof(coalesce(report_payment_safe.documents, '[]')) <> 'array'
  then
    perform private.refuse(400, 'BAD_INPUT', 'A payment is reported by the customer who made it, with at most ten files.', null,
      '{"field": "acting_customer_id"}');
  end if;
  v_known := private.claim_key(v_actor.desk_id, 'report_payment_safe', report_payment_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', report_payment_safe.order_id, 'method', report_payment_safe.method, 'amount', v_amount, 'documents', v_paths,
    'acting_customer_id', report_payment_safe.acting_customer_id));
  v_order := private.lock_order(v_actor, report_payment_safe.order_id);
  select m.* into v_money from private.order_money(v_order.id, v_order.total_amount, v_order.status) as m;
  if v_known is null then
    perform private.check_reportable(v_order, v_money, report_payment_safe.method);
    v_amount := coalesce(v_amount, v_money.balance_due);
    v_proofs := private.keep_proofs(v_order, v_actor, v_paths);
    if not exists (
      select from public.payments as p where p.desk_id = v_order.desk_id and p.order_id = v_order.id
        and p.role = 'client_payment' and p.status in ('planned', 'pending')
    ) then
      insert into public.payments (desk_id, order_id, amount, currency, direction, role, method, initiated_by_customer, created_by)
      values (v_order.desk_id, v_order.id, v_amount, v_order.currency, 'incoming', 'client_payment', report_payment_safe.method,
        report_payment_safe.acting_customer_id, v_actor.id)
      returning * into v_payment;
      perform private.record_first_event(v_payment.desk_id, 'payment', v_payment.id, 'planned');
    end if;
    v_known := pg_catalog.jsonb_build_object('amount', v_amount, 'kept', v_proofs -> 'kept', 'again', v_proofs -> 'again', 'task_id',
      private.ask_to_check_payment(v_order, v_actor,
        pg_catalog.format('Reported: %s %s, %s; files: %s.', v_amount::numeric(15, 2), v_order.currency, report_payment_safe.method, v_proofs ->> 'kept')
          || case when v_proofs -> 'again' <> '0' then ' The same file came again for this order.' else '' end
          || case when v_proofs -> 'elsewhere' <> '[]' then pg_catalog.format(' The same file proves another order too: %s. Look closely.',
            (select pg_catalog.string_agg(distinct e.code, ', ') from pg_catalog.jsonb_array_elements_text(v_proofs -> 'elsewhere') as e (code))) else '' end,
        pg_catalog.jsonb_build_object('code', v_order.order_code, 'amount', v_amount, 'currency', v_order.currency, 'files', v_proofs -> 'kept',
          'seen', case when v_proofs -> 'elsewhere' <> '[]' then 'elsewhere' when v_proofs -> 'again' <> '0' then 'again' else 'none' end)
        || private.method_names(v_order.desk_id, report_payment_safe.method)));
    perform private.keep_result(v_actor.desk_id, 'report_payment_safe', report_payment_safe.idempotency_key, v_known);
    return private.report_json(v_order, v_money, v_known, false);
  end if;
  return private.report_json(v_order, v_money, v_known, true);
end
$$;
comment on function public.report_payment_safe is
  'A customer says that they have paid: proofs, a planned payment, one task to check it; no money is counted. Caller: the system for a customer. NOT_FOUND, BAD_INPUT, AMOUNT_INVALID, ORDER_ENDED, NOT_PRICED, NOTHING_DUE, METHOD_NOT_OFFERED, IDEMPOTENCY_CONFLICT.';

create function private.report_json(about public.orders, money record, report jsonb, duplicate boolean) returns jsonb
language plpgsql
stable
as $$
begin
  return pg_catalog.jsonb_build_object('order_id', about.id, 'order_code', about.order_code, 'currency', about.currency, 'due', money.balance_due,
    'amount', report -> 'amount', 'kept', report -> 'kept', 'again', report -> 'again', 'task_id', report -> 'task_id',
    'answer_within_minutes', (select s.answer_within_minutes from public.desk_settings as s where s.desk_id = about.desk_id),
    'duplicate', report_json.duplicate);
end
$$;
comment on function private.report_json is 'What a customer is told of their report.';

create function private.method_names(desk_id uuid, method text) returns jsonb
language sql
stable
as $$
  select coalesce((
    select pg_catalog.jsonb_build_object('method', m.name, 'methods', case when m.names = '{}' then pg_catalog.jsonb_build_object('en', m.name) else m.names end)
    from public.payment_methods as m where m.desk_id = method_names.desk_id and m.code = method_names.method
  ), pg_catalog.jsonb_build_object('method', method_names.method, 'methods', pg_catalog.jsonb_build_object('en', method_names.method)))
$$;
comment on function private.method_names is 'A way to pay as notices name it, by language.';

select private.hand_over('public.report_payment_safe(uuid, uuid, uuid, text, numeric, jsonb, text)');
revoke execute on function public.report_payment_safe from public, anon, authenticated;
grant execute on function public.report_payment_safe to service_role;
revoke execute on function private.check_reportable, private.keep_proofs, private.ask_to_check_payment, private.report_json, private.method_names from public;
grant execute on function private.check_reportable, private.keep_proofs, private.ask_to_check_payment, private.report_json, private.method_names to desk_rpc;

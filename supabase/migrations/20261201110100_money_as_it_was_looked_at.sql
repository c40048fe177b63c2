-- Money is recorded as it was looked at, and all of it: a report that has changed since is shown again, the sum before the
-- latest is not lost, what was paid otherwise is not recorded once more, and money that came after all counts.

create function private.without_latest_report(description text) returns text
language sql
immutable
as $$
  select pg_catalog.regexp_replace(without_latest_report.description, '^(.*)Reported: ', '\1Recorded: ')
$$;
comment on function private.without_latest_report is 'What a task says of reported payments, when the latest of them is recorded.';

drop function public.accept_report_safe(uuid, uuid, text, text);
create function public.accept_report_safe(actor_id uuid, task_id uuid, external_reference text default null, expected_amount numeric default null, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(accept_report_safe.actor_id, '{agent,manager,admin,owner}');
  v_reference text := private.checked_text(accept_report_safe.external_reference, 'external_reference', 200);
  v_expected numeric := case when accept_report_safe.expected_amount is not null then private.checked_amount(accept_report_safe.expected_amount, 'expected_amount') end;
  v_known jsonb := private.claim_key(v_actor.desk_id, 'accept_report_safe', accept_report_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'task_id', accept_report_safe.task_id, 'external_reference', v_reference, 'expected_amount', v_expected));
  v_order public.orders := private.lock_order(v_actor, (select t.order_id from public.tasks as t
    where t.desk_id = v_actor.desk_id and t.id = accept_report_safe.task_id and t.kind = 'task-payment-reported'), 'report', null);
  v_task public.tasks;
  v_entry jsonb;
  v_recorded jsonb;
begin
  if v_known is not null then
    return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'duplicate', true,
      'payment', (select private.payment_json(p) from public.payments as p where p.desk_id = v_order.desk_id and p.id = (v_known ->> 'payment_id')::uuid));
  end if;
  select t.* into v_task from public.tasks as t where t.desk_id = v_order.desk_id and t.id = accept_report_safe.task_id for no key update;
  if v_task.status not in ('open', 'in_progress', 'on_hold') then
    perform private.refuse_settled('payment');
  end if;
  v_entry := private.report_entry(v_task);
  -- What was looked at is what is recorded: the customer may have reported something else meanwhile.
  if (v_entry ->> 'amount')::numeric <> v_expected then
    perform private.refuse(409, 'REPORT_CHANGED', 'The customer has reported another sum meanwhile, so nothing was recorded.', 'Look at the report as it is now.',
      pg_catalog.jsonb_build_object('amount', v_entry -> 'amount', 'currency', v_order.currency));
  end if;
  if (v_entry ->> 'due')::numeric <= 0 then
    perform private.refuse(409, 'NOTHING_DUE', 'Nothing is left to be paid for this order.');
  end if;
  -- The proof is the reference where the bank's own number is not known: it counts once at the desk.
  v_recorded := public.record_generic_payment_safe(v_actor.id, v_order.id, (v_entry ->> 'amount')::numeric, v_order.currency::text, 'incoming', 'client_payment',
    coalesce(v_entry ->> 'method', (select p.method from public.payments as p where p.desk_id = v_order.desk_id and p.order_id = v_order.id
      and p.role = 'client_payment' and p.status = 'planned' order by p.created_at desc limit 1)),
    'completed', coalesce(v_reference, 'proof:' || (
      select f.file ->> 'digest' from pg_catalog.jsonb_array_elements(v_entry -> 'files') with ordinality as f (file, place)
      where f.file ->> 'recorded' is distinct from v_order.order_code order by f.place desc limit 1)));
  update public.tasks as t set description = private.without_latest_report(t.description) where t.id = v_task.id
  returning * into v_task;
  if (private.reported(v_task)).amount is null then
    perform private.end_report(t) from public.tasks as t where t.id = v_task.id and t.status in ('open', 'in_progress', 'on_hold');
  end if;
  perform private.keep_result(v_actor.desk_id, 'accept_report_safe', accept_report_safe.idempotency_key,
    pg_catalog.jsonb_build_object('payment_id', v_recorded #> '{payment,id}'));
  return v_recorded;
end
$$;
comment on function public.accept_report_safe is
  'Records what a customer last said to have paid, as they said it; once. With the amount that was looked at, no other. The report is over with its last sum. Callers: agent (own), manager, admin, owner. NOT_FOUND, TAKEN, REPORT_CHANGED, NOTHING_DUE, REFERENCE_REQUIRED, REFERENCE_CONFLICT, AMOUNT_INVALID, BAD_INPUT, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.accept_report_safe(uuid, uuid, text, numeric, text)');
revoke execute on function public.accept_report_safe from public, anon, authenticated;
grant execute on function public.accept_report_safe to service_role;

create or replace function public.match_transfer_safe(actor_id uuid, transfer_id uuid, order_code text, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(match_transfer_safe.actor_id, '{manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'match_transfer_safe', match_transfer_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'transfer_id', match_transfer_safe.transfer_id, 'order_code', match_transfer_safe.order_code));
  -- The order's row before the money's: two orders for the same money wait for one another nowhere.
  v_order public.orders := private.lock_order(v_actor, (select o.id from public.orders as o
    where o.desk_id = v_actor.desk_id and o.order_code = pg_catalog.upper(pg_catalog.btrim(pg_catalog."left"(match_transfer_safe.order_code, 40)))));
  v_transfer public.incoming_transfers := private.open_transfer(v_actor, match_transfer_safe.transfer_id);
  v_recorded jsonb;
begin
  if v_transfer.status = 'dismissed' or (v_transfer.status = 'matched' and not exists (
    select from public.payments as p where p.desk_id = v_order.desk_id and p.id = v_transfer.payment_id and p.order_id = v_order.id
  )) then
    perform private.refuse_settled('money');
  end if;
  if v_transfer.status = 'open' then
    v_recorded := public.record_generic_payment_safe(v_actor.id, v_order.id, v_transfer.amount, v_transfer.currency::text, 'incoming', 'client_payment',
      v_transfer.method, 'completed', coalesce(case when not exists (
        -- The money is here, whatever became of the payment that was called off under its reference.
        select from public.payments as p where p.desk_id = v_order.desk_id and p.external_reference = v_transfer.reference and p.status = 'cancelled'
      ) then v_transfer.reference end, 'transfer:' || v_transfer.id));
    if v_recorded #>> '{payment,status}' <> 'completed' then
      perform private.refuse(409, 'REFERENCE_CONFLICT', 'This reference belongs to a payment that has not come in.', 'Look at the payments of the order.');
    end if;
    update public.incoming_transfers as i
    set status = 'matched', payment_id = (v_recorded #>> '{payment,id}')::uuid, settled_at = pg_catalog.clock_timestamp(), settled_by = v_actor.id
    where i.id = v_transfer.id returning i.* into v_transfer;
  end if;
  if v_known is null then
    perform private.keep_result(v_actor.desk_id, 'match_transfer_safe', match_transfer_safe.idempotency_key,
      pg_catalog.jsonb_build_object('transfer_id', v_transfer.id));
  end if;
  select o.* into v_order from public.orders as o where o.id = v_order.id;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'transfer', private.transfer_json(v_transfer), 'duplicate', v_recorded is null,
    'payment', (select private.payment_json(p) from public.payments as p where p.desk_id = v_order.desk_id and p.id = v_transfer.payment_id));
end
$$;

-- Once nothing is due, there is nothing left to check, however the money was recorded; as long as something is, there may be.
create function private.end_reports_of(order_id uuid) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_task public.tasks;
begin
  for v_task in
    select t.* from public.tasks as t join public.orders as o on o.desk_id = t.desk_id and o.id = t.order_id
    where o.id = end_reports_of.order_id and t.kind = 'task-payment-reported' and t.status in ('open', 'in_progress', 'on_hold')
      and (private.order_money(o.id, o.total_amount, o.status)).balance_due <= 0
    for no key update of t
  loop
    perform private.end_report(v_task);
  end loop;
end
$$;
comment on function private.end_reports_of is 'Ends the reports of an order of which nothing is left to be paid.';

create or replace function private.end_reports() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform private.end_reports_of(case tg_table_name when 'orders' then (pg_catalog.to_jsonb(new) ->> 'id') else (pg_catalog.to_jsonb(new) ->> 'order_id') end::uuid);
  return null;
end
$$;
comment on function private.end_reports is 'After the order''s status or its money has changed: ends its reports when nothing is left to be paid.';
create trigger end_reports_when_paid after update of status on public.payments for each row
  when (old.status is distinct from new.status and new.status = 'completed' and new.role = 'client_payment' and current_user = 'desk_rpc')
  execute function private.end_reports();
create trigger end_reports_when_recorded after insert on public.payments for each row
  when (new.status = 'completed' and new.role = 'client_payment' and current_user = 'desk_rpc') execute function private.end_reports();
create trigger end_reports_of_less after update of total_amount on public.orders for each row
  when (new.total_amount is distinct from old.total_amount and current_user = 'desk_rpc') execute function private.end_reports();

revoke execute on function private.without_latest_report, private.end_reports_of from public;
grant execute on function private.without_latest_report, private.end_reports_of to desk_rpc;

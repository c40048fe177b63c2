-- What a channel has charged for no order is given back when it is set aside, where the desk gives such money back itself: nobody
-- else could, and the payer would have paid for nothing.
-- squawk-ignore-file ban-drop-not-null

alter table public.charge_refunds alter column payment_id drop not null;
comment on column public.charge_refunds.payment_id is
  'The refund in the ledger: pending until the channel has spoken. Empty for money that was set aside: it never came into the ledger.';

create function private.charge_to_give_back(transfer public.incoming_transfers) returns uuid
language sql
stable
as $$
  select g.id from public.chat_charges as g
  join public.payment_methods as m on m.desk_id = transfer.desk_id and m.code = transfer.method and m.gives_back
  where g.desk_id = transfer.desk_id and g.transfer_id = transfer.id and g.payment_id is null
    and not exists (select from public.charge_refunds as k where k.desk_id = g.desk_id and k.charge_id = g.id and k.status <> 'failed')
$$;
comment on function private.charge_to_give_back is 'The charge that money without an order came by, if the desk itself can give it back and does not do so yet.';

create or replace function private.transfer_entry(transfer public.incoming_transfers) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('id', transfer.id, 'kind', 'transfer', 'at', transfer.received_at, 'order_code', null, 'status', null,
    'customer', transfer.payer, 'amount', transfer.amount, 'currency', transfer.currency, 'due', null, 'method', transfer.method,
    'reference', transfer.reference, 'note', transfer.note, 'files', '[]'::jsonb, 'gives_back', private.charge_to_give_back(transfer) is not null,
    'recorded', (select o.order_code from public.payments as p join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
      where p.desk_id = transfer.desk_id and p.external_reference = transfer.reference),
    'suggestions', private.orders_for(transfer))
$$;

create or replace function public.dismiss_transfer_safe(actor_id uuid, transfer_id uuid, reason text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(dismiss_transfer_safe.actor_id, '{manager,admin,owner}');
  v_reason text := private.checked_reason(dismiss_transfer_safe.reason);
  v_transfer public.incoming_transfers := private.open_transfer(v_actor, dismiss_transfer_safe.transfer_id);
  v_charge uuid;
begin
  if v_transfer.status <> 'open' then
    perform private.refuse_settled('money');
  end if;
  v_charge := private.charge_to_give_back(v_transfer);
  if v_charge is not null then
    perform private.check_payment_role(v_actor, 'outgoing', 'refund');
    insert into public.charge_refunds (desk_id, charge_id) values (v_actor.desk_id, v_charge);
    perform pg_catalog.pg_notify('desk_work', 'refunds');
  end if;
  update public.incoming_transfers as i
  set status = 'dismissed', reason = v_reason, settled_at = pg_catalog.clock_timestamp(), settled_by = v_actor.id
  where i.id = v_transfer.id returning i.* into v_transfer;
  return pg_catalog.jsonb_build_object('transfer', private.transfer_json(v_transfer), 'gives_back', v_charge is not null);
end
$$;
comment on function public.dismiss_transfer_safe is
  'Sets money aside that is for no order of this desk, with the reason; what the desk itself can give back goes back. Callers: manager, admin, owner; admin and up where it goes back. NOT_FOUND, TAKEN, REASON_REQUIRED, FORBIDDEN_ROLE.';

create function private.make_desk_task(desk_id uuid, kind text, title text, phrase_key text, params jsonb) returns void
language plpgsql
as $$
declare
  v_task public.tasks;
begin
  insert into public.tasks (desk_id, kind, title, priority, created_by)
  values (make_desk_task.desk_id, make_desk_task.kind, make_desk_task.title, 'high', pg_catalog.current_setting('desk.actor_id')::uuid)
  returning * into v_task;
  perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
  perform private.alarm_staff(v_task.desk_id, null, 'admin', make_desk_task.phrase_key, make_desk_task.params, 'task', v_task.id, pg_catalog.clock_timestamp());
end
$$;
comment on function private.make_desk_task is 'A task about no order that the desk gives its admins by itself, and the notice that tells them.';

create function private.end_charge_refund(actor public.staff, ended public.charge_refunds, about public.orders) returns void
language plpgsql
as $$
declare
  v_params jsonb;
begin
  if ended.payment_id is null then
    if ended.status = 'failed' then
      select pg_catalog.jsonb_build_object('amount', private.in_whole_units(g.charged, g.charged_currency::text), 'currency', g.charged_currency) into v_params
      from public.chat_charges as g where g.desk_id = ended.desk_id and g.id = ended.charge_id;
      perform private.make_desk_task(ended.desk_id, 'task-charge-not-given-back',
        pg_catalog.format('%s %s of no order: the provider does not give it back. Find another way.', v_params ->> 'amount', v_params ->> 'currency'),
        'notice-staff-charge-not-given-back', v_params);
    end if;
  elsif ended.status = 'done' then
    perform public.advance_payment_safe(actor.id, ended.payment_id, 'completed', 'refund-of-charge:' || ended.charge_id);
  else
    perform public.advance_payment_safe(actor.id, ended.payment_id, 'failed');
    perform private.make_task(about.desk_id, 'task-refund-failed',
      pg_catalog.format('Order %s: the provider does not give the money back. Find another way.', about.order_code), about.id);
    perform private.alarm_staff(about.desk_id, null, 'admin', 'notice-staff-refund-failed', pg_catalog.jsonb_build_object(
      'code', about.order_code), 'order', about.id, pg_catalog.clock_timestamp());
  end if;
end
$$;
comment on function private.end_charge_refund is 'What becomes of the ledger, and who hears of it, when a charge is given back or never will be. The caller holds the order.';

create or replace function public.settle_charge_refund(
  worker text, refund_id uuid, outcome text, problem text default null, retry_after_seconds integer default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(settle_charge_refund.worker);
  v_problem text := private.checked_text(settle_charge_refund.problem, 'problem', 500);
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_actor public.staff;
  v_order public.orders;
  v_refund public.charge_refunds;
begin
  if coalesce(settle_charge_refund.outcome, '') not in ('done', 'failed', 'retry') then
    perform private.refuse(400, 'BAD_INPUT', 'A refund is done, has failed, or is tried again.', null, '{"field": "outcome"}');
  end if;
  if settle_charge_refund.retry_after_seconds not between 1 and 86400 then
    perform private.refuse(400, 'BAD_INPUT', 'A refund is tried again within a day.', null, '{"field": "retry_after_seconds"}');
  end if;
  -- The order first, as everybody locks.
  select o.* into v_order from public.charge_refunds as k
  join public.payments as p on p.desk_id = k.desk_id and p.id = k.payment_id
  join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
  where k.id = settle_charge_refund.refund_id for no key update of o;
  select k.* into v_refund from public.charge_refunds as k where k.id = settle_charge_refund.refund_id for no key update;
  if v_refund.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such refund.', null, '{"field": "refund_id"}');
  end if;
  -- What is done is done, whoever holds it by now; of anything else only its holder knows.
  if v_refund.status in ('done', 'failed') or settle_charge_refund.outcome <> 'done' and v_refund.lease_by is distinct from v_worker then
    return '{"settled": false}';
  end if;
  v_actor := private.acting_staff((select s.id from public.staff as s where s.desk_id = v_refund.desk_id and s.role = 'system'), '{system}');
  if settle_charge_refund.outcome = 'retry' then
    update public.charge_refunds as k set status = 'waiting', problem = v_problem, lease_by = null, lease_until = null,
      due_at = v_now + pg_catalog.make_interval(secs => coalesce(settle_charge_refund.retry_after_seconds, least(5 * pg_catalog.power(2, k.attempts - 1), 3600)))
    where k.id = v_refund.id;
    return '{"settled": true}';
  end if;
  update public.charge_refunds as k set status = settle_charge_refund.outcome, settled_at = v_now, lease_by = null, lease_until = null,
    problem = case when settle_charge_refund.outcome = 'failed' then coalesce(v_problem, 'unknown') end
  where k.id = v_refund.id
  returning k.* into v_refund;
  perform private.end_charge_refund(v_actor, v_refund, v_order);
  return '{"settled": true}';
end
$$;
comment on function public.settle_charge_refund is
  'What a channel said of giving a charge back: the refund in the ledger, where it has one, is completed, or fails with a task for a person, or is asked for again later. One that is settled is passed over. Caller: service_role. BAD_INPUT, NOT_FOUND.';

revoke execute on function private.charge_to_give_back, private.make_desk_task, private.end_charge_refund from public;
grant execute on function private.charge_to_give_back, private.make_desk_task, private.end_charge_refund to desk_rpc;

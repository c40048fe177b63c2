-- The money of an order as the staff see to it in chat; and a refund that somebody prepares for an admin, who decides.

create function public.staff_money(actor_id uuid, order_code text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_money.actor_id, '{agent,manager,admin,owner}');
  v_order public.orders;
  v_money record;
begin
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.order_code = pg_catalog.upper(pg_catalog.btrim(pg_catalog.left(staff_money.order_code, 40)));
  if v_order.id is null or not private.is_theirs(v_actor, v_order.assigned_to) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order.', 'Check the code.', '{"field": "order_code"}');
  end if;
  select m.* into v_money from private.order_money(v_order.id, v_order.total_amount, v_order.status) as m;
  return pg_catalog.jsonb_build_object(
    'order_id', v_order.id, 'order_code', v_order.order_code, 'status', v_order.status, 'currency', v_order.currency,
    'total', v_order.total_amount, 'owed', v_money.owed, 'received', v_money.received, 'refunded', v_money.refunded, 'due', v_money.balance_due,
    'currencies', (select pg_catalog.to_jsonb(s.currencies) from public.desk_settings as s where s.desk_id = v_order.desk_id),
    'methods', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('code', m.code, 'reference_required', m.reference_required,
        'names', case when m.names = '{}' then pg_catalog.jsonb_build_object('en', m.name) else m.names end) order by m.created_at, m.code), '[]')
      from public.payment_methods as m where m.desk_id = v_order.desk_id and m.active),
    -- What an agent does not see in the ledger is not here either.
    'payments', (
      select coalesce(pg_catalog.jsonb_agg(private.payment_json(p) order by p.created_at desc, p.id), '[]') from (
        select p.* from public.payments as p
        where p.desk_id = v_order.desk_id and p.order_id = v_order.id
          and (v_actor.role <> 'agent' or p.role in ('client_payment', 'refund'))
        order by p.created_at desc limit 40
      ) as p));
end
$$;
comment on function public.staff_money is
  'What an order has received and is owed, its latest payments and how this desk is paid. Callers: staff, agents their own and without what goes out. NOT_FOUND.';

create function public.ask_refund_safe(
  actor_id uuid, order_id uuid, amount numeric, refund_reason text, related_payment_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(ask_refund_safe.actor_id, '{agent,manager,admin,owner}');
  v_amount numeric := private.checked_amount(ask_refund_safe.amount, 'amount');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'ask_refund_safe', ask_refund_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', ask_refund_safe.order_id, 'amount', v_amount, 'refund_reason', ask_refund_safe.refund_reason,
    'related_payment_id', ask_refund_safe.related_payment_id));
  v_order public.orders := private.lock_order(v_actor, ask_refund_safe.order_id);
  v_related uuid;
  v_task public.tasks;
begin
  if v_known is null then
    v_related := private.checked_refund(v_order, v_amount, ask_refund_safe.related_payment_id, ask_refund_safe.refund_reason, null);
    insert into public.tasks (desk_id, kind, title, order_id, customer_id, priority, created_by)
    values (v_order.desk_id, 'task-refund-asked', pg_catalog.format('Order %s: refund %s %s (%s)? Asked by %s.', v_order.order_code,
      v_amount::numeric(15, 2), v_order.currency, ask_refund_safe.refund_reason, pg_catalog."left"(v_actor.display_name, 100)),
      v_order.id, v_order.customer_id, 'high', v_actor.id)
    returning * into v_task;
    perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
    perform private.alarm_staff(v_order.desk_id, null, 'admin', 'notice-staff-refund-asked', pg_catalog.jsonb_build_object(
      'code', v_order.order_code, 'amount', v_amount, 'currency', v_order.currency, 'reason', ask_refund_safe.refund_reason,
      'name', v_actor.display_name, 'payment', pg_catalog."left"(v_related::text, 8)), 'task', v_task.id, pg_catalog.clock_timestamp());
    perform private.keep_result(v_actor.desk_id, 'ask_refund_safe', ask_refund_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id, 'task_id', v_task.id));
  end if;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order),
    'task_id', coalesce(v_task.id, (v_known ->> 'task_id')::uuid), 'duplicate', v_known is not null);
end
$$;
comment on function public.ask_refund_safe is
  'Prepares a refund for the admins, who decide: a task and a notice to those at work; no money moves. Callers: agent (own), manager, admin, owner. NOT_FOUND, AMOUNT_INVALID, REASON_REQUIRED, NO_CLIENT_PAYMENT, REFUND_EXCEEDS_RECEIVED, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

-- Each refund answers the oldest of those that were asked for.
create function private.end_asked_refund() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_task public.tasks;
begin
  select t.* into v_task from public.tasks as t
  where t.desk_id = new.desk_id and t.order_id = new.order_id and t.kind = 'task-refund-asked' and t.status in ('open', 'in_progress', 'on_hold')
  order by t.created_at, t.id limit 1 for no key update;
  if v_task.id is not null then
    perform private.record_event(v_task.desk_id, 'task', v_task.id, v_task.status::text, 'done');
    update public.tasks as t set status = 'done' where t.id = v_task.id;
  end if;
  return null;
end
$$;
comment on function private.end_asked_refund is 'Takes the request for a refund off the list once there is a refund.';
create trigger end_asked_refund after insert on public.payments for each row
  when (new.role = 'refund' and new.status in ('planned', 'pending', 'completed') and current_user = 'desk_rpc')
  execute function private.end_asked_refund();

revoke execute on function private.end_asked_refund from public;
grant execute on function private.end_asked_refund to desk_rpc;
select private.hand_over('public.staff_money(uuid, text)');
select private.hand_over('public.ask_refund_safe(uuid, uuid, numeric, text, uuid, text)');
revoke execute on function public.staff_money, public.ask_refund_safe from public, anon, authenticated;
grant execute on function public.staff_money, public.ask_refund_safe to service_role;

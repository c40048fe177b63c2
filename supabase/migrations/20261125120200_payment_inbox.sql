-- What customers say they have paid, and money nobody has found the order of: one list, each settled once.

-- The latest report of a task, as it was written into it.
create function private.reported(task public.tasks, out amount numeric, out method text)
language sql
stable
as $$
  select m.found[1]::numeric, m.found[2]
  from pg_catalog.regexp_matches(task.description, 'Reported: ([0-9]{1,13}\.[0-9]{2}) [A-Z]{3}, ([a-z][a-z0-9_]*);', 'g') with ordinality as m (found, place)
  order by m.place desc limit 1
$$;
comment on function private.reported is 'How much a customer last said to have paid for an order, and how.';

create function private.proofs_of(task public.tasks) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('path', d.storage_path, 'kind', f.kind, 'name', f.name, 'digest', f.digest,
    -- The same file for another order, or for money that is recorded: somebody has to look closely.
    'elsewhere', coalesce((
      select pg_catalog.jsonb_agg(distinct o.order_code) from public.chat_files as g
      join public.documents as e on e.desk_id = g.desk_id and e.storage_path = g.path and e.type = 'payment_proof' and e.erased_at is null
      join public.orders as o on o.desk_id = e.desk_id and o.id = e.order_id
      where g.desk_id = d.desk_id and g.digest = f.digest and e.order_id <> d.order_id), '[]'),
    'recorded', (select o.order_code from public.payments as p join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
      where p.desk_id = d.desk_id and p.external_reference = 'proof:' || f.digest)) order by d.created_at, d.id), '[]')
  from public.documents as d
  left join public.chat_files as f on f.desk_id = d.desk_id and f.path = d.storage_path
  where d.desk_id = task.desk_id and d.order_id = task.order_id and d.type = 'payment_proof' and d.erased_at is null and d.created_at >= task.created_at
$$;
comment on function private.proofs_of is 'The files that came with a report, with what else they were used for.';

create function private.report_entry(task public.tasks) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('id', task.id, 'kind', 'report', 'at', task.created_at, 'order_code', o.order_code, 'status', o.status,
    'customer', (select c.full_name from public.customers as c where c.desk_id = o.desk_id and c.id = o.customer_id),
    'amount', coalesce(r.amount, m.balance_due), 'currency', o.currency, 'due', m.balance_due, 'method', r.method, 'reference', null,
    'files', private.proofs_of(task), 'recorded', null, 'suggestions', '[]'::jsonb)
  from public.orders as o
  cross join lateral private.order_money(o.id, o.total_amount, o.status) as m
  left join lateral private.reported(task) as r on true
  where o.desk_id = task.desk_id and o.id = task.order_id
$$;
comment on function private.report_entry is 'What a customer says to have paid, as an entry of the payment inbox.';

-- By the code of an order in what the bank says, by the sum, by the payer's name; the more of it, the likelier.
create function private.orders_for(transfer public.incoming_transfers) returns jsonb
language sql
stable
as $$
  with words as (
    select distinct pg_catalog.upper(w.word[1]) as word
    from pg_catalog.regexp_matches(pg_catalog.concat_ws(' ', transfer.reference, transfer.note, transfer.payer), '[[:alnum:]-]{3,22}', 'g') as w (word) limit 40
  ), names as (
    select pg_catalog.lower(transfer.payer) as name where transfer.payer is not null
    union select pg_catalog.lower(pg_catalog.regexp_replace(transfer.payer, '^\s*(.+?)[\s,]+(\S+)\s*$', '\2 \1'))  where transfer.payer is not null
  ), found as (
    select o.id from public.orders as o where o.desk_id = transfer.desk_id and o.order_code in (select w.word from words as w)
    union (select o.id from public.orders as o
      where o.desk_id = transfer.desk_id and o.status = 'awaiting_payment' and o.total_amount = transfer.amount limit 20)
    union (select p.order_id from public.payments as p
      where p.desk_id = transfer.desk_id and p.status = 'planned' and p.role = 'client_payment' and p.amount = transfer.amount limit 20)
    union (select o.id from public.customers as c join public.orders as o on o.desk_id = c.desk_id and o.customer_id = c.id
      where c.desk_id = transfer.desk_id and c.erased_at is null and pg_catalog.lower(c.full_name) in (select n.name from names as n)
        and o.status in ('created', 'awaiting_payment', 'processing', 'in_delivery', 'delivered') limit 20)
  ), weighed as (
    select o.order_code, c.full_name as customer, m.balance_due as due, o.created_at, pg_catalog.array_remove(array[
      case when o.order_code in (select w.word from words as w) then 'code' end,
      case when m.balance_due = transfer.amount then 'amount' end,
      case when pg_catalog.lower(c.full_name) in (select n.name from names as n) then 'name' end], null) as because
    from found as f
    join public.orders as o on o.id = f.id
    join public.customers as c on c.desk_id = o.desk_id and c.id = o.customer_id
    cross join lateral private.order_money(o.id, o.total_amount, o.status) as m
    where o.currency = transfer.currency and (m.balance_due > 0 or m.balance_due is null)
  )
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('order_code', s.order_code, 'customer', s.customer, 'due', s.due,
    'because', s.because) order by s.weight desc, s.created_at desc), '[]')
  from (
    select w.*, case when 'code' = any (w.because) then 4 else 0 end + case when 'amount' = any (w.because) then 3 else 0 end
      + case when 'name' = any (w.because) then 2 else 0 end as weight
    from weighed as w where w.because <> '{}' order by weight desc, w.created_at desc limit 3
  ) as s
$$;
comment on function private.orders_for is 'The up to three orders that money without an order is most likely for, with the reasons.';

create function private.transfer_entry(transfer public.incoming_transfers) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('id', transfer.id, 'kind', 'transfer', 'at', transfer.received_at, 'order_code', null, 'status', null,
    'customer', transfer.payer, 'amount', transfer.amount, 'currency', transfer.currency, 'due', null, 'method', transfer.method,
    'reference', transfer.reference, 'note', transfer.note, 'files', '[]'::jsonb,
    'recorded', (select o.order_code from public.payments as p join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
      where p.desk_id = transfer.desk_id and p.external_reference = transfer.reference),
    'suggestions', private.orders_for(transfer))
$$;
comment on function private.transfer_entry is 'Money without an order, as an entry of the payment inbox.';

create function public.payment_inbox(actor_id uuid, entry_id uuid default null, most integer default 8) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(payment_inbox.actor_id, '{agent,manager,admin,owner}');
  v_most integer := least(greatest(coalesce(payment_inbox.most, 8), 1), 20);
  v_found jsonb[];
begin
  -- The entries first, and what is told of each only of those that are shown.
  select pg_catalog.array_agg(case when (e.task).id is not null then private.report_entry(e.task) else private.transfer_entry(e.transfer) end order by e.at desc, e.id)
  into v_found from (
    select x.* from (
      (select t.id, t.created_at as at, t as task, null::public.incoming_transfers as transfer from public.tasks as t
        join public.orders as o on o.desk_id = t.desk_id and o.id = t.order_id
        where t.desk_id = v_actor.desk_id and t.kind = 'task-payment-reported' and t.status in ('open', 'in_progress', 'on_hold')
          and private.is_theirs(v_actor, o.assigned_to) and (payment_inbox.entry_id is null or t.id = payment_inbox.entry_id)
        order by t.created_at desc limit v_most + 1)
      union all
      (select i.id, i.received_at, null, i from public.incoming_transfers as i
        where i.desk_id = v_actor.desk_id and i.status = 'open' and v_actor.role <> 'agent'
          and (payment_inbox.entry_id is null or i.id = payment_inbox.entry_id)
        order by i.received_at desc limit v_most + 1)
    ) as x order by x.at desc, x.id limit v_most + 1
  ) as e;
  if payment_inbox.entry_id is not null and v_found is null then
    if exists (select from public.tasks as t join public.orders as o on o.desk_id = t.desk_id and o.id = t.order_id
        where t.desk_id = v_actor.desk_id and t.id = payment_inbox.entry_id and t.kind = 'task-payment-reported' and private.is_theirs(v_actor, o.assigned_to))
      or (v_actor.role <> 'agent' and exists (select from public.incoming_transfers as i where i.desk_id = v_actor.desk_id and i.id = payment_inbox.entry_id))
    then
      perform private.refuse_settled('payment');
    end if;
    perform private.refuse(404, 'NOT_FOUND', 'There is nothing like that in the payment inbox.', null, '{"field": "entry_id"}');
  end if;
  return pg_catalog.jsonb_build_object('entries', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;
comment on function public.payment_inbox is
  'What customers say they have paid, and money without an order, the newest first; or one of it. With the orders it may be for, and what was used before. Callers: manager, admin, owner; agents reports of their own orders. NOT_FOUND, TAKEN.';

create function public.accept_report_safe(actor_id uuid, task_id uuid, external_reference text default null, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(accept_report_safe.actor_id, '{agent,manager,admin,owner}');
  v_reference text := private.checked_text(accept_report_safe.external_reference, 'external_reference', 200);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'accept_report_safe', accept_report_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'task_id', accept_report_safe.task_id, 'external_reference', v_reference));
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
  -- The proof is the reference where the bank's own number is not known: it counts once at the desk.
  v_recorded := public.record_generic_payment_safe(v_actor.id, v_order.id, (v_entry ->> 'amount')::numeric, v_order.currency::text, 'incoming', 'client_payment',
    coalesce(v_entry ->> 'method', (select p.method from public.payments as p where p.desk_id = v_order.desk_id and p.order_id = v_order.id
      and p.role = 'client_payment' and p.status = 'planned' order by p.created_at desc limit 1)),
    'completed', coalesce(v_reference, 'proof:' || (v_entry #>> '{files,-1,digest}')));
  perform private.end_report(t) from public.tasks as t where t.id = v_task.id and t.status in ('open', 'in_progress', 'on_hold');
  perform private.keep_result(v_actor.desk_id, 'accept_report_safe', accept_report_safe.idempotency_key,
    pg_catalog.jsonb_build_object('payment_id', v_recorded #> '{payment,id}'));
  return v_recorded;
end
$$;
comment on function public.accept_report_safe is
  'Records what a customer says to have paid, as they said it, and is done with the report; once. Callers: agent (own), manager, admin, owner. NOT_FOUND, TAKEN, REFERENCE_REQUIRED, REFERENCE_CONFLICT, AMOUNT_INVALID, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

create function private.end_report(task public.tasks) returns void
language plpgsql
as $$
begin
  perform private.record_event(task.desk_id, 'task', task.id, task.status::text, 'done');
  update public.tasks as t set status = 'done' where t.id = task.id;
end
$$;
comment on function private.end_report is 'A report that is seen to. The caller holds the order''s row.';

-- Once everything is paid, there is nothing left to check, however the money was recorded.
create function private.end_reports() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform private.end_report(t) from public.tasks as t
  where t.desk_id = new.desk_id and t.order_id = new.id and t.kind = 'task-payment-reported' and t.status in ('open', 'in_progress', 'on_hold');
  return null;
end
$$;
comment on function private.end_reports is 'Ends the reports of an order that is paid.';
create trigger end_reports after update of status on public.orders for each row
  when (old.status is distinct from new.status and new.status = 'paid' and current_user = 'desk_rpc') execute function private.end_reports();

revoke execute on function private.reported, private.proofs_of, private.report_entry, private.orders_for, private.transfer_entry, private.end_report,
  private.end_reports from public;
grant execute on function private.reported, private.proofs_of, private.report_entry, private.orders_for, private.transfer_entry, private.end_report,
  private.end_reports to desk_rpc;
select private.hand_over('public.payment_inbox(uuid, uuid, integer)');
select private.hand_over('public.accept_report_safe(uuid, uuid, text, text)');
revoke execute on function public.payment_inbox, public.accept_report_safe from public, anon, authenticated;
grant execute on function public.payment_inbox, public.accept_report_safe to service_role;

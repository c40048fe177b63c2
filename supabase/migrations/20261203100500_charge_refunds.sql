-- squawk-ignore-file require-concurrent-index-creation
-- Stars that are given back: the ledger first, then the channel is asked until it has done so, or says that it never will.

create table public.charge_refunds (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  charge_id uuid not null,
  payment_id uuid not null,
  status text not null default 'waiting',
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  lease_by text,
  lease_until timestamptz,
  problem text,
  settled_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  constraint charge_refunds_are_found_within_their_desk unique (desk_id, id),
  constraint charge_refunds_are_one_a_payment unique (payment_id),
  constraint charge_refunds_charge_belongs_to_the_desk foreign key (desk_id, charge_id) references public.chat_charges (desk_id, id) on delete restrict,
  constraint charge_refunds_payment_belongs_to_the_desk foreign key (desk_id, payment_id) references public.payments (desk_id, id) on delete restrict,
  constraint charge_refunds_status_is_known check (status in ('waiting', 'claimed', 'done', 'failed')),
  constraint charge_refunds_are_held_while_claimed check ((status = 'claimed') = (lease_until is not null) and (status = 'claimed') = (lease_by is not null)),
  constraint charge_refunds_end_at_a_time check ((status in ('done', 'failed')) = (settled_at is not null)),
  constraint charge_refunds_say_why_they_failed check (status <> 'failed' or problem is not null)
);
comment on table public.charge_refunds is 'Charges that a channel is asked to give back, and what it said. Changes only through commands.';
comment on column public.charge_refunds.payment_id is 'The refund in the ledger: pending until the channel has spoken.';

create unique index charge_refunds_are_one_a_charge on public.charge_refunds (charge_id) where status <> 'failed';
create index charge_refunds_of_a_charge on public.charge_refunds (desk_id, charge_id);
create index charge_refunds_by_payment on public.charge_refunds (desk_id, payment_id);
create index charge_refunds_due on public.charge_refunds (due_at) where status = 'waiting';
create index charge_refunds_held on public.charge_refunds (lease_until) where status = 'claimed';

alter table public.charge_refunds enable row level security;
revoke all on public.charge_refunds from anon, authenticated, service_role;
grant select on public.charge_refunds to authenticated;
grant select, insert, update, delete on public.charge_refunds to service_role;
grant select, insert, update on public.charge_refunds to desk_rpc;
select private.attach_guards('public.charge_refunds');
create policy "safe RPCs pass" on public.charge_refunds to desk_rpc using (true) with check (true);
create policy "managers read what their desk gives back" on public.charge_refunds for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

create function private.refundable_charge(asked public.payments) returns uuid
language plpgsql
stable
as $$
declare
  v_charge uuid;
begin
  select g.id into v_charge from public.chat_charges as g
  join public.payments as p on p.desk_id = g.desk_id and p.id = g.payment_id and p.method = asked.method
  where g.desk_id = asked.desk_id and g.payment_id = asked.related_payment_id and p.amount = asked.amount;
  if v_charge is null then
    perform private.refuse(409, 'REFUNDED_WHOLE', 'Such a payment is given back as a whole, to whoever made it.',
      'Refund all of it, or give the money back another way and record that.', pg_catalog.jsonb_build_object('method', asked.method));
  end if;
  return v_charge;
end
$$;
comment on function private.refundable_charge is 'The charge that a refund gives back, which is all of it. REFUNDED_WHOLE.';

-- What a channel is giving back is neither called off nor called done by anybody but the channel.
create function private.await_channel() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_gives_back boolean := exists (
    select from public.payment_methods as m where m.desk_id = new.desk_id and m.code = new.method and m.gives_back);
begin
  if exists (select from public.charge_refunds as k where k.payment_id = new.id and k.status in ('waiting', 'claimed'))
    or v_gives_back and new.status = 'completed'
      and not exists (select from public.charge_refunds as k where k.payment_id = new.id and k.status = 'done')
  then
    perform private.refuse(409, 'REFUND_BY_DESK', 'The desk gives such money back itself: how that ends is the provider''s to say.',
      'Record the refund as pending, and wait.', pg_catalog.jsonb_build_object('method', new.method));
  end if;
  if v_gives_back and new.status = 'pending' then
    insert into public.charge_refunds (desk_id, charge_id, payment_id) values (new.desk_id, private.refundable_charge(new), new.id);
    perform pg_catalog.pg_notify('desk_work', 'refunds');
  end if;
  return null;
end
$$;
comment on function private.await_channel is 'Has a channel give back what a refund in the ledger says, and the ledger wait for its word. REFUND_BY_DESK, REFUNDED_WHOLE.';
create trigger await_channel after insert or update of status on public.payments for each row
  when (new.role = 'refund' and current_user = 'desk_rpc') execute function private.await_channel();

create function public.claim_charge_refunds(worker text, provider text, accounts jsonb, batch integer default 4, lease_seconds integer default 120) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(claim_charge_refunds.worker, claim_charge_refunds.lease_seconds);
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_claimed jsonb;
begin
  if coalesce(claim_charge_refunds.batch, 0) not between 1 and 100 then
    perform private.refuse(400, 'BAD_INPUT', 'A batch has 1 to 100 refunds.', null, '{"field": "batch"}');
  end if;
  if pg_catalog.jsonb_typeof(claim_charge_refunds.accounts) is distinct from 'array' then
    perform private.refuse(400, 'BAD_INPUT', 'The accounts are a list of texts.', null, '{"field": "accounts"}');
  end if;
  with due as (
    select k.id, a.account, g.payer, g.charge_id
    from public.charge_refunds as k
    join public.chat_charges as g on g.desk_id = k.desk_id and g.id = k.charge_id
    join public.channel_accounts as a on a.desk_id = g.desk_id and a.id = g.account_id
    where (k.status = 'waiting' and k.due_at <= v_now or k.status = 'claimed' and k.lease_until <= v_now)
      and a.provider = claim_charge_refunds.provider and claim_charge_refunds.accounts operator(pg_catalog.?) a.account
    order by k.due_at limit claim_charge_refunds.batch for no key update of k skip locked
  ), claimed as (
    update public.charge_refunds as k set status = 'claimed', attempts = k.attempts + 1, lease_by = v_worker,
      lease_until = v_now + pg_catalog.make_interval(secs => claim_charge_refunds.lease_seconds)
    from due where k.id = due.id
    returning k.id, due.account, due.payer, due.charge_id
  )
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(c)), '[]') into v_claimed from claimed as c;
  return v_claimed;
end
$$;
comment on function public.claim_charge_refunds is
  'Charges of these accounts that are to be given back now, held for a while; those of workers that did not come back are among them. Caller: service_role. BAD_INPUT.';

create function public.settle_charge_refund(
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
  if v_order.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such refund.', null, '{"field": "refund_id"}');
  end if;
  select k.* into v_refund from public.charge_refunds as k where k.id = settle_charge_refund.refund_id for no key update;
  -- What is done is done, whoever holds it by now; of anything else only its holder knows.
  if v_refund.status in ('done', 'failed') or settle_charge_refund.outcome <> 'done' and v_refund.lease_by is distinct from v_worker then
    return '{"settled": false}';
  end if;
  v_actor := private.acting_staff((select s.id from public.staff as s where s.desk_id = v_order.desk_id and s.role = 'system'), '{system}');
  if settle_charge_refund.outcome = 'retry' then
    update public.charge_refunds as k set status = 'waiting', problem = v_problem, lease_by = null, lease_until = null,
      due_at = v_now + pg_catalog.make_interval(secs => coalesce(settle_charge_refund.retry_after_seconds, least(5 * pg_catalog.power(2, k.attempts - 1), 3600)))
    where k.id = v_refund.id;
    return '{"settled": true}';
  end if;
  update public.charge_refunds as k set status = settle_charge_refund.outcome, settled_at = v_now, lease_by = null, lease_until = null,
    problem = case when settle_charge_refund.outcome = 'failed' then coalesce(v_problem, 'unknown') end
  where k.id = v_refund.id;
  if settle_charge_refund.outcome = 'done' then
    perform public.advance_payment_safe(v_actor.id, v_refund.payment_id, 'completed', 'refund-of-charge:' || v_refund.charge_id);
  else
    perform public.advance_payment_safe(v_actor.id, v_refund.payment_id, 'failed');
    perform private.make_task(v_order.desk_id, 'task-refund-failed',
      pg_catalog.format('Order %s: the provider does not give the money back. Find another way.', v_order.order_code), v_order.id);
    perform private.alarm_staff(v_order.desk_id, null, 'admin', 'notice-staff-refund-failed', pg_catalog.jsonb_build_object(
      'code', v_order.order_code), 'order', v_order.id, v_now);
  end if;
  return '{"settled": true}';
end
$$;
comment on function public.settle_charge_refund is
  'What a channel said of giving a charge back: the refund in the ledger is completed, or fails with a task for a person, or is asked for again later. One that is settled is passed over. Caller: service_role. BAD_INPUT, NOT_FOUND.';

-- Whom Stars go back to must be known until they are back.
create or replace function private.drop_payers() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.chat_invoices as i set approved_for = null
  from public.orders as o
  where o.desk_id = new.desk_id and o.customer_id = new.id and i.desk_id = o.desk_id and i.order_id = o.id and i.approved_for is not null;
  update public.chat_charges as g set payer_name = null, payer = case when exists (
    select from public.charge_refunds as k where k.desk_id = g.desk_id and k.charge_id = g.id and k.status in ('waiting', 'claimed')
  ) then g.payer end
  where g.desk_id = new.desk_id and pg_catalog.num_nonnulls(g.payer, g.payer_name) > 0 and (
    exists (
      select from public.chat_invoices as i join public.orders as o on o.desk_id = i.desk_id and o.id = i.order_id
      where i.desk_id = g.desk_id and i.id = g.invoice_id and o.customer_id = new.id)
    or exists (
      select from public.chats as c where c.desk_id = new.desk_id and c.customer_id = new.id and c.account_id = g.account_id and c.sender_id = g.payer));
  return null;
end
$$;

-- What the staff's command asks of a method before it writes a refund down.
create or replace function public.staff_money(actor_id uuid, order_code text) returns jsonb
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
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('code', m.code, 'reference_required', m.reference_required, 'gives_back', m.gives_back,
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

revoke execute on function private.refundable_charge, private.await_channel from public;
grant execute on function private.refundable_charge, private.await_channel to desk_rpc;
select private.hand_over('public.claim_charge_refunds(text, text, jsonb, integer, integer)');
select private.hand_over('public.settle_charge_refund(text, uuid, text, text, integer)');
revoke execute on function public.claim_charge_refunds, public.settle_charge_refund from public, anon, authenticated;
grant execute on function public.claim_charge_refunds, public.settle_charge_refund to service_role;

-- The books check themselves. No row is good news.

create table public.audit_seals (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  first_audit_id bigint not null,
  last_audit_id bigint not null,
  row_count bigint not null,
  digest text not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint audit_seals_follow_each_other unique (desk_id, last_audit_id),
  constraint audit_seals_cover_something check (row_count > 0 and last_audit_id >= first_audit_id)
);
comment on table public.audit_seals is 'Digests over batches of the audit log, each over the one before: who alters a sealed row breaks the chain.';
alter table public.audit_seals enable row level security;
revoke all on public.audit_seals from anon, authenticated, service_role;
grant select on public.audit_seals to authenticated;
grant select, insert, update, delete on public.audit_seals to service_role;
grant select, insert on public.audit_seals to desk_rpc;
select private.attach_guards('public.audit_seals');
create trigger guard_history before update or delete on public.audit_seals for each row execute function private.guard_history();
create policy "safe RPCs pass" on public.audit_seals to desk_rpc using (true) with check (true);
-- Locking a table takes the right to change it; its guard still refuses every change.
grant update on public.audit_log to desk_rpc;
create policy "admins read the seals of their desk" on public.audit_seals for select to authenticated
  using (desk_id in (select private.my_desk_ids('admin')));

create function private.seal_digest(desk_id uuid, after_id bigint, until_id bigint, previous text, out digest text, out row_count bigint)
language sql
stable
-- The text of a time depends on the session's zone.
set timezone = 'UTC'
as $$
  select pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
      coalesce(seal_digest.previous, '') || coalesce(pg_catalog.string_agg(pg_catalog.to_jsonb(a)::text, E'\n' order by a.id), ''), 'UTF8')), 'hex'),
    pg_catalog.count(*)
  from public.audit_log as a
  where a.desk_id = seal_digest.desk_id and a.id > seal_digest.after_id and a.id <= seal_digest.until_id
$$;
comment on function private.seal_digest is 'Digest of a batch of audit rows, over the digest before it.';

create function public.seal_audit_safe(actor_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(seal_audit_safe.actor_id, '{system,admin,owner}');
  v_last public.audit_seals;
  v_until bigint;
  v_digest text;
  v_rows bigint;
begin
  -- For a moment nobody writes: a row with a smaller id may not come after the seal.
  lock table public.audit_log in share row exclusive mode;
  select s.* into v_last from public.audit_seals as s where s.desk_id = v_actor.desk_id order by s.id desc limit 1;
  select pg_catalog.max(a.id) into v_until from public.audit_log as a where a.desk_id = v_actor.desk_id and a.id > coalesce(v_last.last_audit_id, 0);
  if v_until is null then
    return pg_catalog.jsonb_build_object('rows', 0, 'digest', v_last.digest);
  end if;
  select d.digest, d.row_count into v_digest, v_rows
  from private.seal_digest(v_actor.desk_id, coalesce(v_last.last_audit_id, 0), v_until, v_last.digest) as d;
  insert into public.audit_seals (desk_id, first_audit_id, last_audit_id, row_count, digest)
  values (v_actor.desk_id, coalesce(v_last.last_audit_id, 0) + 1, v_until, v_rows, v_digest);
  return pg_catalog.jsonb_build_object('rows', v_rows, 'digest', v_digest);
end
$$;
comment on function public.seal_audit_safe is 'Seals the audit rows since the last seal; the digest goes to the owner. Callers: system, admin, owner.';

create function private.broken_seals(desk_id uuid) returns table (seal_id bigint, first_audit_id bigint, last_audit_id bigint)
language sql
stable
as $$
  select s.id, s.first_audit_id, s.last_audit_id
  from (select x.*, pg_catalog.lag(x.digest) over w as previous from public.audit_seals as x
    where x.desk_id = broken_seals.desk_id window w as (partition by x.desk_id order by x.id)) as s
  cross join lateral private.seal_digest(s.desk_id, s.first_audit_id - 1, s.last_audit_id, s.previous) as d
  where d.digest <> s.digest or d.row_count <> s.row_count
  order by s.id
$$;
comment on function private.broken_seals is 'The seals whose audit rows are no longer what was sealed, first one first.';

create function private.check_invariants() returns table (invariant text, desk_id uuid, entity text, entity_id uuid, what text)
language sql
stable
as $$
  -- INV-01: what an order shows adds up, and its total is that of its lines.
  select 'INV-01', o.desk_id, 'order', o.id, pg_catalog.format('order %s: its total is not the sum of its lines', o.order_code)
  from public.orders as o
  left join lateral (
    select pg_catalog.sum(l.total_amount) as total, pg_catalog.bool_and(l.total_amount is not null) as priced
    from public.order_lines as l where l.desk_id = o.desk_id and l.order_id = o.id and l.removed_at is null
  ) as l on true
  where o.total_amount is distinct from case when l.priced then l.total end
  union all
  select 'INV-01', o.desk_id, 'order', o.id, pg_catalog.format('order %s has gone on without the money it needs', o.order_code)
  from public.orders as o cross join lateral private.order_money(o.id, o.total_amount, o.status) as m
  where o.status = 'closed' and m.balance_due <> 0
    -- Money that came or went after the end is recorded and is a person's task.
    and not exists (
      select from public.payments as p
      where p.order_id = o.id and p.status = 'completed' and p.role in ('client_payment', 'refund') and p.completed_at > (
        select pg_catalog.max(e.created_at) from public.order_status_events as e where e.order_id = o.id and e.new_status = 'closed'
      )
    )
  union all
  -- INV-03: nothing is refunded that was not received, per order and per payment, at every moment.
  select 'INV-03', r.desk_id, 'payment', r.related_payment_id, 'more was refunded than this payment brought'
  from public.payments as r join public.payments as p on p.desk_id = r.desk_id and p.id = r.related_payment_id
  where r.role = 'refund' and r.status in ('planned', 'pending', 'completed')
  group by r.desk_id, r.related_payment_id, p.amount, p.status
  having pg_catalog.sum(r.amount) > p.amount or p.status <> 'completed'
  union all
  select 'INV-03', x.desk_id, 'order', x.order_id, 'at some moment more was refunded than received'
  from (
    select p.desk_id, p.order_id, pg_catalog.sum(case p.role when 'client_payment' then p.amount else -p.amount end)
      over (partition by p.order_id order by p.completed_at, p.role) as running
    from public.payments as p where p.status = 'completed' and p.role in ('client_payment', 'refund')
  ) as x
  where x.running < 0
  union all
  -- INV-04: one payment per reference.
  select 'INV-04', p.desk_id, 'payment', (pg_catalog.array_agg(p.id))[1], pg_catalog.format('the reference %s stands twice', p.external_reference)
  from public.payments as p where p.external_reference is not null
  group by p.desk_id, p.external_reference having pg_catalog.count(*) > 1
  union all
  -- INV-05: an unbroken chain of statuses from nothing to now.
  select 'INV-05', e.desk_id, 'order', e.order_id, 'the chain of statuses is broken'
  from (
    select x.*, pg_catalog.lag(x.new_status) over w as before, pg_catalog.row_number() over w as n
    from public.order_status_events as x window w as (partition by x.order_id order by x.seq)
  ) as e
  where e.seq <> e.n or e.old_status is distinct from e.before
  union all
  select 'INV-05', o.desk_id, 'order', o.id, pg_catalog.format('order %s is not where its history says', o.order_code)
  from public.orders as o
  where o.status is distinct from (select e.new_status from public.order_status_events as e where e.order_id = o.id order by e.seq desc limit 1)
  union all
  select 'INV-05', e.desk_id, e.entity, e.entity_id, 'the chain of statuses is broken'
  from (
    select x.*, pg_catalog.lag(x.new_status) over w as before, pg_catalog.row_number() over w as n
    from public.entity_status_events as x window w as (partition by x.entity, x.entity_id order by x.seq)
  ) as e
  where e.seq <> e.n or e.old_status is distinct from e.before
  union all
  select 'INV-05', t.desk_id, t.entity, t.id, 'it is not where its history says'
  from (
    select l.desk_id, 'lead' as entity, l.id, l.status::text from public.leads as l
    union all select p.desk_id, 'payment', p.id, p.status::text from public.payments as p
    union all select s.desk_id, 'shipment', s.id, s.status::text from public.shipments as s
    union all select k.desk_id, 'task', k.id, k.status::text from public.tasks as k
  ) as t
  where t.status is distinct from (
    select e.new_status from public.entity_status_events as e
    where e.desk_id = t.desk_id and e.entity = t.entity and e.entity_id = t.id order by e.seq desc limit 1
  )
  union all
  -- INV-06: every order's status change has its audit row with an actor.
  select 'INV-06', e.desk_id, 'order', e.order_id, pg_catalog.format('step %s has no audit row', e.seq)
  from public.order_status_events as e
  where not exists (
    select from public.audit_log as a
    where a.desk_id = e.desk_id and a.entity = 'order' and a.entity_id = e.order_id
      and (e.seq = 1 or a.details ->> 'to' = e.new_status::text)
  )
  union all
  select 'INV-06', p.desk_id, 'payment', p.id, 'it has no audit row'
  from public.payments as p
  where not exists (select from public.audit_log as a where a.desk_id = p.desk_id and a.entity = 'payment' and a.entity_id = p.id)
  union all
  select 'INV-06', e.desk_id, e.entity, e.entity_id, pg_catalog.format('step %s has no audit row', e.seq)
  from public.entity_status_events as e
  where not exists (
    select from public.audit_log as a
    where a.desk_id = e.desk_id and a.entity = e.entity and a.entity_id = e.entity_id and (e.seq = 1 or a.details ->> 'to' = e.new_status)
  )
  union all
  select 'INV-06', e.desk_id, 'order', e.order_id, pg_catalog.format('nobody was told of step %s', e.seq)
  from public.order_status_events as e
  where not exists (
    select from public.outbox_messages as m
    where m.desk_id = e.desk_id and m.entity = 'order' and m.entity_id = e.order_id
      and m.phrase_key = 'notice-order-' || pg_catalog.replace(e.new_status::text, '_', '-')
  )
  union all
  -- INV-07: what the audit saw come is there still.
  select 'INV-07', a.desk_id, a.entity, a.entity_id, 'it was recorded and is gone'
  from public.audit_log as a
  where a.action in ('payment.created', 'order.created') and not exists (select from public.payments as p where p.id = a.entity_id)
    and not exists (select from public.orders as o where o.id = a.entity_id)
  union all
  -- INV-07: sealed audit rows are what they were.
  select 'INV-07', d.id, 'audit_seal', d.id, pg_catalog.format('seal %s is broken', b.seal_id)
  from public.desks as d cross join lateral private.broken_seals(d.id) as b
$$;
comment on function private.check_invariants is 'Every violation of the invariants INV-01 to INV-07, as rows; none on a healthy desk.';

create function public.check_books(actor_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_desk uuid;
begin
  if check_books.actor_id is not null then
    v_desk := (private.acting_staff(check_books.actor_id, '{system,admin,owner}')).desk_id;
  end if;
  return (
    select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(i)), '[]') from private.check_invariants() as i
    where v_desk is null or i.desk_id = v_desk
  );
end
$$;
comment on function public.check_books is 'The violations of the invariants, of the actor''s desk or of all. Caller: service_role, for an admin or the nightly check.';

revoke execute on function private.seal_digest, private.broken_seals, private.check_invariants from public;
grant execute on function private.seal_digest, private.broken_seals, private.check_invariants to desk_rpc;
select private.hand_over('public.seal_audit_safe(uuid)');
select private.hand_over('public.check_books(uuid)');
revoke execute on function public.seal_audit_safe, public.check_books from public, anon, authenticated;
grant execute on function public.seal_audit_safe, public.check_books to service_role;

-- Agents see their own work and what nobody has yet; managers and up the whole desk; customers and visitors nothing here.
-- Each helper is asked once a statement, behind a sub-select.

create function private.my_staff_ids() returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select s.id
  from public.staff_identities as i
  join public.staff as s on s.desk_id = i.desk_id and s.id = i.staff_id
  where i.provider = 'supabase' and i.account = '' and i.external_id = private.request_user_id() and s.status = 'active'
$$;
comment on function private.my_staff_ids is 'The signed-in person''s own staff rows. For policies.';

create function private.my_order_ids() returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select o.id from public.orders as o
  where o.desk_id in (select private.my_desk_ids()) and o.assigned_to in (select private.my_staff_ids())
  union all
  select o.id from public.orders as o
  where o.desk_id in (select private.my_desk_ids()) and o.assigned_to is null
$$;
comment on function private.my_order_ids is 'The orders an agent sees: their own and unassigned ones. For policies.';

create function private.my_lead_ids() returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select l.id from public.leads as l
  where l.desk_id in (select private.my_desk_ids()) and l.assigned_to in (select private.my_staff_ids())
  union all
  select l.id from public.leads as l
  where l.desk_id in (select private.my_desk_ids()) and l.assigned_to is null
$$;
comment on function private.my_lead_ids is 'The leads an agent sees: their own and unassigned ones. For policies.';

select private.hand_over('private.my_staff_ids()');
select private.hand_over('private.my_order_ids()');
select private.hand_over('private.my_lead_ids()');
revoke execute on function private.my_staff_ids, private.my_order_ids, private.my_lead_ids from public;
grant execute on function private.my_staff_ids, private.my_order_ids, private.my_lead_ids to authenticated;

create policy "managers read the orders of their desk" on public.orders for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));
create policy "agents read their own and unassigned orders" on public.orders for select to authenticated
  using (desk_id in (select private.my_desk_ids()) and (assigned_to is null or assigned_to in (select private.my_staff_ids())));
create policy "managers read the leads of their desk" on public.leads for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));
create policy "agents read their own and unassigned leads" on public.leads for select to authenticated
  using (desk_id in (select private.my_desk_ids()) and (assigned_to is null or assigned_to in (select private.my_staff_ids())));
create policy "staff read the customers of their desk" on public.customers for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager'))
    or id in (select o.customer_id from public.orders as o where o.id in (select private.my_order_ids()))
    or id in (select l.customer_id from public.leads as l where l.id in (select private.my_lead_ids())));
create policy "managers read how customers are recognised" on public.customer_identities for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

create policy "staff read the lines of orders they see" on public.order_lines for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or order_id in (select private.my_order_ids()));
create policy "staff read the history of orders they see" on public.order_status_events for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or order_id in (select private.my_order_ids()));
create policy "staff read the shipments of orders they see" on public.shipments for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or order_id in (select private.my_order_ids()));
create policy "managers read the ledger of their desk" on public.payments for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));
create policy "agents read the client money of orders they see" on public.payments for select to authenticated
  using (role in ('client_payment', 'refund') and order_id in (select private.my_order_ids()));
create policy "staff read the documents of what they see" on public.documents for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or order_id in (select private.my_order_ids()) or lead_id in (select private.my_lead_ids()));
create policy "managers read the tasks of their desk" on public.tasks for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));
create policy "agents read their own tasks and free ones" on public.tasks for select to authenticated
  using (desk_id in (select private.my_desk_ids())
    and (assigned_to is null or assigned_to in (select private.my_staff_ids()) or created_by in (select private.my_staff_ids())));
create policy "managers read the histories of their desk" on public.entity_status_events for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));
create policy "admins read the invitations of their desk" on public.staff_invitations for select to authenticated
  using (desk_id in (select private.my_desk_ids('admin')));
grant select on public.staff_invitations, public.idempotency_keys to authenticated;

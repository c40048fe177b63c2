-- A proposal does not wait for ever, and not for an order that has gone on without it.

create function private.end_with_order() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform private.end_proposals(new, 'superseded');
  return null;
end
$$;
comment on function private.end_with_order is 'Ends the open proposal of an order that can no longer change.';
revoke execute on function private.end_with_order from public;
grant execute on function private.end_with_order to desk_rpc;
create trigger end_proposals after update of status on public.orders for each row
  when (old.status in ('created', 'awaiting_payment') and new.status not in ('created', 'awaiting_payment') and current_user = 'desk_rpc')
  execute function private.end_with_order();

create function public.expire_proposals() returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order public.orders;
  v_proposal public.order_proposals;
  v_order_id uuid;
  v_done integer := 0;
begin
  for v_order_id in
    select p.order_id from public.order_proposals as p
    where p.status = 'open' and p.expires_at <= pg_catalog.clock_timestamp() order by p.expires_at limit 100
  loop
    -- An order somebody is at work on is looked at again by the next sweep.
    select o.* into v_order from public.orders as o where o.id = v_order_id for no key update skip locked;
    continue when not found;
    select p.* into v_proposal from public.order_proposals as p
    where p.desk_id = v_order.desk_id and p.order_id = v_order.id and p.status = 'open' and p.expires_at <= pg_catalog.clock_timestamp();
    continue when not found;
    perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_order.desk_id and s.role = 'system'), '{system}');
    perform private.end_proposals(v_order, 'expired');
    perform private.notify_both(v_order.desk_id, 'order', v_order.id, 'proposal-expired',
      pg_catalog.jsonb_build_object('code', v_order.order_code, 'no', v_proposal.no), v_order.customer_id, v_order.assigned_to);
    v_done := v_done + 1;
  end loop;
  return pg_catalog.jsonb_build_object('expired', v_done);
end
$$;
comment on function public.expire_proposals is 'Ends the proposals nobody has answered in time and tells both sides; gives how many. Caller: service_role.';
select private.hand_over('public.expire_proposals()');
revoke execute on function public.expire_proposals from public, anon, authenticated;
grant execute on function public.expire_proposals to service_role;

create or replace function private.why_not_quote(shown public.orders) returns jsonb
language sql
stable
as $$
  select case when exists (
    select from public.order_proposals as p
    where p.desk_id = shown.desk_id and p.order_id = shown.id and p.made_by = 'staff' and private.proposal_state(p) = 'open'
  ) then '[]'::jsonb else '[{"code": "NO_PROPOSAL"}]'::jsonb end
$$;

create or replace function private.why_not_edit(shown public.orders, money record) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when shown.status in ('cancelled', 'returned', 'closed') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'ENDED', 'status', shown.status))
    when shown.status not in ('created', 'awaiting_payment') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'TOO_LATE', 'status', shown.status))
    else coalesce((
      select pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'PROPOSAL_OPEN', 'made_by', p.made_by))
      from public.order_proposals as p
      where p.desk_id = shown.desk_id and p.order_id = shown.id and private.proposal_state(p) = 'open'
    ), '[]'::jsonb)
  end;
end
$$;
comment on function private.why_not_edit is 'What stands against a customer''s proposing a change of an order''s lines: ENDED, TOO_LATE, PROPOSAL_OPEN.';

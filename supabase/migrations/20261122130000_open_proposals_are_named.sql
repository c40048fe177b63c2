-- Who wonders why an order cannot be changed is shown the proposal that stands in the way, so that they can take it back.

create or replace function private.why_not_edit(shown public.orders, money record) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when shown.status in ('cancelled', 'returned', 'closed') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'ENDED', 'status', shown.status))
    when shown.status not in ('created', 'awaiting_payment') then pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'TOO_LATE', 'status', shown.status))
    else coalesce((
      select pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('code', 'PROPOSAL_OPEN', 'made_by', p.made_by, 'no', p.no))
      from public.order_proposals as p
      where p.desk_id = shown.desk_id and p.order_id = shown.id and private.proposal_state(p) = 'open'
    ), '[]'::jsonb)
  end;
end
$$;

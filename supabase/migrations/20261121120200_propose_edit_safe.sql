-- A change of an order, or its price, is proposed. Nothing changes by it: the other side answers.

create function private.put_proposal(about public.orders, wished jsonb, made_by public.proposal_side, note text) returns public.order_proposals
language plpgsql
as $$
declare
  v_proposal public.order_proposals;
  v_lines jsonb;
  v_total numeric;
begin
  if about.status not in ('created', 'awaiting_payment') then
    perform private.refuse(409, 'INVALID_TRANSITION', 'What is ordered changes only before an order is paid.', 'Talk to the other side about a new order.',
      pg_catalog.jsonb_build_object('entity', 'order', 'from', about.status, 'to', 'created'));
  end if;
  if put_proposal.made_by = 'customer' and exists (
    select from public.order_proposals as p where p.desk_id = about.desk_id and p.order_id = about.id and private.proposal_state(p) = 'open'
  ) then
    perform private.refuse(409, 'PROPOSAL_OPEN', 'A proposal about this order waits for an answer already.', 'Answer it, or take it back, first.');
  end if;
  select p.lines, p.total into v_lines, v_total
  from private.preview_lines(about, private.edited_lines(about, put_proposal.wished, put_proposal.made_by = 'customer')) as p;
  if put_proposal.made_by = 'staff' and v_total is null then
    perform private.refuse(409, 'NOT_PRICED', 'An offer to a customer has a price on every line.', 'Give every line a price.');
  end if;
  if put_proposal.made_by = 'customer' and v_lines = (
    select pg_catalog.jsonb_agg(pg_catalog.to_jsonb(l) - '{id,desk_id,order_id,removed_at,created_at,created_by,updated_at}'::text[] order by l.position)
    from public.order_lines as l where l.order_id = about.id and l.removed_at is null
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'This would change nothing.', 'Change a quantity, remove a line or add one.', '{"field": "lines"}');
  end if;
  perform private.end_proposals(about, 'superseded');
  insert into public.order_proposals (desk_id, order_id, no, made_by, lines, based_on, currency, total_before, total_after, note, expires_at, created_by)
  select about.desk_id, about.id, 1 + coalesce((select pg_catalog.max(p.no) from public.order_proposals as p where p.order_id = about.id), 0),
    put_proposal.made_by, v_lines, private.live_lines(about.id), about.currency, about.total_amount, v_total,
    private.checked_text(put_proposal.note, 'note', 2000), pg_catalog.clock_timestamp() + pg_catalog.make_interval(hours => s.proposal_hours),
    pg_catalog.current_setting('desk.actor_id')::uuid
  from public.desk_settings as s where s.desk_id = about.desk_id
  returning * into v_proposal;
  perform private.tell_of_proposal(v_proposal, about);
  return v_proposal;
end
$$;
comment on function private.put_proposal is
  'Writes down what one side wants an order to become and tells the other. INVALID_TRANSITION, PROPOSAL_OPEN, NOT_PRICED, BAD_INPUT, AMOUNT_INVALID, NOT_FOUND.';

create function private.tell_of_proposal(made public.order_proposals, about public.orders) returns void
language plpgsql
as $$
declare
  v_params jsonb := pg_catalog.jsonb_build_object('code', about.order_code, 'no', made.no, 'before', made.total_before, 'total', made.total_after,
    'currency', made.currency, 'until', made.expires_at);
begin
  if made.made_by = 'staff' then
    perform private.notify(about.desk_id, 'order', about.id, case when made.total_before is null then 'notice-proposal-price' else 'notice-proposal-change' end,
      v_params, about.customer_id);
    return;
  end if;
  perform private.notify(about.desk_id, 'order', about.id, 'notice-staff-proposal-made', v_params, null, about.assigned_to)
  where about.assigned_to is not null;
  perform private.proposal_task(about, 'task-change-proposed',
    pg_catalog.format('Order %s: the customer proposes a change. Accept or decline it.', about.order_code), made.note);
end
$$;
comment on function private.tell_of_proposal is 'Tells the side that is to answer.';

create function public.propose_edit_safe(
  actor_id uuid, order_id uuid, lines jsonb, note text default null, acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(propose_edit_safe.actor_id, propose_edit_safe.acting_customer_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'propose_edit_safe', propose_edit_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', propose_edit_safe.order_id, 'lines', propose_edit_safe.lines, 'note', propose_edit_safe.note,
    'acting_customer_id', propose_edit_safe.acting_customer_id));
  v_order public.orders := private.lock_order(v_actor, propose_edit_safe.order_id);
  v_proposal public.order_proposals;
begin
  if v_known is null then
    v_proposal := private.put_proposal(v_order, propose_edit_safe.lines,
      case when propose_edit_safe.acting_customer_id is null then 'staff' else 'customer' end::public.proposal_side, propose_edit_safe.note);
    perform private.keep_result(v_actor.desk_id, 'propose_edit_safe', propose_edit_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id, 'proposal_id', v_proposal.id));
  else
    select p.* into v_proposal from public.order_proposals as p where p.desk_id = v_order.desk_id and p.id = (v_known ->> 'proposal_id')::uuid;
  end if;
  return pg_catalog.jsonb_build_object('proposal', private.proposal_json(v_proposal, v_order), 'duplicate', v_known is not null);
end
$$;
comment on function public.propose_edit_safe is
  'Proposes other lines for an order that is not paid yet; staff may price, a customer changes how many, removes and adds what is on sale. Callers: agent (own), manager, admin, owner; customers their own. NOT_FOUND, INVALID_TRANSITION, PROPOSAL_OPEN, NOT_PRICED, BAD_INPUT, AMOUNT_INVALID, IDEMPOTENCY_CONFLICT.';

revoke execute on function private.put_proposal, private.tell_of_proposal from public;
grant execute on function private.put_proposal, private.tell_of_proposal to desk_rpc;
select private.hand_over('public.propose_edit_safe(uuid, uuid, jsonb, text, uuid, text)');
revoke execute on function public.propose_edit_safe from public, anon, authenticated;
grant execute on function public.propose_edit_safe to service_role;

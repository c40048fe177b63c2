-- The second signature. What was proposed becomes true, all of it in one transaction, or nothing does.

-- A planned payment asks for what is due; once something else is due, another row asks.
create function private.plan_anew(about public.orders) returns void
language plpgsql
as $$
declare
  v_planned public.payments;
  v_payment public.payments;
  v_due numeric := (private.order_money(about.id, about.total_amount, about.status)).balance_due;
begin
  for v_planned in
    select p.* from public.payments as p
    where p.desk_id = about.desk_id and p.order_id = about.id and p.role = 'client_payment' and p.status = 'planned'
    order by p.created_at for no key update
  loop
    continue when v_planned.amount = v_due and v_payment.id is null;
    perform private.record_event(v_planned.desk_id, 'payment', v_planned.id, 'planned', 'cancelled');
    update public.payments as p set status = 'cancelled' where p.id = v_planned.id;
    if v_payment.id is null and v_due > 0 then
      insert into public.payments (desk_id, order_id, amount, currency, direction, role, method, initiated_by_customer, created_by)
      values (about.desk_id, about.id, v_due, about.currency, 'incoming', 'client_payment', v_planned.method, v_planned.initiated_by_customer,
        pg_catalog.current_setting('desk.actor_id')::uuid)
      returning * into v_payment;
      perform private.record_first_event(v_payment.desk_id, 'payment', v_payment.id, 'planned');
    end if;
  end loop;
end
$$;
comment on function private.plan_anew is 'Planned payments of a customer ask for what is due now.';

create function private.apply_proposal(proposal public.order_proposals, about public.orders) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
  v_money record;
begin
  if about.status not in ('created', 'awaiting_payment') or proposal.based_on <> private.live_lines(about.id) then
    perform private.refuse(409, 'PROPOSAL_STALE', 'The order has changed since this was proposed, so nothing was changed.', 'Look at the order as it is now.');
  end if;
  v_order := private.write_lines(about, proposal);
  if v_order.status = 'created' and v_order.total_amount > 0 then
    v_order := private.move_order(v_order, 'awaiting_payment');
  end if;
  perform private.plan_anew(v_order) where v_order.total_amount is not null;
  v_money := private.order_money(v_order.id, v_order.total_amount, v_order.status);
  if v_money.received > 0 and v_money.net > v_money.owed then
    perform private.make_task(v_order.desk_id, 'task-overpaid', pg_catalog.format('Order %s is overpaid. Refund what is too much.', v_order.order_code), v_order.id);
  end if;
  return private.settle_order(v_order);
end
$$;
comment on function private.apply_proposal is 'Gives an order the lines that both sides have signed, asks for the money and settles. PROPOSAL_STALE.';

create function private.tell_of_answer(answered public.order_proposals, about public.orders, by_customer boolean) returns void
language plpgsql
as $$
declare
  v_params jsonb := pg_catalog.jsonb_build_object('code', about.order_code, 'no', answered.no, 'note', answered.answer_note,
    'total', answered.total_after, 'currency', answered.currency);
begin
  perform private.end_proposal_tasks(about);
  if not by_customer then
    perform private.notify(about.desk_id, 'order', about.id, 'notice-proposal-' || answered.status::text, v_params, about.customer_id);
    return;
  end if;
  perform private.notify(about.desk_id, 'order', about.id, 'notice-staff-proposal-' || answered.status::text, v_params, null, about.assigned_to)
  where about.assigned_to is not null;
  if answered.status = 'declined' then
    perform private.proposal_task(about, 'task-offer-declined',
      pg_catalog.format('Order %s: the customer wants another offer. Answer and make a new one.', about.order_code), answered.answer_note);
  end if;
end
$$;
comment on function private.tell_of_answer is 'Tells the side that proposed what became of it.';

create function public.answer_proposal_safe(
  actor_id uuid, proposal_id uuid, answer text, note text default null, acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(answer_proposal_safe.actor_id, answer_proposal_safe.acting_customer_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'answer_proposal_safe', answer_proposal_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'proposal_id', answer_proposal_safe.proposal_id, 'answer', answer_proposal_safe.answer, 'note', answer_proposal_safe.note,
    'acting_customer_id', answer_proposal_safe.acting_customer_id));
  v_by_customer boolean := answer_proposal_safe.acting_customer_id is not null;
  v_own boolean;
  v_order public.orders := private.lock_order(v_actor,
    (select p.order_id from public.order_proposals as p where p.desk_id = v_actor.desk_id and p.id = answer_proposal_safe.proposal_id),
    'proposal', 'Look at the order.');
  v_proposal public.order_proposals;
begin
  select p.* into v_proposal from public.order_proposals as p
  where p.desk_id = v_actor.desk_id and p.id = answer_proposal_safe.proposal_id for no key update;
  if v_known is null then
    if coalesce(answer_proposal_safe.answer, '') not in ('accept', 'decline', 'withdraw') then
      perform private.refuse(400, 'BAD_INPUT', 'A proposal is accepted, declined or withdrawn.', null, '{"field": "answer"}');
    end if;
    v_own := (v_proposal.made_by = 'customer') = v_by_customer;
    if v_own <> (answer_proposal_safe.answer = 'withdraw') then
      perform private.refuse(403, 'OTHER_SIDE_ANSWERS', 'Who proposed may take it back; the other side accepts or declines.', null,
        pg_catalog.jsonb_build_object('made_by', v_proposal.made_by));
    end if;
    if private.proposal_state(v_proposal) <> 'open' then
      perform private.refuse(409, 'PROPOSAL_OVER', 'This proposal does not wait for an answer any more.', 'Look at the order.',
        pg_catalog.jsonb_build_object('status', private.proposal_state(v_proposal)));
    end if;
    update public.order_proposals as p
    set status = case answer_proposal_safe.answer when 'accept' then 'accepted' when 'decline' then 'declined' else 'withdrawn' end::public.proposal_status,
      answer_note = private.checked_text(answer_proposal_safe.note, 'note', 2000), answered_at = pg_catalog.clock_timestamp(), answered_by = v_actor.id
    where p.id = v_proposal.id returning p.* into v_proposal;
    if v_proposal.status = 'accepted' then
      v_order := private.apply_proposal(v_proposal, v_order);
    end if;
    perform private.tell_of_answer(v_proposal, v_order, v_by_customer);
    perform private.keep_result(v_actor.desk_id, 'answer_proposal_safe', answer_proposal_safe.idempotency_key,
      pg_catalog.jsonb_build_object('order_id', v_order.id, 'proposal_id', v_proposal.id));
  end if;
  return pg_catalog.jsonb_build_object('proposal', private.proposal_json(v_proposal, v_order), 'order', private.order_json(v_order), 'duplicate', v_known is not null);
end
$$;
comment on function public.answer_proposal_safe is
  'Accepts or declines what the other side proposed, or withdraws what one proposed oneself; accepting changes the order. Callers: agent (own), manager, admin, owner; customers their own. NOT_FOUND, OTHER_SIDE_ANSWERS, PROPOSAL_OVER, PROPOSAL_STALE, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

revoke execute on function private.plan_anew, private.apply_proposal, private.tell_of_answer from public;
grant execute on function private.plan_anew, private.apply_proposal, private.tell_of_answer to desk_rpc;
select private.hand_over('public.answer_proposal_safe(uuid, uuid, text, text, uuid, text)');
revoke execute on function public.answer_proposal_safe from public, anon, authenticated;
grant execute on function public.answer_proposal_safe to service_role;

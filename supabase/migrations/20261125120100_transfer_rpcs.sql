-- Money without an order: written down once, matched once, or set aside.

create function private.transfer_json(shown public.incoming_transfers) returns jsonb
language sql
stable
as $$
  select pg_catalog.to_jsonb(shown) - '{desk_id,updated_at,created_by,settled_by}'::text[]
$$;
comment on function private.transfer_json is 'Money without an order, as RPCs return it.';

create function public.record_transfer_safe(
  actor_id uuid, amount numeric, currency text, payer text default null, reference text default null, note text default null,
  received_at timestamptz default null, method text default 'bank_transfer', idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(record_transfer_safe.actor_id, '{system,manager,admin,owner}');
  v_amount numeric := private.checked_amount(record_transfer_safe.amount, 'amount');
  v_reference text := private.checked_text(record_transfer_safe.reference, 'reference', 200);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'record_transfer_safe', record_transfer_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'amount', v_amount, 'currency', record_transfer_safe.currency, 'payer', record_transfer_safe.payer, 'reference', v_reference,
    'note', record_transfer_safe.note, 'received_at', record_transfer_safe.received_at, 'method', record_transfer_safe.method));
  v_transfer public.incoming_transfers;
begin
  if v_known is null then
    insert into public.incoming_transfers (desk_id, amount, currency, method, payer, reference, note, received_at, created_by)
    values (v_actor.desk_id, v_amount, private.checked_currency(v_actor.desk_id, record_transfer_safe.currency, 'currency'),
      private.checked_method(v_actor.desk_id, record_transfer_safe.method), private.checked_text(record_transfer_safe.payer, 'payer', 200), v_reference,
      private.checked_text(record_transfer_safe.note, 'note', 1000), coalesce(record_transfer_safe.received_at, pg_catalog.clock_timestamp()), v_actor.id)
    on conflict on constraint incoming_transfers_reference_is_unique_at_the_desk do nothing
    returning * into v_transfer;
    if v_transfer.id is null then
      v_known := '{}';
      select i.* into v_transfer from public.incoming_transfers as i where i.desk_id = v_actor.desk_id and i.reference = v_reference;
      if (v_transfer.amount, v_transfer.currency::text) is distinct from (v_amount, record_transfer_safe.currency) then
        perform private.refuse(409, 'REFERENCE_CONFLICT', 'This reference belongs to other money.', 'Check amount and currency.');
      end if;
    end if;
    perform private.keep_result(v_actor.desk_id, 'record_transfer_safe', record_transfer_safe.idempotency_key,
      pg_catalog.jsonb_build_object('transfer_id', v_transfer.id));
  else
    select i.* into v_transfer from public.incoming_transfers as i where i.desk_id = v_actor.desk_id and i.id = (v_known ->> 'transfer_id')::uuid;
  end if;
  return pg_catalog.jsonb_build_object('transfer', private.transfer_json(v_transfer), 'duplicate', v_known is not null);
end
$$;
comment on function public.record_transfer_safe is
  'Writes down money that came in without an order; the same reference is the same money. Callers: system, manager, admin, owner. AMOUNT_INVALID, BAD_INPUT, REFERENCE_CONFLICT, IDEMPOTENCY_CONFLICT.';

create function private.open_transfer(actor public.staff, transfer_id uuid) returns public.incoming_transfers
language plpgsql
as $$
declare
  v_transfer public.incoming_transfers;
begin
  select i.* into v_transfer from public.incoming_transfers as i
  where i.desk_id = actor.desk_id and i.id = open_transfer.transfer_id for no key update;
  if v_transfer.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such money at this desk.', null, '{"field": "transfer_id"}');
  end if;
  return v_transfer;
end
$$;
comment on function private.open_transfer is 'Money without an order, locked. NOT_FOUND.';

create function private.refuse_settled(what text) returns void
language plpgsql
as $$
begin
  perform private.refuse(409, 'TAKEN', pg_catalog.format('Somebody has seen to this %s already.', refuse_settled.what), 'Look at the payments of the order.');
end
$$;
comment on function private.refuse_settled is 'What is in the payment inbox is settled once. TAKEN.';

create function public.match_transfer_safe(actor_id uuid, transfer_id uuid, order_code text, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(match_transfer_safe.actor_id, '{manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'match_transfer_safe', match_transfer_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'transfer_id', match_transfer_safe.transfer_id, 'order_code', match_transfer_safe.order_code));
  -- The order's row before the money's: two orders for the same money wait for one another nowhere.
  v_order public.orders := private.lock_order(v_actor, (select o.id from public.orders as o
    where o.desk_id = v_actor.desk_id and o.order_code = pg_catalog.upper(pg_catalog.btrim(pg_catalog."left"(match_transfer_safe.order_code, 40)))));
  v_transfer public.incoming_transfers := private.open_transfer(v_actor, match_transfer_safe.transfer_id);
  v_recorded jsonb;
begin
  if v_transfer.status = 'dismissed' or (v_transfer.status = 'matched' and not exists (
    select from public.payments as p where p.desk_id = v_order.desk_id and p.id = v_transfer.payment_id and p.order_id = v_order.id
  )) then
    perform private.refuse_settled('money');
  end if;
  if v_transfer.status = 'open' then
    v_recorded := public.record_generic_payment_safe(v_actor.id, v_order.id, v_transfer.amount, v_transfer.currency::text, 'incoming', 'client_payment',
      v_transfer.method, 'completed', coalesce(v_transfer.reference, 'transfer:' || v_transfer.id));
    update public.incoming_transfers as i
    set status = 'matched', payment_id = (v_recorded #>> '{payment,id}')::uuid, settled_at = pg_catalog.clock_timestamp(), settled_by = v_actor.id
    where i.id = v_transfer.id returning i.* into v_transfer;
  end if;
  if v_known is null then
    perform private.keep_result(v_actor.desk_id, 'match_transfer_safe', match_transfer_safe.idempotency_key,
      pg_catalog.jsonb_build_object('transfer_id', v_transfer.id));
  end if;
  select o.* into v_order from public.orders as o where o.id = v_order.id;
  return pg_catalog.jsonb_build_object('order', private.order_json(v_order), 'transfer', private.transfer_json(v_transfer), 'duplicate', v_recorded is null,
    'payment', (select private.payment_json(p) from public.payments as p where p.desk_id = v_order.desk_id and p.id = v_transfer.payment_id));
end
$$;
comment on function public.match_transfer_safe is
  'Makes money that came in without an order a payment of this order, in one transaction and once. Callers: manager, admin, owner. NOT_FOUND, TAKEN, CURRENCY_MISMATCH, REFERENCE_CONFLICT, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

create function public.dismiss_transfer_safe(actor_id uuid, transfer_id uuid, reason text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(dismiss_transfer_safe.actor_id, '{manager,admin,owner}');
  v_reason text := private.checked_reason(dismiss_transfer_safe.reason);
  v_transfer public.incoming_transfers := private.open_transfer(v_actor, dismiss_transfer_safe.transfer_id);
begin
  if v_transfer.status <> 'open' then
    perform private.refuse_settled('money');
  end if;
  update public.incoming_transfers as i
  set status = 'dismissed', reason = v_reason, settled_at = pg_catalog.clock_timestamp(), settled_by = v_actor.id
  where i.id = v_transfer.id returning i.* into v_transfer;
  return pg_catalog.jsonb_build_object('transfer', private.transfer_json(v_transfer));
end
$$;
comment on function public.dismiss_transfer_safe is
  'Sets money aside that is for no order of this desk, with the reason. Callers: manager, admin, owner. NOT_FOUND, TAKEN, REASON_REQUIRED.';

revoke execute on function private.transfer_json, private.open_transfer, private.refuse_settled from public;
grant execute on function private.transfer_json, private.open_transfer, private.refuse_settled to desk_rpc;
select private.hand_over('public.record_transfer_safe(uuid, numeric, text, text, text, text, timestamptz, text, text)');
select private.hand_over('public.match_transfer_safe(uuid, uuid, text, text)');
select private.hand_over('public.dismiss_transfer_safe(uuid, uuid, text)');
revoke execute on function public.record_transfer_safe, public.match_transfer_safe, public.dismiss_transfer_safe from public, anon, authenticated;
grant execute on function public.record_transfer_safe, public.match_transfer_safe, public.dismiss_transfer_safe to service_role;

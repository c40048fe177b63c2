-- An order is found by its code or by the number of one of its parcels, among the customer's own and nowhere else.

create function private.order_of_customer(customer_id uuid, desk_id uuid, code text) returns public.orders
language plpgsql
stable
as $$
declare
  v_order public.orders;
  -- As people copy it from a letter: with spaces and dashes, in small letters.
  v_number text := pg_catalog.upper(pg_catalog.regexp_replace(order_of_customer.code, '[[:space:]-]', '', 'g'));
begin
  select o.* into v_order from public.orders as o
  where o.desk_id = order_of_customer.desk_id and o.customer_id = order_of_customer.customer_id
    and (o.order_code = pg_catalog.upper(pg_catalog.btrim(order_of_customer.code)) or exists (
      select from public.shipments as s
      where s.desk_id = o.desk_id and s.order_id = o.id and v_number <> ''
        and pg_catalog.upper(pg_catalog.regexp_replace(s.tracking_number, '[[:space:]-]', '', 'g')) = v_number
    ))
  order by o.order_code = pg_catalog.upper(pg_catalog.btrim(order_of_customer.code)) desc, o.created_at desc limit 1;
  if v_order.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order.', 'Check the order code.');
  end if;
  return v_order;
end
$$;
comment on function private.order_of_customer is
  'A customer''s order by its code or a tracking number. Only their own are looked at, so that nobody learns of another''s, not even by the time it takes. NOT_FOUND.';
revoke execute on function private.order_of_customer from public;
grant execute on function private.order_of_customer to desk_rpc;

create or replace function public.my_order(actor_id uuid, acting_customer_id uuid, order_code text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(my_order.actor_id, my_order.acting_customer_id, '{system}');
begin
  return private.customer_order(private.order_of_customer(my_order.acting_customer_id, v_actor.desk_id, my_order.order_code));
end
$$;

create or replace function public.weigh_move(actor_id uuid, acting_customer_id uuid, order_code text, move text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(weigh_move.actor_id, weigh_move.acting_customer_id, '{system}');
  v_order public.orders := private.order_of_customer(weigh_move.acting_customer_id, v_actor.desk_id, weigh_move.order_code);
  v_money record;
  v_reasons jsonb;
begin
  select m.* into v_money from private.order_money(v_order.id, v_order.total_amount, v_order.status) as m;
  v_reasons := private.why_not(v_order, v_money, weigh_move.move);
  if v_reasons is null then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such move.', null, '{"field": "move"}');
  end if;
  return pg_catalog.jsonb_build_object('move', weigh_move.move, 'allowed', v_reasons = '[]', 'reasons', v_reasons, 'order', private.customer_order(v_order));
end
$$;

create function public.weigh_moves(actor_id uuid, acting_customer_id uuid, order_code text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(weigh_moves.actor_id, weigh_moves.acting_customer_id, '{system}');
  v_order public.orders := private.order_of_customer(weigh_moves.acting_customer_id, v_actor.desk_id, weigh_moves.order_code);
  v_money record;
begin
  select m.* into v_money from private.order_money(v_order.id, v_order.total_amount, v_order.status) as m;
  return pg_catalog.jsonb_build_object('order', private.customer_order(v_order), 'moves', (
    select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('move', w.move, 'allowed', w.reasons = '[]', 'reasons', w.reasons) order by w.place)
    from (
      select m.move, m.place, private.why_not(v_order, v_money, m.move) as reasons
      from pg_catalog.unnest('{quote,pay,proof,track,received,rate,edit,address,cancel,repeat,ask}'::text[]) with ordinality as m (move, place)
    ) as w
  ));
end
$$;
comment on function public.weigh_moves is
  'Everything a customer may and may not do with their order now, with the reasons. Changes nothing. Caller: the system for a customer. NOT_FOUND.';
select private.hand_over('public.weigh_moves(uuid, uuid, text)');
revoke execute on function public.weigh_moves from public, anon, authenticated;
grant execute on function public.weigh_moves to service_role;

-- A rating after delivery. A bad one is work for somebody.

create or replace function private.why_not_rate(shown public.orders) returns jsonb
language plpgsql
stable
as $$
begin
  return case
    when exists (
      select from public.order_ratings as r
      where r.desk_id = shown.desk_id and r.order_id = shown.id and r.created_at < pg_catalog.now() - interval '7 days'
    ) then '[{"code": "RATED_ALREADY"}]'::jsonb
    when shown.status in ('delivered', 'closed') then '[]'::jsonb
    -- Who has everything in hand need not wait until somebody ticks it off.
    when shown.status not in ('cancelled', 'returned') and (
      select coalesce(pg_catalog.bool_and(s.client_received), false) from public.shipments as s
      where s.desk_id = shown.desk_id and s.order_id = shown.id and s.status not in ('cancelled', 'returned')
    ) then '[]'::jsonb
    else '[{"code": "NOT_DELIVERED"}]'::jsonb
  end;
end
$$;
comment on function private.why_not_rate is 'What stands against rating an order, or changing its rating: NOT_DELIVERED, RATED_ALREADY (a week ago).';

create function public.rate_order_safe(
  actor_id uuid, acting_customer_id uuid, order_id uuid, stars integer, comment text default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(rate_order_safe.actor_id, rate_order_safe.acting_customer_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'rate_order_safe', rate_order_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'order_id', rate_order_safe.order_id, 'stars', rate_order_safe.stars, 'comment', rate_order_safe.comment));
  v_order public.orders;
  v_comment text := private.checked_text(rate_order_safe.comment, 'comment', 2000);
  v_before public.order_ratings;
  v_rating public.order_ratings;
  v_reason text;
begin
  if rate_order_safe.acting_customer_id is null then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'A rating is the customer''s own word.', null, '{"role": "system"}');
  end if;
  v_order := private.lock_order(v_actor, rate_order_safe.order_id);
  select r.* into v_before from public.order_ratings as r where r.desk_id = v_order.desk_id and r.order_id = v_order.id;
  v_rating := v_before;
  if v_known is null then
    if coalesce(rate_order_safe.stars, 0) not between 1 and 5 then
      perform private.refuse(400, 'BAD_INPUT', 'A rating has one to five stars.', null, '{"field": "stars"}');
    end if;
    v_reason := private.why_not_rate(v_order) #>> '{0,code}';
    if v_reason is not null then
      perform private.refuse(409, 'INVALID_TRANSITION',
        case v_reason when 'RATED_ALREADY' then 'This order was rated more than a week ago.' else 'An order is rated when it has arrived.' end, null,
        pg_catalog.jsonb_build_object('entity', 'order', 'from', v_order.status, 'reason', v_reason));
    end if;
    -- Other stars keep the words that were said with the first.
    insert into public.order_ratings (desk_id, order_id, stars, comment, created_by)
    values (v_order.desk_id, v_order.id, rate_order_safe.stars, v_comment, v_actor.id)
    on conflict on constraint order_ratings_are_one_an_order do update set stars = excluded.stars, comment = coalesce(excluded.comment, order_ratings.comment)
    returning * into v_rating;
    if v_before.id is null or (v_before.stars, v_before.comment) is distinct from (v_rating.stars, v_rating.comment) then
      perform private.notify(v_order.desk_id, 'order', v_order.id, 'notice-staff-order-rated',
        pg_catalog.jsonb_build_object('code', v_order.order_code, 'stars', v_rating.stars), null, v_order.assigned_to)
      where v_order.assigned_to is not null and v_before.stars is distinct from v_rating.stars;
      if v_rating.stars <= 2 then
        perform private.add_to_task(v_order, 'task-bad-rating', pg_catalog.format('Order %s has been rated badly. Talk to the customer.', v_order.order_code), v_comment);
      end if;
      perform private.edit_cards(array[v_order.id]);
    end if;
    perform private.keep_result(v_actor.desk_id, 'rate_order_safe', rate_order_safe.idempotency_key,
      pg_catalog.jsonb_build_object('rating_id', v_rating.id, 'order_id', v_order.id));
  end if;
  return pg_catalog.jsonb_build_object('rating', pg_catalog.to_jsonb(v_rating) - 'desk_id' - 'updated_at', 'order', private.order_json(v_order), 'duplicate', v_known is not null);
end
$$;
comment on function public.rate_order_safe is
  'Rates an order, or changes its rating within a week; two stars or fewer make a task. Caller: the system for a customer. NOT_FOUND, FORBIDDEN_ROLE, INVALID_TRANSITION, BAD_INPUT, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.rate_order_safe(uuid, uuid, uuid, integer, text, text)');
revoke execute on function public.rate_order_safe from public, anon, authenticated;
grant execute on function public.rate_order_safe to service_role;

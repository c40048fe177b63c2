-- A kept cart is taken up again, or emptied. What is in it is looked up as it is on sale now.

create function private.cart_line(desk_id uuid, listing_id text, title jsonb, quantity jsonb, options jsonb, price jsonb, currency jsonb) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('title', cart_line.title, 'quantity', cart_line.quantity, 'options', coalesce(cart_line.options, '{}'),
    'price', cart_line.price, 'currency', cart_line.currency,
    'listing', (select private.listing_json(g) from public.listings as g
      where g.desk_id = cart_line.desk_id and g.id::text = cart_line.listing_id and g.status = 'active' and g.deleted_at is null))
$$;
comment on function private.cart_line is 'A line as somebody had it, with its listing as it is on sale now, or null once it is not.';

create function public.take_cart_safe(actor_id uuid, chat_id uuid, cart_id uuid, answer text, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(take_cart_safe.actor_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'take_cart_safe', take_cart_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'chat_id', take_cart_safe.chat_id, 'cart_id', take_cart_safe.cart_id, 'answer', take_cart_safe.answer));
  v_chat public.chats;
  v_cart public.saved_carts;
begin
  if coalesce(take_cart_safe.answer, '') not in ('take', 'empty') then
    perform private.refuse(400, 'BAD_INPUT', 'A cart is taken or emptied.', null, '{"field": "answer"}');
  end if;
  select c.* into v_chat from public.chats as c where c.desk_id = v_actor.desk_id and c.id = take_cart_safe.chat_id for no key update;
  -- Somebody else's cart does not exist.
  select s.* into v_cart from public.saved_carts as s
  where s.desk_id = v_actor.desk_id and s.id = take_cart_safe.cart_id and s.status <> 'forgotten'
    and (s.chat_id = v_chat.id or s.customer_id = v_chat.customer_id)
  for no key update;
  if v_chat.id is null or v_cart.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such cart in this chat.', 'Begin a new one.');
  end if;
  if v_known is null then
    if v_cart.status <> 'kept' then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such cart in this chat.', 'Begin a new one.');
    end if;
    update public.saved_carts as s set status = case take_cart_safe.answer when 'take' then 'taken' else 'emptied' end where s.id = v_cart.id;
    perform private.keep_result(v_actor.desk_id, 'take_cart_safe', take_cart_safe.idempotency_key, pg_catalog.jsonb_build_object('cart_id', v_cart.id));
  end if;
  return pg_catalog.jsonb_build_object('address', v_cart.cart -> 'address', 'comment', v_cart.cart -> 'comment', 'lines', (
      select coalesce(pg_catalog.jsonb_agg(private.cart_line(v_cart.desk_id, l.value ->> 'listing_id', l.value -> 'title', l.value -> 'quantity',
        l.value -> 'options', l.value -> 'price', l.value -> 'currency') order by l.ordinality), '[]')
      from pg_catalog.jsonb_array_elements(v_cart.cart -> 'lines') with ordinality as l),
    'duplicate', v_known is not null);
end
$$;
comment on function public.take_cart_safe is
  'Takes up or empties a cart kept for the person in this chat, once, and gives it with its listings as they are on sale now. Caller: the system. NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

revoke execute on function private.cart_line from public;
grant execute on function private.cart_line to desk_rpc;
select private.hand_over('public.take_cart_safe(uuid, uuid, uuid, text, text)');
revoke execute on function public.take_cart_safe from public, anon, authenticated;
grant execute on function public.take_cart_safe to service_role;

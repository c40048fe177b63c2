-- What is due and has no chat yet finds one: the preferred channel of the person, else wherever they wrote last.

create function private.chat_for(message public.outbox_messages) returns uuid
language sql
stable
as $$
  select case
    when message.edits_card_id is not null then (select k.chat_id from public.message_cards as k where k.id = message.edits_card_id)
    when message.customer_id is not null then (
      select c.id
      from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      join public.customers as u on u.id = c.customer_id and u.erased_at is null
      where c.desk_id = message.desk_id and c.customer_id = message.customer_id and c.unreachable_at is null
      order by a.provider = u.preferred_channel::text or (u.preferred_channel = 'whatsapp' and a.provider = 'whatsapp_web') desc,
        c.last_inbound_at desc nulls last, c.id
      limit 1)
    else (
      select c.id
      from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      join public.staff as s on s.id = c.staff_id and s.status = 'active'
      where c.desk_id = message.desk_id and c.staff_id = message.staff_id and c.unreachable_at is null
      order by c.last_inbound_at desc nulls last, c.id
      limit 1)
  end
$$;
comment on function private.chat_for is 'The chat a message goes to, or null when the person cannot be reached anywhere.';

create function private.order_about(message public.outbox_messages) returns uuid
language sql
stable
as $$
  select case message.entity
    when 'order' then message.entity_id
    when 'payment' then (select p.order_id from public.payments as p where p.id = message.entity_id)
    when 'shipment' then (select s.order_id from public.shipments as s where s.id = message.entity_id)
  end
$$;
comment on function private.order_about is 'The order a notice tells of, directly or through a payment or a parcel.';

create function private.route_outbox(at timestamptz, most integer default 200) returns integer
language plpgsql
as $$
declare
  v_ids bigint[];
  v_chats uuid[];
  v_free uuid[];
  v_orders uuid[];
begin
  select pg_catalog.array_agg(o.id), pg_catalog.array_agg(private.chat_for(o)) into v_ids, v_chats
  from (
    select x.* from public.outbox_messages as x
    where x.status = 'waiting' and x.chat_id is null and x.due_at <= route_outbox.at
    order by x.due_at, x.id
    limit route_outbox.most
    for no key update skip locked
  ) as o;
  if v_ids is null then
    return 0;
  end if;
  update public.outbox_messages as o set status = 'cancelled', last_error = 'no_channel'
  from unnest(v_ids, v_chats) as r (id, chat_id)
  where o.id = r.id and r.chat_id is null;
  -- A chat somebody is at work in is routed to next time: nobody waits here.
  select pg_catalog.array_agg(c.id) into v_free from (
    select c.id from public.chats as c where c.id = any (v_chats) order by c.id for no key update skip locked
  ) as c;

  with placed as (
    select r.id, c.id as chat_id, c.account_id, c.next_seq, pg_catalog.row_number() over (partition by c.id order by r.id) as place
    from unnest(v_ids, v_chats) as r (id, chat_id) join public.chats as c on c.id = r.chat_id
    where c.id = any (v_free)
  ), counted as (
    update public.chats as c set next_seq = c.next_seq + n.more
    from (select p.chat_id, pg_catalog.count(*) as more from placed as p group by p.chat_id) as n
    where c.id = n.chat_id
  ), routed as (
    update public.outbox_messages as o set account_id = p.account_id, chat_id = p.chat_id, chat_seq = p.next_seq + p.place - 1,
      order_id = coalesce(o.order_id, private.order_about(o))
    from placed as p where o.id = p.id
    returning o.order_id, o.edits_card_id, o.customer_id
  )
  select pg_catalog.array_agg(distinct r.order_id) into v_orders from routed as r
  where r.order_id is not null and r.edits_card_id is null and r.customer_id is not null;
  perform private.promote_outbox(v_free);
  if v_orders is not null then
    perform private.edit_cards(v_orders);
  end if;
  return pg_catalog.cardinality(v_ids);
end
$$;
comment on function private.route_outbox is
  'Gives due messages their chat and their place in it; those nobody can be reached with end as cancelled, no_channel. Notices of an order have its cards shown anew.';
revoke execute on function private.chat_for, private.order_about, private.route_outbox from public;
grant execute on function private.chat_for, private.order_about, private.route_outbox to desk_rpc;

-- What is due finds its way at a time when its reader wants to hear of it.

create function private.quiet_for(customer_id uuid, at timestamptz) returns timestamptz
language sql
stable
as $$
  select private.end_of_quiet(coalesce(c.quiet_from, s.quiet_from), coalesce(c.quiet_until, s.quiet_until), s.time_zone, quiet_for.at)
  from public.customers as c
  join public.desk_settings as s on s.desk_id = c.desk_id
  where c.id = quiet_for.customer_id
$$;
comment on function private.quiet_for is
  'When the quiet hours of a customer end, their own or the desk''s, if a moment lies in them; null when it does not. STOP does not count: order notices go out afterwards.';

create or replace function private.left_in_peace(customer_id uuid, at timestamptz) returns timestamptz
language sql
stable
as $$
  select case when c.stopped_at is not null then 'infinity'::timestamptz else private.quiet_for(c.id, left_in_peace.at) end
  from public.customers as c
  where c.id = left_in_peace.customer_id
$$;

-- In the order of the questions: may it be said at all, and if so, when?
create function private.why_not_told(message public.outbox_messages) returns text
language sql
stable
as $$
  select case
    when c.stopped_at is not null then 'stopped'
    when not coalesce((
      select n.granted from public.consents as n
      where n.desk_id = c.desk_id and n.customer_id = c.id and n.kind = 'marketing' order by n.id desc limit 1
    ), false) then 'no_consent'
  end
  from public.customers as c
  where message.lane = 'broadcast' and c.id = message.customer_id
$$;
comment on function private.why_not_told is
  'Why a customer is not told this: the lane of broadcasts is closed to who said STOP or has not agreed to such messages. Null when nothing stands against it.';

-- Whoever is writing is awake; an answer never waits, nor does a card that is changed in place, which makes no sound.
create function private.told_later(message public.outbox_messages, at timestamptz) returns timestamptz
language sql
stable
as $$
  select private.quiet_for(message.customer_id, told_later.at)
  where message.customer_id is not null and message.kind <> 'reply' and message.lane <> 'interactive'
    and not (message.edits_card_id is not null and exists (
      select from public.message_cards as k join public.chats as c on c.id = k.chat_id join public.channel_accounts as a on a.id = c.account_id
      where k.id = message.edits_card_id and a.provider in ('telegram', 'web')))
    and not exists (
      select from public.chats as c
      where c.desk_id = message.desk_id and c.customer_id = message.customer_id and c.last_inbound_at > told_later.at - interval '15 minutes')
$$;
comment on function private.told_later is 'When a message may go to its customer, if the moment lies in their quiet hours; null when it may now. Replies and the interactive lane never wait.';

create or replace function private.route_outbox(at timestamptz, most integer default 200) returns integer
language plpgsql
as $$
declare
  v_ids bigint[];
  v_chats uuid[];
  v_whys text[];
  v_laters timestamptz[];
  v_free uuid[];
  v_orders uuid[];
begin
  select pg_catalog.array_agg(o.id), pg_catalog.array_agg(private.chat_for(o)), pg_catalog.array_agg(private.why_not_told(o)),
    pg_catalog.array_agg(private.told_later(o, route_outbox.at))
  into v_ids, v_chats, v_whys, v_laters
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
  update public.outbox_messages as o set status = 'cancelled', last_error = coalesce(r.why, 'no_channel')
  from unnest(v_ids, v_chats, v_whys) as r (id, chat_id, why)
  where o.id = r.id and (r.chat_id is null or r.why is not null);
  update public.outbox_messages as o set due_at = r.later
  from unnest(v_ids, v_laters) as r (id, later)
  where o.id = r.id and r.later is not null and o.status = 'waiting';
  -- A chat somebody is at work in is routed to next time: nobody waits here.
  select pg_catalog.array_agg(c.id) into v_free from (
    select c.id from public.chats as c where c.id = any (v_chats) order by c.id for no key update skip locked
  ) as c;

  with placed as (
    select r.id, c.id as chat_id, c.account_id, c.next_seq, pg_catalog.row_number() over (partition by c.id order by r.id) as place
    from unnest(v_ids, v_chats, v_whys, v_laters) as r (id, chat_id, why, later) join public.chats as c on c.id = r.chat_id
    where c.id = any (v_free) and r.why is null and r.later is null
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
  'Gives due messages their chat and their place in it, or a later time when their reader is left in peace; those nobody can be reached with, or wants, end as cancelled. Notices of an order have its cards shown anew.';
revoke execute on function private.quiet_for, private.why_not_told, private.told_later from public;
grant execute on function private.quiet_for, private.why_not_told, private.told_later to desk_rpc;

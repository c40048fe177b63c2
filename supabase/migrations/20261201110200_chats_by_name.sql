-- A customer is found by their name whether somebody is with them or not, and hears it when the bot has the chat again, whether it
-- was in the middle of something or not.

create function private.chat_of_customer(desk_id uuid, customer_id uuid) returns uuid
language sql
stable
as $$
  -- Where somebody is with them already, else where a notice would go, else wherever they are.
  select c.id from public.chats as c
  join public.channel_accounts as a on a.id = c.account_id and a.active
  join public.customers as u on u.id = c.customer_id
  where c.desk_id = chat_of_customer.desk_id and c.customer_id = chat_of_customer.customer_id
  order by c.handover_id is null, c.unreachable_at is not null,
    a.provider = u.preferred_channel::text or (u.preferred_channel = 'whatsapp' and a.provider = 'whatsapp_web') desc nulls last,
    c.last_inbound_at desc nulls last, c.id
  limit 1
$$;
comment on function private.chat_of_customer is 'The chat in which to write to a customer; null when they have none.';
revoke execute on function private.chat_of_customer from public;
grant execute on function private.chat_of_customer to desk_rpc;

create or replace function private.chats_about(actor public.staff, about text) returns uuid[]
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_about text := pg_catalog.btrim(pg_catalog.left(chats_about.about, 100));
  v_customer uuid;
  v_chats uuid[];
begin
  if v_about ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_customer := (select c.id from public.customers as c where c.desk_id = actor.desk_id and c.id = v_about::uuid);
    v_chats := case when v_customer is null then array[v_about::uuid] end;
  else
    v_customer := coalesce(
      (select o.customer_id from public.orders as o
        where o.desk_id = actor.desk_id and o.order_code = pg_catalog.upper(v_about) and private.is_theirs(actor, o.assigned_to)),
      (select c.id from public.customers as c
        where c.desk_id = actor.desk_id and c.phone = '+' || pg_catalog.regexp_replace(v_about, '\D', '', 'g') and v_about ~ '^\+?[0-9 ()-]{7,20}$'));
  end if;
  if v_customer is not null then
    v_chats := array_remove(array[private.chat_of_customer(actor.desk_id, v_customer)], null);
  elsif v_chats is null then
    v_chats := array(
      select x.id from (
        select c.id, h.waiting_since, 1 as place from public.handovers as h join public.chats as c on c.id = h.chat_id
        where h.desk_id = actor.desk_id and h.ended_at is null and pg_catalog.lower(private.name_in_chat(c)) like pg_catalog.replace(pg_catalog.replace(pg_catalog.lower(v_about), '\', '\\'), '%', '\%') || '%'
        union all
        select private.chat_of_customer(actor.desk_id, u.id), null, 2 from private.customers_by_name(actor.desk_id, private.plain_query(v_about)) as u
        where private.sees_customer(actor, u.id)
      ) as x where x.id is not null
      group by x.id order by pg_catalog.min(x.place), pg_catalog.min(x.waiting_since) nulls last, x.id limit 8);
  end if;
  return array(
    select c.id from pg_catalog.unnest(v_chats) with ordinality as x (id, place) join public.chats as c on c.id = x.id
    where c.desk_id = actor.desk_id and (c.staff_id is null or c.customer_id is not null)
      and (actor.role <> 'agent' or private.sees_chat(c.id, array[actor.desk_id], array[actor.id]))
    order by x.place);
end
$$;

create or replace function public.hand_back_safe(actor_id uuid, chat_id uuid, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(hand_back_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'hand_back_safe', hand_back_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'actor_id', v_actor.id, 'chat_id', hand_back_safe.chat_id));
  v_now timestamptz;
  v_chat public.chats;
  v_changed boolean := false;
begin
  if v_known is null then
    v_chat := private.hold_seen_chat(v_actor, hand_back_safe.chat_id);
    -- A manager may end what anybody has begun; an agent what is their own, or nobody's.
    if v_actor.role = 'agent' then
      perform private.check_taker(v_chat, v_actor, null);
    end if;
    v_changed := v_chat.handover_id is not null;
    if v_changed then
      v_now := pg_catalog.clock_timestamp();
      perform private.end_handover(v_chat, 'staff', v_now);
      update public.chats as c set owner_changed_at = v_now where c.id = v_chat.id;
      perform private.wake_dialogue(v_chat, 'handed-back:' || v_chat.handover_id, 'handed-back');
    end if;
    v_known := pg_catalog.jsonb_build_object('handover_id', v_chat.handover_id);
    perform private.keep_result(v_actor.desk_id, 'hand_back_safe', hand_back_safe.idempotency_key, v_known);
  end if;
  return pg_catalog.jsonb_build_object('handover', private.handover_json((v_known ->> 'handover_id')::uuid), 'duplicate', not v_changed);
end
$$;

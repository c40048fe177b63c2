-- Whose chat is meant: by its id, by an order, a phone number or a name of those who are with a person now.

create function private.chats_about(actor public.staff, about text) returns uuid[]
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
    -- Where somebody is with them already, else where a notice would go, else wherever they are.
    v_chats := array(
      select c.id from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      join public.customers as u on u.id = c.customer_id
      where c.desk_id = actor.desk_id and c.customer_id = v_customer
      order by c.handover_id is null, c.unreachable_at is not null,
        a.provider = u.preferred_channel::text or (u.preferred_channel = 'whatsapp' and a.provider = 'whatsapp_web') desc nulls last,
        c.last_inbound_at desc nulls last, c.id
      limit 1);
  elsif v_chats is null then
    v_chats := array(
      select c.id from public.handovers as h join public.chats as c on c.id = h.chat_id
      where h.desk_id = actor.desk_id and h.ended_at is null and pg_catalog.lower(private.name_in_chat(c)) like pg_catalog.replace(pg_catalog.replace(pg_catalog.lower(v_about), '\', '\\'), '%', '\%') || '%'
      order by h.waiting_since nulls last, c.id limit 8);
  end if;
  return array(
    select c.id from pg_catalog.unnest(v_chats) with ordinality as x (id, place) join public.chats as c on c.id = x.id
    where c.desk_id = actor.desk_id and (c.staff_id is null or c.customer_id is not null)
      and (actor.role <> 'agent' or private.sees_chat(c.id, array[actor.desk_id], array[actor.id]))
    order by x.place);
end
$$;
comment on function private.chats_about is 'The customers'' chats that a member of the staff may mean by these words, of those they see.';

create function public.staff_chat(actor_id uuid, about text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_chat.actor_id, '{agent,manager,admin,owner}');
  v_chats uuid[] := private.chats_about(v_actor, private.checked_text(staff_chat.about, 'about', 4000, true));
begin
  if v_chats = '{}' then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such chat.', 'Name an order, a phone number, or somebody who waits.', '{"field": "about"}');
  end if;
  return (
    select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('chat_id', c.id, 'provider', a.provider, 'customer', private.name_in_chat(c),
      'taken_by', case when s.id is not null then pg_catalog.jsonb_build_object('id', s.id, 'display_name', s.display_name) end,
      'is_mine', s.id is not distinct from v_actor.id, 'waiting_since', h.waiting_since, 'about', t.description,
      'reachable', c.unreachable_at is null and a.active,
      'order_code', (select o.order_code from public.orders as o
        where o.desk_id = c.desk_id and o.customer_id = c.customer_id and o.status not in ('closed', 'cancelled', 'returned')
          and private.is_theirs(v_actor, o.assigned_to) order by o.created_at desc limit 1)) order by x.place)
    from pg_catalog.unnest(v_chats) with ordinality as x (id, place)
    join public.chats as c on c.id = x.id
    join public.channel_accounts as a on a.id = c.account_id
    left join public.handovers as h on h.id = c.handover_id
    left join public.staff as s on s.desk_id = h.desk_id and s.id = h.taken_by and s.status = 'active'
    left join public.tasks as t on t.desk_id = h.desk_id and t.id = h.task_id);
end
$$;
comment on function public.staff_chat is
  'The chats that are meant by a chat''s or customer''s id, an order code, a phone number, or the name of somebody who is with a person: who has each, and whether they can be reached. Callers: staff, agents those they see. NOT_FOUND, BAD_INPUT.';

revoke execute on function private.chats_about from public;
grant execute on function private.chats_about to desk_rpc;
select private.hand_over('public.staff_chat(uuid, text)');
revoke execute on function public.staff_chat from public, anon, authenticated;
grant execute on function public.staff_chat to service_role;

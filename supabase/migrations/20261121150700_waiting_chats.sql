-- What staff look at: who waits, and what was said.

create function private.last_words(chat_id uuid) returns jsonb
language plpgsql
stable
as $$
begin
  return (
    select pg_catalog.jsonb_build_object('at', m.received_at, 'event', private.lenient_json(m.event))
    from public.inbox_messages as m
    where m.chat_id = last_words.chat_id and private.lenient_json(m.event) ->> 'type' <> 'timeout'
    order by m.id desc limit 1);
end
$$;
comment on function private.last_words is 'What the customer of a chat did last, as the channel understood it.';

create function public.waiting_chats(actor_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(waiting_chats.actor_id, '{agent,manager,admin,owner}');
begin
  return (
    select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
      'chat_id', c.id, 'provider', a.provider, 'customer', coalesce(u.full_name, c.sender_name), 'language', coalesce(u.language, v.language, c.language),
      'waiting_since', h.waiting_since, 'about', t.description, 'last', private.last_words(c.id), 'handover', private.handover_json(h.id)
    ) order by h.waiting_since nulls last, h.began_at), '[]')
    from (
      select x.* from public.handovers as x
      where x.desk_id = v_actor.desk_id and x.ended_at is null
        and (v_actor.role <> 'agent' or private.sees_chat(x.chat_id, array[v_actor.desk_id], array[v_actor.id]))
      order by x.waiting_since nulls last limit 200
    ) as h
    join public.chats as c on c.id = h.chat_id
    join public.channel_accounts as a on a.id = c.account_id
    left join public.customers as u on u.id = c.customer_id
    left join public.conversations as v on v.chat_id = c.id and v.status = 'active'
    left join public.tasks as t on t.desk_id = h.desk_id and t.id = h.task_id);
end
$$;
comment on function public.waiting_chats is
  'The chats that are with a person, those who wait longest first, each with what its customer did last. Callers: staff, agents those they see. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE.';

create function public.read_chat(actor_id uuid, chat_id uuid, most integer default 100) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(read_chat.actor_id, '{agent,manager,admin,owner}');
  v_chat public.chats := private.seen_chat(v_actor, read_chat.chat_id);
  v_most integer := least(greatest(coalesce(read_chat.most, 100), 1), 500);
begin
  return pg_catalog.jsonb_build_object(
    'chat_id', v_chat.id,
    'customer', coalesce((select u.full_name from public.customers as u where u.id = v_chat.customer_id), v_chat.sender_name),
    'handover', private.handover_json(v_chat.handover_id),
    'lines', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', x.id, 'from', x.sender, 'at', x.at, 'state', x.state, 'event', x.event,
        'phrase_key', x.phrase_key, 'params', x.params, 'reply', x.reply) order by x.at, x.id), '[]')
      from (
        select y.* from (
          (select 'customer' as sender, 'in:' || m.id as id, m.received_at as at, m.status::text as state, private.lenient_json(m.event) as event,
            null::text as phrase_key, null::jsonb as params, null::jsonb as reply
          from public.inbox_messages as m
          where m.desk_id = v_chat.desk_id and m.chat_id = v_chat.id and private.lenient_json(m.event) ->> 'type' <> 'timeout'
          order by m.id desc limit v_most)
          union all
          (select case when o.phrase_key in ('staff-says', 'staff-sends') or o.reply @? '$.text[*] ? (@.key == "staff-says")' then 'staff' else 'desk' end,
            'out:' || o.id, coalesce(o.sent_at, o.created_at), o.status::text, null, o.phrase_key, o.params, o.reply
          from public.outbox_messages as o
          where o.desk_id = v_chat.desk_id and o.chat_id = v_chat.id and o.edits_card_id is null and o.merged_into is null and o.status <> 'cancelled'
          order by o.id desc limit v_most)
        ) as y
        order by y.at desc, y.id desc limit v_most
      ) as x));
end
$$;
comment on function public.read_chat is
  'The newest lines of a customer''s chat, both ways, as data. Callers: staff, agents chats they see. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, NOT_FOUND.';

revoke execute on function private.last_words from public;
grant execute on function private.last_words to desk_rpc;
select private.hand_over('public.waiting_chats(uuid)');
select private.hand_over('public.read_chat(uuid, uuid, integer)');
revoke execute on function public.waiting_chats, public.read_chat from public, anon, authenticated;
grant execute on function public.waiting_chats, public.read_chat to service_role;

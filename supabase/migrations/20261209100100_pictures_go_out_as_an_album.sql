-- Pictures that came as an album are passed on as one, where the channel has albums: the first takes the others along, as notices
-- about one order are taken along. Each keeps the provider's id of its own picture, so that any of them can be answered.

create function private.album_of(message public.outbox_messages) returns text
language sql
immutable
as $$
  select case when message.reply ->> 'kind' = 'image' then message.params ->> 'album' end
$$;
comment on function private.album_of is 'What the pictures of one album have in common that are passed on; null for everything else.';

-- They come one after the other: the first waits for those after it, as long as a turn waits for them.
create function private.album_due(desk_id uuid, entity text, entity_id uuid, staff_id uuid, album text) returns timestamptz
language plpgsql
as $$
begin
  return case when album_due.album is null then pg_catalog.clock_timestamp() else coalesce((
    select o.due_at from public.outbox_messages as o
    where o.desk_id = album_due.desk_id and o.entity = album_due.entity and o.entity_id = album_due.entity_id and o.staff_id is not distinct from album_due.staff_id
      and o.status = 'waiting' and o.chat_id is null and o.params ->> 'album' = album_due.album
    order by o.id desc limit 1), pg_catalog.clock_timestamp() + interval '0.9 seconds') end;
end
$$;
comment on function private.album_due is 'When what is passed on goes out: at once, or with the album it belongs to.';

create or replace function private.relay(handover_id uuid, staff public.staff, chat public.chats, message_id bigint, event jsonb) returns void
language plpgsql
as $$
declare
  v_name text := private.name_in_chat(chat);
  v_code text := (select o.order_code from public.orders as o
    where o.desk_id = chat.desk_id and o.customer_id = chat.customer_id and o.status not in ('closed', 'cancelled', 'returned')
      and private.is_theirs(staff, o.assigned_to) order by o.created_at desc limit 1);
  v_params jsonb := pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('album', relay.event ->> 'album'));
  v_due timestamptz := private.album_due(chat.desk_id, 'handover', relay.handover_id, staff.id, v_params ->> 'album');
  v_choices jsonb := pg_catalog.jsonb_build_array(
    pg_catalog.jsonb_build_object('label', '{"key": "do-answer"}'::jsonb, 'action', 's1:talk:' || chat.id),
    pg_catalog.jsonb_build_object('label', '{"key": "do-back"}'::jsonb, 'action', 's1:back:' || chat.id));
begin
  if v_code is not null then
    v_choices := v_choices || pg_catalog.jsonb_build_object(
      'label', pg_catalog.jsonb_build_object('key', 'staff-show-order', 'params', pg_catalog.jsonb_build_object('code', v_code)), 'action', 's1:order:' || v_code);
  end if;
  insert into public.outbox_messages (desk_id, staff_id, phrase_key, params, lane, entity, entity_id, reply, due_at, dedupe_key)
  select chat.desk_id, staff.id, private.phrase_key_of(x.reply), v_params, 'interactive', 'handover', relay.handover_id, x.reply,
    v_due, 'relay:' || relay.message_id || ':' || staff.id || case when x.place = 1 then '' else ':' || x.place end
  from (select e.place, private.relayed_reply(e.event, v_name, v_choices) as reply from private.events_in(relay.event) as e) as x
  where x.reply is not null order by x.place
  on conflict on constraint outbox_messages_come_once do nothing;
end
$$;

create or replace function private.show_in_topic(topic public.topics, phrase_key text, params jsonb, reply jsonb, dedupe_key text) returns void
language plpgsql
as $$
begin
  insert into public.outbox_messages (desk_id, phrase_key, params, lane, entity, entity_id, reply, due_at, dedupe_key)
  values (topic.desk_id, show_in_topic.phrase_key, show_in_topic.params, 'interactive', 'topic', topic.id, show_in_topic.reply,
    private.album_due(topic.desk_id, 'topic', topic.id, null, show_in_topic.params ->> 'album'), show_in_topic.dedupe_key)
  on conflict on constraint outbox_messages_come_once do nothing;
  perform pg_catalog.pg_notify('desk_work', 'outbox');
end
$$;

create or replace function private.show_inbound() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_topic public.topics := private.topic_of(new.chat_id);
begin
  if v_topic.id is not null then
    perform private.show_in_topic(v_topic, private.phrase_key_of(x.reply),
      pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('album', private.lenient_json(new.event) ->> 'album')), x.reply,
      'topic-in:' || new.id || case when x.place = 1 then '' else ':' || x.place end)
    from (
      select e.place, private.relayed_reply(e.event, private.name_in_topic(v_topic), '[]') as reply
      from private.events_in(private.lenient_json(new.event)) as e
      order by e.place
    ) as x
    where x.reply is not null;
  end if;
  return null;
end
$$;

create or replace function private.merge_notices(heads bigint[], worker text, lease_until timestamptz, at timestamptz) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  with told as (
    select h.*, case when a.provider = 'telegram' then private.album_of(h) end as album
    from public.outbox_messages as h join public.channel_accounts as a on a.id = h.account_id
    where h.id = any (merge_notices.heads) and h.kind = 'notice' and h.edits_card_id is null
  ), followers as (
    select n.id, h.id as head_id
    from told as h
    cross join lateral (
      select f.id, f.edits_card_id, pg_catalog.row_number() over (order by f.chat_seq) as place, pg_catalog.bool_and(
        f.edits_card_id is not null or (f.kind = 'notice' and f.due_at <= merge_notices.at
          and case when h.album is null then f.order_id = h.order_id else private.album_of(f) = h.album end)
      ) over (order by f.chat_seq) as follows
      from public.outbox_messages as f
      where f.chat_id = h.chat_id and f.status = 'waiting' and f.chat_seq > h.chat_seq
      order by f.chat_seq limit 20
    ) as n
    -- Ten pictures are the most of an album.
    where (h.order_id is not null or h.album is not null) and n.follows and n.edits_card_id is null and (h.album is null or n.place <= 9)
  ), free as (
    select o.id from public.outbox_messages as o
    where o.id in (select f.id from followers as f) and o.status = 'waiting'
    for no key update skip locked
  )
  update public.outbox_messages as o
  set status = 'claimed', merged_into = f.head_id, lease_by = merge_notices.worker, lease_until = merge_notices.lease_until
  from followers as f join free on free.id = f.id
  where o.id = f.id;
end
$$;
comment on function private.merge_notices is 'Claims the notices about the same order, and the pictures of the same album, that follow claimed ones, as parts of them.';

create or replace function private.settle_sent(results jsonb, at timestamptz) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  with sent as (
    update public.outbox_messages as o
    set status = 'sent', sent_at = settle_sent.at, provider_message_id = pg_catalog.left(r.value ->> 'provider_message_id', 300), lease_until = null
    from pg_catalog.jsonb_array_elements(settle_sent.results) as r
    where o.id = (r.value ->> 'id')::bigint
    returning o.*, r.value ->> 'shown_hash' as shown_hash, r.value -> 'parts' as parts
  ), merged as (
    update public.outbox_messages as o set status = 'sent', sent_at = settle_sent.at, lease_until = null,
      provider_message_id = coalesce(pg_catalog.left(s.parts ->> o.id::text, 300), s.provider_message_id)
    from sent as s
    where o.merged_into = s.id and o.status = 'claimed'
  ), cards as (
    insert into public.message_cards (desk_id, chat_id, entity_id, outbox_id, provider_message_id, shown_hash)
    select distinct on (s.chat_id, s.order_id) s.desk_id, s.chat_id, s.order_id, s.id, s.provider_message_id, pg_catalog.left(s.shown_hash, 200)
    from sent as s
    where s.reply ->> 'kind' = 'order-card' and s.order_id is not null and s.provider_message_id is not null
    order by s.chat_id, s.order_id, s.id desc
    on conflict on constraint message_cards_are_the_newest_of_their_chat do update
    set outbox_id = excluded.outbox_id, provider_message_id = excluded.provider_message_id, shown_hash = excluded.shown_hash
    where message_cards.outbox_id < excluded.outbox_id
  ), edited as (
    update public.message_cards as k set shown_hash = pg_catalog.left(s.shown_hash, 200) from sent as s where k.id = s.edits_card_id
  )
  update public.chats as c set last_outbound_at = settle_sent.at from sent as s where c.id = s.chat_id and s.edits_card_id is null;
end
$$;

create or replace function private.outbox_claims(ids bigint[]) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', o.id, 'kind', o.kind, 'lane', o.lane, 'phrase_key', o.phrase_key, 'params', o.params,
    'reply', y.reply,
    'merged', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', m.id, 'phrase_key', m.phrase_key, 'params', m.params, 'reply', m.reply) order by m.chat_seq), '[]')
      from public.outbox_messages as m where m.merged_into = o.id and m.status = 'claimed'),
    'edit', case when k.id is not null then pg_catalog.jsonb_build_object('card_id', k.id, 'provider_message_id', k.provider_message_id, 'shown_hash', k.shown_hash) end,
    'language', coalesce(u.language, s.language, v.language, c.language, 'en'), 'time_zone', d.time_zone,
    'recipient', case when o.staff_id is not null then 'staff' else 'customer' end,
    'chat', pg_catalog.jsonb_build_object('id', c.id, 'provider', a.provider, 'account', a.account, 'external_id', coalesce(g.external_id, c.external_id)),
    'per_second', a.messages_per_second,
    'quotes', case when a.provider = 'telegram' and k.id is null then private.quoted_in(o, coalesce(g.external_id, c.external_id)) end,
    'topic', case when t.id is not null then pg_catalog.jsonb_build_object('id', t.id, 'thread', t.thread, 'name', private.name_in_topic(t),
      'code', pg_catalog.upper(pg_catalog.left(t.id::text, 4)), 'is_whole', c.staff_id is null, 'told', o.params ? 'told') end,
    'order', case when y.for_whom is distinct from 'staff' and (k.id is not null or o.reply ->> 'kind' = 'order-card') then (
      select private.customer_order(r) from public.orders as r where r.desk_id = o.desk_id and r.id = o.order_id) end,
    'staff_order', case when y.for_whom = 'staff' then private.order_for_staff(c.staff_id, o.order_id) end,
    'possible_duplicate', o.possible_duplicate, 'attempts', o.attempts, 'correlation', o.correlation_id
  ) order by o.lane, o.chat_seq, o.id), '[]')
  from public.outbox_messages as o
  join public.chats as c on c.id = o.chat_id
  join public.channel_accounts as a on a.id = o.account_id
  join public.desk_settings as d on d.desk_id = o.desk_id
  left join public.message_cards as k on k.id = o.edits_card_id
  left join public.customers as u on u.id = o.customer_id
  left join public.staff as s on s.id = o.staff_id
  left join public.conversations as v on v.id = o.conversation_id
  left join public.topics as t on t.id = c.topic_id
  left join public.staff_groups as g on g.id = t.group_id
  -- A card shown anew keeps its buttons, and for whom it is.
  cross join lateral (select coalesce(o.reply, (select x.reply from public.outbox_messages as x where x.id = k.outbox_id)) as reply) as z
  cross join lateral (select z.reply, z.reply ->> 'for' as for_whom) as y
  where o.id = any (outbox_claims.ids));
end
$$;

revoke execute on function private.album_of, private.album_due from public;
grant execute on function private.album_of, private.album_due to desk_rpc;

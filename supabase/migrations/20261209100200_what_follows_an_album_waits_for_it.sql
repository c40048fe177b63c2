-- Words that follow an album are not passed on before it, nor taken for a part of it. And two bots of a desk have chats of the same name with one person, whose
-- messages have numbers of their own: what was written to the one is not quoted by the other.

create or replace function private.album_due(desk_id uuid, entity text, entity_id uuid, staff_id uuid, album text) returns timestamptz
language plpgsql
as $$
declare
  v_before record;
begin
  select o.due_at, o.params ->> 'album' as album into v_before from public.outbox_messages as o
  where o.desk_id = album_due.desk_id and o.entity = album_due.entity and o.entity_id = album_due.entity_id and o.staff_id is not distinct from album_due.staff_id
    and o.status = 'waiting' and o.chat_id is null
  order by o.id desc limit 1;
  return greatest(v_before.due_at, case when album_due.album is null or album_due.album = v_before.album then pg_catalog.clock_timestamp()
    else pg_catalog.clock_timestamp() + interval '0.9 seconds' end);
end
$$;
comment on function private.album_due is 'When what is passed on goes out: at once, with the album it belongs to, or after what waits before it.';

create or replace function private.quoted_in(message public.outbox_messages, place text) returns text
language plpgsql
stable
as $$
declare
  v_passed_on bigint := private.passed_on(message);
  v_chat public.chats;
  v_to text;
  v_answered public.outbox_messages;
  v_quoted bigint;
begin
  if message.inbox_id is not null then
    -- The first reply of a turn, and only when something newer stands between it and what it answers.
    v_quoted := (select message.inbox_id
      where exists (select from public.inbox_messages as m
          where m.desk_id = message.desk_id and m.chat_id = message.chat_id and m.id > message.inbox_id)
        and not exists (select from public.outbox_messages as o where o.inbox_id = message.inbox_id and o.id < message.id));
  elsif v_passed_on is not null then
    select pg_catalog.jsonb_extract_path_text(private.lenient_json(m.event), 'inReplyTo') into v_to
    from public.inbox_messages as m where m.id = v_passed_on and m.event like '%"inReplyTo"%';
    if v_to is null then
      return null;
    end if;
    select c.* into v_chat from public.inbox_messages as m join public.chats as c on c.id = m.chat_id where m.id = v_passed_on;
    -- In a group everybody answers what all are shown.
    select o.* into v_answered from public.outbox_messages as o
    where o.provider_message_id = v_to and (o.entity in ('handover', 'topic') or o.phrase_key in ('staff-says', 'staff-sends', 'person-joined'))
      and o.chat_id in (select v_chat.id union all select c.id from public.chats as c where c.desk_id = v_chat.desk_id and c.topic_id = v_chat.topic_id)
    order by o.id desc limit 1;
    if v_answered.dedupe_key ~ '^topic-out:[0-9]{1,18}$' then
      return (select o.provider_message_id from public.outbox_messages as o
        where o.id = pg_catalog.split_part(v_answered.dedupe_key, ':', 2)::bigint and o.chat_id = message.chat_id);
    end if;
    v_quoted := private.passed_on(v_answered);
  end if;
  -- It is quoted where it was written, and nowhere else.
  return (
    select x.body #>> '{message,message_id}'
    from public.inbox_messages as m cross join lateral (select private.lenient_json(m.body) as body) as x
    where m.id = v_quoted and m.account_id = message.account_id and x.body #>> '{message,chat,id}' = quoted_in.place
  );
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
        -- Of no order, or of no album, is no part of it either: what is unknown would be passed over.
        f.edits_card_id is not null or (f.kind = 'notice' and f.due_at <= merge_notices.at
          and coalesce(case when h.album is null then f.order_id = h.order_id and private.album_of(f) is null else private.album_of(f) = h.album end, false))
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

-- What answers a message can quote it where people read it. The reply of a turn does so when its chat has gone on meanwhile;
-- what is passed on does when it was written as an answer to something that was passed on. Nothing is kept for it: which
-- message belongs to which is known already. A claim also says how fast its account may send, so that whoever sends keeps
-- to that by his own clock, however long ago he was allowed to.
-- squawk-ignore-file require-concurrent-index-creation

create index outbox_messages_that_are_answered on public.outbox_messages (chat_id, provider_message_id)
  where provider_message_id is not null and (entity in ('handover', 'topic') or phrase_key in ('staff-says', 'staff-sends', 'person-joined'));

create function private.passed_on(message public.outbox_messages) returns bigint
language sql
immutable
as $$
  select case
    when message.dedupe_key ~ '^(relay|topic-in):[0-9]{1,18}(:|$)' then pg_catalog.split_part(message.dedupe_key, ':', 2)::bigint
    when message.phrase_key in ('staff-says', 'staff-sends', 'person-joined') then pg_catalog.substring(message.correlation_id, '^inbox:([0-9]{1,18})$')::bigint
  end
$$;
comment on function private.passed_on is 'The message that came in whose words these are; null for words of the desk''s own.';

create function private.quoted_in(message public.outbox_messages, place text) returns text
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
    where m.id = v_quoted and m.desk_id = message.desk_id and x.body #>> '{message,chat,id}' = quoted_in.place
  );
end
$$;
comment on function private.quoted_in is 'Which message a message of ours quotes in the chat it goes to, by the provider''s id; null for none.';

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
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', m.id, 'phrase_key', m.phrase_key, 'params', m.params) order by m.chat_seq), '[]')
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

revoke execute on function private.passed_on, private.quoted_in from public;
grant execute on function private.passed_on, private.quoted_in to desk_rpc;

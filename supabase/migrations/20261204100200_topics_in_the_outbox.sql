-- What is said to a group goes the way of everything that is said: in the order of each topic, within what the provider lets
-- a whole group have. Its place is looked up when it is sent: a topic may have been made anew, or the group be another by then.
-- squawk-ignore-file constraint-missing-not-valid
-- The rule only becomes wider: no row that is there can break it.

alter table public.outbox_messages
  drop constraint outbox_messages_have_a_recipient_or_a_chat,
  add constraint outbox_messages_have_a_recipient_or_a_place check (
    num_nonnulls(customer_id, staff_id) = 1 or (num_nonnulls(customer_id, staff_id) = 0 and (chat_id is not null or entity = 'topic')));

create function private.name_in_topic(topic public.topics) returns text
language plpgsql
stable
as $$
begin
  return (select private.name_in_chat(c) from public.chats as c where c.desk_id = topic.desk_id and c.id = topic.chat_id);
end
$$;
comment on function private.name_in_topic is 'What the customer of a topic is called; null when nobody knows, or they are forgotten.';

create function private.end_group(group_id uuid, ended_by text, at timestamptz) returns void
language plpgsql
as $$
begin
  update public.staff_groups as g set ended_at = end_group.at, ended_by = end_group.ended_by where g.id = end_group.group_id and g.ended_at is null;
  update public.outbox_messages as o set status = 'cancelled', last_error = 'group_ended'
  where o.status = 'waiting' and o.chat_id in (
    select c.id from public.topics as t join public.chats as c on c.desk_id = t.desk_id and c.topic_id = t.id where t.group_id = end_group.group_id);
end
$$;
comment on function private.end_group is 'Nothing more is said to a group. The caller has said who acts.';

create function private.lose_group(group_id uuid, at timestamptz) returns boolean
language plpgsql
as $$
declare
  v_group public.staff_groups;
begin
  select g.* into v_group from public.staff_groups as g where g.id = lose_group.group_id and g.ended_at is null for no key update;
  if v_group.id is null then
    return false;
  end if;
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_group.desk_id and s.role = 'system'));
  perform private.end_group(v_group.id, 'removed', lose_group.at);
  perform private.notify(v_group.desk_id, 'staff_group', v_group.id, 'notice-staff-group-lost', pg_catalog.jsonb_build_object('title', v_group.title),
    null, s.id, 'group-lost:' || v_group.id || ':' || s.id)
  from public.staff as s where s.desk_id = v_group.desk_id and s.role = 'owner' and s.status = 'active';
  return true;
end
$$;
comment on function private.lose_group is 'The bot is in a group no more: it is let go, and the owners are told. False when that is known.';

create function private.group_may_get(topic_id uuid, at timestamptz) returns boolean
language plpgsql
stable
as $$
begin
  return exists (
    select from public.topics as t join public.staff_groups as g on g.id = t.group_id
    where t.id = group_may_get.topic_id and (g.paused_until is null or g.paused_until <= group_may_get.at)
      and (g.interval_ms = 0 or private.refilled(g.tokens, g.tokens_at, g.burst, 1000.0 / nullif(g.interval_ms, 0), group_may_get.at) >= 1));
end
$$;
comment on function private.group_may_get is 'Whether the group of a topic may get one more message now.';

create function private.count_groups(ids bigint[], at timestamptz) returns bigint[]
language plpgsql
as $$
declare
  v_ids bigint[];
  v_some bigint[];
  v_group public.staff_groups;
  v_tokens double precision;
begin
  select pg_catalog.array_agg(o.id order by o.lane, o.due_at, o.id) into v_some
  from public.outbox_messages as o join public.chats as c on c.id = o.chat_id where o.id = any (count_groups.ids) and c.topic_id is not null;
  if v_some is null then
    return count_groups.ids;
  end if;
  v_ids := array(select x.id from pg_catalog.unnest(count_groups.ids) as x (id) where x.id <> all (v_some));
  for v_group in
    select g.* from public.staff_groups as g
    where g.id in (
      select t.group_id from public.outbox_messages as o join public.chats as c on c.id = o.chat_id join public.topics as t on t.id = c.topic_id
      where o.id = any (v_some))
    for no key update skip locked
  loop
    v_tokens := case when v_group.interval_ms = 0 then pg_catalog.cardinality(v_some)
      else private.refilled(v_group.tokens, v_group.tokens_at, v_group.burst, 1000.0 / v_group.interval_ms, count_groups.at) end;
    v_some := array(
      select o.id from public.outbox_messages as o join public.chats as c on c.id = o.chat_id join public.topics as t on t.id = c.topic_id
      where o.id = any (count_groups.ids) and t.group_id = v_group.id order by o.lane, o.due_at, o.id limit pg_catalog.floor(v_tokens)::integer);
    update public.staff_groups as g set tokens = v_tokens - pg_catalog.cardinality(v_some), tokens_at = count_groups.at
    where g.id = v_group.id and v_group.interval_ms > 0;
    v_ids := v_ids || v_some;
  end loop;
  return nullif(v_ids, '{}');
end
$$;
comment on function private.count_groups is 'Of messages that are to go out, those that groups may get now; they are counted.';

create or replace function private.chat_for(message public.outbox_messages) returns uuid
language sql
stable
as $$
  select case
    when message.edits_card_id is not null then (select k.chat_id from public.message_cards as k where k.id = message.edits_card_id)
    when message.entity = 'topic' then (
      select c.id
      from public.topics as t
      join public.staff_groups as g on g.id = t.group_id and g.ended_at is null
      join public.chats as c on c.desk_id = t.desk_id and c.topic_id = t.id and c.external_id = 'topic:' || t.id
      join public.channel_accounts as a on a.id = c.account_id and a.active
      where t.id = message.entity_id)
    when message.entity in ('export', 'link_code') then (
      select c.id
      from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      where c.desk_id = message.desk_id and c.customer_id = message.customer_id and c.unreachable_at is null
        and c.id in (select e.chat_id from public.customer_exports as e where e.id = message.entity_id
          union all select l.chat_id from public.link_codes as l where l.id = message.entity_id))
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
      where c.desk_id = message.desk_id and c.staff_id = message.staff_id and c.topic_id is null and c.unreachable_at is null
      order by c.last_inbound_at desc nulls last, c.id
      limit 1)
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
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', m.id, 'phrase_key', m.phrase_key, 'params', m.params) order by m.chat_seq), '[]')
      from public.outbox_messages as m where m.merged_into = o.id and m.status = 'claimed'),
    'edit', case when k.id is not null then pg_catalog.jsonb_build_object('card_id', k.id, 'provider_message_id', k.provider_message_id, 'shown_hash', k.shown_hash) end,
    'language', coalesce(u.language, s.language, v.language, c.language, 'en'), 'time_zone', d.time_zone,
    'recipient', case when o.staff_id is not null then 'staff' else 'customer' end,
    'chat', pg_catalog.jsonb_build_object('id', c.id, 'provider', a.provider, 'account', a.account, 'external_id', coalesce(g.external_id, c.external_id)),
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

create or replace function private.may_send(chat public.chats, wanted integer, at timestamptz) returns integer
language plpgsql
as $$
declare
  v_account public.channel_accounts;
  v_tokens double precision;
  v_chat_tokens double precision;
  v_many integer := may_send.wanted;
begin
  -- What a group may get is counted where it is claimed.
  if chat.topic_id is not null then
    return 0;
  end if;
  select a.* into v_account from public.channel_accounts as a where a.id = chat.account_id;
  if not v_account.active or v_account.paused_until > may_send.at or chat.paused_until > may_send.at then
    return 0;
  end if;
  if v_account.chat_interval_ms > 0 then
    v_chat_tokens := private.refilled(chat.tokens, chat.tokens_at, v_account.chat_burst, 1000.0 / v_account.chat_interval_ms, may_send.at);
    v_many := least(v_many, pg_catalog.floor(v_chat_tokens)::integer);
  end if;
  if v_account.messages_per_second is not null then
    select a.* into v_account from public.channel_accounts as a where a.id = chat.account_id for no key update skip locked;
    if v_account.id is null or v_account.paused_until > may_send.at then
      return 0;
    end if;
    v_tokens := private.refilled(v_account.tokens, v_account.tokens_at, v_account.burst, v_account.messages_per_second, may_send.at);
    v_many := greatest(least(v_many, pg_catalog.floor(v_tokens)::integer), 0);
    update public.channel_accounts as a set tokens = v_tokens - v_many, tokens_at = may_send.at where a.id = v_account.id;
  end if;
  if v_account.chat_interval_ms > 0 and v_many > 0 then
    update public.chats as c set tokens = v_chat_tokens - v_many, tokens_at = may_send.at where c.id = chat.id;
  end if;
  return greatest(v_many, 0);
end
$$;

create or replace function public.claim_outbox_messages(worker text, batch integer default 50, lease_seconds integer default 60) returns jsonb
language plpgsql
security definer
set search_path = ''
-- Planned once a session: a plan of its own for each call costs more than the call.
set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(claim_outbox_messages.worker, claim_outbox_messages.lease_seconds);
  v_left integer := claim_outbox_messages.batch;
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_until timestamptz := v_now + pg_catalog.make_interval(secs => claim_outbox_messages.lease_seconds);
  v_account_id uuid;
  v_account public.channel_accounts;
  v_tokens double precision;
  v_ids bigint[];
  v_all bigint[] := '{}';
begin
  if coalesce(v_left, 0) not between 1 and 1000 then
    perform private.refuse(400, 'BAD_INPUT', 'A batch has 1 to 1000 messages.', null, '{"field": "batch"}');
  end if;
  if private.route_outbox(v_now) > 0 then
    perform private.route_outbox(v_now);
  end if;

  -- The accounts that have something to send, without looking at all there are.
  for v_account_id in
    with recursive due (account_id) as (
      (select o.account_id from public.outbox_messages as o where o.status = 'waiting' and o.first_in_chat order by o.account_id limit 1)
      union all
      select (select o.account_id from public.outbox_messages as o
        where o.status = 'waiting' and o.first_in_chat and o.account_id > d.account_id order by o.account_id limit 1)
      from due as d where d.account_id is not null
    )
    select d.account_id from due as d where d.account_id is not null order by pg_catalog.random()
  loop
    exit when v_left <= 0;
    select a.* into v_account from public.channel_accounts as a where a.id = v_account_id;
    v_tokens := v_left;
    if v_account.messages_per_second is not null then
      select a.* into v_account from public.channel_accounts as a where a.id = v_account_id for no key update skip locked;
      v_tokens := private.refilled(v_account.tokens, v_account.tokens_at, v_account.burst, v_account.messages_per_second, v_now);
    end if;
    continue when v_account.id is null or not v_account.active or v_account.paused_until > v_now or v_tokens < 1;

    select pg_catalog.array_agg(x.id) into v_ids from (
      select o.id from public.outbox_messages as o join public.chats as c on c.id = o.chat_id
      where o.account_id = v_account_id and o.status = 'waiting' and o.first_in_chat and o.due_at <= v_now
        and (o.expires_at is null or o.expires_at > v_now)
        and (c.paused_until is null or c.paused_until <= v_now)
        and (c.topic_id is null or private.group_may_get(c.topic_id, v_now))
        -- What a turn tells of itself, it tells first: notices wait for the chat's messages to be answered.
        and (o.inbox_id is not null or not exists (
          select from public.inbox_messages as m where m.chat_id = o.chat_id and m.status in ('new', 'claimed')))
        and (v_account.chat_interval_ms = 0
          or private.refilled(c.tokens, c.tokens_at, v_account.chat_burst, 1000.0 / nullif(v_account.chat_interval_ms, 0), v_now) >= 1)
      order by o.lane, o.due_at, o.id
      limit least(v_left, pg_catalog.floor(v_tokens))::integer
      for no key update of o skip locked
    ) as x;
    v_ids := private.count_chats(private.count_groups(v_ids, v_now), v_account, v_now);
    continue when v_ids is null;
    update public.outbox_messages as o set status = 'claimed', lease_by = v_worker, lease_until = v_until where o.id = any (v_ids);
    perform private.merge_notices(v_ids, v_worker, v_until, v_now);
    v_ids := v_ids || private.claim_runs(v_ids, v_account, least(v_left, pg_catalog.floor(v_tokens))::integer - pg_catalog.cardinality(v_ids), v_worker, v_until, v_now);
    if v_account.messages_per_second is not null then
      update public.channel_accounts as a set tokens = v_tokens - pg_catalog.cardinality(v_ids), tokens_at = v_now where a.id = v_account_id;
    end if;
    v_left := v_left - pg_catalog.cardinality(v_ids);
    v_all := v_all || v_ids;
  end loop;
  return private.outbox_claims(v_all);
end
$$;

create or replace function private.settle_unsent(message public.outbox_messages, result jsonb, at timestamptz) returns void
language plpgsql
as $$
declare
  v_error text := coalesce(result ->> 'error', result ->> 'outcome');
  v_until timestamptz := settle_unsent.at + pg_catalog.make_interval(secs => case
    when pg_catalog.jsonb_typeof(result -> 'retry_after_seconds') = 'number'
      then least(greatest((result ->> 'retry_after_seconds')::numeric, 1), 86400) else 5 end::double precision);
begin
  if result ->> 'outcome' in ('retry', 'possibly_sent') then
    perform private.retry_outbox(message, v_error, settle_unsent.at + pg_catalog.make_interval(secs => least(pg_catalog.power(2, message.attempts + 1), 300)),
      true, result ->> 'outcome' = 'possibly_sent');
  elsif result ->> 'outcome' = 'released' then
    -- One before it did not go out: it waits with it, as if nobody had taken it.
    perform private.retry_outbox(message, message.last_error, message.due_at, false, false);
  elsif result ->> 'outcome' = 'rate_limited' then
    perform private.retry_outbox(message, v_error, message.due_at, false, false);
    if result ->> 'scope' = 'account' then
      update public.channel_accounts as a set paused_until = greatest(a.paused_until, v_until) where a.id = message.account_id;
    else
      update public.chats as c set paused_until = greatest(c.paused_until, v_until) where c.id = message.chat_id;
      -- A group is asked for one pause, whichever of its topics was written to.
      update public.staff_groups as g set paused_until = greatest(g.paused_until, v_until)
      where g.id = (select t.group_id from public.chats as c join public.topics as t on t.id = c.topic_id where c.id = message.chat_id);
    end if;
  elsif result ->> 'outcome' = 'unreachable' and exists (select from public.chats as c where c.id = message.chat_id and c.topic_id is not null) then
    update public.outbox_messages as o set status = 'cancelled', last_error = pg_catalog.left(v_error, 500), lease_by = null, lease_until = null
    where o.id = message.id;
    perform private.lose_group((select t.group_id from public.chats as c join public.topics as t on t.id = c.topic_id where c.id = message.chat_id), settle_unsent.at);
  elsif result ->> 'outcome' = 'unreachable' then
    perform private.settle_unreachable(message, v_error, settle_unsent.at);
  else
    update public.outbox_messages as o set status = 'failed', attempts = o.attempts + 1, last_error = pg_catalog.left(v_error, 500), lease_by = null, lease_until = null
    where o.id = message.id;
    update public.outbox_messages as o set status = 'waiting', merged_into = null, lease_by = null, lease_until = null
    where o.merged_into = message.id and o.status = 'claimed';
    perform private.warn_staff(message.desk_id, 'task-undelivered', 'A message was refused by the channel for good. Get in touch another way.',
      message.customer_id, message.order_id);
  end if;
end
$$;

revoke execute on function private.name_in_topic, private.end_group, private.lose_group, private.group_may_get, private.count_groups from public;
grant execute on function private.name_in_topic, private.end_group, private.lose_group, private.group_may_get, private.count_groups to desk_rpc;

-- What may be sent now: the first message of each chat, within the limits of the provider, what answers somebody before
-- what tells of something. Many workers ask at once: each passes over what another holds.

-- Notices about one order that follow each other are told in one message.
create function private.merge_notices(heads bigint[], worker text, lease_until timestamptz, at timestamptz) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  with followers as (
    select n.id, h.id as head_id
    from public.outbox_messages as h
    cross join lateral (
      select f.id, f.edits_card_id, pg_catalog.bool_and(
        f.edits_card_id is not null or (f.kind = 'notice' and f.order_id = h.order_id and f.due_at <= merge_notices.at)
      ) over (order by f.chat_seq) as follows
      from public.outbox_messages as f
      where f.chat_id = h.chat_id and f.status = 'waiting' and f.chat_seq > h.chat_seq
      order by f.chat_seq limit 20
    ) as n
    where h.id = any (merge_notices.heads) and h.kind = 'notice' and h.edits_card_id is null and h.order_id is not null
      and n.follows and n.edits_card_id is null
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
comment on function private.merge_notices is 'Claims the notices about the same order that follow claimed ones, as parts of them.';

-- The buckets of the chats are counted here; a chat that is held, or has had enough, is left for later.
create function private.count_chats(ids bigint[], account public.channel_accounts, at timestamptz) returns bigint[]
language plpgsql
as $$
declare
  v_ids bigint[];
  v_rate double precision := 1000.0 / nullif(account.chat_interval_ms, 0);
begin
  if account.chat_interval_ms = 0 then
    return count_chats.ids;
  end if;
  select pg_catalog.array_agg(x.id) into v_ids from (
    select o.id from public.outbox_messages as o join public.chats as c on c.id = o.chat_id
    where o.id = any (count_chats.ids) and private.refilled(c.tokens, c.tokens_at, account.chat_burst, v_rate, count_chats.at) >= 1
    for no key update of c skip locked
  ) as x;
  update public.chats as c
  set tokens = private.refilled(c.tokens, c.tokens_at, account.chat_burst, v_rate, count_chats.at) - 1, tokens_at = count_chats.at
  where c.id in (select o.chat_id from public.outbox_messages as o where o.id = any (v_ids));
  return v_ids;
end
$$;
comment on function private.count_chats is 'Takes one message from the bucket of each chat, and gives those that had one.';

-- Replies that follow each other go out together, one after the other by one worker: as many as the buckets hold.
create function private.claim_runs(heads bigint[], account public.channel_accounts, most integer, worker text, lease_until timestamptz, at timestamptz) returns bigint[]
language plpgsql
as $$
#variable_conflict use_column
declare
  v_answer bigint[];
begin
  with followers as (
    select n.id, h.chat_id, n.place
    from public.outbox_messages as h
    join public.chats as c on c.id = h.chat_id
    cross join lateral (
      select f.id, pg_catalog.row_number() over (order by f.chat_seq) as place,
        pg_catalog.bool_and(f.kind = 'reply' and f.due_at <= claim_runs.at) over (order by f.chat_seq) as follows
      from public.outbox_messages as f
      where f.chat_id = h.chat_id and f.status = 'waiting' and f.chat_seq > h.chat_seq
      order by f.chat_seq limit 20
    ) as n
    where h.id = any (claim_runs.heads) and h.kind = 'reply' and n.follows and (account.chat_interval_ms = 0 or n.place <= c.tokens)
    order by n.place, h.id limit claim_runs.most
  ), free as (
    select o.id from public.outbox_messages as o where o.id in (select f.id from followers as f) and o.status = 'waiting' for no key update skip locked
  ), run as (
    select x.id, x.chat_id
    from (select f.*, pg_catalog.row_number() over (partition by f.chat_id order by f.place) as free_place from followers as f join free on free.id = f.id) as x
    where x.place = x.free_place
  ), counted as (
    update public.chats as c set tokens = c.tokens - n.more
    from (select r.chat_id, pg_catalog.count(*) as more from run as r group by r.chat_id) as n
    where c.id = n.chat_id and account.chat_interval_ms > 0
  ), claimed as (
    update public.outbox_messages as o set status = 'claimed', lease_by = claim_runs.worker, lease_until = claim_runs.lease_until
    from run as r where o.id = r.id
    returning o.id
  )
  select coalesce(pg_catalog.array_agg(c.id), '{}') into v_answer from claimed as c;
  return v_answer;
end
$$;
comment on function private.claim_runs is 'Claims the replies that follow claimed replies directly.';

create function public.claim_outbox_messages(worker text, batch integer default 50, lease_seconds integer default 60) returns jsonb
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
        -- What a turn tells of itself, it tells first: notices wait for the chat's messages to be answered.
        and (o.inbox_id is not null or not exists (
          select from public.inbox_messages as m where m.chat_id = o.chat_id and m.status in ('new', 'claimed')))
        and (v_account.chat_interval_ms = 0
          or private.refilled(c.tokens, c.tokens_at, v_account.chat_burst, 1000.0 / nullif(v_account.chat_interval_ms, 0), v_now) >= 1)
      order by o.lane, o.due_at, o.id
      limit least(v_left, pg_catalog.floor(v_tokens))::integer
      for no key update of o skip locked
    ) as x;
    v_ids := private.count_chats(v_ids, v_account, v_now);
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
comment on function public.claim_outbox_messages is
  'The first message of each chat that may be sent now, with the replies that follow a reply, held for a while, with all that is needed to say them. Caller: service_role. BAD_INPUT.';

revoke execute on function private.merge_notices, private.count_chats, private.claim_runs from public;
grant execute on function private.merge_notices, private.count_chats, private.claim_runs to desk_rpc;
select private.hand_over('public.claim_outbox_messages(text, integer, integer)');
revoke execute on function public.claim_outbox_messages from public, anon, authenticated;
grant execute on function public.claim_outbox_messages to service_role;

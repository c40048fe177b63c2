-- What became of what was sent, in batches, off the path of the reply.

-- Only for those who said so in the result: a sent card is the card of its order from now on.
create function private.settle_sent(results jsonb, at timestamptz) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  with sent as (
    update public.outbox_messages as o
    set status = 'sent', sent_at = settle_sent.at, provider_message_id = pg_catalog.left(r.value ->> 'provider_message_id', 300), lease_until = null
    from pg_catalog.jsonb_array_elements(settle_sent.results) as r
    where o.id = (r.value ->> 'id')::bigint
    returning o.*, r.value ->> 'shown_hash' as shown_hash
  ), merged as (
    update public.outbox_messages as o set status = 'sent', sent_at = settle_sent.at, provider_message_id = s.provider_message_id, lease_until = null
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
comment on function private.settle_sent is 'Marks messages as sent, with what was merged into them, and remembers which message shows which order. The caller holds the chats.';

create function private.settle_unreachable(message public.outbox_messages, error text, at timestamptz) returns void
language plpgsql
as $$
declare
  v_elsewhere boolean;
begin
  update public.chats as c set unreachable_at = coalesce(c.unreachable_at, settle_unreachable.at) where c.id = message.chat_id;
  v_elsewhere := message.kind = 'notice' and message.edits_card_id is null and private.chat_for(message) is not null;
  -- Where there is another way to the person, what they do not know yet goes that way.
  update public.outbox_messages as o set status = 'waiting', account_id = null, chat_id = null, chat_seq = null, first_in_chat = false,
    merged_into = null, lease_by = null, lease_until = null, attempts = 0
  where pg_catalog.num_nonnulls(o.customer_id, o.staff_id) = 1 and o.kind = 'notice' and o.edits_card_id is null
    and ((o.chat_id = message.chat_id and o.status = 'waiting') or (o.merged_into = message.id and o.status = 'claimed')
      or (o.id = message.id and v_elsewhere));
  update public.outbox_messages as o set status = 'cancelled', last_error = 'unreachable'
  where o.chat_id = message.chat_id and o.status = 'waiting' and o.edits_card_id is not null;
  if not v_elsewhere then
    update public.outbox_messages as o set status = 'failed', attempts = o.attempts + 1, last_error = pg_catalog.left(settle_unreachable.error, 500),
      lease_by = null, lease_until = null
    where o.id = message.id;
    perform private.warn_staff(message.desk_id, 'task-unreachable', 'A person cannot be reached any more where they wrote. Get in touch another way.',
      message.customer_id, message.order_id);
  end if;
end
$$;
comment on function private.settle_unreachable is
  'Marks a chat as one nobody is reached in; its notices look for another way to the person, and without one this is a task. The caller holds the chat.';

create function private.settle_unsent(message public.outbox_messages, result jsonb, at timestamptz) returns void
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
    end if;
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
comment on function private.settle_unsent is 'What follows from a sending that was none. The caller holds the chat.';

create function public.settle_outbox_messages(worker text, results jsonb) returns jsonb
language plpgsql
security definer
set search_path = ''
-- Planned once a session: a plan of its own for each call costs more than the call.
set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(settle_outbox_messages.worker);
  v_now timestamptz;
  v_chats uuid[];
  v_mine jsonb;
  v_message public.outbox_messages;
  v_result jsonb;
begin
  if pg_catalog.jsonb_typeof(settle_outbox_messages.results) is distinct from 'array' or pg_catalog.jsonb_array_length(settle_outbox_messages.results) > 1000 or exists (
    select from pg_catalog.jsonb_array_elements(settle_outbox_messages.results) as r
    where pg_catalog.jsonb_typeof(r.value) <> 'object' or coalesce(r.value ->> 'id', '') !~ '^[0-9]{1,18}$'
      or coalesce(r.value ->> 'outcome', '') not in ('sent', 'retry', 'rate_limited', 'unreachable', 'permanent', 'possibly_sent', 'released')
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'The results are at most 1000 objects, each with an id and an outcome.', null, '{"field": "results"}');
  end if;
  select pg_catalog.array_agg(c.id) into v_chats from (
    select c.id from public.chats as c
    where c.id in (
      select o.chat_id from public.outbox_messages as o
      where o.id in (select (r.value ->> 'id')::bigint from pg_catalog.jsonb_array_elements(settle_outbox_messages.results) as r)
        and o.status = 'claimed' and o.lease_by = v_worker
    )
    order by c.id
    for no key update
  ) as c;
  v_now := pg_catalog.clock_timestamp();
  -- What is no longer this worker's, or is a part of another message, says nothing; of two results for one the last.
  select coalesce(pg_catalog.jsonb_agg(x.value), '[]') into v_mine from (
    select distinct on (o.id) r.value
    from pg_catalog.jsonb_array_elements(settle_outbox_messages.results) with ordinality as r
    join public.outbox_messages as o on o.id = (r.value ->> 'id')::bigint
    where o.chat_id = any (v_chats) and o.status = 'claimed' and o.lease_by = v_worker and o.merged_into is null
    order by o.id, r.ordinality desc
  ) as x;
  perform private.settle_sent((select coalesce(pg_catalog.jsonb_agg(r.value), '[]') from pg_catalog.jsonb_array_elements(v_mine) as r where r.value ->> 'outcome' = 'sent'), v_now);
  for v_result in select r.value from pg_catalog.jsonb_array_elements(v_mine) as r where r.value ->> 'outcome' <> 'sent' loop
    select o.* into v_message from public.outbox_messages as o where o.id = (v_result ->> 'id')::bigint for no key update;
    perform private.settle_unsent(v_message, v_result, v_now);
  end loop;
  if private.promote_outbox(v_chats) then
    perform pg_catalog.pg_notify('desk_work', 'outbox');
  end if;
  return pg_catalog.jsonb_build_object('settled', pg_catalog.jsonb_array_length(v_mine));
end
$$;
comment on function public.settle_outbox_messages is
  'What became of claimed messages, each by itself. Results for what is no longer this worker''s are passed over. Caller: service_role. BAD_INPUT.';

revoke execute on function private.settle_sent, private.settle_unreachable, private.settle_unsent from public;
grant execute on function private.settle_sent, private.settle_unreachable, private.settle_unsent to desk_rpc;
select private.hand_over('public.settle_outbox_messages(text, jsonb)');
revoke execute on function public.settle_outbox_messages from public, anon, authenticated;
grant execute on function public.settle_outbox_messages to service_role;

-- What the RPCs of the outbox share. Locks, always in this order: chats, then their messages, then the account. Whoever
-- holds messages or an account without the chat waits for nobody: it passes over what is held.

create function private.refilled(tokens double precision, tokens_at timestamptz, burst integer, per_second double precision, at timestamptz)
returns double precision
language sql
immutable
as $$
  select least(burst, coalesce(tokens + greatest(0, extract(epoch from at - tokens_at)) * per_second, burst))
$$;
comment on function private.refilled is 'How many messages a bucket holds at a time, refilled since it was last counted.';

create function private.promote_outbox(chat_ids uuid[]) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
  v_answer boolean;
begin
  with promoted as (
    update public.outbox_messages as o set first_in_chat = true
    where o.id in (
      select n.id
      from (select distinct x.chat_id from pg_catalog.unnest(promote_outbox.chat_ids) as x (chat_id)) as c
      cross join lateral (
        select m.id from public.outbox_messages as m
        where m.chat_id = c.chat_id and m.status in ('waiting', 'claimed') order by m.chat_seq limit 1
      ) as n
    ) and not o.first_in_chat
    returning 1
  )
  select exists (select into v_answer from promoted);
  return v_answer;
end
$$;
comment on function private.promote_outbox is 'Makes the first message of each chat that is not done claimable. True when there is another. The caller holds the chats.';

-- The card of an order is shown anew once, however much has changed.
create function private.edit_cards(order_ids uuid[], except_in uuid default null) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  insert into public.outbox_messages (desk_id, customer_id, staff_id, phrase_key, entity, entity_id, order_id, edits_card_id)
  select c.desk_id, h.customer_id, case when h.customer_id is null then h.staff_id end, 'order-card', 'order', c.entity_id, c.entity_id, c.id
  from public.message_cards as c join public.chats as h on h.id = c.chat_id
  where c.entity_id = any (edit_cards.order_ids) and c.chat_id is distinct from edit_cards.except_in
    and pg_catalog.num_nonnulls(h.customer_id, h.staff_id) > 0 and h.unreachable_at is null
  order by c.id
  on conflict (edits_card_id) where edits_card_id is not null and status = 'waiting' do nothing;
end
$$;
comment on function private.edit_cards is 'Has the cards of these orders shown anew, but those of one chat. A card with an edit waiting already needs no other.';

-- Something a person has to look at; once, while it is open.
create function private.warn_staff(desk_id uuid, kind text, title text, customer_id uuid default null, order_id uuid default null) returns void
language plpgsql
as $$
declare
  v_task public.tasks;
begin
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = warn_staff.desk_id and s.role = 'system'));
  if exists (
    select from public.tasks as t
    where t.desk_id = warn_staff.desk_id and t.status = 'open' and t.kind = warn_staff.kind and t.title = warn_staff.title
      and t.customer_id is not distinct from warn_staff.customer_id
  ) then
    return;
  end if;
  insert into public.tasks (desk_id, kind, title, order_id, customer_id, assigned_to, priority, created_by)
  values (warn_staff.desk_id, warn_staff.kind, warn_staff.title, warn_staff.order_id, warn_staff.customer_id,
    (select o.assigned_to from public.orders as o where o.desk_id = warn_staff.desk_id and o.id = warn_staff.order_id),
    'high', pg_catalog.current_setting('desk.actor_id')::uuid)
  returning * into v_task;
  perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
end
$$;
comment on function private.warn_staff is 'A task the desk gives its staff by itself about what could not be delivered or understood.';

create function private.outbox_claims(ids bigint[]) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
    'id', o.id, 'kind', o.kind, 'lane', o.lane, 'phrase_key', o.phrase_key, 'params', o.params,
    -- A card shown anew keeps its buttons.
    'reply', coalesce(o.reply, (select x.reply from public.outbox_messages as x where x.id = k.outbox_id)),
    'merged', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', m.id, 'phrase_key', m.phrase_key, 'params', m.params) order by m.chat_seq), '[]')
      from public.outbox_messages as m where m.merged_into = o.id and m.status = 'claimed'),
    'edit', case when k.id is not null then pg_catalog.jsonb_build_object('card_id', k.id, 'provider_message_id', k.provider_message_id, 'shown_hash', k.shown_hash) end,
    'language', coalesce(u.language, s.language, v.language, c.language, 'en'), 'time_zone', d.time_zone,
    'recipient', case when o.staff_id is not null then 'staff' else 'customer' end,
    'chat', pg_catalog.jsonb_build_object('id', c.id, 'provider', a.provider, 'account', a.account, 'external_id', c.external_id),
    'order', case when k.id is not null or o.reply ->> 'kind' = 'order-card' then (
      select private.customer_order(r) from public.orders as r where r.desk_id = o.desk_id and r.id = o.order_id) end,
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
  where o.id = any (outbox_claims.ids));
end
$$;
comment on function private.outbox_claims is 'Claimed messages with everything that is needed to put them into words and send them, each chat''s in their order.';

-- A message that could not be sent waits for another attempt, or ends; what was merged into it waits for itself again.
create function private.retry_outbox(
  message public.outbox_messages, error text, due_at timestamptz, counts boolean, may_have_been_sent boolean
) returns text
language plpgsql
as $$
declare
  v_attempts integer := message.attempts + case when retry_outbox.counts then 1 else 0 end;
  v_replaced boolean := message.edits_card_id is not null and exists (
    select from public.outbox_messages as o where o.edits_card_id = message.edits_card_id and o.status = 'waiting');
  v_status public.outbox_status := case when v_replaced then 'cancelled' when v_attempts >= 8 then 'failed' else 'waiting' end;
begin
  update public.outbox_messages as o set status = 'waiting', merged_into = null, lease_by = null, lease_until = null,
    possible_duplicate = o.possible_duplicate or retry_outbox.may_have_been_sent
  where o.merged_into = message.id and o.status = 'claimed';
  update public.outbox_messages as o set status = v_status, attempts = v_attempts, lease_by = null, lease_until = null,
    due_at = greatest(o.due_at, retry_outbox.due_at), last_error = pg_catalog.left(retry_outbox.error, 500),
    possible_duplicate = o.possible_duplicate or retry_outbox.may_have_been_sent
  where o.id = message.id;
  if v_status = 'failed' then
    perform private.warn_staff(message.desk_id, 'task-undelivered', 'A message could not be delivered after many attempts. Get in touch another way.',
      message.customer_id, message.order_id);
  end if;
  return v_status;
end
$$;
comment on function private.retry_outbox is 'Gives a claimed message back for another attempt; after the eighth it has failed and is a task. The caller holds the chat.';

revoke execute on function private.refilled, private.promote_outbox, private.edit_cards, private.warn_staff, private.outbox_claims, private.retry_outbox from public;
grant execute on function private.refilled, private.promote_outbox, private.edit_cards, private.warn_staff, private.outbox_claims, private.retry_outbox to desk_rpc;

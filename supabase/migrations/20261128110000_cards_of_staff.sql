-- The card of an order that the staff have open lives as their customers' does: what it shows is read when it is sent, with the
-- rights that its reader has then, and it is shown anew wherever it is open when the order changes.

create function private.order_for_staff(staff_id uuid, order_id uuid) returns jsonb
language plpgsql
stable
as $$
begin
  return public.staff_order(order_for_staff.staff_id, (select o.order_code from public.orders as o where o.id = order_for_staff.order_id));
exception when others then
  if sqlstate !~ '^PT4' then
    raise;
  end if;
  return null;
end
$$;
comment on function private.order_for_staff is 'An order as this member of the staff may see it now; null when they may not.';

create function private.edit_staff_cards(order_id uuid, chat_id uuid default null) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  insert into public.outbox_messages (desk_id, customer_id, staff_id, phrase_key, entity, entity_id, order_id, edits_card_id)
  select k.desk_id, c.customer_id, case when c.customer_id is null then c.staff_id end, 'order-card', 'order', k.entity_id, k.entity_id, k.id
  from public.message_cards as k
  join public.chats as c on c.id = k.chat_id and c.unreachable_at is null
  join public.staff as s on s.desk_id = c.desk_id and s.id = c.staff_id and s.status = 'active'
  -- Elsewhere it would be a message of its own, and a sound for every step.
  join public.channel_accounts as a on a.id = c.account_id and a.active and a.provider in ('telegram', 'web')
  where k.entity_id = edit_staff_cards.order_id and k.entity = 'order' and (edit_staff_cards.chat_id is null or k.chat_id = edit_staff_cards.chat_id)
  order by k.id
  on conflict (edits_card_id) where edits_card_id is not null and status = 'waiting' do nothing;
end
$$;
comment on function private.edit_staff_cards is 'Has the cards of an order that members of the staff have open shown anew, or just that of one chat.';

create function private.show_staff_anew() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.edit_staff_cards(case tg_table_name when 'orders' then new.id else (pg_catalog.to_jsonb(new) ->> 'order_id')::uuid end);
  return null;
end
$$;
comment on function private.show_staff_anew is 'Has the staff''s cards of an order shown anew.';
revoke execute on function private.show_staff_anew from public;
select private.hand_over('private.show_staff_anew()');
create trigger show_staff_anew after update of status, assigned_to, total_amount, comment on public.orders for each row
  when ((old.status, old.assigned_to, old.total_amount, old.comment) is distinct from (new.status, new.assigned_to, new.total_amount, new.comment))
  execute function private.show_staff_anew();
create trigger show_staff_anew_at_first after insert on public.payments for each row
  when (new.status = 'completed') execute function private.show_staff_anew();
create trigger show_staff_anew after update of status on public.payments for each row
  when (old.status is distinct from new.status) execute function private.show_staff_anew();
create trigger show_staff_anew_at_first after insert on public.shipments for each row execute function private.show_staff_anew();
create trigger show_staff_anew after update of status on public.shipments for each row
  when (old.status is distinct from new.status) execute function private.show_staff_anew();
create trigger show_staff_anew_at_first after insert on public.order_proposals for each row execute function private.show_staff_anew();
create trigger show_staff_anew after update of status on public.order_proposals for each row
  when (old.status is distinct from new.status) execute function private.show_staff_anew();

-- One message an order and reader: what a step changes is shown where the order is open already.
create function private.shown_in_place(chat public.chats, replies jsonb) returns jsonb
language plpgsql
as $$
declare
  v_reply jsonb;
  v_left jsonb := '[]';
begin
  if not shown_in_place.replies @? '$[*] ? (@.inPlace == true)' then
    return shown_in_place.replies;
  end if;
  for v_reply in select r.value from pg_catalog.jsonb_array_elements(shown_in_place.replies) with ordinality as r order by r.ordinality loop
    if v_reply ->> 'kind' = 'order-card' and coalesce((v_reply ->> 'inPlace')::boolean, false) and exists (
      select from public.message_cards as k join public.channel_accounts as a on a.id = chat.account_id and a.provider in ('telegram', 'web')
      where k.chat_id = chat.id and k.entity = 'order' and k.entity_id = (v_reply ->> 'orderId')::uuid
    ) then
      perform private.edit_staff_cards((v_reply ->> 'orderId')::uuid, chat.id);
    else
      v_left := v_left || v_reply;
    end if;
  end loop;
  return v_left;
end
$$;
comment on function private.shown_in_place is 'The replies of a turn without the cards that are open in this chat already: those are shown anew. The caller holds the chat.';

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
    'chat', pg_catalog.jsonb_build_object('id', c.id, 'provider', a.provider, 'account', a.account, 'external_id', c.external_id),
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
  -- A card shown anew keeps its buttons, and for whom it is.
  cross join lateral (select coalesce(o.reply, (select x.reply from public.outbox_messages as x where x.id = k.outbox_id)) as reply) as z
  cross join lateral (select z.reply, z.reply ->> 'for' as for_whom) as y
  where o.id = any (outbox_claims.ids));
end
$$;

create or replace function private.edit_cards(order_ids uuid[], except_in uuid default null) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  insert into public.outbox_messages (desk_id, customer_id, staff_id, phrase_key, entity, entity_id, order_id, edits_card_id)
  select c.desk_id, h.customer_id, case when h.customer_id is null then h.staff_id end, 'order-card', 'order', c.entity_id, c.entity_id, c.id
  from public.message_cards as c join public.chats as h on h.id = c.chat_id
  left join public.staff as s on s.desk_id = h.desk_id and s.id = h.staff_id
  where c.entity_id = any (edit_cards.order_ids) and c.chat_id is distinct from edit_cards.except_in
    and pg_catalog.num_nonnulls(h.customer_id, h.staff_id) > 0 and h.unreachable_at is null
    and (h.customer_id is not null or s.status = 'active')
  order by c.id
  on conflict (edits_card_id) where edits_card_id is not null and status = 'waiting' do nothing;
end
$$;

create or replace function public.commit_turn(
  message_id bigint, worker text, conversation jsonb, replies jsonb default '[]', tells_of jsonb default '[]', claim_as text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
-- Planned once a session: a plan of its own for each call costs more than the call.
set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(commit_turn.worker);
  v_message public.inbox_messages;
  v_chat public.chats;
  v_orders uuid[];
  v_replies jsonb := commit_turn.replies;
  v_conversation_id uuid;
  v_quiet bigint[];
  v_ids bigint[] := '{}';
  v_sends integer := 0;
  v_now timestamptz;
begin
  if commit_turn.claim_as is not null then
    perform private.checked_worker(commit_turn.claim_as);
  end if;
  perform private.check_turn(commit_turn.conversation, commit_turn.replies, commit_turn.tells_of);
  select c.* into v_chat from public.chats as c
  where c.id = (select m.chat_id from public.inbox_messages as m where m.id = commit_turn.message_id)
  for no key update;
  select m.* into v_message from public.inbox_messages as m where m.id = commit_turn.message_id for no key update;
  if v_message.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such message.');
  end if;
  if v_message.status in ('settled', 'parked') and v_message.lease_by = v_worker then
    select coalesce(pg_catalog.array_agg(o.id), '{}') into v_ids from public.outbox_messages as o
    where o.inbox_id = v_message.id and o.status = 'claimed' and o.lease_by = commit_turn.claim_as;
    return pg_catalog.jsonb_build_object('settled', true, 'duplicate', true, 'conversation_id', v_message.conversation_id,
      'outbox', private.outbox_claims(v_ids));
  end if;
  if v_message.status <> 'claimed' or v_message.lease_by <> v_worker then
    return pg_catalog.jsonb_build_object('settled', false, 'duplicate', false, 'conversation_id', null, 'outbox', '[]'::jsonb);
  end if;
  if v_chat.owner_changed_at > v_message.claimed_at then
    perform private.retake_turn(v_message, v_chat);
    return pg_catalog.jsonb_build_object('settled', false, 'duplicate', false, 'conversation_id', null, 'outbox', '[]'::jsonb);
  end if;

  v_now := pg_catalog.clock_timestamp();
  select pg_catalog.array_agg((r.value ->> 'orderId')::uuid) into v_orders
  from pg_catalog.jsonb_array_elements(commit_turn.replies) as r where r.value ->> 'kind' = 'order-card';
  if exists (
    select from pg_catalog.unnest(v_orders) as x (id) where not exists (
      select from public.orders as o where o.desk_id = v_chat.desk_id and o.id = x.id and (o.customer_id = v_chat.customer_id or v_chat.staff_id is not null))
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order for this person.', null, '{"field": "replies"}');
  end if;

  if v_chat.staff_id is not null then
    v_replies := private.shown_in_place(v_chat, v_replies);
  end if;
  v_conversation_id := private.put_conversation(v_message, v_chat, commit_turn.conversation, v_now);
  if commit_turn.tells_of <> '[]' and v_chat.customer_id is not null then
    perform pg_catalog.set_config('desk.correlation_id', 'inbox:' || v_message.id, true);
    v_quiet := private.quiet_notices(v_chat, v_chat.customer_id, array(select t.value::uuid from pg_catalog.jsonb_array_elements_text(commit_turn.tells_of) as t), v_message.received_at);
    perform private.edit_cards(array(
      select t.value::uuid from pg_catalog.jsonb_array_elements_text(commit_turn.tells_of) as t where t.value::uuid <> all (coalesce(v_orders, '{}'))));
    perform private.edit_cards(v_orders, v_chat.id);
  end if;
  if v_replies <> '[]' then
    if commit_turn.claim_as is not null
      and not exists (select from public.outbox_messages as o where o.chat_id = v_chat.id and o.status in ('waiting', 'claimed'))
    then
      v_sends := private.may_send(v_chat, pg_catalog.jsonb_array_length(v_replies), v_now);
    end if;
    v_ids := private.put_replies(v_message, v_chat, v_conversation_id, v_replies, v_sends, commit_turn.claim_as, v_now);
    if v_quiet is not null then
      update public.outbox_messages as o set merged_into = v_ids[1] where o.id = any (v_quiet);
    end if;
  end if;
  update public.chats as c set lease_by = null, lease_until = null, next_seq = c.next_seq + pg_catalog.cardinality(v_ids) where c.id = v_chat.id;
  if private.promote_inbox(v_chat.id) then
    perform pg_catalog.pg_notify('desk_work', 'inbox');
  end if;
  if v_sends < pg_catalog.cardinality(v_ids) then
    perform pg_catalog.pg_notify('desk_work', 'outbox');
  end if;
  return pg_catalog.jsonb_build_object('settled', true, 'duplicate', false, 'conversation_id', v_conversation_id, 'outbox', private.outbox_claims(v_ids[1:v_sends]));
end
$$;

revoke execute on function private.order_for_staff, private.edit_staff_cards, private.shown_in_place from public;
grant execute on function private.order_for_staff, private.edit_staff_cards, private.shown_in_place to desk_rpc;

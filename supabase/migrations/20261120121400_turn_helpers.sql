-- What the end of a turn is made of.

create function private.is_integer(given jsonb, least_value integer, most integer) returns boolean
language sql
immutable
as $$
  select coalesce(pg_catalog.jsonb_typeof(given) = 'number' and given::text ~ '^-?[0-9]{1,9}$'
    and (case when given::text ~ '^-?[0-9]{1,9}$' then given::text::integer end) between least_value and most, false)
$$;
comment on function private.is_integer is 'Whether this JSON is a whole number between two others.';

-- What the dialogue hands over is checked as what it is: a mistake of ours that must not be stored.
create function private.check_turn(conversation jsonb, replies jsonb, tells_of jsonb) returns void
language plpgsql
immutable
as $$
declare
  v_turn jsonb := check_turn.conversation;
  v_field text;
begin
  v_field := case
    when pg_catalog.jsonb_typeof(v_turn) is distinct from 'object' or pg_catalog.length(v_turn::text) > 131072 then 'conversation'
    when pg_catalog.jsonb_typeof(v_turn -> 'machine') is distinct from 'string' or v_turn ->> 'machine' !~ '\S' or pg_catalog.char_length(v_turn ->> 'machine') > 100 then 'machine'
    when not private.is_integer(v_turn -> 'version', 0, 1000000) then 'version'
    when coalesce(pg_catalog.jsonb_typeof(v_turn -> 'state'), 'null') = 'null' then 'state'
    when coalesce(v_turn ->> 'language', '') !~ '^[a-z]{2,3}(-[A-Z]{2})?$' then 'language'
    when coalesce(v_turn ->> 'status', '') not in ('active', 'closed', 'extracted') then 'status'
    when coalesce(v_turn ->> 'owner', '') not in ('bot', 'human') then 'owner'
    when coalesce(pg_catalog.jsonb_typeof(v_turn -> 'slots'), 'object') <> 'object' then 'slots'
    when v_turn ? 'completeness' and not private.is_integer(v_turn -> 'completeness', 0, 100) then 'completeness'
    when coalesce(nullif(pg_catalog.jsonb_typeof(v_turn -> 'timeout'), 'null'), 'object') <> 'object'
      or (v_turn -> 'timeout' <> 'null' and (pg_catalog.jsonb_typeof(v_turn #> '{timeout,name}') is distinct from 'string'
        or v_turn #>> '{timeout,name}' !~ '\S' or pg_catalog.char_length(v_turn #>> '{timeout,name}') > 100
        or not private.is_integer(v_turn #> '{timeout,after_minutes}', 1, 525600))) then 'timeout'
    when coalesce(nullif(pg_catalog.jsonb_typeof(v_turn -> 'park'), 'null'), 'string') <> 'string'
      or v_turn ->> 'park' !~ '\S' or pg_catalog.char_length(v_turn ->> 'park') > 500 then 'park'
    when pg_catalog.jsonb_typeof(check_turn.replies) is distinct from 'array' or pg_catalog.length(check_turn.replies::text) > 262144
      or pg_catalog.jsonb_array_length(check_turn.replies) > 20 then 'replies'
    when pg_catalog.jsonb_typeof(check_turn.tells_of) is distinct from 'array' or pg_catalog.jsonb_array_length(check_turn.tells_of) > 50 then 'tells_of'
  end;
  if v_field is null and exists (
    select from pg_catalog.jsonb_array_elements(check_turn.tells_of) as t
    where (t.value #>> '{}') is null or (t.value #>> '{}') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  ) then
    v_field := 'tells_of';
  end if;
  if v_field is null and exists (
    select from pg_catalog.jsonb_array_elements(check_turn.replies) as r
    where coalesce(private.phrase_key_of(r.value), '') !~ '^[a-z][a-z0-9-]{2,80}$'
      or (r.value ->> 'kind' = 'order-card' and coalesce(r.value ->> 'orderId', '') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
  ) then
    v_field := 'replies';
  end if;
  if v_field is not null then
    perform private.refuse(400, 'BAD_INPUT', pg_catalog.format('The field "%s" of the turn is not what it should be.', v_field), null,
      pg_catalog.jsonb_build_object('field', v_field));
  end if;
end
$$;
comment on function private.check_turn is 'Refuses a turn that cannot be stored. BAD_INPUT.';

create function private.phrase_key_of(reply jsonb) returns text
language sql
immutable
as $$
  select case reply ->> 'kind'
    when 'text' then reply #>> '{text,0,key}'
    when 'card' then reply #>> '{title,key}'
    when 'order-card' then 'order-card'
    when 'image' then coalesce(reply #>> '{caption,key}', reply #>> '{alt,key}')
    when 'document' then coalesce(reply #>> '{caption,key}', 'document')
  end
$$;
comment on function private.phrase_key_of is 'The first phrase a reply says, by which a row of the outbox is known.';

-- What a reply tells of itself needs no notice; its card in another message is still shown anew.
create function private.quiet_notices(chat public.chats, customer_id uuid, order_ids uuid[], since timestamptz) returns bigint[]
language plpgsql
as $$
declare
  v_chats uuid[];
  v_ids bigint[];
begin
  -- Other chats of the person, unless somebody is at work there: then that notice goes out.
  select pg_catalog.array_agg(c.id) into v_chats from (
    select c.id from public.chats as c
    where c.desk_id = chat.desk_id and c.customer_id = quiet_notices.customer_id and c.id <> chat.id
    for no key update skip locked
  ) as c;
  v_chats := pg_catalog.array_append(v_chats, chat.id);
  with quiet as (
    update public.outbox_messages as o set status = 'cancelled', last_error = 'told'
    where o.desk_id = chat.desk_id and o.customer_id = quiet_notices.customer_id and o.status = 'waiting' and o.kind = 'notice'
      and o.edits_card_id is null and o.created_at >= quiet_notices.since and (o.chat_id is null or o.chat_id = any (v_chats))
      and (
        (o.entity = 'order' and o.entity_id = any (quiet_notices.order_ids))
        or (o.entity = 'payment' and o.entity_id in (select p.id from public.payments as p where p.desk_id = chat.desk_id and p.order_id = any (quiet_notices.order_ids)))
        or (o.entity = 'shipment' and o.entity_id in (select s.id from public.shipments as s where s.desk_id = chat.desk_id and s.order_id = any (quiet_notices.order_ids)))
      )
    returning o.id
  )
  select pg_catalog.array_agg(q.id) into v_ids from quiet as q;
  perform private.promote_outbox(v_chats);
  return v_ids;
end
$$;
comment on function private.quiet_notices is 'Cancels the waiting notices of a customer about orders the reply of this turn tells of. The caller holds the chat.';

-- The replies of a turn in their order. As many as may go out now are claimed at once, from the first on.
create function private.put_replies(
  message public.inbox_messages, chat public.chats, conversation_id uuid, replies jsonb, claims integer, worker text, at timestamptz
) returns bigint[]
language plpgsql
as $$
#variable_conflict use_column
declare
  v_answer bigint[];
begin
  with idle as (
    select not exists (select from public.outbox_messages as o where o.chat_id = chat.id and o.status in ('waiting', 'claimed')) as yes
  ), put as (
    insert into public.outbox_messages (desk_id, account_id, chat_id, chat_seq, first_in_chat, conversation_id, inbox_id, order_id, customer_id,
      staff_id, phrase_key, kind, lane, reply, status, lease_by, lease_until, due_at, correlation_id)
    select chat.desk_id, chat.account_id, chat.id, chat.next_seq + r.ordinality - 1, r.ordinality = 1 and idle.yes, put_replies.conversation_id, message.id,
      case when r.value ->> 'kind' = 'order-card' then (r.value ->> 'orderId')::uuid end,
      chat.customer_id, case when chat.customer_id is null then chat.staff_id end,
      private.phrase_key_of(r.value), 'reply', 'interactive', r.value,
      case when s.sends then 'claimed' else 'waiting' end::public.outbox_status,
      case when s.sends then put_replies.worker end, case when s.sends then put_replies.at + (message.lease_until - message.claimed_at) end,
      put_replies.at, 'inbox:' || message.id
    from idle, pg_catalog.jsonb_array_elements(put_replies.replies) with ordinality as r
    cross join lateral (select idle.yes and r.ordinality <= put_replies.claims as sends) as s
    returning id
  )
  select coalesce(pg_catalog.array_agg(p.id order by p.id), '{}') into v_answer from put as p;
  return v_answer;
end
$$;
comment on function private.put_replies is 'Writes the replies of a turn to the outbox. The caller holds the chat.';

revoke execute on function private.is_integer, private.check_turn, private.phrase_key_of, private.quiet_notices, private.put_replies from public;
grant execute on function private.is_integer, private.check_turn, private.phrase_key_of, private.quiet_notices, private.put_replies to desk_rpc;

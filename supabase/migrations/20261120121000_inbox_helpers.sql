-- What the RPCs of the inbox share. Locks, always in this order: chat, then its messages, then the account.

create function private.checked_worker(worker text, lease_seconds integer default 30) returns text
language plpgsql
immutable
as $$
begin
  if coalesce(checked_worker.worker, '') !~ '\S' or pg_catalog.char_length(checked_worker.worker) > 100 then
    perform private.refuse(400, 'BAD_INPUT', 'A worker has a name of at most 100 characters.', null, '{"field": "worker"}');
  end if;
  if coalesce(checked_worker.lease_seconds, 0) not between 1 and 3600 then
    perform private.refuse(400, 'BAD_INPUT', 'A lease lasts 1 to 3600 seconds.', null, '{"field": "lease_seconds"}');
  end if;
  return checked_worker.worker;
end
$$;
comment on function private.checked_worker is 'The name of a worker that asks for a lease of a length that makes sense. BAD_INPUT.';

-- The desk as its customers meet it.
create function private.desk_json(desk_id uuid) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select pg_catalog.jsonb_build_object(
    'id', d.id, 'name', d.name, 'currency', s.currency, 'time_zone', s.time_zone, 'languages', pg_catalog.to_jsonb(s.languages),
    'payment_methods', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('code', m.code,
        'name', case when m.names = '{}' then pg_catalog.jsonb_build_object('en', m.name) else m.names end, 'instructions', m.instructions) order by m.code), '[]')
      from public.payment_methods as m where m.desk_id = d.id and m.active and m.offered),
    'categories', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('code', c.code, 'title', c.title) order by c.position, c.code), '[]')
      from public.listing_categories as c where c.desk_id = d.id and c.active))
  from public.desks as d join public.desk_settings as s on s.desk_id = d.id
  where d.id = desk_json.desk_id);
end
$$;
comment on function private.desk_json is 'A desk as the dialogue needs it.';

create function private.known_customer(desk_id uuid, customer_id uuid) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select pg_catalog.jsonb_build_object('id', c.id, 'full_name', c.full_name, 'phone', c.phone, 'language', c.language,
    'preferred_channel', c.preferred_channel,
    'last_address', coalesce((
      select o.delivery_address from public.orders as o
      where o.desk_id = c.desk_id and o.customer_id = c.id and o.delivery_address is not null order by o.created_at desc limit 1
    ), c.delivery_address),
    'privacy_version', (
      select case when n.granted then n.version end from public.consents as n
      where n.desk_id = c.desk_id and n.customer_id = c.id and n.kind = 'privacy' order by n.id desc limit 1
    ))
  from public.customers as c
  where c.desk_id = known_customer.desk_id and c.id = known_customer.customer_id and c.erased_at is null);
end
$$;
comment on function private.known_customer is 'A customer as the dialogue knows them; null for somebody erased.';

create function private.inbox_claim(message_id bigint) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select pg_catalog.jsonb_build_object(
    'message_id', m.id, 'attempts', m.attempts, 'event', m.event, 'received_at', m.received_at, 'worker', m.lease_by,
    'system_staff_id', (select s.id from public.staff as s where s.desk_id = m.desk_id and s.role = 'system'),
    'chat', pg_catalog.jsonb_build_object('id', c.id, 'provider', a.provider, 'account', a.account, 'external_id', c.external_id,
      'sender', c.sender_id, 'sender_name', c.sender_name, 'language', c.language),
    'desk', private.desk_json(m.desk_id),
    'customer', private.known_customer(m.desk_id, c.customer_id),
    'staff', (select private.staff_json(s) from public.staff as s where s.id = c.staff_id),
    'conversation', (
      select pg_catalog.jsonb_build_object('id', v.id, 'machine', v.machine, 'version', v.version, 'state', v.state,
        'language', v.language, 'owner', v.owner, 'turn', v.turn)
      from public.conversations as v where v.chat_id = c.id and v.status = 'active'))
  from public.inbox_messages as m
  join public.chats as c on c.id = m.chat_id
  join public.channel_accounts as a on a.id = m.account_id
  where m.id = inbox_claim.message_id);
end
$$;
comment on function private.inbox_claim is 'A claimed message with everything a turn needs to know.';

create function private.promote_inbox(chat_id uuid) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
  v_answer boolean;
begin
  with next as (
    update public.inbox_messages as m set first_in_chat = true
    where m.id = (
      select n.id from public.inbox_messages as n where n.chat_id = promote_inbox.chat_id and n.status in ('new', 'claimed') order by n.id limit 1
    ) and not m.first_in_chat
    returning 1
  )
  select exists (select into v_answer from next);
  return v_answer;
end
$$;
comment on function private.promote_inbox is 'Makes the oldest message of a chat that is not done its first. True when there is another to claim. The caller holds the chat.';

create function private.lenient_json(given text) returns jsonb
language plpgsql
immutable
as $$
begin
  return given::jsonb;
exception
  when others then
    begin
      -- Escapes that jsonb has no character for: U+0000 and halves of surrogate pairs.
      return pg_catalog.regexp_replace(given, '\\u(0000|[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u)[dD][c-fC-F][0-9a-fA-F]{2})', '\\ufffd', 'g')::jsonb;
    exception
      when others then
        return null;
    end;
end
$$;
comment on function private.lenient_json is 'JSON text as jsonb, with a sign in place of characters jsonb cannot hold; null when it is no JSON.';

revoke execute on function private.checked_worker, private.desk_json, private.known_customer, private.inbox_claim, private.promote_inbox, private.lenient_json from public;
grant execute on function private.checked_worker, private.desk_json, private.known_customer, private.inbox_claim, private.promote_inbox, private.lenient_json to desk_rpc;

-- Several files that were sent as one come as messages of their own within a moment. The first waits for the others, each is stored
-- as it came and joins it, and they are one turn. A person, and the staff, get each as it is; what comes too late is a message of its own.

create function private.album_pause() returns interval
language sql
immutable
as $$ select interval '800 milliseconds' $$;
comment on function private.album_pause is 'How long an album waits for the next of its files.';

create function private.join_album(chat public.chats, event jsonb) returns bigint
language plpgsql
as $$
#variable_conflict use_column
declare
  v_first public.inbox_messages;
  v_known jsonb;
begin
  select m.* into v_first from public.inbox_messages as m
  where m.chat_id = chat.id and m.status = 'new' and m.attempts = 0
    and private.lenient_json(m.event) ->> 'album' = join_album.event ->> 'album'
  order by m.id limit 1 for no key update;
  if v_first.id is null then
    return null;
  end if;
  v_known := private.lenient_json(v_first.event);
  if pg_catalog.jsonb_array_length(coalesce(v_known -> 'more', '[]')) >= 19 then
    return null;
  end if;
  update public.inbox_messages as m set due_at = pg_catalog.clock_timestamp() + private.album_pause(),
    event = (v_known || pg_catalog.jsonb_build_object(
      'caption', coalesce(v_known ->> 'caption', join_album.event ->> 'caption'),
      'more', coalesce(v_known -> 'more', '[]') || pg_catalog.jsonb_build_object('kind', join_album.event -> 'kind', 'name', join_album.event -> 'name',
        'size', join_album.event -> 'size', 'path', join_album.event -> 'path')))::text
  where m.id = v_first.id;
  return v_first.id;
end
$$;
comment on function private.join_album is 'Adds a file to the message of its album that is still waited with; null when there is none. The caller holds the chat.';
revoke execute on function private.album_pause, private.join_album from public;
grant execute on function private.album_pause, private.join_album to desk_rpc;

create or replace function public.accept_inbox_message(
  provider text, account text, external_id text, chat text, sender text, body text, event text,
  sender_name text default null, language text default null, claim_as text default null, lease_seconds integer default 30
) returns jsonb
language plpgsql
security definer
set search_path = ''
-- Planned once a session: a plan of its own for each call costs more than the call.
set plan_cache_mode = 'force_generic_plan'
-- Read by key from the first day, whatever is guessed of its tables.
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
#variable_conflict use_column
declare
  v_account public.channel_accounts;
  v_chat public.chats;
  v_id bigint;
  v_event jsonb;
  v_name text := nullif(pg_catalog.btrim(pg_catalog.left(accept_inbox_message.sender_name, 200)), '');
  v_language text := pg_catalog.substring(pg_catalog.lower(accept_inbox_message.language), '^[a-z]{2,3}(?![a-z])');
  v_claims boolean := accept_inbox_message.claim_as is not null;
  v_first boolean;
  v_album boolean;
  v_of bigint;
begin
  if v_claims then
    perform private.checked_worker(accept_inbox_message.claim_as, accept_inbox_message.lease_seconds);
  end if;
  select a.* into v_account from public.channel_accounts as a
  where a.provider = accept_inbox_message.provider and a.account = accept_inbox_message.account;
  if v_account.id is null or not v_account.active then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such channel, or it is switched off.', 'Check the channels of the desk.');
  end if;

  select m.id into v_id from public.inbox_messages as m
  where m.account_id = v_account.id and m.external_id = accept_inbox_message.external_id;
  if v_id is not null then
    return pg_catalog.jsonb_build_object('message_id', v_id, 'duplicate', true, 'claim', null);
  end if;

  if coalesce(accept_inbox_message.external_id, '') !~ '\S' or pg_catalog.char_length(accept_inbox_message.external_id) > 300
    or coalesce(accept_inbox_message.chat, '') !~ '\S' or pg_catalog.char_length(accept_inbox_message.chat) > 200
    or coalesce(accept_inbox_message.sender, '') !~ '\S' or pg_catalog.char_length(accept_inbox_message.sender) > 200
  then
    perform private.refuse(400, 'BAD_INPUT', 'A message has an id, a chat and a sender.', null, '{"field": "external_id"}');
  end if;
  if accept_inbox_message.body is null or pg_catalog.octet_length(accept_inbox_message.body) > 262144 then
    perform private.refuse(400, 'BAD_INPUT', 'The body of a message has at most 256 KB.', 'Keep the beginning of it.', '{"field": "body"}');
  end if;
  if pg_catalog.octet_length(accept_inbox_message.event) <= 262144 then
    v_event := private.lenient_json(accept_inbox_message.event);
  end if;
  if pg_catalog.jsonb_typeof(v_event) is distinct from 'object' or pg_catalog.jsonb_typeof(v_event -> 'type') is distinct from 'string' then
    perform private.refuse(400, 'BAD_INPUT', 'The event is the JSON text of an object with a type.', null, '{"field": "event"}');
  end if;

  select c.* into v_chat from public.chats as c where c.account_id = v_account.id and c.external_id = accept_inbox_message.chat for no key update;
  if v_chat.id is null then
    insert into public.chats (desk_id, account_id, external_id, sender_id, sender_name, language, customer_id, staff_id)
    values (v_account.desk_id, v_account.id, accept_inbox_message.chat, accept_inbox_message.sender, v_name, v_language,
      (select i.customer_id from public.customer_identities as i where i.desk_id = v_account.desk_id and i.provider = v_account.provider
        and i.account = v_account.account and i.external_id = accept_inbox_message.sender),
      (select i.staff_id from public.staff_identities as i where i.desk_id = v_account.desk_id and i.provider = v_account.provider
        and i.account = v_account.account and i.external_id = accept_inbox_message.sender))
    on conflict on constraint chats_are_one_per_partner do nothing;
    select c.* into v_chat from public.chats as c where c.account_id = v_account.id and c.external_id = accept_inbox_message.chat for no key update;
  end if;

  v_album := v_event ->> 'album' is not null and v_chat.staff_id is null and v_chat.topic_id is null and not private.is_taken(v_chat);
  v_of := case when v_album then private.join_album(v_chat, v_event) end;
  v_first := v_of is null and not exists (select from public.inbox_messages as m where m.chat_id = v_chat.id and m.status in ('new', 'claimed'));
  v_claims := v_claims and v_first and not v_album;
  insert into public.inbox_messages (desk_id, account_id, chat_id, external_id, body, event, first_in_chat, status, attempts,
    lease_by, lease_until, claimed_at, web_version, due_at, settled_at)
  values (v_chat.desk_id, v_chat.account_id, v_chat.id, accept_inbox_message.external_id, accept_inbox_message.body, accept_inbox_message.event,
    v_first, case when v_claims then 'claimed' when v_of is not null then 'settled' else 'new' end::public.inbox_status, case when v_claims then 1 else 0 end,
    case when v_claims then accept_inbox_message.claim_as end,
    case when v_claims then pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => accept_inbox_message.lease_seconds) end,
    case when v_claims then pg_catalog.clock_timestamp() end,
    case when v_account.provider = 'web' then pg_catalog.nextval('public.web_versions') end,
    pg_catalog.clock_timestamp() + case when v_album then private.album_pause() else interval '0' end,
    case when v_of is not null then pg_catalog.clock_timestamp() end)
  on conflict on constraint inbox_messages_come_once do nothing
  returning id into v_id;
  if v_id is null then
    -- The same message came twice in this very moment.
    select m.id into v_id from public.inbox_messages as m where m.account_id = v_account.id and m.external_id = accept_inbox_message.external_id;
    return pg_catalog.jsonb_build_object('message_id', v_id, 'duplicate', true, 'claim', null);
  end if;

  update public.chats as c set last_inbound_at = pg_catalog.clock_timestamp(), unreachable_at = null,
    sender_name = coalesce(v_name, c.sender_name), language = coalesce(c.language, v_language),
    lease_by = case when v_claims then accept_inbox_message.claim_as else c.lease_by end,
    lease_until = case when v_claims then pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => accept_inbox_message.lease_seconds) else c.lease_until end
  where c.id = v_chat.id;
  if not v_claims then
    perform pg_catalog.pg_notify('desk_work', 'inbox');
  end if;
  return pg_catalog.jsonb_build_object('message_id', v_id, 'duplicate', false, 'claim', case when v_claims then private.inbox_claim(v_id) end);
end
$$;

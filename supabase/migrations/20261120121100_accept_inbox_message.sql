-- The door: store it exactly as it came, once, and say so. Nothing has any effect before this row is there.

create function public.accept_inbox_message(
  provider text, account text, external_id text, chat text, sender text, body text, event text,
  sender_name text default null, language text default null, claim_as text default null, lease_seconds integer default 30
) returns jsonb
language plpgsql
security definer
set search_path = ''
-- Planned once a session: a plan of its own for each call costs more than the call.
set plan_cache_mode = 'force_generic_plan'
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

  v_first := not exists (select from public.inbox_messages as m where m.chat_id = v_chat.id and m.status in ('new', 'claimed'));
  v_claims := v_claims and v_first;
  insert into public.inbox_messages (desk_id, account_id, chat_id, external_id, body, event, first_in_chat, status, attempts,
    lease_by, lease_until, claimed_at, web_version)
  values (v_chat.desk_id, v_chat.account_id, v_chat.id, accept_inbox_message.external_id, accept_inbox_message.body, accept_inbox_message.event,
    v_first, case when v_claims then 'claimed' else 'new' end::public.inbox_status, case when v_claims then 1 else 0 end,
    case when v_claims then accept_inbox_message.claim_as end,
    case when v_claims then pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => accept_inbox_message.lease_seconds) end,
    case when v_claims then pg_catalog.clock_timestamp() end,
    case when v_account.provider = 'web' then pg_catalog.nextval('public.web_versions') end)
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
comment on function public.accept_inbox_message is
  'Stores what came in, once per id of the provider, and claims it at once when asked and its chat is idle. Caller: service_role. NOT_FOUND for an unknown channel, BAD_INPUT.';
select private.hand_over('public.accept_inbox_message(text, text, text, text, text, text, text, text, text, text, integer)');
revoke execute on function public.accept_inbox_message from public, anon, authenticated;
grant execute on function public.accept_inbox_message to service_role;

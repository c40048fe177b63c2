-- Somebody in a chat says who they are and agrees to the privacy note: from then on they are a customer.

create function private.put_consents(customer public.customers, given jsonb, source text) returns void
language plpgsql
as $$
begin
  if pg_catalog.jsonb_typeof(put_consents.given) is distinct from 'array' or pg_catalog.jsonb_array_length(put_consents.given) > 20 or exists (
    select from pg_catalog.jsonb_array_elements(put_consents.given) as g
    where pg_catalog.jsonb_typeof(g.value) <> 'object' or coalesce(g.value ->> 'kind', '') not in ('privacy', 'transfer_abroad', 'training', 'marketing')
      or pg_catalog.jsonb_typeof(g.value -> 'version') is distinct from 'string' or g.value ->> 'version' !~ '\S' or pg_catalog.char_length(g.value ->> 'version') > 100
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'Consents are a list of objects, each with a known kind and the version of what was read.', null, '{"field": "consents"}');
  end if;
  insert into public.consents (desk_id, customer_id, kind, granted, version, source, actor_id, acting_customer_id)
  select customer.desk_id, customer.id, g.value ->> 'kind', true, g.value ->> 'version', put_consents.source,
    pg_catalog.current_setting('desk.actor_id')::uuid, customer.id
  from pg_catalog.jsonb_array_elements(put_consents.given) as g
  where not exists (
    select from public.current_consents as c
    where c.desk_id = customer.desk_id and c.customer_id = customer.id and c.kind = g.value ->> 'kind' and c.granted and c.version = g.value ->> 'version'
  );
end
$$;
comment on function private.put_consents is 'Adds what a customer agreed to, unless it holds already. BAD_INPUT.';

create function public.meet_customer_safe(actor_id uuid, customer jsonb, consents jsonb default '[]', idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(meet_customer_safe.actor_id, '{system}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'meet_customer_safe', meet_customer_safe.idempotency_key,
    pg_catalog.jsonb_build_object('customer', meet_customer_safe.customer, 'consents', meet_customer_safe.consents));
  v_given jsonb := meet_customer_safe.customer;
  v_customer public.customers;
  v_id uuid := (v_known ->> 'customer_id')::uuid;
  v_phone text;
begin
  if v_known is null then
    if pg_catalog.jsonb_typeof(v_given) is distinct from 'object' or pg_catalog.jsonb_typeof(v_given -> 'identity') is distinct from 'object' then
      perform private.refuse(400, 'BAD_INPUT', 'Somebody in a chat is known by an identity.', null, '{"field": "identity"}');
    end if;
    v_phone := private.checked_phone(v_given ->> 'phone');
    v_id := (private.match_customer(v_actor, v_given)).customer_id;
    if not exists (
      select from public.customer_identities as i
      where i.desk_id = v_actor.desk_id and i.provider = v_given #>> '{identity,provider}'
        and i.account = coalesce(v_given #>> '{identity,account}', '') and i.external_id = v_given #>> '{identity,external_id}' and i.customer_id = v_id
    ) then
      -- The typed phone is somebody else's: whoever typed it is met as a person of their own, without it.
      v_phone := null;
      v_id := (private.match_customer(v_actor, v_given - 'phone' - 'phone_verified' - 'email')).customer_id;
    end if;
    select c.* into v_customer from public.customers as c where c.id = v_id for no key update;
    if v_customer.phone is null and v_phone is not null and not exists (
      select from public.customers as c where c.desk_id = v_actor.desk_id and c.phone = v_phone
    ) then
      update public.customers as c set phone = v_phone where c.id = v_id;
    end if;
    update public.chats as c set customer_id = v_id
    from public.channel_accounts as a
    where a.desk_id = v_actor.desk_id and a.provider = v_given #>> '{identity,provider}' and a.account = coalesce(v_given #>> '{identity,account}', '')
      and c.account_id = a.id and c.sender_id = v_given #>> '{identity,external_id}' and c.customer_id is distinct from v_id;
    perform private.put_consents(v_customer, meet_customer_safe.consents, v_given #>> '{identity,provider}');
    perform private.keep_result(v_actor.desk_id, 'meet_customer_safe', meet_customer_safe.idempotency_key, pg_catalog.jsonb_build_object('customer_id', v_id));
  end if;
  return pg_catalog.jsonb_build_object('customer', private.known_customer(v_actor.desk_id, v_id), 'duplicate', v_known is not null);
end
$$;
comment on function public.meet_customer_safe is
  'Makes somebody in a chat a customer, with what they agreed to; a typed phone never makes them somebody else. Caller: system. BAD_INPUT, IDEMPOTENCY_CONFLICT.';

create function public.record_consent_safe(
  actor_id uuid, customer_id uuid, kind text, granted boolean, version text, source text,
  acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(record_consent_safe.actor_id, record_consent_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'record_consent_safe', record_consent_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'customer_id', record_consent_safe.customer_id, 'kind', record_consent_safe.kind, 'granted', record_consent_safe.granted,
    'version', record_consent_safe.version, 'source', record_consent_safe.source));
  v_consent public.consents;
begin
  if v_known is null then
    if coalesce(record_consent_safe.kind, '') not in ('privacy', 'transfer_abroad', 'training', 'marketing') or record_consent_safe.granted is null then
      perform private.refuse(400, 'BAD_INPUT', 'A consent has a known kind, and is granted or not.', null, '{"field": "kind"}');
    end if;
    perform from public.customers as c
    where c.desk_id = v_actor.desk_id and c.id = record_consent_safe.customer_id and c.erased_at is null
      and c.id = coalesce(record_consent_safe.acting_customer_id, c.id) and private.sees_customer(v_actor, c.id)
    for no key update;
    if not found then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
    end if;
    insert into public.consents (desk_id, customer_id, kind, granted, version, source, actor_id, acting_customer_id)
    values (v_actor.desk_id, record_consent_safe.customer_id, record_consent_safe.kind, record_consent_safe.granted,
      private.checked_text(record_consent_safe.version, 'version', 100, true), private.checked_text(record_consent_safe.source, 'source', 100, true),
      v_actor.id, record_consent_safe.acting_customer_id)
    returning * into v_consent;
    perform private.keep_result(v_actor.desk_id, 'record_consent_safe', record_consent_safe.idempotency_key, pg_catalog.jsonb_build_object('consent_id', v_consent.id));
  else
    select c.* into v_consent from public.consents as c where c.desk_id = v_actor.desk_id and c.id = (v_known ->> 'consent_id')::bigint;
  end if;
  return pg_catalog.jsonb_build_object('consent', pg_catalog.to_jsonb(v_consent) - 'desk_id', 'duplicate', v_known is not null);
end
$$;
comment on function public.record_consent_safe is
  'Adds to the ledger what a customer agreed to or took back. Callers: staff, customers their own. NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

revoke execute on function private.put_consents from public;
grant execute on function private.put_consents to desk_rpc;
select private.hand_over('public.meet_customer_safe(uuid, jsonb, jsonb, text)');
select private.hand_over('public.record_consent_safe(uuid, uuid, text, boolean, text, text, uuid, text)');
revoke execute on function public.meet_customer_safe, public.record_consent_safe from public, anon, authenticated;
grant execute on function public.meet_customer_safe, public.record_consent_safe to service_role;

-- The small steps of every RPC, the same but for what they cost: a statement that writes nothing is not run, and a plan is
-- made once a session also where Postgres plans an SQL function at every call (before 18).

-- The hash is of use to a call with a key only.
create or replace function private.claim_key(desk_id uuid, rpc text, key text, input jsonb) returns jsonb
language plpgsql
as $$
declare
  v_hash text;
  v_known public.idempotency_keys;
begin
  if claim_key.key is null then
    return null;
  end if;
  if pg_catalog.char_length(claim_key.key) not between 1 and 200 then
    perform private.refuse(400, 'BAD_INPUT', 'An idempotency key has 1 to 200 characters.', null, '{"field": "idempotency_key"}');
  end if;
  v_hash := pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(private.normal_json(claim_key.input)::text, 'UTF8')), 'hex');
  insert into public.idempotency_keys (desk_id, rpc, key, input_hash)
  values (claim_key.desk_id, claim_key.rpc, claim_key.key, v_hash)
  on conflict on constraint idempotency_keys_pkey do nothing;
  if found then
    return null;
  end if;
  select k.* into v_known from public.idempotency_keys as k
  where k.desk_id = claim_key.desk_id and k.rpc = claim_key.rpc and k.key = claim_key.key;
  if v_known.input_hash <> v_hash then
    perform private.refuse(409, 'IDEMPOTENCY_CONFLICT', 'This call was made before with other content, so nothing was changed.',
      'Use a new key for a new call.');
  end if;
  return v_known.result;
end
$$;

create or replace function private.keep_result(desk_id uuid, rpc text, key text, result jsonb) returns void
language plpgsql
as $$
begin
  if keep_result.key is not null then
    update public.idempotency_keys as k set result = keep_result.result
    where k.desk_id = keep_result.desk_id and k.rpc = keep_result.rpc and k.key = keep_result.key;
  end if;
end
$$;

create or replace function private.notify(
  desk_id uuid, entity text, entity_id uuid, phrase_key text, params jsonb,
  customer_id uuid default null, staff_id uuid default null, dedupe_key text default null
) returns void
language plpgsql
as $$
begin
  if pg_catalog.num_nonnulls(notify.customer_id, notify.staff_id) <> 1 then
    return;
  end if;
  insert into public.outbox_messages (desk_id, entity, entity_id, phrase_key, params, customer_id, staff_id, dedupe_key)
  values (notify.desk_id, notify.entity, notify.entity_id, notify.phrase_key, notify.params, notify.customer_id, notify.staff_id, notify.dedupe_key)
  on conflict on constraint outbox_messages_come_once do nothing;
end
$$;

create or replace function private.record_event(desk_id uuid, entity text, entity_id uuid, old_status text, new_status text, reason text default null) returns void
language plpgsql
as $$
begin
  insert into public.entity_status_events (desk_id, entity, entity_id, seq, old_status, new_status, reason, actor_id, acting_customer_id)
  select record_event.desk_id, record_event.entity, record_event.entity_id, coalesce(pg_catalog.max(e.seq), 0) + 1,
    record_event.old_status, record_event.new_status, nullif(pg_catalog.btrim(record_event.reason), ''),
    pg_catalog.current_setting('desk.actor_id')::uuid, private.acting_customer()
  from public.entity_status_events as e
  where e.desk_id = record_event.desk_id and e.entity = record_event.entity and e.entity_id = record_event.entity_id;
end
$$;

create or replace function private.record_first_event(desk_id uuid, entity text, entity_id uuid, status text) returns void
language plpgsql
as $$
begin
  insert into public.entity_status_events (desk_id, entity, entity_id, seq, new_status, actor_id, acting_customer_id)
  values (record_first_event.desk_id, record_first_event.entity, record_first_event.entity_id, 1, record_first_event.status,
    pg_catalog.current_setting('desk.actor_id')::uuid, private.acting_customer());
end
$$;

-- What a time looks like depends on the session's zone: stable. Called immutable, these were never inlined either.
create or replace function private.customer_json(shown public.customers) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object(
    'id', shown.id, 'full_name', shown.full_name, 'phone', shown.phone, 'phone_verified', shown.phone_verified_at is not null,
    'email', shown.email, 'country', shown.country, 'language', shown.language, 'preferred_channel', shown.preferred_channel)
$$;

create or replace function private.lead_json(shown public.leads) returns jsonb
language sql
stable
as $$
  select pg_catalog.to_jsonb(shown) - 'contact_phone' - 'contact_email'
$$;

create or replace function private.payment_json(shown public.payments) returns jsonb
language sql
stable
as $$
  select pg_catalog.to_jsonb(shown) - 'desk_id' - 'updated_at'
$$;

-- One thread through everything a message has set off: the key of the call (inbox:<id>) stands on the audit rows, the
-- status events and the outbox rows of its transaction.

alter table public.audit_log add column correlation_id text;
alter table public.order_status_events add column correlation_id text;
alter table public.entity_status_events add column correlation_id text;
alter table public.outbox_messages add column correlation_id text;
alter table public.audit_log alter column correlation_id set default nullif(current_setting('desk.correlation_id', true), '');
alter table public.order_status_events alter column correlation_id set default nullif(current_setting('desk.correlation_id', true), '');
alter table public.entity_status_events alter column correlation_id set default nullif(current_setting('desk.correlation_id', true), '');
alter table public.outbox_messages alter column correlation_id set default nullif(current_setting('desk.correlation_id', true), '');
comment on column public.audit_log.correlation_id is 'The message that set it off: inbox:<id>.';
comment on column public.order_status_events.correlation_id is 'The message that set it off: inbox:<id>.';
comment on column public.entity_status_events.correlation_id is 'The message that set it off: inbox:<id>.';
comment on column public.outbox_messages.correlation_id is 'The message that set it off: inbox:<id>.';
-- squawk-ignore require-concurrent-index-creation
create index audit_log_of_a_message on public.audit_log (correlation_id, id) where correlation_id is not null;

-- Each call begins without a thread: a session serves many.
create or replace function private.acting_staff(actor_id uuid, allowed public.staff_role[] default null) returns public.staff
language plpgsql
as $$
declare
  v_staff public.staff;
  v_told text;
begin
  select s.* into v_staff from public.staff as s where s.id = acting_staff.actor_id;
  if v_staff.id is null then
    perform private.refuse(401, 'ACTOR_REQUIRED',
      'Nobody known to the desk is named as the one who acts.', 'Sign in as a staff member and try again.');
  end if;
  if v_staff.status <> 'active' then
    perform private.refuse(403, 'ACTOR_INACTIVE',
      'This staff member is not active, so nothing was changed.', 'Ask an admin of the desk to activate the account.');
  end if;
  if v_staff.role <> all (acting_staff.allowed) then
    perform private.refuse(403, 'FORBIDDEN_ROLE',
      pg_catalog.format('The role "%s" may not do this.', v_staff.role),
      'Ask somebody with one of these roles: ' || pg_catalog.array_to_string(acting_staff.allowed, ', ') || '.',
      pg_catalog.jsonb_build_object('role', v_staff.role, 'allowed', acting_staff.allowed));
  end if;

  -- An assignment is computed in place, where "perform" would run a statement.
  v_told := pg_catalog.concat(
    pg_catalog.set_config('desk.actor_id', v_staff.id::text, true),
    pg_catalog.set_config('desk.actor_type', case v_staff.role when 'system' then 'system' else 'staff' end, true),
    pg_catalog.set_config('desk.acting_customer_id', '', true),
    pg_catalog.set_config('desk.correlation_id', '', true));
  return v_staff;
end
$$;

-- What is meant to happen once whichever message asks for it, as the order of one draft, has a key of its own, and the
-- message behind it: draft:…|inbox:<id>.
create function private.lasting_key(key text) returns text
language sql
immutable
as $$
  select pg_catalog.regexp_replace(lasting_key.key, '\|inbox:[0-9]+$', '')
$$;
comment on function private.lasting_key is 'A key without the message that brought it.';
revoke execute on function private.lasting_key from public;
grant execute on function private.lasting_key to desk_rpc;

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
  -- What the path does, it does for a message.
  perform pg_catalog.set_config('desk.correlation_id', coalesce(pg_catalog.substring(claim_key.key, '(?:^|\|)(inbox:[0-9]+)$'), ''), true);
  insert into public.idempotency_keys (desk_id, rpc, key, input_hash)
  values (claim_key.desk_id, claim_key.rpc, private.lasting_key(claim_key.key), v_hash)
  on conflict on constraint idempotency_keys_pkey do nothing;
  if found then
    return null;
  end if;
  select k.* into v_known from public.idempotency_keys as k
  where k.desk_id = claim_key.desk_id and k.rpc = claim_key.rpc and k.key = private.lasting_key(claim_key.key);
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
    where k.desk_id = keep_result.desk_id and k.rpc = keep_result.rpc and k.key = private.lasting_key(keep_result.key);
  end if;
end
$$;

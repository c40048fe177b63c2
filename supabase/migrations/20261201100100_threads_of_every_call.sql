-- The thread of a message reaches every call that is made for it: calls that need no key of idempotency left rows in the audit
-- that said nothing of the message behind them.

create function private.thread_of_call() returns text
language sql
stable
as $$
  -- Only the worker says whose thread it is: as a setting of its session, or as a header where it calls over HTTP.
  select coalesce(case when pg_catalog.current_setting('role') = 'service_role' then pg_catalog.substring(coalesce(
    nullif(pg_catalog.current_setting('desk.thread', true), ''),
    nullif(pg_catalog.current_setting('request.headers', true), '')::jsonb ->> 'x-desk-thread'), '^inbox:[0-9]{1,18}$') end, '')
$$;
comment on function private.thread_of_call is 'The message that a call is made for: inbox:<id>; empty for none.';
revoke execute on function private.thread_of_call from public;
grant execute on function private.thread_of_call to desk_rpc;

-- Each call begins with its own thread, or none: a session serves many.
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
    pg_catalog.set_config('desk.correlation_id', private.thread_of_call(), true));
  return v_staff;
end
$$;

create or replace function private.claim_key(desk_id uuid, rpc text, key text, input jsonb) returns jsonb
language plpgsql
as $$
declare
  v_hash text;
  v_thread text;
  v_known public.idempotency_keys;
begin
  if claim_key.key is null then
    return null;
  end if;
  if pg_catalog.char_length(claim_key.key) not between 1 and 200 then
    perform private.refuse(400, 'BAD_INPUT', 'An idempotency key has 1 to 200 characters.', null, '{"field": "idempotency_key"}');
  end if;
  v_hash := pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(private.normal_json(claim_key.input)::text, 'UTF8')), 'hex');
  -- What the path does, it does for a message, which its key names.
  v_thread := pg_catalog.substring(claim_key.key, '(?:^|\|)(inbox:[0-9]+)$');
  if v_thread is not null then
    perform pg_catalog.set_config('desk.correlation_id', v_thread, true);
  end if;
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

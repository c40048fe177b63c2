-- A call that is made again gives the first answer. Keys of money never expire; refusals are not remembered, because a
-- refused call leaves nothing, its key included.

create table public.idempotency_keys (
  desk_id uuid not null references public.desks (id) on delete restrict,
  rpc text not null,
  key text not null,
  input_hash text not null,
  result jsonb,
  created_at timestamptz not null default now(),
  constraint idempotency_keys_pkey primary key (desk_id, rpc, key),
  constraint idempotency_keys_are_short check (char_length(key) between 1 and 200)
);
comment on table public.idempotency_keys is 'Which calls have been made: the hash of their input and the ids of their result.';

alter table public.idempotency_keys enable row level security;
revoke all on public.idempotency_keys from anon, authenticated, service_role;
grant select, insert, update, delete on public.idempotency_keys to service_role;
grant select, insert, update on public.idempotency_keys to desk_rpc;
select private.attach_guards('public.idempotency_keys');
create policy "safe RPCs pass" on public.idempotency_keys to desk_rpc using (true) with check (true);

-- 100 and 100.00 are one amount wherever they stand.
create function private.normal_json(given jsonb) returns jsonb
language plpgsql
immutable
as $$
begin
  return case pg_catalog.jsonb_typeof(given)
    when 'number' then pg_catalog.to_jsonb(pg_catalog.trim_scale((given #>> '{}')::numeric))
    when 'array' then (
      select coalesce(pg_catalog.jsonb_agg(private.normal_json(e.value) order by e.ordinality), '[]')
      from pg_catalog.jsonb_array_elements(given) with ordinality as e)
    when 'object' then (
      select coalesce(pg_catalog.jsonb_object_agg(e.key, private.normal_json(e.value)), '{}') from pg_catalog.jsonb_each(given) as e)
    else given
  end;
end
$$;
comment on function private.normal_json is 'The same JSON with every number in its shortest form.';
revoke execute on function private.normal_json from public;
grant execute on function private.normal_json to desk_rpc;

-- Two statements on purpose: one insert with a fallback read loses answers under load.
create function private.claim_key(desk_id uuid, rpc text, key text, input jsonb) returns jsonb
language plpgsql
as $$
declare
  v_hash text := pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(private.normal_json(claim_key.input)::text, 'UTF8')), 'hex');
  v_known public.idempotency_keys;
begin
  if claim_key.key is null then
    return null;
  end if;
  if pg_catalog.char_length(claim_key.key) not between 1 and 200 then
    perform private.refuse(400, 'BAD_INPUT', 'An idempotency key has 1 to 200 characters.', null, '{"field": "idempotency_key"}');
  end if;
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
comment on function private.claim_key is
  'Null for a first call (or one without key); the stored ids for one that repeats an earlier call. IDEMPOTENCY_CONFLICT.';

create function private.keep_result(desk_id uuid, rpc text, key text, result jsonb) returns void
language sql
as $$
  update public.idempotency_keys as k set result = keep_result.result
  where k.desk_id = keep_result.desk_id and k.rpc = keep_result.rpc and k.key = keep_result.key
$$;
comment on function private.keep_result is 'Stores the ids of a call''s result under its key.';
revoke execute on function private.claim_key, private.keep_result from public;
grant execute on function private.claim_key, private.keep_result to desk_rpc;

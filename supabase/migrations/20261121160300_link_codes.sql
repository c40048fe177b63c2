-- One person, several channels: who shows in one chat a code that was given in another is the same person. A code is short,
-- so it lives briefly, works once, is stored as a digest, and few can be tried.

create table public.link_codes (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  customer_id uuid not null,
  chat_id uuid,
  digest text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  used_in uuid,
  constraint link_codes_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint link_codes_chat_belongs_to_the_desk foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict,
  constraint link_codes_used_in_a_chat_of_the_desk foreign key (desk_id, used_in) references public.chats (desk_id, id) on delete restrict,
  constraint link_codes_digest_is_a_sha256 check (digest ~ '^[0-9a-f]{64}$'),
  constraint link_codes_are_used_once check (used_in is null or ended_at is not null)
);
comment on table public.link_codes is 'Codes by which a customer joins another channel; only digests. Changes only through commands.';
comment on column public.link_codes.ended_at is 'When it was used, or replaced by a newer one.';
create unique index link_codes_one_open_per_digest on public.link_codes (desk_id, digest) where ended_at is null;
create index link_codes_of_a_customer on public.link_codes (desk_id, customer_id, created_at);
create index link_codes_of_a_chat on public.link_codes (desk_id, chat_id) where chat_id is not null;
create index link_codes_used_in_a_chat on public.link_codes (desk_id, used_in) where used_in is not null;

create table public.link_attempts (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  chat_id uuid not null,
  tried_at timestamptz not null default clock_timestamp(),
  constraint link_attempts_chat_belongs_to_the_desk foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict
);
comment on table public.link_attempts is 'Codes that led nowhere: after a few, a chat waits for an hour. Changes only through commands.';
create index link_attempts_of_a_chat on public.link_attempts (desk_id, chat_id, tried_at);
create index link_attempts_of_a_desk on public.link_attempts (desk_id, tried_at);

do $$
declare
  v_table text;
begin
  foreach v_table in array array['link_codes', 'link_attempts'] loop
    execute format('alter table public.%I enable row level security', v_table);
    execute format('revoke all on public.%I from anon, authenticated, service_role', v_table);
    execute format('grant select on public.%I to authenticated', v_table);
    execute format('grant select, insert, update, delete on public.%I to service_role', v_table);
    execute format('grant select, insert, update on public.%I to desk_rpc', v_table);
    execute format('create policy "safe RPCs pass" on public.%I to desk_rpc using (true) with check (true)', v_table);
  end loop;
end
$$;
select private.attach_guards('public.link_codes');
select private.attach_guards('public.link_attempts');
select private.attach_audit('public.link_codes', 'link_code');
create policy "admins read which codes were given" on public.link_codes for select to authenticated
  using (desk_id in (select private.my_desk_ids('admin')));
create policy "admins read which codes led nowhere" on public.link_attempts for select to authenticated
  using (desk_id in (select private.my_desk_ids('admin')));

-- Without the letters and digits people take for each other. Typed in any case, with or without dashes.
create function private.new_link_code() returns text
language sql
volatile
as $$
  select pg_catalog.string_agg(pg_catalog.substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + pg_catalog.mod(
    pg_catalog.get_byte(r.random, i) * 256 + pg_catalog.get_byte(r.random, i + 10), 30), 1), '' order by i)
  from (
    -- Bytes 6 and 8 of a random id are not random.
    select pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) || pg_catalog.uuid_send(pg_catalog.gen_random_uuid())) as random
  ) as r, pg_catalog.generate_series(0, 7) as i
$$;
comment on function private.new_link_code is 'Eight letters and digits nobody can foresee.';

create function private.link_digest(desk_id uuid, code text) returns text
language sql
immutable
as $$
  select pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
    link_digest.desk_id || ':' || pg_catalog.upper(pg_catalog.regexp_replace(link_digest.code, '[^0-9A-Za-z]', '', 'g')), 'UTF8')), 'hex')
$$;
comment on function private.link_digest is 'What is stored of a code, however it was typed.';

create function public.offer_link_code_safe(actor_id uuid, acting_customer_id uuid, chat_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_for(offer_link_code_safe.actor_id, offer_link_code_safe.acting_customer_id, '{system}');
  v_code text := private.new_link_code();
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_row public.link_codes;
begin
  if offer_link_code_safe.acting_customer_id is null then
    perform private.refuse(400, 'BAD_INPUT', 'A code is given to a customer.', null, '{"field": "acting_customer_id"}');
  end if;
  perform from public.customers as c
  where c.desk_id = v_actor.desk_id and c.id = offer_link_code_safe.acting_customer_id and c.erased_at is null
  for no key update;
  if not found or (offer_link_code_safe.chat_id is not null and not exists (
    select from public.chats as c
    where c.desk_id = v_actor.desk_id and c.id = offer_link_code_safe.chat_id and c.customer_id = offer_link_code_safe.acting_customer_id
  )) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  if (select pg_catalog.count(*) from public.link_codes as l
    where l.desk_id = v_actor.desk_id and l.customer_id = offer_link_code_safe.acting_customer_id and l.created_at > v_now - interval '1 hour') >= 10 then
    perform private.refuse(429, 'TOO_SOON', 'This person has asked for many codes within the hour.', 'Wait an hour.', '{}');
  end if;
  update public.link_codes as l set ended_at = v_now
  where l.desk_id = v_actor.desk_id and l.customer_id = offer_link_code_safe.acting_customer_id and l.ended_at is null;
  insert into public.link_codes (desk_id, customer_id, chat_id, digest, expires_at)
  values (v_actor.desk_id, offer_link_code_safe.acting_customer_id, offer_link_code_safe.chat_id, private.link_digest(v_actor.desk_id, v_code),
    v_now + interval '15 minutes')
  returning * into v_row;
  return pg_catalog.jsonb_build_object('code', pg_catalog.left(v_code, 4) || '-' || pg_catalog.right(v_code, 4), 'expires_at', v_row.expires_at, 'minutes', 15);
end
$$;
comment on function public.offer_link_code_safe is
  'A code by which a customer joins another channel: works once, for fifteen minutes, and instead of any earlier one. Caller: the system for a customer. NOT_FOUND, BAD_INPUT, TOO_SOON.';

revoke execute on function private.new_link_code, private.link_digest from public;
grant execute on function private.new_link_code, private.link_digest to desk_rpc;
select private.hand_over('public.offer_link_code_safe(uuid, uuid, uuid)');
revoke execute on function public.offer_link_code_safe from public, anon, authenticated;
grant execute on function public.offer_link_code_safe to service_role;

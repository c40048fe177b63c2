import type { Sql } from 'postgres';

/** RPCs that only tests have, made as the migrations make theirs: they belong to desk_rpc and service_role may call them. */
const FUNCTIONS = `
create type public.test_mood as enum ('glad', 'sad');
create sequence public.test_attempts;
grant usage on sequence public.test_attempts to desk_rpc;

create function public.test_echo(value jsonb) returns jsonb language sql volatile security definer set search_path = '' as $$
  select pg_catalog.jsonb_build_object('type', coalesce(pg_catalog.jsonb_typeof(value), 'SQL null'), 'value', value)
$$;

create function public.test_typed(
  a_text text default 'the default', a_number numeric default null, a_count integer default null, a_flag boolean default null,
  an_id uuid default null, a_time timestamptz default null, a_day date default null, texts text[] default null,
  ids uuid[] default null, a_mood public.test_mood default null, moods public.test_mood[] default null
) returns jsonb language sql volatile security definer set search_path = '' as $$
  select pg_catalog.to_jsonb(given) from (
    select a_text, a_number::text as a_number, a_count, a_flag, an_id, a_time, a_day, texts, ids, a_mood, moods
  ) as given
$$;

create function public.test_refuse(
  http_status integer, code text, sentence text, way_out text default null, params jsonb default '{}'
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.refuse(test_refuse.http_status, test_refuse.code, test_refuse.sentence, test_refuse.way_out, test_refuse.params);
end
$$;

create function public.test_fail(state text, sentence text) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
begin
  raise exception using errcode = test_fail.state, message = test_fail.sentence;
end
$$;

create function public.test_break_a_check() returns jsonb language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.desks (slug, name) values ('Not A Slug', 'A desk');
  return null;
end
$$;

create function public.test_conflict(times integer, state text) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_attempt bigint := pg_catalog.nextval('public.test_attempts');
begin
  if v_attempt <= test_conflict.times then
    raise exception using errcode = test_conflict.state, message = 'Two transactions met.';
  end if;
  return pg_catalog.to_jsonb(v_attempt);
end
$$;

create function public.test_hold() returns jsonb language plpgsql volatile security definer set search_path = '' as $$
begin
  perform pg_catalog.pg_advisory_xact_lock(7), pg_catalog.nextval('public.test_attempts');
  return '"let go"';
end
$$;

create function public.test_act(actor_id uuid, allowed public.staff_role[] default null)
returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_staff public.staff := private.acting_staff(test_act.actor_id, test_act.allowed);
begin
  return pg_catalog.jsonb_build_object(
    'desk_id', v_staff.desk_id, 'role', v_staff.role,
    'actor_id', pg_catalog.current_setting('desk.actor_id'),
    'actor_type', pg_catalog.current_setting('desk.actor_type'),
    'acting_customer_id', pg_catalog.current_setting('desk.acting_customer_id'));
end
$$;
`;

export async function createTestFunctions(sql: Sql): Promise<void> {
  await sql.unsafe(FUNCTIONS);
  await sql.unsafe(`
    do $$
    declare
      v_function regprocedure;
    begin
      for v_function in select oid from pg_proc where proname like 'test\\_%' and pronamespace = 'public'::regnamespace loop
        perform private.hand_over(v_function);
        execute format('grant execute on function %s to service_role', v_function);
      end loop;
    end
    $$`);
}

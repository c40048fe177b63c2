-- What every health check asks: is the database there, and which migrations has it?

-- A definer owned by the migrating role: desk_rpc has no right on the CLI's history table, which is absent where
-- migrations were applied by hand.
create function private.migration_state() returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if pg_catalog.to_regclass('supabase_migrations.schema_migrations') is null then
    return pg_catalog.jsonb_build_object('applied', 0, 'latest', null);
  end if;
  return (
    select pg_catalog.jsonb_build_object('applied', pg_catalog.count(*), 'latest', pg_catalog.max(m.version))
    from supabase_migrations.schema_migrations as m
  );
end
$$;
comment on function private.migration_state is 'How many migrations are applied, and the version of the latest.';
revoke execute on function private.migration_state from public;
grant execute on function private.migration_state to desk_rpc;

create function public.desk_health() returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'postgres', pg_catalog.current_setting('server_version'),
    'at', pg_catalog.clock_timestamp(),
    'migrations', private.migration_state(),
    'desks', (select pg_catalog.count(*) from public.desks)
  )
$$;
comment on function public.desk_health is 'Version, time, migrations and number of desks. Caller: service_role.';
select private.hand_over('public.desk_health()');
revoke execute on function public.desk_health from public, anon, authenticated;
grant execute on function public.desk_health to service_role;

import type { Sql } from 'postgres';

/**
 * Makes a fresh cluster look like a hosted Supabase project: the API roles, and a `postgres` that is no superuser,
 * so that a migration which passes here passes there. Run as the superuser; safe to run again.
 */
export async function createHostedRoles(superuser: Sql, postgresPassword: string): Promise<void> {
  await superuser.unsafe(`
    do $$
    begin
      if not exists (select from pg_roles where rolname = 'anon') then
        create role anon nologin noinherit;
      end if;
      if not exists (select from pg_roles where rolname = 'authenticated') then
        create role authenticated nologin noinherit;
      end if;
      if not exists (select from pg_roles where rolname = 'service_role') then
        create role service_role nologin noinherit bypassrls;
      end if;
      if not exists (select from pg_roles where rolname = 'postgres') then
        create role postgres login createdb createrole bypassrls;
      end if;
      -- Before 16 a member always inherits and may always become the role.
      execute 'grant anon, authenticated, service_role to postgres with admin option'
        || case when current_setting('server_version_num')::int >= 160000 then ', inherit true, set true' else '' end;
    end
    $$;
    alter role postgres password '${postgresPassword}';
  `);
}

/** Gives a database of the cluster to `postgres`, as on hosted Supabase. */
export async function giveDatabase(superuser: Sql, database: string): Promise<void> {
  await superuser.unsafe(`
    alter database "${database}" owner to postgres;
    grant all on schema public to postgres;
  `);
}

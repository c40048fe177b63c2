-- The ground everything else stands on: a schema for helpers that no API exposes, one role that owns
-- every safe RPC, and default privileges that give nobody anything by accident.

create schema if not exists private;
comment on schema private is 'Helpers and trigger functions. Never exposed by the API; holds no table.';
revoke all on schema private from public;

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'desk_rpc') then
    create role desk_rpc nologin;
  end if;
end
$$;
comment on role desk_rpc is 'Owns the safe RPCs. The guards let this role write and nobody else.';

-- On 16 and later the creator of a role is a member without SET, which is not enough to hand a function over.
grant desk_rpc to current_user;
grant usage on schema private, public to desk_rpc;

-- Works only without IN SCHEMA: a per-schema default cannot take away what the global default grants.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke execute on functions from anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;

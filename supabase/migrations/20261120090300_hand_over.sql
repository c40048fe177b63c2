-- Safe RPCs and the definer helpers behind them belong to desk_rpc. Handing a function over needs create on its
-- schema for a moment; this does the three steps so that no migration leaves the right behind.

create function private.hand_over(function_name regprocedure) returns void
language plpgsql
set search_path = ''
as $$
declare
  v_schema name := (
    select n.nspname
    from pg_catalog.pg_proc as p
    join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where p.oid = hand_over.function_name
  );
begin
  execute pg_catalog.format('grant create on schema %I to desk_rpc', v_schema);
  execute pg_catalog.format('alter function %s owner to desk_rpc', hand_over.function_name);
  execute pg_catalog.format('revoke create on schema %I from desk_rpc', v_schema);
end
$$;
comment on function private.hand_over is 'Makes desk_rpc the owner of a function. Called by migrations only.';
revoke execute on function private.hand_over from public;

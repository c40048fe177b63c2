-- One trigger writes the audit log. It is attached twice to each table: once for writes of safe RPCs, where the
-- actor is the staff member whom private.acting_staff has checked, and once for everything else (a cell edited in
-- Studio, an admin's SQL), where the actor is the database role. Only the trigger's WHEN clause can tell the two
-- apart: inside this function current_user is always desk_rpc.
-- Entries hold ids, names of changed fields and status moves, never personal values.

create function private.audit_row() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_entity text := tg_argv[0];
  v_by_rpc boolean := tg_argv[1] = 'rpc';
  v_old jsonb := pg_catalog.to_jsonb(old);
  v_new jsonb := pg_catalog.to_jsonb(new);
  v_row jsonb := coalesce(v_new, v_old);
  v_changed text[];
begin
  select pg_catalog.array_agg(n.key order by n.key) into v_changed
  from pg_catalog.jsonb_each(coalesce(v_new, '{}')) as n
  where n.key <> 'updated_at' and n.value is distinct from coalesce(v_old, '{}') -> n.key;

  if tg_op = 'UPDATE' and v_changed is null then
    return null;
  end if;

  insert into public.audit_log (
    desk_id, action, entity, entity_id, changed_fields, details,
    actor_type, actor_id, acting_customer_id, database_role
  ) values (
    (v_row ->> case v_entity when 'desk' then 'id' else 'desk_id' end)::uuid,
    v_entity || '.' || case
      when tg_op = 'INSERT' then 'created'
      when tg_op = 'DELETE' then 'deleted'
      when 'status' = any (v_changed) then 'status_changed'
      else 'changed'
    end,
    v_entity,
    (v_row ->> 'id')::uuid,
    case when tg_op = 'UPDATE' then v_changed else '{}' end,
    case
      when v_row ? 'status' and (v_new -> 'status') is distinct from (v_old -> 'status')
        then pg_catalog.jsonb_build_object('from', v_old -> 'status', 'to', v_new -> 'status')
      else '{}'::jsonb
    end,
    case when v_by_rpc then pg_catalog.current_setting('desk.actor_type')::public.audit_actor_type else 'database' end,
    case when v_by_rpc then pg_catalog.current_setting('desk.actor_id')::uuid end,
    case when v_by_rpc then nullif(pg_catalog.current_setting('desk.acting_customer_id', true), '')::uuid end,
    case when not v_by_rpc then coalesce(nullif(pg_catalog.current_setting('role'), 'none'), session_user) end
  );
  return null;
end
$$;
comment on function private.audit_row is
  'Writes one audit row for one changed row. Trigger arguments: the entity''s name, and "rpc" or "database".';
revoke execute on function private.audit_row from public;
select private.hand_over('private.audit_row()');

-- One call per table, in the file that creates it: `select private.attach_audit('public.orders', 'order');`
create function private.attach_audit(audited regclass, entity text) returns void
language plpgsql
set search_path = ''
as $$
begin
  execute pg_catalog.format(
    'create trigger audit_rpc after insert or update or delete on %s for each row
       when (current_user = ''desk_rpc'') execute function private.audit_row(%L, ''rpc'')',
    attach_audit.audited, attach_audit.entity);
  execute pg_catalog.format(
    'create trigger audit_database after insert or update or delete on %s for each row
       when (current_user <> ''desk_rpc'') execute function private.audit_row(%L, ''database'')',
    attach_audit.audited, attach_audit.entity);
end
$$;
comment on function private.attach_audit is 'Has every change of a table written to the audit log. Called by migrations only.';
revoke execute on function private.attach_audit from public;

-- The log has grown a column: which message set a row off. Where there is none the text of a row is what it was before the
-- column came, so every seal still holds; where there is one it is sealed too.

create or replace function private.seal_digest(desk_id uuid, after_id bigint, until_id bigint, previous text, out digest text, out row_count bigint)
language sql
stable
-- The text of a time depends on the session's zone.
set timezone = 'UTC'
as $$
  select pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
      coalesce(seal_digest.previous, '') || coalesce(pg_catalog.string_agg((pg_catalog.jsonb_build_object(
        'id', a.id, 'desk_id', a.desk_id, 'at', a.at, 'action', a.action, 'entity', a.entity, 'entity_id', a.entity_id,
        'changed_fields', a.changed_fields, 'details', a.details, 'actor_type', a.actor_type, 'actor_id', a.actor_id,
        'acting_customer_id', a.acting_customer_id, 'database_role', a.database_role
      ) || case when a.correlation_id is null then '{}' else pg_catalog.jsonb_build_object('correlation_id', a.correlation_id) end
      )::text, E'\n' order by a.id), ''), 'UTF8')), 'hex'),
    pg_catalog.count(*)
  from public.audit_log as a
  where a.desk_id = seal_digest.desk_id and a.id > seal_digest.after_id and a.id <= seal_digest.until_id
$$;
comment on function private.seal_digest is
  'Digest of a batch of audit rows, of their twelve named columns and of the message that set them off, over the digest before it.';

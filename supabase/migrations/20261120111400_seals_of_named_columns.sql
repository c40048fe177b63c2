-- A digest takes the columns it names, so that the log may get others and every seal still holds. jsonb keeps its keys in an
-- order of its own, so the text is that of the whole row as it was: the seals there already hold too. This list never
-- changes. A column that is to be sealed as well comes with a digest of a second form, and seals that say which they have.

create or replace function private.seal_digest(desk_id uuid, after_id bigint, until_id bigint, previous text, out digest text, out row_count bigint)
language sql
stable
-- The text of a time depends on the session's zone.
set timezone = 'UTC'
as $$
  select pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
      coalesce(seal_digest.previous, '') || coalesce(pg_catalog.string_agg(pg_catalog.jsonb_build_object(
        'id', a.id, 'desk_id', a.desk_id, 'at', a.at, 'action', a.action, 'entity', a.entity, 'entity_id', a.entity_id,
        'changed_fields', a.changed_fields, 'details', a.details, 'actor_type', a.actor_type, 'actor_id', a.actor_id,
        'acting_customer_id', a.acting_customer_id, 'database_role', a.database_role
      )::text, E'\n' order by a.id), ''), 'UTF8')), 'hex'),
    pg_catalog.count(*)
  from public.audit_log as a
  where a.desk_id = seal_digest.desk_id and a.id > seal_digest.after_id and a.id <= seal_digest.until_id
$$;
comment on function private.seal_digest is 'Digest of a batch of audit rows, of their twelve named columns, over the digest before it.';

-- Guards: triggers that refuse a write no matter who asks (REST, service_role, Studio, a foreign key's cascade),
-- unless it comes from a safe RPC, that is from the role desk_rpc.
-- They run as whoever writes, who may have no right on schema private: they touch pg_catalog and their arguments only.

-- Attached per row to every business table, with the columns the table lets people edit by hand as arguments.
create function private.guard_row() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_editable text[] := coalesce(tg_argv[0:tg_nargs - 1], '{}');
  v_locked text;
begin
  if tg_op = 'UPDATE' then
    select pg_catalog.string_agg(pg_catalog.format('"%s"', n.key), ', ' order by n.key) into v_locked
    from pg_catalog.jsonb_each(pg_catalog.to_jsonb(new)) as n
    join pg_catalog.jsonb_each(pg_catalog.to_jsonb(old)) as o on o.key = n.key
    where n.value is distinct from o.value and n.key <> all (v_editable)
      -- A generated column is empty here: Postgres computes it after this trigger.
      and not exists (
        select from pg_catalog.pg_attribute as a where a.attrelid = tg_relid and a.attname = n.key and a.attgenerated <> ''
      );
    if v_locked is null then
      return new;
    end if;
  end if;

  raise exception using
    errcode = 'PT403',
    message = case tg_op
      when 'INSERT' then pg_catalog.format('Rows of "%s" are added by the desk''s own commands, not by hand.', tg_table_name)
      when 'DELETE' then pg_catalog.format('Rows of "%s" are never deleted: the history of the desk stays whole.', tg_table_name)
      else pg_catalog.format('%s of "%s" cannot be changed by hand: it changes only through the desk''s own commands.', v_locked, tg_table_name)
    end,
    detail = pg_catalog.jsonb_build_object('code', 'DIRECT_WRITE', 'table', tg_table_name, 'operation', tg_op)::text,
    hint = case
      when tg_op <> 'UPDATE' then 'Use the safe RPC made for it; docs/error-codes.md says which.'
      when v_editable = '{}' then 'No column of this table is edited by hand; use the safe RPC made for it.'
      else 'Columns you may edit here: ' || pg_catalog.array_to_string(v_editable, ', ') || '.'
    end;
end
$$;
comment on function private.guard_row is
  'Guard of one row: refuses insert and delete, and updates of any column not named as a trigger argument. DIRECT_WRITE.';

-- Attached per statement: TRUNCATE by anybody, and any write by a visitor's or a signed-in person's own token.
-- Without it a PATCH that RLS filters down to no row answers 200 and looks done.
create function private.guard_statement() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'PT403',
    message = case tg_op
      when 'TRUNCATE' then pg_catalog.format('"%s" is never emptied: the history of the desk stays whole.', tg_table_name)
      else pg_catalog.format('"%s" cannot be written over the API: it changes only through the desk''s own commands.', tg_table_name)
    end,
    detail = pg_catalog.jsonb_build_object('code', 'DIRECT_WRITE', 'table', tg_table_name, 'operation', tg_op)::text,
    hint = 'Use the safe RPC made for it; docs/error-codes.md says which.';
end
$$;
comment on function private.guard_statement is
  'Guard of one statement: refuses TRUNCATE by anybody and writes by anon and authenticated. DIRECT_WRITE.';

-- Attached to append-only tables, for everybody including desk_rpc.
create function private.guard_history() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'PT403',
    message = pg_catalog.format('"%s" is append-only: a row, once written, stays as it is.', tg_table_name),
    detail = pg_catalog.jsonb_build_object('code', 'IMMUTABLE', 'table', tg_table_name, 'operation', tg_op)::text,
    hint = 'A correction is a new row.';
end
$$;
comment on function private.guard_history is 'Guard of append-only tables: refuses update and delete by everybody. IMMUTABLE.';

-- One call per table, in the file that creates it: `select private.attach_guards('public.orders', 'notes');`
create function private.attach_guards(guarded regclass, variadic editable text[] default '{}') returns void
language plpgsql
set search_path = ''
as $$
declare
  v_arguments text := (
    select coalesce(pg_catalog.string_agg(pg_catalog.quote_literal(c), ', '), '')
    from pg_catalog.unnest(attach_guards.editable) as c
  );
begin
  if exists (
    select from pg_catalog.unnest(attach_guards.editable) as c
    where not exists (
      select from pg_catalog.pg_attribute as a
      where a.attrelid = attach_guards.guarded and a.attname = c and not a.attisdropped
    )
  ) then
    raise exception 'attach_guards: % has not all of the columns %', attach_guards.guarded, attach_guards.editable;
  end if;
  execute pg_catalog.format(
    'create trigger guard_row before insert or update or delete on %s for each row
       when (current_user <> ''desk_rpc'') execute function private.guard_row(%s)',
    attach_guards.guarded, v_arguments);
  execute pg_catalog.format(
    'create trigger guard_api before insert or update or delete on %s for each statement
       when (current_user in (''anon'', ''authenticated'')) execute function private.guard_statement()',
    attach_guards.guarded);
  execute pg_catalog.format(
    'create trigger guard_truncate before truncate on %s for each statement execute function private.guard_statement()',
    attach_guards.guarded);
end
$$;
comment on function private.attach_guards is
  'Gives a table its guards. Arguments after the table: the columns people may edit by hand (Studio); everything else is denied.';

-- A row that changed says when.
create function private.touch_row() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := pg_catalog.clock_timestamp();
  return new;
end
$$;
comment on function private.touch_row is 'Sets updated_at on every update.';

revoke execute on function
  private.guard_row, private.guard_statement, private.guard_history, private.attach_guards, private.touch_row
from public;

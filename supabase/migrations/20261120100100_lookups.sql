-- Lists a desk may add to, in Studio too; the codes themselves never change once they are there.

create function private.attach_lookup_guards(guarded regclass, variadic editable text[] default '{}') returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.attach_guards(attach_lookup_guards.guarded, variadic attach_lookup_guards.editable);
  execute pg_catalog.format('drop trigger guard_row on %s', attach_lookup_guards.guarded);
  execute pg_catalog.format(
    'create trigger guard_row before update or delete on %s for each row
       when (current_user <> ''desk_rpc'') execute function private.guard_row(%s)',
    attach_lookup_guards.guarded,
    (select coalesce(pg_catalog.string_agg(pg_catalog.quote_literal(c), ', '), '') from pg_catalog.unnest(attach_lookup_guards.editable) as c));
end
$$;
comment on function private.attach_lookup_guards is 'Like attach_guards, but new rows may be added by hand. Called by migrations only.';
revoke execute on function private.attach_lookup_guards from public;

create table public.payment_methods (
  desk_id uuid not null references public.desks (id) on delete restrict,
  code text not null,
  name text not null,
  reference_required boolean not null default true,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (desk_id, code),
  constraint payment_methods_code_is_lower_case check (code ~ '^[a-z][a-z0-9_]{0,39}$')
);
comment on table public.payment_methods is 'How this desk is paid. Rows may be added; name and active may be edited.';
comment on column public.payment_methods.reference_required is 'Whether a completed payment must carry the provider''s own reference: cash does not, a card does.';

create table public.shipping_providers (
  desk_id uuid not null references public.desks (id) on delete restrict,
  code text not null,
  name text not null,
  tracking_url text,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (desk_id, code),
  constraint shipping_providers_code_is_lower_case check (code ~ '^[a-z][a-z0-9_]{0,39}$')
);
comment on table public.shipping_providers is 'Who carries for this desk. Rows may be added; name, tracking_url and active may be edited.';
comment on column public.shipping_providers.tracking_url is 'Address of the carrier''s tracking page, with {number} where the tracking number goes.';

create table public.document_types (
  desk_id uuid not null references public.desks (id) on delete restrict,
  code text not null,
  name text not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (desk_id, code),
  constraint document_types_code_is_lower_case check (code ~ '^[a-z][a-z0-9_]{0,39}$')
);
comment on table public.document_types is 'Kinds of documents this desk keeps. Rows may be added; name and active may be edited.';

do $$
declare
  v_table text;
begin
  foreach v_table in array array['payment_methods', 'shipping_providers', 'document_types'] loop
    execute format('alter table public.%I enable row level security', v_table);
    execute format('revoke all on public.%I from anon, authenticated, service_role', v_table);
    execute format('grant select on public.%I to authenticated', v_table);
    execute format('grant select, insert, update, delete on public.%I to service_role', v_table);
    execute format('grant select, insert, update on public.%I to desk_rpc', v_table);
    execute format('create trigger touch_row before update on public.%I for each row execute function private.touch_row()', v_table);
    execute format('create policy "safe RPCs pass" on public.%I to desk_rpc using (true) with check (true)', v_table);
    execute format('create policy "staff read the lists of their desk" on public.%I for select to authenticated
      using (desk_id in (select private.my_desk_ids()))', v_table);
    perform private.attach_audit(format('public.%I', v_table)::regclass, rtrim(v_table, 's'));
  end loop;
end
$$;
select private.attach_lookup_guards('public.payment_methods', 'name', 'active');
select private.attach_lookup_guards('public.shipping_providers', 'name', 'tracking_url', 'active');
select private.attach_lookup_guards('public.document_types', 'name', 'active');

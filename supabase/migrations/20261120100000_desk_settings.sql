-- What a desk may decide for itself, one typed row each.

create type public.paid_policy as enum ('full', 'first_payment');

create table public.desk_settings (
  desk_id uuid primary key references public.desks (id) on delete restrict,
  paid_policy public.paid_policy not null default 'full',
  currency char(3) not null default 'EUR',
  currencies char(3)[] not null default '{EUR,USD,RUB,TRY}',
  time_zone text not null default 'UTC',
  languages text[] not null default '{en,ru,tr}',
  default_provider text not null default 'rusbid',
  shipment_required boolean not null default true,
  tracking_number_required boolean not null default false,
  auto_deliver boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint desk_settings_currency_is_one_of_the_list check (currency = any (currencies)),
  constraint desk_settings_currencies_are_codes check (array_to_string(currencies, ',') ~ '^[A-Z]{3}(,[A-Z]{3})*$')
);
comment on table public.desk_settings is 'What this desk has decided. Most of it may be edited here; paid_policy and currency change through commands.';
comment on column public.desk_settings.paid_policy is 'When an order counts as paid: full (all that is owed) or first_payment.';
comment on column public.desk_settings.shipment_required is 'Whether an order needs a shipment before it can be in delivery.';
comment on column public.desk_settings.tracking_number_required is 'Whether a shipment needs a tracking number before it is in transit.';
comment on column public.desk_settings.auto_deliver is 'Whether the customer''s receipt sets the order delivered by itself.';

alter table public.desk_settings enable row level security;
revoke all on public.desk_settings from anon, authenticated, service_role;
grant select on public.desk_settings to authenticated;
grant select, insert, update, delete on public.desk_settings to service_role;
grant select, insert, update on public.desk_settings to desk_rpc;

select private.attach_guards('public.desk_settings',
  'time_zone', 'languages', 'default_provider', 'shipment_required', 'tracking_number_required', 'auto_deliver');
create trigger touch_row before update on public.desk_settings for each row execute function private.touch_row();

create policy "safe RPCs pass" on public.desk_settings to desk_rpc using (true) with check (true);
create policy "staff read the settings of their desk" on public.desk_settings for select to authenticated
  using (desk_id in (select private.my_desk_ids()));

-- The audit trigger finds a row's own id in "id"; a settings row is known by its desk.
create or replace function private.audit_row() returns trigger
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
    coalesce(v_row ->> 'id', v_row ->> 'desk_id')::uuid,
    case when tg_op = 'UPDATE' then v_changed else '{}' end,
    case
      when v_row ? 'status' and (v_new -> 'status') is distinct from (v_old -> 'status')
        then pg_catalog.jsonb_build_object('from', v_old -> 'status', 'to', v_new -> 'status')
      when v_row ? 'code' and not v_row ? 'id' then pg_catalog.jsonb_build_object('code', v_row -> 'code')
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

select private.attach_audit('public.desk_settings', 'desk_settings');

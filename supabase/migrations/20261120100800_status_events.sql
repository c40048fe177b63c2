-- The history of statuses: an unbroken chain per thing, from nothing to now. Append-only.

create table public.order_status_events (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  order_id uuid not null,
  seq integer not null,
  old_status public.order_status,
  new_status public.order_status not null,
  reason text,
  actor_id uuid not null,
  acting_customer_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  constraint order_status_events_come_one_by_one unique (order_id, seq),
  constraint order_status_events_belong_to_an_order_of_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint order_status_events_actor_belongs_to_the_desk foreign key (desk_id, actor_id) references public.staff (desk_id, id) on delete restrict,
  constraint order_status_events_begin_from_nothing check ((seq = 1) = (old_status is null))
);
comment on table public.order_status_events is 'Every status an order has had, who set it and why. Append-only.';
create index order_status_events_of_an_order on public.order_status_events (desk_id, order_id, seq);
create index order_status_events_by_actor on public.order_status_events (desk_id, actor_id);

create table public.entity_status_events (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  entity text not null,
  entity_id uuid not null,
  seq integer not null,
  old_status text,
  new_status text not null,
  reason text,
  actor_id uuid not null,
  acting_customer_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  constraint entity_status_events_come_one_by_one unique (entity, entity_id, seq),
  constraint entity_status_events_actor_belongs_to_the_desk foreign key (desk_id, actor_id) references public.staff (desk_id, id) on delete restrict,
  constraint entity_status_events_name_an_entity check (entity in ('lead', 'payment', 'shipment', 'task')),
  constraint entity_status_events_begin_from_nothing check ((seq = 1) = (old_status is null))
);
comment on table public.entity_status_events is 'Every status a lead, payment, shipment or task has had. Append-only.';
create index entity_status_events_of_an_entity on public.entity_status_events (desk_id, entity, entity_id, seq);
create index entity_status_events_by_actor on public.entity_status_events (desk_id, actor_id);

do $$
declare
  v_table text;
begin
  foreach v_table in array array['order_status_events', 'entity_status_events'] loop
    execute format('alter table public.%I enable row level security', v_table);
    execute format('revoke all on public.%I from anon, authenticated, service_role', v_table);
    execute format('grant select on public.%I to authenticated', v_table);
    execute format('grant select, insert, update, delete on public.%I to service_role', v_table);
    execute format('grant select, insert on public.%I to desk_rpc', v_table);
    execute format('create trigger guard_history before delete on public.%I for each row execute function private.guard_history()', v_table);
    -- A person who is forgotten takes their words along; the step stays.
    execute format('create trigger guard_history_update before update on public.%I for each row
      when (not (current_user = ''desk_rpc'' and new.reason is null and to_jsonb(new) - ''reason'' = to_jsonb(old) - ''reason''))
      execute function private.guard_history()', v_table);
    execute format('grant update (reason) on public.%I to desk_rpc', v_table);
    execute format('create policy "safe RPCs pass" on public.%I to desk_rpc using (true) with check (true)', v_table);
  end loop;
end
$$;
select private.attach_guards('public.order_status_events');
select private.attach_guards('public.entity_status_events');

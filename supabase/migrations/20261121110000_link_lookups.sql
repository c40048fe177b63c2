-- Links that customers brought, to be looked up by a worker, once: what was found is kept on the lead as it was then.

create table public.link_lookups (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  lead_id uuid not null,
  url text,
  status text not null default 'waiting',
  problem text,
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  lease_by text,
  lease_until timestamptz,
  settled_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint link_lookups_are_found_within_their_desk unique (desk_id, id),
  constraint link_lookups_are_one_a_lead unique (desk_id, lead_id),
  constraint link_lookups_belong_to_a_lead_of_the_desk foreign key (desk_id, lead_id) references public.leads (desk_id, id) on delete restrict,
  constraint link_lookups_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint link_lookups_status_is_known check (status in ('waiting', 'claimed', 'done', 'failed', 'cancelled')),
  constraint link_lookups_are_held_while_claimed check ((status = 'claimed') = (lease_until is not null) and (status = 'claimed') = (lease_by is not null)),
  constraint link_lookups_end_at_a_time check ((status in ('done', 'failed', 'cancelled')) = (settled_at is not null)),
  constraint link_lookups_say_why_they_failed check (status <> 'failed' or problem is not null),
  constraint link_lookups_have_a_link check (url is not null or status = 'cancelled')
);
comment on table public.link_lookups is 'Links of leads and what became of looking them up. Changes only through commands.';
comment on column public.link_lookups.url is 'What is looked up; empty once its customer is forgotten.';
comment on column public.link_lookups.problem is 'Why there is no picture of the offer: a short code, such as refused-address or no-answer.';

create index link_lookups_due on public.link_lookups (due_at) where status = 'waiting';
create index link_lookups_held on public.link_lookups (lease_until) where status = 'claimed';
create index link_lookups_by_creator on public.link_lookups (desk_id, created_by);

alter table public.link_lookups enable row level security;
revoke all on public.link_lookups from anon, authenticated, service_role;
grant select on public.link_lookups to authenticated;
grant select, insert, update, delete on public.link_lookups to service_role;
grant select, insert, update on public.link_lookups to desk_rpc;
select private.attach_guards('public.link_lookups');
create trigger touch_row before update on public.link_lookups for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.link_lookups to desk_rpc using (true) with check (true);
create policy "staff read the links of leads they see" on public.link_lookups for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager'))
    or private.sees_lead(lead_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));

create function private.want_link() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.link_lookups (desk_id, lead_id, url, created_by) values (new.desk_id, new.id, new.item_url, new.created_by);
  perform pg_catalog.pg_notify('desk_work', 'links');
  return null;
end
$$;
comment on function private.want_link is 'Has the link of a new lead looked up, whichever door the lead came through.';
revoke execute on function private.want_link from public;
select private.hand_over('private.want_link()');
create trigger want_link after insert on public.leads for each row
  when (new.item_url ~* '^https?://' and new.item_snapshot is null) execute function private.want_link();

-- The advert changes, or goes; what was offered when the lead came stays. Only forgetting the customer takes it away.
create function private.keep_snapshot() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.refuse(403, 'IMMUTABLE', 'The offer of a lead stays as it was when it was first looked at.', 'Write what is new into the notes.',
    '{"field": "item_snapshot"}');
  return null;
end
$$;
comment on function private.keep_snapshot is 'Refuses to replace the snapshot of a lead, by anybody. IMMUTABLE.';
revoke execute on function private.keep_snapshot from public;
select private.hand_over('private.keep_snapshot()');
create trigger keep_snapshot before update of item_snapshot on public.leads for each row
  when (old.item_snapshot is not null and new.item_snapshot is not null and new.item_snapshot <> old.item_snapshot) execute function private.keep_snapshot();

create function private.forget_links() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.link_lookups as k
  set url = null, problem = null, status = 'cancelled', lease_by = null, lease_until = null, settled_at = coalesce(k.settled_at, pg_catalog.clock_timestamp())
  where k.desk_id = new.desk_id and k.lead_id in (select l.id from public.leads as l where l.desk_id = new.desk_id and l.customer_id = new.id);
  return null;
end
$$;
comment on function private.forget_links is 'Takes the links of a forgotten customer out of the look-ups; the rows stay.';
revoke execute on function private.forget_links from public;
select private.hand_over('private.forget_links()');
create trigger forget_links after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.forget_links();

-- squawk-ignore-file require-concurrent-index-creation
-- Lists of what is open do not grow with what is over.

create index tasks_open_by_due_time on public.tasks (desk_id, due_at) where status in ('open', 'in_progress', 'on_hold');
create index tasks_open_of_an_assignee on public.tasks (desk_id, assigned_to, due_at) where status in ('open', 'in_progress', 'on_hold');
create index tasks_done_of_an_assignee on public.tasks (desk_id, assigned_to, updated_at desc) where status = 'done';
create index shipments_under_way on public.shipments (desk_id, created_at desc)
  where status in ('pending', 'warehouse_received', 'photos_received', 'in_transit', 'exception');

-- Whom an agent sees is asked of each of them: so many are looked at and no more.
create or replace function private.customers_by_name(desk_id uuid, query tsquery) returns setof public.customers
language sql
stable
as $$
  select c.* from public.customers as c
  where c.desk_id = customers_by_name.desk_id and c.erased_at is null and private.plain_words(c.full_name) operator(pg_catalog.@@) customers_by_name.query
  limit 50
$$;

-- What somebody has to do.

create type public.task_status as enum ('open', 'in_progress', 'on_hold', 'done', 'cancelled');

create table public.tasks (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  title text not null,
  description text,
  kind text not null default 'manual',
  priority public.priority not null default 'normal',
  status public.task_status not null default 'open',
  completed boolean generated always as (status = 'done') stored,
  resolution text,
  due_at timestamptz,
  assigned_to uuid,
  order_id uuid,
  lead_id uuid,
  customer_id uuid,
  listing_id uuid,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint tasks_are_found_within_their_desk unique (desk_id, id),
  constraint tasks_title_is_not_blank check (title ~ '\S' and char_length(title) <= 300),
  constraint tasks_assigned_to_belongs_to_the_desk foreign key (desk_id, assigned_to) references public.staff (desk_id, id) on delete restrict,
  constraint tasks_order_belongs_to_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint tasks_lead_belongs_to_the_desk foreign key (desk_id, lead_id) references public.leads (desk_id, id) on delete restrict,
  constraint tasks_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint tasks_listing_belongs_to_the_desk foreign key (desk_id, listing_id) references public.listings (desk_id, id) on delete restrict,
  constraint tasks_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict
);
comment on table public.tasks is 'What somebody has to do. Title, description, priority and due time may be edited here; status and assignee change through commands.';
comment on column public.tasks.kind is 'manual, or the phrase key of a task the desk made by itself (money for a cancelled order, say).';

create index tasks_by_status on public.tasks (desk_id, status, due_at);
create index tasks_of_an_assignee on public.tasks (desk_id, assigned_to, due_at);
create index tasks_of_an_order on public.tasks (desk_id, order_id) where order_id is not null;
create index tasks_of_a_lead on public.tasks (desk_id, lead_id) where lead_id is not null;
create index tasks_of_a_customer on public.tasks (desk_id, customer_id) where customer_id is not null;
create index tasks_of_a_listing on public.tasks (desk_id, listing_id) where listing_id is not null;
create index tasks_by_creator on public.tasks (desk_id, created_by);

alter table public.tasks enable row level security;
revoke all on public.tasks from anon, authenticated, service_role;
grant select on public.tasks to authenticated;
grant select, insert, update, delete on public.tasks to service_role;
grant select, insert, update on public.tasks to desk_rpc;
select private.attach_guards('public.tasks', 'title', 'description', 'priority', 'due_at');
select private.attach_audit('public.tasks', 'task');
create trigger touch_row before update on public.tasks for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.tasks to desk_rpc using (true) with check (true);

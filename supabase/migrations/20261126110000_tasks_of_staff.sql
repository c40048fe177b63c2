-- squawk-ignore-file require-concurrent-index-creation
-- Tasks as the staff work on them in chat: lists, another time, another person, and a reminder when they are due.

alter table public.tasks add column remind_at timestamptz;
comment on column public.tasks.remind_at is 'When its reminder goes out; empty once it has gone, and for what is over. Follows the due time by itself.';
create index tasks_to_remind_of on public.tasks (remind_at) where remind_at is not null;

create function private.plan_reminder() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.remind_at := case
    when new.status in ('done', 'cancelled') then null
    when tg_op = 'INSERT' or new.due_at is distinct from old.due_at or old.status in ('done', 'cancelled') then new.due_at
    else new.remind_at
  end;
  return new;
end
$$;
comment on function private.plan_reminder is 'Keeps the reminder of a task at its due time: one for each time it is given.';
revoke execute on function private.plan_reminder from public;
create trigger plan_reminder before insert on public.tasks for each row when (new.due_at is not null) execute function private.plan_reminder();
create trigger plan_reminder_anew before update of due_at, status on public.tasks for each row execute function private.plan_reminder();

create function private.sees_task(actor public.staff, shown public.tasks) returns boolean
language sql
immutable
as $$
  select actor.role <> 'agent' or shown.assigned_to is null or shown.assigned_to = actor.id or shown.created_by = actor.id
$$;
comment on function private.sees_task is 'Whether a task exists for this member of the staff: agents see their own, nobody''s, and those they made.';

create function private.lock_task(actor public.staff, task_id uuid) returns public.tasks
language plpgsql
as $$
declare
  v_task public.tasks;
begin
  select t.* into v_task from public.tasks as t where t.desk_id = actor.desk_id and t.id = lock_task.task_id for no key update;
  if v_task.id is null or not private.sees_task(actor, v_task) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such task at this desk.', null, '{"field": "task_id"}');
  end if;
  return v_task;
end
$$;
comment on function private.lock_task is 'A task, locked, if the actor may see it. NOT_FOUND.';

create function private.staff_task_row(shown public.tasks) returns jsonb
language sql
stable
as $$
  select pg_catalog.jsonb_build_object('id', shown.id, 'title', shown.title, 'kind', shown.kind, 'status', shown.status, 'priority', shown.priority,
    'due_at', shown.due_at, 'overdue', shown.due_at < pg_catalog.now() and shown.status not in ('done', 'cancelled'),
    'order_code', (select o.order_code from public.orders as o where o.desk_id = shown.desk_id and o.id = shown.order_id),
    'customer', (select c.full_name from public.customers as c where c.desk_id = shown.desk_id and c.id = shown.customer_id),
    'assignee', (select s.display_name from public.staff as s where s.desk_id = shown.desk_id and s.id = shown.assigned_to))
$$;
comment on function private.staff_task_row is 'A task as a line of a list for staff.';

create function public.staff_tasks(actor_id uuid, filter text default 'mine', most integer default 8) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_tasks.actor_id, '{agent,manager,admin,owner}');
  v_filter text := coalesce(staff_tasks.filter, 'mine');
  v_most integer := least(greatest(coalesce(staff_tasks.most, 8), 1), 50);
  v_found jsonb[];
begin
  if v_filter not in ('mine', 'overdue', 'all', 'done') then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such list of tasks.', null, '{"field": "filter"}');
  end if;
  select pg_catalog.array_agg(private.staff_task_row(x.t) order by x.place) into v_found from (
    select y.t, pg_catalog.row_number() over (order by case when v_filter <> 'done' then (y.t).due_at end nulls last, (y.t).created_at desc) as place
    from (
      (select t from public.tasks as t
      where v_filter = 'mine' and t.desk_id = v_actor.desk_id and t.assigned_to = v_actor.id and t.status in ('open', 'in_progress', 'on_hold')
      order by t.due_at nulls last limit v_most + 1)
      union all
      (select t from public.tasks as t
      where v_filter in ('overdue', 'all') and t.desk_id = v_actor.desk_id and t.status in ('open', 'in_progress', 'on_hold')
        and (v_filter = 'all' or t.due_at < pg_catalog.now()) and private.sees_task(v_actor, t)
      order by t.due_at nulls last limit v_most + 1)
      union all
      (select t from public.tasks as t
      where v_filter = 'done' and t.desk_id = v_actor.desk_id and t.assigned_to = v_actor.id and t.status = 'done'
      order by t.updated_at desc limit v_most + 1)
    ) as y
  ) as x;
  return pg_catalog.jsonb_build_object('filter', v_filter, 'tasks', coalesce(pg_catalog.to_jsonb(v_found[1:v_most]), '[]'),
    'more', coalesce(pg_catalog.cardinality(v_found), 0) > v_most);
end
$$;
comment on function public.staff_tasks is
  'The open tasks for the staff, the most pressing first: mine, overdue, all; or those one has done. Callers: staff, agents their own, nobody''s and those they made. BAD_INPUT.';

create function public.staff_task(actor_id uuid, task_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_task.actor_id, '{agent,manager,admin,owner}');
  v_task public.tasks;
begin
  select t.* into v_task from public.tasks as t where t.desk_id = v_actor.desk_id and t.id = staff_task.task_id;
  if v_task.id is null or not private.sees_task(v_actor, v_task) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such task at this desk.', null, '{"field": "task_id"}');
  end if;
  return private.staff_task_row(v_task) || pg_catalog.jsonb_build_object('description', v_task.description, 'resolution', v_task.resolution,
    'assigned_to', v_task.assigned_to, 'lead_id', v_task.lead_id, 'customer_id', v_task.customer_id,
    'created_by', (select s.display_name from public.staff as s where s.desk_id = v_task.desk_id and s.id = v_task.created_by and s.role <> 'system'),
    'steps', private.steps_of('task', v_task.status::text, v_actor));
end
$$;
comment on function public.staff_task is
  'A task with what its card shows and every step from here. Callers: staff, agents their own, nobody''s and those they made. NOT_FOUND.';

create function public.postpone_task_safe(actor_id uuid, task_id uuid, due_at timestamptz default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(postpone_task_safe.actor_id, '{agent,manager,admin,owner}');
  v_task public.tasks := private.lock_task(v_actor, postpone_task_safe.task_id);
begin
  if v_task.status in ('done', 'cancelled') then
    perform private.refuse(409, 'INVALID_TRANSITION', 'A task that is over is not put off.', 'Open it again first.',
      pg_catalog.jsonb_build_object('entity', 'task', 'from', v_task.status));
  end if;
  if postpone_task_safe.due_at not between '2000-01-01' and '2200-01-01' then
    perform private.refuse(400, 'BAD_INPUT', 'A task is due at a time of this century or the next.', null, '{"field": "due_at"}');
  end if;
  update public.tasks as t set due_at = postpone_task_safe.due_at where t.id = v_task.id returning t.* into v_task;
  return pg_catalog.jsonb_build_object('task', pg_catalog.to_jsonb(v_task) - 'desk_id' - 'updated_at');
end
$$;
comment on function public.postpone_task_safe is
  'Gives a task another due time, or none; it is reminded of at the new one. Callers: staff, agents their own, nobody''s and those they made. NOT_FOUND, INVALID_TRANSITION, BAD_INPUT.';

create function public.assign_task_safe(actor_id uuid, task_id uuid, staff_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(assign_task_safe.actor_id, '{agent,manager,admin,owner}');
  v_task public.tasks := private.lock_task(v_actor, assign_task_safe.task_id);
begin
  if v_task.assigned_to is distinct from assign_task_safe.staff_id then
    update public.tasks as t set assigned_to = private.checked_assignee(v_actor, v_task.assigned_to, assign_task_safe.staff_id)
    where t.id = v_task.id returning t.* into v_task;
    perform private.notify(v_task.desk_id, 'task', v_task.id, 'notice-staff-task-assigned',
      pg_catalog.jsonb_build_object('title', v_task.title, 'kind', v_task.kind, 'task', v_task.id), null, v_task.assigned_to)
    where v_task.assigned_to <> v_actor.id;
  end if;
  return pg_catalog.jsonb_build_object('task', pg_catalog.to_jsonb(v_task) - 'desk_id' - 'updated_at');
end
$$;
comment on function public.assign_task_safe is
  'Gives a task to somebody, or to nobody; who gets it is told. Callers: manager and up; an agent takes a free one. NOT_FOUND, FORBIDDEN_ROLE.';

create function public.remind_of_tasks() returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_task public.tasks;
  v_reminded integer := 0;
begin
  -- Whoever has a row writes its reminder; the others pass it by.
  for v_task in
    select t.* from public.tasks as t where t.remind_at <= v_now order by t.remind_at limit 200 for no key update skip locked
  loop
    perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_task.desk_id and s.role = 'system'));
    update public.tasks as t set remind_at = null where t.id = v_task.id;
    perform private.tell_staff(v_task.desk_id, v_task.assigned_to, case
      when exists (select from public.staff as s where s.desk_id = v_task.desk_id and s.id = v_task.assigned_to and s.status = 'active')
        then 'agent'::public.staff_role else 'manager' end, 'notice-staff-task-due', pg_catalog.jsonb_build_object(
      'title', v_task.title, 'kind', v_task.kind, 'task', v_task.id, 'at', v_task.due_at), 'task', v_task.id, v_now);
    v_reminded := v_reminded + 1;
  end loop;
  return pg_catalog.jsonb_build_object('reminded', v_reminded);
end
$$;
comment on function public.remind_of_tasks is
  'Reminds of the tasks that have become due, once for each time they were given: whoever has them, else the managers at work. Caller: service_role.';

revoke execute on function private.sees_task, private.lock_task, private.staff_task_row from public;
grant execute on function private.sees_task, private.lock_task, private.staff_task_row to desk_rpc;
select private.hand_over('public.staff_tasks(uuid, text, integer)');
select private.hand_over('public.staff_task(uuid, uuid)');
select private.hand_over('public.postpone_task_safe(uuid, uuid, timestamptz)');
select private.hand_over('public.assign_task_safe(uuid, uuid, uuid)');
select private.hand_over('public.remind_of_tasks()');
revoke execute on function public.staff_tasks, public.staff_task, public.postpone_task_safe, public.assign_task_safe, public.remind_of_tasks
  from public, anon, authenticated;
grant execute on function public.staff_tasks, public.staff_task, public.postpone_task_safe, public.assign_task_safe, public.remind_of_tasks to service_role;

-- Who has just ended a task by mistake may take that back; later it is for an admin or whoever made it.
create or replace function public.advance_task_safe(actor_id uuid, task_id uuid, new_status text, resolution text default null, reason text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(advance_task_safe.actor_id);
  v_task public.tasks := private.lock_task(v_actor, advance_task_safe.task_id);
begin
  perform private.check_step('task', v_task.status::text, coalesce(advance_task_safe.new_status, ''), v_actor,
    coalesce(advance_task_safe.reason, advance_task_safe.resolution));
  if v_task.status in ('done', 'cancelled') and v_actor.role not in ('admin', 'owner') and v_task.created_by <> v_actor.id and not exists (
    select from public.entity_status_events as e
    where e.desk_id = v_task.desk_id and e.entity = 'task' and e.entity_id = v_task.id and e.new_status = v_task.status::text
      and e.actor_id = v_actor.id and e.created_at > pg_catalog.clock_timestamp() - interval '6 minutes'
      and e.seq = (select pg_catalog.max(l.seq) from public.entity_status_events as l
        where l.desk_id = v_task.desk_id and l.entity = 'task' and l.entity_id = v_task.id)
  ) then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'Only an admin or whoever created the task may open it again.', 'Ask an admin.',
      pg_catalog.jsonb_build_object('role', v_actor.role));
  end if;
  perform private.record_event(v_task.desk_id, 'task', v_task.id, v_task.status::text, advance_task_safe.new_status,
    coalesce(advance_task_safe.reason, advance_task_safe.resolution));
  update public.tasks as t
  set status = advance_task_safe.new_status::public.task_status,
    resolution = coalesce(private.checked_text(advance_task_safe.resolution, 'resolution', 2000), t.resolution)
  where t.id = v_task.id returning t.* into v_task;
  return pg_catalog.jsonb_build_object('task', pg_catalog.to_jsonb(v_task) - 'desk_id' - 'updated_at');
end
$$;

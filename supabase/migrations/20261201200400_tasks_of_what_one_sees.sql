-- A task of an order or a lead is seen by whoever sees that, however free the task itself is; and a request for a refund is
-- ended by whoever may answer it.

create or replace function private.sees_task(actor public.staff, shown public.tasks) returns boolean
language sql
stable
as $$
  -- What was given to somebody they see, whoever has the order.
  select actor.role <> 'agent' or coalesce(shown.assigned_to = actor.id, false) or (
    (shown.assigned_to is null or shown.created_by = actor.id)
    and (shown.order_id is null or exists (select from public.orders as o
      where o.desk_id = shown.desk_id and o.id = shown.order_id and private.is_theirs(actor, o.assigned_to)))
    and (shown.lead_id is null or exists (select from public.leads as l
      where l.desk_id = shown.desk_id and l.id = shown.lead_id and private.lead_is_theirs(actor, l))))
$$;
comment on function private.sees_task is
  'Whether a task exists for this member of the staff: agents see what was given to them, and of nobody''s and those they made what is not of a colleague''s order or lead.';

alter policy "agents read their own tasks and free ones" on public.tasks
  using (desk_id in (select private.my_desk_ids()) and (assigned_to in (select private.my_staff_ids())
    or ((assigned_to is null or created_by in (select private.my_staff_ids()))
      and (order_id is null
        or private.sees_order(order_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))))
      and (lead_id is null
        or private.sees_lead(lead_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids())))))));

create or replace function public.advance_task_safe(actor_id uuid, task_id uuid, new_status text, resolution text default null, reason text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(advance_task_safe.actor_id);
  v_task public.tasks := private.lock_task(v_actor, advance_task_safe.task_id);
begin
  if v_task.kind = 'task-refund-asked' and advance_task_safe.new_status in ('done', 'cancelled') and v_actor.role not in ('admin', 'owner', 'system') then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'Whether money goes back is for an admin or an owner to say.', 'Ask an admin.',
      pg_catalog.jsonb_build_object('role', v_actor.role, 'allowed', '{admin,owner}'::text[]));
  end if;
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

create or replace function public.staff_today(actor_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_today.actor_id, '{agent,manager,admin,owner}');
begin
  return pg_catalog.jsonb_build_object(
    'new_leads', private.count_leads(v_actor, '{new}'),
    'unpriced', private.count_orders(v_actor, '{created}'),
    'unpaid', private.count_orders(v_actor, '{awaiting_payment}'),
    'to_ship', private.count_orders(v_actor, '{paid,processing}'),
    'waiting_chats', (select pg_catalog.count(*) from (select from public.handovers as h
      where h.desk_id = v_actor.desk_id and h.ended_at is null and h.waiting_since is not null
        and (v_actor.role <> 'agent' or private.sees_chat(h.chat_id, array[v_actor.desk_id], array[v_actor.id])) limit 100) as x),
    'my_tasks', (select pg_catalog.count(*) from (select from public.tasks as t
      where t.desk_id = v_actor.desk_id and t.status in ('open', 'in_progress') and t.assigned_to = v_actor.id limit 100) as x),
    'overdue_tasks', (select pg_catalog.count(*) from (select from public.tasks as t
      where t.desk_id = v_actor.desk_id and t.status in ('open', 'in_progress') and t.due_at < pg_catalog.now() and private.sees_task(v_actor, t) limit 100) as x));
end
$$;

-- What waits at the desk, in numbers: the first thing the staff see.

create function public.staff_today(actor_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_today.actor_id, '{agent,manager,admin,owner}');
begin
  -- Nobody reads a larger number than a hundred, and counting further would cost.
  return pg_catalog.jsonb_build_object(
    'new_leads', (select pg_catalog.count(*) from (select from public.leads as l
      where l.desk_id = v_actor.desk_id and l.status = 'new' and private.is_theirs(v_actor, l.assigned_to) limit 100) as x),
    'unpriced', (select pg_catalog.count(*) from (select from public.orders as o
      where o.desk_id = v_actor.desk_id and o.status = 'created' and private.is_theirs(v_actor, o.assigned_to) limit 100) as x),
    'unpaid', (select pg_catalog.count(*) from (select from public.orders as o
      where o.desk_id = v_actor.desk_id and o.status = 'awaiting_payment' and private.is_theirs(v_actor, o.assigned_to) limit 100) as x),
    'to_ship', (select pg_catalog.count(*) from (select from public.orders as o
      where o.desk_id = v_actor.desk_id and o.status in ('paid', 'processing') and private.is_theirs(v_actor, o.assigned_to) limit 100) as x),
    'waiting_chats', (select pg_catalog.count(*) from (select from public.handovers as h
      where h.desk_id = v_actor.desk_id and h.ended_at is null and h.waiting_since is not null
        and (v_actor.role <> 'agent' or private.sees_chat(h.chat_id, array[v_actor.desk_id], array[v_actor.id])) limit 100) as x),
    'my_tasks', (select pg_catalog.count(*) from (select from public.tasks as t
      where t.desk_id = v_actor.desk_id and t.status in ('open', 'in_progress') and t.assigned_to = v_actor.id limit 100) as x),
    'overdue_tasks', (select pg_catalog.count(*) from (select from public.tasks as t
      where t.desk_id = v_actor.desk_id and t.status in ('open', 'in_progress') and t.due_at < pg_catalog.now() and private.is_theirs(v_actor, t.assigned_to) limit 100) as x));
end
$$;
comment on function public.staff_today is
  'How many leads, orders, chats and tasks wait for somebody, each up to a hundred. Callers: staff, agents their own and nobody''s. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE.';
select private.hand_over('public.staff_today(uuid)');
revoke execute on function public.staff_today from public, anon, authenticated;
grant execute on function public.staff_today to service_role;

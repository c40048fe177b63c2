-- Papers and chores.

-- What hangs on an order, lead or customer must be of this desk, and seen by the actor.
create function private.check_anchor(actor public.staff, order_id uuid, lead_id uuid, customer_id uuid) returns void
language plpgsql
stable
as $$
declare
  v_customer uuid := private.acting_customer();
begin
  if check_anchor.order_id is not null and not exists (
    select from public.orders as o where o.desk_id = actor.desk_id and o.id = check_anchor.order_id
      and (v_customer is null or o.customer_id = v_customer) and (actor.role <> 'agent' or o.assigned_to is null or o.assigned_to = actor.id)
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order at this desk.', null, '{"field": "order_id"}');
  end if;
  if check_anchor.lead_id is not null and not exists (
    select from public.leads as l where l.desk_id = actor.desk_id and l.id = check_anchor.lead_id
      and (v_customer is null or l.customer_id = v_customer) and (actor.role <> 'agent' or l.assigned_to is null or l.assigned_to = actor.id)
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such lead at this desk.', null, '{"field": "lead_id"}');
  end if;
  if check_anchor.customer_id is not null and not exists (
    select from public.customers as c where c.desk_id = actor.desk_id and c.id = check_anchor.customer_id and (v_customer is null or c.id = v_customer)
      and private.sees_customer(actor, c.id)
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.', null, '{"field": "customer_id"}');
  end if;
end
$$;
comment on function private.check_anchor is 'Order, lead and customer that exist for the actor. NOT_FOUND.';
revoke execute on function private.check_anchor from public;
grant execute on function private.check_anchor to desk_rpc;

create function public.attach_document_safe(
  actor_id uuid, type text, storage_path text, order_id uuid default null, lead_id uuid default null, customer_id uuid default null,
  acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(attach_document_safe.actor_id, attach_document_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'attach_document_safe', attach_document_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'type', attach_document_safe.type, 'storage_path', attach_document_safe.storage_path, 'order_id', attach_document_safe.order_id,
    'lead_id', attach_document_safe.lead_id, 'customer_id', attach_document_safe.customer_id, 'acting_customer_id', attach_document_safe.acting_customer_id));
  v_document public.documents;
begin
  if v_known is not null then
    select d.* into v_document from public.documents as d where d.desk_id = v_actor.desk_id and d.id = (v_known ->> 'document_id')::uuid;
  else
    if not exists (
      select from public.document_types as t where t.desk_id = v_actor.desk_id and t.code = attach_document_safe.type and t.active
    ) then
      perform private.refuse(400, 'BAD_INPUT', 'The type of the document is missing or not on the desk''s list.', 'See the list of document types.', '{"field": "type"}');
    end if;
    if coalesce(attach_document_safe.storage_path, '') !~ '^[^/\s][^\s]*$' or attach_document_safe.storage_path ~ '\.\.'
      or pg_catalog.char_length(attach_document_safe.storage_path) > 500
    then
      perform private.refuse(400, 'BAD_INPUT', 'The path of the stored file is missing or malformed.', null, '{"field": "storage_path"}');
    end if;
    if pg_catalog.num_nonnulls(attach_document_safe.order_id, attach_document_safe.lead_id, attach_document_safe.customer_id) = 0 then
      perform private.refuse(400, 'BAD_INPUT', 'A document belongs to an order, a lead or a customer.', null, '{"field": "order_id"}');
    end if;
    perform private.check_anchor(v_actor, attach_document_safe.order_id, attach_document_safe.lead_id, attach_document_safe.customer_id);
    insert into public.documents (desk_id, order_id, lead_id, customer_id, type, storage_path, uploaded_by, initiated_by_customer)
    values (v_actor.desk_id, attach_document_safe.order_id, attach_document_safe.lead_id, attach_document_safe.customer_id,
      attach_document_safe.type, attach_document_safe.storage_path, v_actor.id, attach_document_safe.acting_customer_id)
    returning * into v_document;
    perform private.keep_result(v_actor.desk_id, 'attach_document_safe', attach_document_safe.idempotency_key,
      pg_catalog.jsonb_build_object('document_id', v_document.id));
  end if;
  return pg_catalog.jsonb_build_object('document', pg_catalog.to_jsonb(v_document) - 'desk_id' - 'updated_at', 'duplicate', v_known is not null);
end
$$;
comment on function public.attach_document_safe is
  'Notes a stored file on an order, lead or customer. Callers: everybody on what they may see. NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

create function public.create_task_safe(
  actor_id uuid, title text, description text default null, due_at timestamptz default null, assigned_to uuid default null,
  order_id uuid default null, lead_id uuid default null, customer_id uuid default null, priority text default 'normal', idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(create_task_safe.actor_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'create_task_safe', create_task_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'title', create_task_safe.title, 'description', create_task_safe.description, 'due_at', create_task_safe.due_at,
    'assigned_to', create_task_safe.assigned_to, 'order_id', create_task_safe.order_id, 'lead_id', create_task_safe.lead_id,
    'customer_id', create_task_safe.customer_id, 'priority', create_task_safe.priority));
  v_task public.tasks;
begin
  if v_known is not null then
    select t.* into v_task from public.tasks as t where t.desk_id = v_actor.desk_id and t.id = (v_known ->> 'task_id')::uuid;
  else
    if coalesce(create_task_safe.priority, '') not in ('low', 'normal', 'high', 'urgent') then
      perform private.refuse(400, 'BAD_INPUT', 'A priority is low, normal, high or urgent.', null, '{"field": "priority"}');
    end if;
    perform private.check_anchor(v_actor, create_task_safe.order_id, create_task_safe.lead_id, create_task_safe.customer_id);
    if create_task_safe.assigned_to is not null and not exists (
      select from public.staff as s
      where s.desk_id = v_actor.desk_id and s.id = create_task_safe.assigned_to and s.status = 'active' and s.role <> 'system'
    ) then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such active staff member at this desk.', null, '{"field": "assigned_to"}');
    end if;
    insert into public.tasks (desk_id, title, description, due_at, assigned_to, order_id, lead_id, customer_id, priority, created_by)
    values (v_actor.desk_id, private.checked_text(create_task_safe.title, 'title', 300, true),
      private.checked_text(create_task_safe.description, 'description', 4000), create_task_safe.due_at,
      coalesce(create_task_safe.assigned_to, case when v_actor.role <> 'system' then v_actor.id end),
      create_task_safe.order_id, create_task_safe.lead_id, create_task_safe.customer_id, create_task_safe.priority::public.priority, v_actor.id)
    returning * into v_task;
    perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
    perform private.notify(v_task.desk_id, 'task', v_task.id, 'notice-staff-task-assigned',
      pg_catalog.jsonb_build_object('title', v_task.title), null, v_task.assigned_to)
    where v_task.assigned_to <> v_actor.id;
    perform private.keep_result(v_actor.desk_id, 'create_task_safe', create_task_safe.idempotency_key, pg_catalog.jsonb_build_object('task_id', v_task.id));
  end if;
  return pg_catalog.jsonb_build_object('task', pg_catalog.to_jsonb(v_task) - 'desk_id' - 'updated_at', 'duplicate', v_known is not null);
end
$$;
comment on function public.create_task_safe is 'A task, for oneself unless somebody is named. Callers: staff, system. NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

create function public.advance_task_safe(actor_id uuid, task_id uuid, new_status text, resolution text default null, reason text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(advance_task_safe.actor_id);
  v_task public.tasks;
begin
  select t.* into v_task from public.tasks as t
  where t.desk_id = v_actor.desk_id and t.id = advance_task_safe.task_id
    and (v_actor.role <> 'agent' or t.assigned_to is null or t.assigned_to = v_actor.id or t.created_by = v_actor.id)
  for no key update;
  if v_task.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such task at this desk.');
  end if;
  perform private.check_step('task', v_task.status::text, coalesce(advance_task_safe.new_status, ''), v_actor,
    coalesce(advance_task_safe.reason, advance_task_safe.resolution));
  if v_task.status in ('done', 'cancelled') and v_actor.role not in ('admin', 'owner') and v_task.created_by <> v_actor.id then
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
comment on function public.advance_task_safe is 'Moves a task along its state machine. Callers: staff, system. NOT_FOUND, INVALID_TRANSITION, FORBIDDEN_ROLE, REASON_REQUIRED, BAD_INPUT.';

select private.hand_over('public.attach_document_safe(uuid, text, text, uuid, uuid, uuid, uuid, text)');
select private.hand_over('public.create_task_safe(uuid, text, text, timestamptz, uuid, uuid, uuid, uuid, text, text)');
select private.hand_over('public.advance_task_safe(uuid, uuid, text, text, text)');
revoke execute on function public.attach_document_safe, public.create_task_safe, public.advance_task_safe from public, anon, authenticated;
grant execute on function public.attach_document_safe, public.create_task_safe, public.advance_task_safe to service_role;

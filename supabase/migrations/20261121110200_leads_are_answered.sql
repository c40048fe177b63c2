-- Who asks for something is told by when somebody looks at it, and somebody is told to.

create function private.lead_answer_by(desk_id uuid, at timestamptz) returns timestamptz
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_settings public.desk_settings;
  v_local timestamp;
  v_begin timestamp;
begin
  select s.* into v_settings from public.desk_settings as s where s.desk_id = lead_answer_by.desk_id;
  v_local := lead_answer_by.at at time zone v_settings.time_zone;
  v_begin := case
    when v_settings.quiet_from is null or v_settings.quiet_from = v_settings.quiet_until then v_local
    when v_settings.quiet_from < v_settings.quiet_until then
      case when v_local::time >= v_settings.quiet_from and v_local::time < v_settings.quiet_until then v_local::date + v_settings.quiet_until else v_local end
    when v_local::time >= v_settings.quiet_from then v_local::date + 1 + v_settings.quiet_until
    when v_local::time < v_settings.quiet_until then v_local::date + v_settings.quiet_until
    else v_local
  end;
  return (v_begin at time zone v_settings.time_zone) + pg_catalog.make_interval(mins => v_settings.answer_within_minutes);
end
$$;
comment on function private.lead_answer_by is 'By when somebody of the desk has looked at what a customer asks for at this moment: not at night.';

create function private.ask_for_answer(about public.leads) returns timestamptz
language plpgsql
as $$
declare
  v_due_at timestamptz := private.lead_answer_by(about.desk_id, about.created_at);
  v_task public.tasks;
begin
  insert into public.tasks (desk_id, kind, title, lead_id, customer_id, due_at, created_by)
  values (about.desk_id, 'task-lead-new', 'A customer wants something that has to be looked for.', about.id, about.customer_id, v_due_at, about.created_by)
  returning * into v_task;
  perform private.record_first_event(v_task.desk_id, 'task', v_task.id, 'open');
  return v_due_at;
end
$$;
comment on function private.ask_for_answer is 'The task of looking at a lead that a customer brought; gives by when.';

-- The task is done by whatever happens to the lead: it is taken in hand, ordered, turned down or withdrawn.
create function private.answer_given() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_task public.tasks;
begin
  for v_task in
    select t.* from public.tasks as t
    where t.desk_id = new.desk_id and t.lead_id = new.id and t.kind = 'task-lead-new' and t.status = 'open'
    for no key update
  loop
    perform private.record_event(v_task.desk_id, 'task', v_task.id, v_task.status::text, 'done', null);
    update public.tasks as t set status = 'done' where t.id = v_task.id;
  end loop;
  return null;
end
$$;
comment on function private.answer_given is 'Ends the task of looking at a lead once the lead has moved.';
select private.hand_over('private.answer_given()');
create trigger answer_given after update of status on public.leads for each row
  when (old.status = 'new' and new.status <> 'new') execute function private.answer_given();

create or replace function public.capture_lead_safe(
  actor_id uuid, source text, customer jsonb, item_url text default null, item_snapshot jsonb default null, comment text default null,
  budget_amount numeric default null, budget_currency text default null, acting_customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(capture_lead_safe.actor_id, capture_lead_safe.acting_customer_id);
  v_known jsonb := private.claim_key(v_actor.desk_id, 'capture_lead_safe', capture_lead_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'source', capture_lead_safe.source, 'customer', capture_lead_safe.customer, 'item_url', capture_lead_safe.item_url,
    'item_snapshot', capture_lead_safe.item_snapshot, 'comment', capture_lead_safe.comment,
    'budget_amount', pg_catalog.trim_scale(capture_lead_safe.budget_amount), 'budget_currency', capture_lead_safe.budget_currency,
    'acting_customer_id', capture_lead_safe.acting_customer_id));
  v_lead public.leads;
  v_customer public.customers;
  v_customer_id uuid;
begin
  if v_known is null then
    perform private.checked_text(capture_lead_safe.source, 'source', 100, true);
    v_customer_id := coalesce(capture_lead_safe.acting_customer_id, (private.match_customer(v_actor, capture_lead_safe.customer)).customer_id);
    v_lead := private.put_lead(v_actor, v_customer_id, capture_lead_safe.customer, capture_lead_safe.source, capture_lead_safe.item_url,
      capture_lead_safe.item_snapshot, capture_lead_safe.comment, capture_lead_safe.budget_amount, capture_lead_safe.budget_currency);
    if v_actor.role = 'system' then
      perform private.ask_for_answer(v_lead);
    end if;
    perform private.keep_result(v_actor.desk_id, 'capture_lead_safe', capture_lead_safe.idempotency_key,
      pg_catalog.jsonb_build_object('lead_id', v_lead.id));
  else
    select l.* into v_lead from public.leads as l where l.desk_id = v_actor.desk_id and l.id = (v_known ->> 'lead_id')::uuid;
  end if;
  select c.* into v_customer from public.customers as c where c.desk_id = v_actor.desk_id and c.id = v_lead.customer_id;
  return pg_catalog.jsonb_build_object(
    'lead', private.lead_json(v_lead), 'customer', private.customer_json(v_customer), 'duplicate', v_known is not null,
    'answer_by', (
      select t.due_at from public.tasks as t
      where t.desk_id = v_lead.desk_id and t.lead_id = v_lead.id and t.kind = 'task-lead-new' order by t.created_at limit 1
    ));
end
$$;
comment on function public.capture_lead_safe is
  'Writes down a lead, with its customer found or created; one that a customer brought is a task for staff, and answer_by says until when. Callers: everybody, customers for themselves. BAD_INPUT, AMOUNT_INVALID, NOT_FOUND, FORBIDDEN_ROLE, IDEMPOTENCY_CONFLICT.';

revoke execute on function private.lead_answer_by, private.ask_for_answer, private.answer_given from public;
grant execute on function private.lead_answer_by, private.ask_for_answer to desk_rpc;

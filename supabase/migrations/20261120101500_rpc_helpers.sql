-- What every safe RPC of the core begins with: who acts, and is the input fit to be used.

create function private.acting_for(actor_id uuid, acting_customer_id uuid, allowed public.staff_role[] default null) returns public.staff
language plpgsql
as $$
declare
  v_staff public.staff;
begin
  if acting_for.acting_customer_id is null then
    return private.acting_staff(acting_for.actor_id, acting_for.allowed);
  end if;
  v_staff := private.acting_staff(acting_for.actor_id, '{system}');
  if not exists (
    select from public.customers as c
    where c.desk_id = v_staff.desk_id and c.id = acting_for.acting_customer_id and c.erased_at is null
  ) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  perform pg_catalog.set_config('desk.actor_type', 'customer', true),
          pg_catalog.set_config('desk.acting_customer_id', acting_for.acting_customer_id::text, true);
  return v_staff;
end
$$;
comment on function private.acting_for is
  'Like acting_staff; with a customer named, the actor must be the system and the customer one of its desk. NOT_FOUND besides.';

create function private.acting_customer() returns uuid
language sql
stable
as $$
  select nullif(pg_catalog.current_setting('desk.acting_customer_id', true), '')::uuid
$$;
comment on function private.acting_customer is 'The customer for whom the current call acts, or null.';

-- The column type would round 10.005 in silence and a domain would lose its name in the generated types.
create function private.checked_amount(amount numeric, field text, may_be_zero boolean default false) returns numeric
language plpgsql
immutable
as $$
begin
  if checked_amount.amount is null or checked_amount.amount = 'NaN' or checked_amount.amount >= 1e13
    or checked_amount.amount < 0 or (checked_amount.amount = 0 and not checked_amount.may_be_zero)
    or checked_amount.amount <> pg_catalog.round(checked_amount.amount, 2)
  then
    perform private.refuse(400, 'AMOUNT_INVALID', 'The amount must be a positive number below 10,000,000,000,000 with at most two decimals.',
      null, pg_catalog.jsonb_build_object('field', checked_amount.field));
  end if;
  return pg_catalog.round(checked_amount.amount, 2);
end
$$;
comment on function private.checked_amount is 'An amount of money that can be stored exactly. AMOUNT_INVALID.';

create function private.checked_currency(desk_id uuid, currency text, field text) returns text
language plpgsql
stable
as $$
begin
  if not exists (
    select from public.desk_settings as s
    where s.desk_id = checked_currency.desk_id and checked_currency.currency = any (s.currencies)
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'The currency is not one this desk works with.',
      'See currencies in the settings of the desk.', pg_catalog.jsonb_build_object('field', checked_currency.field));
  end if;
  return checked_currency.currency;
end
$$;
comment on function private.checked_currency is 'A currency on the desk''s list. BAD_INPUT.';

create function private.checked_text(value text, field text, longest integer, required boolean default false) returns text
language plpgsql
immutable
as $$
begin
  if checked_text.required and coalesce(checked_text.value, '') !~ '\S' then
    perform private.refuse(400, 'BAD_INPUT', pg_catalog.format('The field "%s" is missing.', checked_text.field), null,
      pg_catalog.jsonb_build_object('field', checked_text.field));
  end if;
  if pg_catalog.char_length(checked_text.value) > checked_text.longest then
    perform private.refuse(400, 'BAD_INPUT',
      pg_catalog.format('The field "%s" is longer than %s characters.', checked_text.field, checked_text.longest), null,
      pg_catalog.jsonb_build_object('field', checked_text.field, 'longest', checked_text.longest));
  end if;
  return nullif(pg_catalog.btrim(checked_text.value), '');
end
$$;
comment on function private.checked_text is 'Trimmed text of bounded length, null when blank. BAD_INPUT.';

create function private.checked_reason(reason text) returns text
language plpgsql
immutable
as $$
begin
  if coalesce(checked_reason.reason, '') !~ '\S' or pg_catalog.char_length(checked_reason.reason) > 500 then
    perform private.refuse(400, 'REASON_REQUIRED', 'A reason of at most 500 characters is needed.', 'Say why.');
  end if;
  return pg_catalog.btrim(checked_reason.reason);
end
$$;
comment on function private.checked_reason is 'A reason, trimmed. REASON_REQUIRED.';

create function private.checked_phone(phone text) returns text
language plpgsql
immutable
as $$
declare
  v_phone text := pg_catalog.regexp_replace(checked_phone.phone, '[\s().-]', '', 'g');
begin
  if v_phone is null or v_phone = '' then
    return null;
  end if;
  v_phone := pg_catalog.regexp_replace(v_phone, '^00', '+');
  if v_phone !~ '^\+[1-9][0-9]{6,14}$' then
    perform private.refuse(400, 'BAD_INPUT', 'The phone number must be in international form.', 'For example: +49 151 2345678.', '{"field": "phone"}');
  end if;
  return v_phone;
end
$$;
comment on function private.checked_phone is 'A phone number in international form without spaces, or null. BAD_INPUT.';

-- An agent meets the customers of their own and of unassigned work; everybody else those of the desk.
create function private.sees_customer(actor public.staff, customer_id uuid) returns boolean
language sql
stable
set search_path = ''
as $$
  select actor.role <> 'agent'
    or exists (select from public.orders as o where o.desk_id = actor.desk_id and o.customer_id = sees_customer.customer_id
      and (o.assigned_to is null or o.assigned_to = actor.id))
    or exists (select from public.leads as l where l.desk_id = actor.desk_id and l.customer_id = sees_customer.customer_id
      and (l.assigned_to is null or l.assigned_to = actor.id))
$$;
comment on function private.sees_customer is 'Whether a customer of the desk exists for this staff member.';

create function private.checked_object(value jsonb, field text) returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if pg_catalog.jsonb_typeof(checked_object.value) <> 'object' or pg_catalog.length(checked_object.value::text) > 65536 then
    perform private.refuse(400, 'BAD_INPUT', pg_catalog.format('The field "%s" is an object of at most 64 KB.', checked_object.field), null,
      pg_catalog.jsonb_build_object('field', checked_object.field));
  end if;
  return checked_object.value;
end
$$;
comment on function private.checked_object is 'A JSON object of bounded size, or null. BAD_INPUT.';
revoke execute on function private.sees_customer, private.checked_object from public;
grant execute on function private.sees_customer, private.checked_object to desk_rpc;

-- One question for every machine: does this status lead there, and may this actor take the step?
create function private.check_step(entity text, from_status text, to_status text, actor public.staff, reason text) returns void
language plpgsql
stable
as $$
declare
  v_step public.status_transitions;
  v_by_customer boolean := private.acting_customer() is not null;
begin
  if pg_catalog.char_length(check_step.to_status) > 40 then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such status.', null, '{"field": "new_status"}');
  end if;
  perform private.checked_text(check_step.reason, 'reason', 2000);
  select t.* into v_step from public.status_transitions as t
  where t.entity = check_step.entity and t.from_status = check_step.from_status and t.to_status = check_step.to_status;
  if v_step.entity is null then
    perform private.refuse(409, 'INVALID_TRANSITION',
      pg_catalog.format('The status does not lead from "%s" to "%s".', check_step.from_status, check_step.to_status), null,
      pg_catalog.jsonb_build_object('entity', check_step.entity, 'from', check_step.from_status, 'to', check_step.to_status));
  end if;
  if (v_by_customer and not v_step.by_customer) or (not v_by_customer and actor.role <> all (v_step.roles)) then
    perform private.refuse(403, 'FORBIDDEN_ROLE',
      pg_catalog.format('The role "%s" may not take the step from "%s" to "%s".',
        case when v_by_customer then 'customer' else actor.role::text end, check_step.from_status, check_step.to_status),
      'Ask somebody with one of these roles: ' || pg_catalog.array_to_string(v_step.roles, ', ') || '.',
      pg_catalog.jsonb_build_object('role', case when v_by_customer then 'customer' else actor.role::text end, 'allowed', v_step.roles));
  end if;
  if v_step.reason_required then
    perform private.checked_reason(check_step.reason);
  end if;
end
$$;
comment on function private.check_step is 'Refuses a step the state machine does not have or the actor may not take. INVALID_TRANSITION, FORBIDDEN_ROLE, REASON_REQUIRED.';

create function private.record_event(desk_id uuid, entity text, entity_id uuid, old_status text, new_status text, reason text default null) returns void
language sql
as $$
  insert into public.entity_status_events (desk_id, entity, entity_id, seq, old_status, new_status, reason, actor_id, acting_customer_id)
  select record_event.desk_id, record_event.entity, record_event.entity_id,
    coalesce((
      select pg_catalog.max(e.seq) from public.entity_status_events as e
      where e.desk_id = record_event.desk_id and e.entity = record_event.entity and e.entity_id = record_event.entity_id
    ), 0) + 1,
    record_event.old_status, record_event.new_status, nullif(pg_catalog.btrim(record_event.reason), ''),
    pg_catalog.current_setting('desk.actor_id')::uuid, private.acting_customer()
$$;
comment on function private.record_event is 'Adds one link to the chain of statuses of a lead, payment, shipment or task, whose row the caller has locked.';

create function private.record_first_event(desk_id uuid, entity text, entity_id uuid, status text) returns void
language sql
as $$
  insert into public.entity_status_events (desk_id, entity, entity_id, seq, new_status, actor_id, acting_customer_id)
  values (record_first_event.desk_id, record_first_event.entity, record_first_event.entity_id, 1, record_first_event.status,
    pg_catalog.current_setting('desk.actor_id')::uuid, private.acting_customer())
$$;
comment on function private.record_first_event is 'The first link of the chain of statuses, of a thing just created.';

revoke execute on function private.acting_for, private.acting_customer, private.checked_amount, private.checked_currency, private.checked_text,
  private.checked_reason, private.checked_phone, private.check_step, private.record_event, private.record_first_event from public;
grant execute on function private.acting_for, private.acting_customer, private.checked_amount, private.checked_currency, private.checked_text,
  private.checked_reason, private.checked_phone, private.check_step, private.record_event, private.record_first_event to desk_rpc;

-- A promise to look at something is kept by people: it counts their working hours where the desk has any.

create or replace function private.lead_answer_by(desk_id uuid, at timestamptz) returns timestamptz
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_settings public.desk_settings;
  v_begin timestamptz;
begin
  select s.* into v_settings from public.desk_settings as s where s.desk_id = lead_answer_by.desk_id;
  if private.has_hours(lead_answer_by.desk_id) then
    return private.working_until(lead_answer_by.desk_id, lead_answer_by.at, v_settings.answer_within_minutes);
  end if;
  v_begin := coalesce(private.end_of_quiet(v_settings.quiet_from, v_settings.quiet_until, v_settings.time_zone, lead_answer_by.at), lead_answer_by.at);
  return v_begin + pg_catalog.make_interval(mins => v_settings.answer_within_minutes);
end
$$;
comment on function private.lead_answer_by is
  'By when somebody of the desk has looked at what a customer asks for at this moment: counted in working hours, and at a desk without any not at night.';

-- The desk is open, and yet none of those an alarm is for is at work: then it is for all of them.
create function private.alarm_staff(
  desk_id uuid, staff_id uuid, least_role public.staff_role, phrase_key text, params jsonb, entity text, entity_id uuid, at timestamptz
) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  if exists (
    select from public.staff as s
    where s.desk_id = alarm_staff.desk_id and s.status = 'active' and s.role <> 'system'
      and (s.id = alarm_staff.staff_id or (s.role >= alarm_staff.least_role and private.on_shift(s, alarm_staff.at)))
  ) then
    perform private.tell_staff(alarm_staff.desk_id, alarm_staff.staff_id, alarm_staff.least_role, alarm_staff.phrase_key, alarm_staff.params,
      alarm_staff.entity, alarm_staff.entity_id, alarm_staff.at);
    return;
  end if;
  perform private.notify(s.desk_id, alarm_staff.entity, alarm_staff.entity_id, alarm_staff.phrase_key, alarm_staff.params, null, s.id)
  from public.staff as s
  where s.desk_id = alarm_staff.desk_id and s.status = 'active' and s.role >= alarm_staff.least_role and s.role <> 'system';
end
$$;
comment on function private.alarm_staff is 'Tells the staff as tell_staff does, and where nobody would hear it everybody of at least the role.';
revoke execute on function private.alarm_staff from public;
grant execute on function private.alarm_staff to desk_rpc;

create or replace function private.raise_alarm(handover public.handovers, chat public.chats, at timestamptz) returns void
language plpgsql
as $$
declare
  v_minutes integer := (select s.answer_within_minutes from public.desk_settings as s where s.desk_id = handover.desk_id);
  v_waited integer := greatest(1, extract(epoch from raise_alarm.at - handover.waiting_since)::integer / 60);
  v_params jsonb := pg_catalog.jsonb_build_object('minutes', v_waited);
  v_assigned uuid := coalesce(handover.taken_by, (select t.assigned_to from public.tasks as t where t.desk_id = handover.desk_id and t.id = handover.task_id));
begin
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = handover.desk_id and s.role = 'system'));
  if handover.alarms = 0 then
    update public.handovers as h set alarms = 1, alarm_at = private.working_until(h.desk_id, raise_alarm.at, least(v_minutes * 3, 10080)) where h.id = handover.id;
    update public.tasks as t set priority = 'urgent' where t.desk_id = handover.desk_id and t.id = handover.task_id and t.priority <> 'urgent';
    perform private.alarm_staff(handover.desk_id, v_assigned, 'agent', 'notice-staff-person-waits', v_params, 'handover', handover.id, raise_alarm.at);
    if private.window_open(chat, raise_alarm.at) and chat.unreachable_at is null then
      perform private.put_in_chat(chat, pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object(
        'kind', 'text', 'text', '[{"key": "person-late"}]'::jsonb, 'choices', private.way_back())), 'notice', 'notice');
    end if;
  else
    update public.handovers as h set alarms = 2, alarm_at = null where h.id = handover.id;
    perform private.alarm_staff(handover.desk_id, null, 'admin', 'notice-staff-person-forgotten', v_params, 'handover', handover.id, raise_alarm.at);
  end if;
end
$$;
comment on function private.raise_alarm is
  'Reminds who has the chat, or everybody at work, and asks the customer for patience; the second time tells the admins. Somebody is always told. The caller holds the chat and the hand-over.';

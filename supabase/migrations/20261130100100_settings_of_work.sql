-- How new work finds people is decided with the other settings.

create or replace function private.check_setting_changes(desk_id uuid, changes jsonb) returns void
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_odd text;
begin
  if coalesce(pg_catalog.jsonb_typeof(changes), '') <> 'object' then
    perform private.refuse(400, 'BAD_INPUT', 'The changes are an object.', null, '{"field": "changes"}');
  end if;
  select k into v_odd from pg_catalog.jsonb_object_keys(changes) as k
  where k <> all ('{paid_policy,currency,time_zone,languages,default_provider,shipment_required,tracking_number_required,auto_deliver,quiet_from,quiet_until,answer_within_minutes,nudge_after_minutes,proposal_hours,assignment,offer_minutes}'::text[]);
  if v_odd is not null then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such setting, or it is not changed here.', null, pg_catalog.jsonb_build_object('field', v_odd));
  end if;
  if changes ->> 'paid_policy' not in ('full', 'first_payment') then
    perform private.refuse(400, 'BAD_INPUT', 'The policy is full or first_payment.', null, '{"field": "paid_policy"}');
  end if;
  if changes ->> 'assignment' not in ('offer', 'least_work', 'by_hand') then
    perform private.refuse(400, 'BAD_INPUT', 'Work is given by offer, least_work or by_hand.', null, '{"field": "assignment"}');
  end if;
  if changes ? 'currency' then
    perform private.checked_currency(check_setting_changes.desk_id, changes ->> 'currency', 'currency');
  end if;
  if changes ? 'time_zone' and not exists (select from pg_catalog.pg_timezone_names as z where z.name = changes ->> 'time_zone') then
    perform private.refuse(400, 'BAD_INPUT', 'There is no such time zone.', 'For example: Europe/Istanbul.', '{"field": "time_zone"}');
  end if;
  if changes ? 'languages' and (pg_catalog.jsonb_typeof(changes -> 'languages') <> 'array' or changes -> 'languages' = '[]'
    or not changes -> 'languages' <@ '["en", "ru", "tr"]')
  then
    perform private.refuse(400, 'BAD_INPUT', 'A desk speaks one or more of en, ru and tr.', null, '{"field": "languages"}');
  end if;
  if changes ? 'default_provider' and not exists (
    select from public.shipping_providers as p where p.desk_id = check_setting_changes.desk_id and p.code = changes ->> 'default_provider'
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'The desk does not ship with this provider.', null, '{"field": "default_provider"}');
  end if;
  select k into v_odd from pg_catalog.unnest('{shipment_required,tracking_number_required,auto_deliver}'::text[]) as k
  where changes ? k and pg_catalog.jsonb_typeof(changes -> k) <> 'boolean';
  if v_odd is not null then
    perform private.refuse(400, 'BAD_INPUT', 'This setting is true or false.', null, pg_catalog.jsonb_build_object('field', v_odd));
  end if;
  if (changes ? 'quiet_from') <> (changes ? 'quiet_until') or (changes -> 'quiet_from' = 'null') <> (changes -> 'quiet_until' = 'null')
    or (changes ->> 'quiet_from') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' or (changes ->> 'quiet_until') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
  then
    perform private.refuse(400, 'BAD_INPUT', 'The quiet hours have two ends like 21:00 and 09:00, or none.', null, '{"field": "quiet_from"}');
  end if;
  perform private.checked_minutes(changes, 'answer_within_minutes', 1, 10080, false), private.checked_minutes(changes, 'nudge_after_minutes', 30, 10080, true),
    private.checked_minutes(changes, 'proposal_hours', 1, 2160, false), private.checked_minutes(changes, 'offer_minutes', 1, 1440, false);
end
$$;

create or replace function public.update_desk_settings_safe(actor_id uuid, changes jsonb) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(update_desk_settings_safe.actor_id, '{admin,owner}');
  v_changes jsonb := update_desk_settings_safe.changes;
  v_settings public.desk_settings;
begin
  perform private.check_setting_changes(v_actor.desk_id, v_changes);
  update public.desk_settings as s
  set paid_policy = coalesce((v_changes ->> 'paid_policy')::public.paid_policy, s.paid_policy),
    currency = coalesce(v_changes ->> 'currency', s.currency),
    time_zone = coalesce(v_changes ->> 'time_zone', s.time_zone),
    languages = case when v_changes ? 'languages'
      then (select pg_catalog.array_agg(l) from pg_catalog.jsonb_array_elements_text(v_changes -> 'languages') as l) else s.languages end,
    default_provider = coalesce(v_changes ->> 'default_provider', s.default_provider),
    shipment_required = coalesce((v_changes ->> 'shipment_required')::boolean, s.shipment_required),
    tracking_number_required = coalesce((v_changes ->> 'tracking_number_required')::boolean, s.tracking_number_required),
    auto_deliver = coalesce((v_changes ->> 'auto_deliver')::boolean, s.auto_deliver),
    quiet_from = case when v_changes ? 'quiet_from' then (v_changes ->> 'quiet_from')::time else s.quiet_from end,
    quiet_until = case when v_changes ? 'quiet_until' then (v_changes ->> 'quiet_until')::time else s.quiet_until end,
    answer_within_minutes = coalesce((v_changes ->> 'answer_within_minutes')::integer, s.answer_within_minutes),
    nudge_after_minutes = case when v_changes ? 'nudge_after_minutes' then (v_changes ->> 'nudge_after_minutes')::integer else s.nudge_after_minutes end,
    proposal_hours = coalesce((v_changes ->> 'proposal_hours')::integer, s.proposal_hours),
    assignment = coalesce((v_changes ->> 'assignment')::public.work_assignment, s.assignment),
    offer_minutes = coalesce((v_changes ->> 'offer_minutes')::integer, s.offer_minutes)
  where s.desk_id = v_actor.desk_id
  returning s.* into v_settings;
  return pg_catalog.jsonb_build_object('settings', pg_catalog.to_jsonb(v_settings));
end
$$;

-- What a member of the staff may do with an order or a lead now. Each step there is is put to the very checks that the safe
-- RPC behind it makes, so that a button is shown only where it works, and the reason against it is the RPC's own.

create function private.step_verdict(entity text, from_status text, to_status text, actor public.staff, about public.orders default null) returns jsonb
language plpgsql
stable
as $$
declare
  v_detail text;
  v_sentence text;
  v_hint text;
begin
  -- A reason is asked for later: none stands against a step because none was given yet.
  perform private.check_step(step_verdict.entity, step_verdict.from_status, step_verdict.to_status, step_verdict.actor, 'a reason');
  if about.id is not null then
    perform private.check_order_ready(step_verdict.about, step_verdict.to_status::public.order_status, step_verdict.actor);
  end if;
  return '{"allowed": true}';
exception when others then
  get stacked diagnostics v_detail = pg_exception_detail, v_sentence = message_text, v_hint = pg_exception_hint;
  if sqlstate !~ '^PT4' then
    raise;
  end if;
  return v_detail::jsonb || pg_catalog.jsonb_build_object('allowed', false, 'sentence', v_sentence, 'way_out', nullif(v_hint, ''));
end
$$;
comment on function private.step_verdict is 'Whether this actor may take a step, by the checks of the safe RPCs; if not, with their code, sentence and way out.';

create function private.steps_of(entity text, status text, actor public.staff, about public.orders default null) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(
    pg_catalog.jsonb_build_object('to', t.to_status, 'reason_required', t.reason_required)
      || private.step_verdict(steps_of.entity, steps_of.status, t.to_status, steps_of.actor, steps_of.about) order by t.to_status), '[]')
  from public.status_transitions as t
  where t.entity = steps_of.entity and t.from_status = steps_of.status and t.roles && '{agent,manager,admin,owner}'::public.staff_role[]
$$;
comment on function private.steps_of is 'Every step that leads on from a status and that people take, with whether this actor may take it now.';

create function private.is_theirs(actor public.staff, assigned_to uuid) returns boolean
language sql
immutable
as $$
  select actor.role <> 'agent' or is_theirs.assigned_to is null or is_theirs.assigned_to = actor.id
$$;
comment on function private.is_theirs is 'Whether a row with this assignee exists for this member of the staff: agents see their own and nobody''s.';

revoke execute on function private.step_verdict, private.steps_of, private.is_theirs from public;
grant execute on function private.step_verdict, private.steps_of, private.is_theirs to desk_rpc;

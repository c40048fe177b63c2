-- An admin says in a group that it is the staff's no more. The chats go on in the staff's own.

create function public.end_staff_group_safe(actor_id uuid, provider text, account text, chat text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(end_staff_group_safe.actor_id, '{admin,owner}');
  v_group public.staff_groups;
begin
  select g.* into v_group
  from public.channel_accounts as a join public.staff_groups as g on g.desk_id = a.desk_id and g.account_id = a.id
  where a.desk_id = v_actor.desk_id and a.provider = end_staff_group_safe.provider and a.account = end_staff_group_safe.account
    and g.external_id = end_staff_group_safe.chat and g.ended_at is null
  for no key update of g;
  if v_group.id is not null then
    perform private.end_group(v_group.id, 'staff', pg_catalog.clock_timestamp());
    perform private.notify(v_actor.desk_id, 'staff_group', v_group.id, 'notice-staff-group-ended', pg_catalog.jsonb_build_object('title', v_group.title), null, v_actor.id,
      'group-ended:' || v_group.id);
  end if;
  return pg_catalog.jsonb_build_object('ended', v_group.id is not null);
end
$$;
comment on function public.end_staff_group_safe is
  'Lets a staff group go; of a group that is none nothing happens. The actor is told. Callers: admin, owner. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE.';
select private.hand_over('public.end_staff_group_safe(uuid, text, text, text)');
revoke execute on function public.end_staff_group_safe from public, anon, authenticated;
grant execute on function public.end_staff_group_safe to service_role;

-- A group of Telegram may become another one, with another id. What waits to be said there is said in the new one.

create function public.move_staff_group_safe(provider text, account text, chat text, new_chat text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_new text := private.checked_text(move_staff_group_safe.new_chat, 'new_chat', 60, true);
  v_group public.staff_groups;
begin
  select g.* into v_group
  from public.channel_accounts as a join public.staff_groups as g on g.desk_id = a.desk_id and g.account_id = a.id
  where a.provider = move_staff_group_safe.provider and a.account = move_staff_group_safe.account
    and g.external_id = move_staff_group_safe.chat and g.ended_at is null
  for no key update of g;
  if v_group.id is not null and v_group.external_id <> v_new then
    perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_group.desk_id and s.role = 'system'));
    update public.staff_groups as g set external_id = v_new where g.id = v_group.id;
  end if;
  return pg_catalog.jsonb_build_object('moved', v_group.id is not null);
end
$$;
comment on function public.move_staff_group_safe is
  'Follows a staff group to its new id; of a group that is none, or has moved already, nothing happens. Caller: service_role. BAD_INPUT.';
select private.hand_over('public.move_staff_group_safe(text, text, text, text)');
revoke execute on function public.move_staff_group_safe from public, anon, authenticated;
grant execute on function public.move_staff_group_safe to service_role;

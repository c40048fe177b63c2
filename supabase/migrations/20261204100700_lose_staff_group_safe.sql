-- The bot was removed from a group.

create function public.lose_staff_group_safe(provider text, account text, chat text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
begin
  return pg_catalog.jsonb_build_object('lost', coalesce((
    select private.lose_group(g.id, pg_catalog.clock_timestamp())
    from public.channel_accounts as a join public.staff_groups as g on g.desk_id = a.desk_id and g.account_id = a.id
    where a.provider = lose_staff_group_safe.provider and a.account = lose_staff_group_safe.account
      and g.external_id = lose_staff_group_safe.chat and g.ended_at is null), false));
end
$$;
comment on function public.lose_staff_group_safe is
  'Lets a staff group go in which the bot is no more, and tells the owners, once; of a group that is none nothing happens. Caller: service_role.';
select private.hand_over('public.lose_staff_group_safe(text, text, text)');
revoke execute on function public.lose_staff_group_safe from public, anon, authenticated;
grant execute on function public.lose_staff_group_safe to service_role;

-- The staff of a desk as its admins see them in chat, and what each chooses for themselves.

create function public.staff_members(actor_id uuid, staff_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_members.actor_id, '{admin,owner}');
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_members jsonb;
begin
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', s.id, 'display_name', s.display_name, 'role', s.role, 'status', s.status,
      'status_reason', s.status_reason, 'language', s.language, 'on_shift', s.status = 'active' and private.on_shift(s, v_now), 'is_me', s.id = v_actor.id,
      'may_change', v_actor.role = 'owner' or s.role < v_actor.role) order by s.status = 'active' desc, s.role desc, s.display_name), '[]') into v_members
  from (
    select x.* from public.staff as x
    where x.desk_id = v_actor.desk_id and x.role <> 'system' and x.status <> 'terminated' and (staff_members.staff_id is null or x.id = staff_members.staff_id)
    order by x.status = 'active' desc, x.role desc, x.display_name limit 50
  ) as s;
  if staff_members.staff_id is not null and v_members = '[]' then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such staff member at this desk.', null, '{"field": "staff_id"}');
  end if;
  return pg_catalog.jsonb_build_object('members', v_members,
    'invited', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('display_name', i.display_name, 'role', i.role, 'expires_at', i.expires_at) order by i.created_at desc), '[]')
      from (select x.* from public.staff_invitations as x where x.desk_id = v_actor.desk_id and x.used_at is null and x.expires_at > v_now
        order by x.created_at desc limit 10) as i),
    'doors', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('provider', a.provider, 'account', a.account) order by a.provider, a.account), '[]')
      from public.channel_accounts as a where a.desk_id = v_actor.desk_id and a.active));
end
$$;
comment on function public.staff_members is
  'The staff of the desk, or one of them, with their role, whether they are at work and whether the actor may change them; who is invited; and the desk''s channels. Callers: admin, owner. NOT_FOUND.';

create function public.choose_staff_language_safe(actor_id uuid, language text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(choose_staff_language_safe.actor_id, '{agent,manager,admin,owner}');
  v_language text := private.checked_text(choose_staff_language_safe.language, 'language', 10, true);
begin
  if v_language !~ '^[a-z]{2,3}(-[A-Z]{2})?$' then
    perform private.refuse(400, 'BAD_INPUT', 'A language is a tag like en, ru or tr.', null, '{"field": "language"}');
  end if;
  update public.staff as s set language = v_language where s.id = v_actor.id returning s.* into v_actor;
  return pg_catalog.jsonb_build_object('staff', private.staff_json(v_actor));
end
$$;
comment on function public.choose_staff_language_safe is 'The language in which the desk speaks to whoever calls this. Callers: staff, for themselves. BAD_INPUT.';

select private.hand_over('public.staff_members(uuid, uuid)');
select private.hand_over('public.choose_staff_language_safe(uuid, text)');
revoke execute on function public.staff_members, public.choose_staff_language_safe from public, anon, authenticated;
grant execute on function public.staff_members, public.choose_staff_language_safe to service_role;

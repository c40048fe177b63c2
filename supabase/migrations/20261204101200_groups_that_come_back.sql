-- A group that is the staff's once more has its topics as they were: each customer's is made once.

create or replace function public.set_staff_group_safe(
  actor_id uuid, provider text, account text, chat text, title text, has_topics boolean, manages_topics boolean, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(set_staff_group_safe.actor_id, '{admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'set_staff_group_safe', set_staff_group_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'actor_id', v_actor.id, 'account', set_staff_group_safe.account, 'chat', set_staff_group_safe.chat));
  v_chat text := private.checked_text(set_staff_group_safe.chat, 'chat', 60, true);
  v_title text := coalesce(private.checked_text(pg_catalog.left(set_staff_group_safe.title, 200), 'title', 200), '');
  v_now timestamptz;
  v_account public.channel_accounts;
  v_group public.staff_groups;
  v_outcome text := case when set_staff_group_safe.has_topics is not true then 'no_topics' when set_staff_group_safe.manages_topics is not true then 'no_rights' else 'set' end;
begin
  if v_known is not null then
    return v_known || '{"duplicate": true}';
  end if;
  -- The account is held: of two groups that are named at once, one comes after the other.
  select a.* into v_account from public.channel_accounts as a
  where a.desk_id = v_actor.desk_id and a.provider = set_staff_group_safe.provider and a.account = set_staff_group_safe.account for no key update;
  if v_account.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such channel at this desk.', 'Check the channels of the desk.');
  end if;
  if v_outcome = 'set' then
    v_now := pg_catalog.clock_timestamp();
    select g.* into v_group from public.staff_groups as g where g.account_id = v_account.id and g.ended_at is null for no key update;
    if v_group.id is not null and v_group.external_id <> v_chat then
      perform private.end_group(v_group.id, 'replaced', v_now);
    end if;
    if v_group.id is null or v_group.external_id <> v_chat then
      insert into public.staff_groups (desk_id, account_id, external_id, title, language, set_by)
      values (v_actor.desk_id, v_account.id, v_chat, v_title, v_actor.language, v_actor.id)
      returning * into v_group;
      -- The topics that were made there before are still there.
      update public.topics as t set group_id = v_group.id
      where t.group_id in (
        select g.id from public.staff_groups as g where g.desk_id = v_actor.desk_id and g.account_id = v_account.id and g.external_id = v_chat and g.id <> v_group.id);
      update public.chats as c set language = v_group.language
      where c.staff_id is null and c.topic_id in (select t.id from public.topics as t where t.desk_id = v_group.desk_id and t.group_id = v_group.id);
      -- Who is with a person already is shown as well.
      perform private.begin_topic(h)
      from (select x.* from public.handovers as x where x.desk_id = v_actor.desk_id and x.ended_at is null order by x.began_at limit 200) as h;
    end if;
  end if;
  perform private.notify(v_actor.desk_id, 'staff_group', v_group.id, 'notice-staff-group-' || pg_catalog.replace(v_outcome, '_', '-'),
    pg_catalog.jsonb_build_object('title', v_title), null, v_actor.id);
  v_known := pg_catalog.jsonb_build_object('outcome', v_outcome);
  perform private.keep_result(v_actor.desk_id, 'set_staff_group_safe', set_staff_group_safe.idempotency_key, v_known);
  return v_known || '{"duplicate": false}';
end
$$;

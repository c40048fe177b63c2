-- Who writes in a group: of the staff in a topic, it goes to their desk. Everybody else is told once that it goes nowhere, and
-- nothing of what they write is kept.

create function public.enter_topic_safe(provider text, account text, chat text, thread text, sender text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_topic public.topics;
  v_is_staff boolean;
begin
  select t.* into v_topic
  from public.channel_accounts as a
  join public.staff_groups as g on g.desk_id = a.desk_id and g.account_id = a.id and g.ended_at is null
  join public.topics as t on t.group_id = g.id
  where a.provider = enter_topic_safe.provider and a.account = enter_topic_safe.account and a.active
    and g.external_id = enter_topic_safe.chat and t.thread = enter_topic_safe.thread and t.chat_id is not null;
  if v_topic.id is null then
    return '{"chat": null}';
  end if;
  v_is_staff := exists (
    select from public.staff_identities as i join public.staff as s on s.desk_id = i.desk_id and s.id = i.staff_id and s.status = 'active'
    where i.desk_id = v_topic.desk_id and i.provider = enter_topic_safe.provider and i.account = enter_topic_safe.account
      and i.external_id = enter_topic_safe.sender);
  if not v_is_staff then
    perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_topic.desk_id and s.role = 'system'));
    -- Known again, without a word on who it was.
    perform private.show_in_topic(v_topic, 'topic-stranger', '{}', '{"kind": "text", "text": [{"key": "topic-stranger"}]}',
      'topic-stranger:' || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(v_topic.group_id || ':' || enter_topic_safe.sender, 'UTF8')), 'hex'));
  end if;
  return pg_catalog.jsonb_build_object('chat', case when v_is_staff then 'topic:' || v_topic.id || ':' || enter_topic_safe.sender end);
end
$$;
comment on function public.enter_topic_safe is
  'The chat in which a member of the staff writes in a topic; null for everybody else, who are told so once, and everywhere else. Caller: service_role.';
select private.hand_over('public.enter_topic_safe(text, text, text, text, text)');
revoke execute on function public.enter_topic_safe from public, anon, authenticated;
grant execute on function public.enter_topic_safe to service_role;

-- A topic has been made at the provider, or was deleted there.

create function public.keep_topic_safe(topic_id uuid, was text default null, thread text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_thread text := private.checked_text(keep_topic_safe.thread, 'thread', 60);
  v_topic public.topics;
begin
  select t.* into v_topic from public.topics as t where t.id = keep_topic_safe.topic_id for no key update;
  if v_topic.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such topic.');
  end if;
  -- Whoever knew another one comes too late: what is kept stands.
  if v_topic.thread is not distinct from keep_topic_safe.was then
    update public.topics as t set thread = v_thread where t.id = v_topic.id returning t.* into v_topic;
  end if;
  return pg_catalog.jsonb_build_object('thread', v_topic.thread);
end
$$;
comment on function public.keep_topic_safe is
  'Keeps the provider''s id of a topic in the place of the one that was known; gives the one that stands. Caller: service_role. NOT_FOUND, BAD_INPUT.';
select private.hand_over('public.keep_topic_safe(uuid, text, text)');
revoke execute on function public.keep_topic_safe from public, anon, authenticated;
grant execute on function public.keep_topic_safe to service_role;

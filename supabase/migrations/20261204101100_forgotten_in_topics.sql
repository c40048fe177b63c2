-- Who is forgotten is forgotten in the staff group too: the topic is deleted there, and nothing leads from it to them any more.

create function private.forget_topics() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_topics uuid[] := array(
    select t.id from public.chats as c join public.topics as t on t.desk_id = c.desk_id and t.chat_id = c.id
    where c.desk_id = new.desk_id and c.customer_id = new.id);
  v_chats uuid[];
begin
  if v_topics = '{}' then
    return null;
  end if;
  select coalesce(pg_catalog.array_agg(c.id), '{}') into v_chats from (
    select c.id from public.chats as c where c.desk_id = new.desk_id and c.topic_id = any (v_topics) order by c.id for no key update
  ) as c;
  update public.outbox_messages as o set reply = null, params = '{}', last_error = case when o.last_error is not null then 'erased' end,
    status = case when o.status = 'waiting' then 'cancelled' else o.status end
  where o.desk_id = new.desk_id and (o.chat_id = any (v_chats) or (o.entity = 'topic' and o.entity_id = any (v_topics)));
  update public.inbox_messages as m set body = '', event = '{"type":"other","what":"erased"}'
  where m.desk_id = new.desk_id and m.chat_id = any (v_chats) and m.status not in ('new', 'claimed');
  update public.topics as t set chat_id = null where t.desk_id = new.desk_id and t.id = any (v_topics);
  perform private.show_in_topic(t, 'topic-forgotten', '{}', null, 'topic-forgotten:' || t.id) from public.topics as t where t.id = any (v_topics);
  return null;
end
$$;
comment on function private.forget_topics is 'Has the topics of a forgotten customer deleted in the group, and empties what was said there; the rows stay.';
revoke execute on function private.forget_topics from public;
select private.hand_over('private.forget_topics()');
-- Named so as to come after end_handovers and before forget_chats.
create trigger forget_b_topics after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.forget_topics();

-- A group that is the staff's no more is still rid of the topics of those who were forgotten just before.

create or replace function private.end_group(group_id uuid, ended_by text, at timestamptz) returns void
language plpgsql
as $$
begin
  update public.staff_groups as g set ended_at = end_group.at, ended_by = end_group.ended_by where g.id = end_group.group_id and g.ended_at is null;
  update public.outbox_messages as o set status = 'cancelled', last_error = 'group_ended'
  where o.status = 'waiting' and (o.phrase_key <> 'topic-forgotten' or end_group.ended_by = 'removed') and o.chat_id in (
    select c.id from public.topics as t join public.chats as c on c.desk_id = t.desk_id and c.topic_id = t.id where t.group_id = end_group.group_id);
end
$$;

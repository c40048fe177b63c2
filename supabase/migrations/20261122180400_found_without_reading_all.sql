-- squawk-ignore-file require-concurrent-index-creation
-- A desk of now has few documents: whoever attaches one waits a moment, once.
-- What is asked of every file, and of every chat in the list of those who wait, is found by an index at any size.

create index documents_of_a_file on public.documents (desk_id, storage_path);

create or replace function private.last_words(chat_id uuid) returns jsonb
language plpgsql
stable
as $$
begin
  return (
    select pg_catalog.jsonb_build_object('at', m.received_at, 'event', private.lenient_json(m.event))
    from public.inbox_messages as m
    where m.desk_id = (select c.desk_id from public.chats as c where c.id = last_words.chat_id) and m.chat_id = last_words.chat_id
      and private.lenient_json(m.event) ->> 'type' <> 'timeout'
    order by m.id desc limit 1);
end
$$;

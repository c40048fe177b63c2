-- A notice is written by whichever command changed something; who sends it hears of it when that is committed.

create function private.wake_sender() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform pg_catalog.pg_notify('desk_work', 'outbox');
  return null;
end
$$;
comment on function private.wake_sender is 'Calls the workers to the outbox. Once a transaction, however many rows it writes.';
revoke execute on function private.wake_sender from public;
create trigger wake_sender after insert on public.outbox_messages for each row
  when (new.status = 'waiting' and new.chat_id is null) execute function private.wake_sender();

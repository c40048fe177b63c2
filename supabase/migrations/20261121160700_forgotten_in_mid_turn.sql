-- Somebody is forgotten while a turn of theirs is under way, perhaps the very turn in which they ask for it. What that turn
-- still writes was made before, from what is forgotten now: it is not kept.

create function private.is_forgotten(message public.inbox_messages) returns boolean
language sql
immutable
as $$
  select message.body = '' and message.event = '{"type":"other","what":"erased"}'
$$;
comment on function private.is_forgotten is 'Whether the writer of a message was forgotten after it came in: forget_chats leaves it so.';

create function private.end_forgotten() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from public.inbox_messages as m where m.chat_id = new.chat_id and m.status = 'claimed' and private.is_forgotten(m)) then
    new.state := '{}';
    new.slots := '{}';
    new.customer_id := null;
    new.timeout_name := null;
    new.timeout_at := null;
    new.status := case when new.status = 'active' then 'closed' else new.status end;
    new.closed_at := coalesce(new.closed_at, pg_catalog.clock_timestamp());
  end if;
  return new;
end
$$;
comment on function private.end_forgotten is 'A turn that began before its person was forgotten ends its conversation, and leaves nothing in it.';

create function private.hush_forgotten() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from public.inbox_messages as m where m.id = new.inbox_id and private.is_forgotten(m)) then
    -- A sentence into which nothing is filled names nobody: the farewell of the turn that asked for it is one.
    if new.reply ->> 'kind' = 'text' and not pg_catalog.jsonb_path_exists(new.reply, 'lax $.**.params.*') then
      return new;
    end if;
    if exists (select from public.outbox_messages as o where o.inbox_id = new.inbox_id and o.phrase_key = 'forgotten-meanwhile') then
      return null;
    end if;
    new.reply := '{"kind": "text", "text": [{"key": "forgotten-meanwhile"}]}';
    new.phrase_key := 'forgotten-meanwhile';
    new.params := '{}';
    new.order_id := null;
  end if;
  return new;
end
$$;
comment on function private.hush_forgotten is 'What such a turn answers with might name the person or what is theirs: unless nothing is filled into it, they are told instead that they have been forgotten.';

revoke execute on function private.is_forgotten, private.end_forgotten, private.hush_forgotten from public;
grant execute on function private.is_forgotten to desk_rpc;
select private.hand_over('private.end_forgotten()');
select private.hand_over('private.hush_forgotten()');
create trigger end_forgotten before insert or update of state on public.conversations for each row execute function private.end_forgotten();
-- The answers to a message are written at its end alone, and nothing that comes later is caught by this.
create trigger hush_forgotten before insert on public.outbox_messages for each row when (new.inbox_id is not null) execute function private.hush_forgotten();

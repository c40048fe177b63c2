-- Who is forgotten is forgotten in the chats too: what was said goes, that something was said stays.

create function private.forget_chats() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_chats uuid[];
begin
  select pg_catalog.array_agg(c.id) into v_chats from (
    select c.id from public.chats as c where c.desk_id = new.desk_id and c.customer_id = new.id order by c.id for no key update
  ) as c;
  -- A turn that is under way, perhaps this one, still ends; what waits behind it is not read any more.
  update public.inbox_messages as m set body = '', event = '{"type":"other","what":"erased"}', last_error = case when m.last_error is not null then 'erased' end,
    status = case when m.status = 'new' then 'parked' else m.status end,
    park_reason = case when m.status in ('new', 'parked') then 'erased' end,
    settled_at = case when m.status = 'new' then pg_catalog.clock_timestamp() else m.settled_at end
  where m.desk_id = new.desk_id and m.chat_id = any (v_chats);
  update public.outbox_messages as o set reply = null, params = '{}', last_error = case when o.last_error is not null then 'erased' end,
    status = case when o.status = 'waiting' then 'cancelled' else o.status end
  where o.desk_id = new.desk_id and o.chat_id = any (v_chats);
  update public.web_messages as w set content = '{}' where w.desk_id = new.desk_id and w.chat_id = any (v_chats);
  update public.conversations as v set state = '{}', slots = '{}', timeout_name = null, timeout_at = null,
    status = case when v.status = 'active' then 'closed' else v.status end, closed_at = coalesce(v.closed_at, pg_catalog.clock_timestamp())
  where v.desk_id = new.desk_id and v.chat_id = any (v_chats);
  update public.chats as c set customer_id = null, sender_name = null where c.id = any (v_chats);
  perform private.promote_outbox(v_chats);
  return null;
end
$$;
comment on function private.forget_chats is 'Takes what a forgotten customer said and was told out of their chats; the rows stay.';
revoke execute on function private.forget_chats from public;
select private.hand_over('private.forget_chats()');
create trigger forget_chats after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.forget_chats();

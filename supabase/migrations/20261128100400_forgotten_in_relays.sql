-- Who is forgotten is forgotten in the staff's own chats as well: what they said to a person there, and what that person wrote.

create function private.forget_relayed() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_chats uuid[] := array(select c.id from public.chats as c where c.desk_id = new.desk_id and c.customer_id = new.id);
  v_handovers uuid[] := array(select h.id from public.handovers as h where h.desk_id = new.desk_id and h.chat_id = any (v_chats));
  v_inbox bigint[];
  v_told bigint[];
  v_staff_chats uuid[];
begin
  -- What staff wrote came in as messages of theirs, by which the calls are known.
  v_inbox := array(
    select pg_catalog.substring(k.key, '^inbox:([0-9]+)$')::bigint from public.idempotency_keys as k
    where k.desk_id = new.desk_id and k.rpc in ('say_in_chat_safe', 'take_conversation_safe', 'hand_back_safe') and k.key ~ '^inbox:[0-9]{1,18}$'
      and (k.result ->> 'handover_id')::uuid = any (v_handovers));
  v_told := array(
    select o.id from public.outbox_messages as o
    where o.desk_id = new.desk_id and o.entity = 'handover' and o.entity_id = any (v_handovers) and o.phrase_key <> 'notice-staff-chat-forgotten'
    union
    select o.id from public.outbox_messages as o where o.inbox_id = any (v_inbox));
  update public.outbox_messages as o set reply = null, params = '{}', status = case when o.status = 'waiting' then 'cancelled' else o.status end
  where o.id = any (v_told);
  v_staff_chats := array(select distinct o.chat_id from public.outbox_messages as o where o.id = any (v_told) and o.chat_id is not null);
  perform from public.chats as c where c.id = any (v_staff_chats) order by c.id for no key update;
  perform private.promote_outbox(v_staff_chats);
  update public.web_messages as w set content = '{}' where w.desk_id = new.desk_id and w.outbox_id = any (v_told);
  update public.inbox_messages as m set body = '', event = '{"type":"other","what":"erased"}'
  where m.desk_id = new.desk_id and m.id = any (v_inbox) and m.status not in ('new', 'claimed');
  update public.conversations as v set state = v.state || '{"done": null, "asked": null, "talking": null}'
  where v.desk_id = new.desk_id and v.machine = 'staff' and v.status = 'active'
    and (v.state #>> '{done,args,chat}' = any (v_chats::text[]) or v.state #>> '{asked,args,chat}' = any (v_chats::text[]) or v.state #>> '{talking,chat}' = any (v_chats::text[]));
  -- A file that was sent to nobody else goes with them, unless it is a paper of the desk.
  with unwanted as (
    update public.chat_files as f set name = null, digest = null, unwanted_at = coalesce(f.unwanted_at, pg_catalog.clock_timestamp())
    where f.desk_id = new.desk_id and f.path in (
        select o.reply ->> 'path' from public.outbox_messages as o where o.desk_id = new.desk_id and o.chat_id = any (v_chats) and o.reply ? 'path')
      and exists (select from public.chats as c where c.account_id = f.account_id and c.sender_id = f.sender_id and c.staff_id is not null)
      and not exists (select from public.documents as d where d.desk_id = f.desk_id and d.storage_path = f.path and d.erased_at is null)
    returning f.path, f.desk_id
  )
  insert into public.file_removals (path, desk_id) select u.path, u.desk_id from unwanted as u
  on conflict on constraint file_removals_pkey do nothing;
  return null;
end
$$;
comment on function private.forget_relayed is 'Takes what was passed on between a forgotten customer and the staff out of the staff''s chats; the rows stay.';
revoke execute on function private.forget_relayed from public;
select private.hand_over('private.forget_relayed()');
-- Named so as to come after end_handovers and before forget_chats.
create trigger forget_b_relayed after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.forget_relayed();

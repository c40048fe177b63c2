-- What a customer said may have been shown to staff in their own chats: who is forgotten is forgotten there too.

create function private.forget_told_staff() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_orders uuid[] := array(select o.id from public.orders as o where o.desk_id = new.desk_id and o.customer_id = new.id);
  v_leads uuid[] := array(select l.id from public.leads as l where l.desk_id = new.desk_id and l.customer_id = new.id);
  v_tasks uuid[] := array(
    select t.id from public.tasks as t
    where t.desk_id = new.desk_id and (t.customer_id = new.id or t.order_id = any (v_orders) or t.lead_id = any (v_leads)
      or t.chat_id in (select c.id from public.chats as c where c.desk_id = new.desk_id and c.customer_id = new.id)));
  v_told bigint[] := array(
    select o.id from public.outbox_messages as o
    where o.desk_id = new.desk_id and o.entity = 'order' and o.entity_id = any (v_orders) and o.staff_id is not null
    union
    select o.id from public.outbox_messages as o
    where o.desk_id = new.desk_id and o.entity = 'lead' and o.entity_id = any (v_leads) and o.staff_id is not null
    union
    select o.id from public.outbox_messages as o
    where o.desk_id = new.desk_id and o.entity = 'task' and o.entity_id = any (v_tasks) and o.staff_id is not null
    union
    select o.id from public.outbox_messages as o where o.desk_id = new.desk_id and o.order_id = any (v_orders) and o.staff_id is not null);
begin
  -- What several messages were merged into tells of each of them.
  v_told := v_told || array(select o.merged_into from public.outbox_messages as o where o.id = any (v_told) and o.merged_into is not null);
  update public.web_messages as w set content = '{}' where w.desk_id = new.desk_id and w.outbox_id = any (v_told);
  return null;
end
$$;
comment on function private.forget_told_staff is 'Takes what staff were told of a forgotten customer out of the chats it was shown in; the rows stay.';
revoke execute on function private.forget_told_staff from public;
select private.hand_over('private.forget_told_staff()');
-- Named so as to come before forget_chats, after which nobody knows whose chats they were.
create trigger forget_a_told_staff after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.forget_told_staff();

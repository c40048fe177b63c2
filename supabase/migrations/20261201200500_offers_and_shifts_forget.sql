-- Offers and what somebody leaves at the end of a shift are read in the staff's chats too: a forgotten customer goes from them there.

create or replace function private.forget_told_staff() returns trigger
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
  v_offers uuid[] := array(
    select w.id from public.work_offers as w where w.desk_id = new.desk_id and (w.lead_id = any (v_leads) or w.order_id = any (v_orders)));
  -- What the buttons of a shift's message are about.
  v_left text[] := array(
    select o.order_code from public.orders as o where o.id = any (v_orders)
    union all select 't' || pg_catalog.replace(t.id::text, '-', '') from pg_catalog.unnest(v_tasks) as t (id)
    union all select 'c' || pg_catalog.replace(c.id::text, '-', '') from public.chats as c where c.desk_id = new.desk_id and c.customer_id = new.id);
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
    select o.id from public.outbox_messages as o where o.desk_id = new.desk_id and o.order_id = any (v_orders) and o.staff_id is not null
    union
    select o.id from public.outbox_messages as o where o.desk_id = new.desk_id and o.entity = 'offer' and o.entity_id = any (v_offers)
    union
    select o.id from public.outbox_messages as o join public.web_messages as w on w.outbox_id = o.id
    where o.desk_id = new.desk_id and o.entity = 'shift' and exists (
      select from pg_catalog.unnest(v_left) as l (ref) where pg_catalog.strpos(w.content::text, ':' || l.ref || ':') > 0));
begin
  -- What several messages were merged into tells of each of them.
  v_told := v_told || array(select o.merged_into from public.outbox_messages as o where o.id = any (v_told) and o.merged_into is not null);
  update public.web_messages as w set content = '{}' where w.desk_id = new.desk_id and w.outbox_id = any (v_told);
  return null;
end
$$;

-- Which message of a chat is about which order: a question hangs on the order it is about, and stands in its story.

create table public.order_messages (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  order_id uuid not null,
  inbox_id bigint not null references public.inbox_messages (id) on delete restrict,
  task_id uuid,
  created_at timestamptz not null default now(),
  constraint order_messages_are_linked_once unique (order_id, inbox_id),
  constraint order_messages_belong_to_an_order_of_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint order_messages_task_belongs_to_the_desk foreign key (desk_id, task_id) references public.tasks (desk_id, id) on delete restrict
);
comment on table public.order_messages is 'Messages of customers that are about an order, and the task they wait in. Changes only through commands.';

create index order_messages_of_an_order on public.order_messages (desk_id, order_id, inbox_id);
create index order_messages_of_a_message on public.order_messages (inbox_id);
create index order_messages_of_a_task on public.order_messages (desk_id, task_id) where task_id is not null;

alter table public.order_messages enable row level security;
revoke all on public.order_messages from anon, authenticated, service_role;
grant select on public.order_messages to authenticated;
grant select, insert, update, delete on public.order_messages to service_role;
grant select, insert, update on public.order_messages to desk_rpc;
select private.attach_guards('public.order_messages');
create policy "safe RPCs pass" on public.order_messages to desk_rpc using (true) with check (true);
create policy "staff read the messages about orders they see" on public.order_messages for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager'))
    or private.sees_order(order_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));

create function private.messages_about(about public.orders) returns jsonb
language plpgsql
stable
as $$
begin
  return (
    select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('message_id', m.id, 'chat_id', m.chat_id, 'task_id', x.task_id,
      'content', private.lenient_json(m.event), 'at', m.received_at) order by m.id), '[]')
    from public.order_messages as x join public.inbox_messages as m on m.id = x.inbox_id
    where x.desk_id = about.desk_id and x.order_id = about.id
  );
end
$$;
comment on function private.messages_about is 'What a customer has asked about an order, oldest first.';
revoke execute on function private.messages_about from public;
grant execute on function private.messages_about to desk_rpc;

create or replace function public.order_funnel(actor_id uuid, order_id uuid) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_actor public.staff;
  v_order public.orders;
begin
  select s.* into v_actor from public.staff as s where s.id = order_funnel.actor_id and s.status = 'active';
  select o.* into v_order from public.orders as o
  where o.desk_id = v_actor.desk_id and o.id = order_funnel.order_id
    and (v_actor.role <> 'agent' or o.assigned_to is null or o.assigned_to = v_actor.id);
  if v_order.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such order at this desk.', 'Check the order code.');
  end if;
  return pg_catalog.jsonb_build_object(
    'order', private.order_json(v_order),
    'customer', (select private.customer_json(c) from public.customers as c where c.id = v_order.customer_id),
    'lead', (select private.lead_json(l) from public.leads as l where l.id = v_order.lead_id),
    'lines', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(l) - 'desk_id' order by l.created_at, l.position), '[]') from public.order_lines as l
      where l.desk_id = v_order.desk_id and l.order_id = v_order.id),
    'payments', (select coalesce(pg_catalog.jsonb_agg(private.payment_json(p) order by p.created_at), '[]') from public.payments as p
      where p.desk_id = v_order.desk_id and p.order_id = v_order.id
        and (v_actor.role <> 'agent' or p.role in ('client_payment', 'refund'))),
    'shipments', (select coalesce(pg_catalog.jsonb_agg(private.shipment_json(s) order by s.created_at), '[]') from public.shipments as s
      where s.desk_id = v_order.desk_id and s.order_id = v_order.id),
    'documents', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(d) - 'desk_id' order by d.created_at), '[]') from public.documents as d
      where d.desk_id = v_order.desk_id and (d.order_id = v_order.id or d.lead_id = v_order.lead_id)),
    'tasks', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(t) - 'desk_id' order by t.created_at), '[]') from public.tasks as t
      where t.desk_id = v_order.desk_id and (t.order_id = v_order.id or t.lead_id = v_order.lead_id)),
    'messages', private.messages_about(v_order),
    'rating', (select pg_catalog.to_jsonb(r) - 'desk_id' - 'updated_at' from public.order_ratings as r where r.desk_id = v_order.desk_id and r.order_id = v_order.id),
    'events', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(e) - 'desk_id' order by e.seq), '[]') from public.order_status_events as e
      where e.desk_id = v_order.desk_id and e.order_id = v_order.id),
    'audit', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(a) - 'desk_id' order by a.id), '[]') from public.audit_log as a
      where a.desk_id = v_order.desk_id and (
        (a.entity = 'order' and a.entity_id = v_order.id)
        or (a.entity = 'lead' and a.entity_id = v_order.lead_id)
        or (a.entity = 'order_rating' and a.entity_id = (select r.id from public.order_ratings as r where r.desk_id = v_order.desk_id and r.order_id = v_order.id))
        or (a.entity = 'payment' and a.entity_id in (select p.id from public.payments as p where p.desk_id = v_order.desk_id and p.order_id = v_order.id
          and (v_actor.role <> 'agent' or p.role in ('client_payment', 'refund'))))
        or (a.entity = 'shipment' and a.entity_id in (select s.id from public.shipments as s where s.desk_id = v_order.desk_id and s.order_id = v_order.id))
      ))
  );
end
$$;
comment on function public.order_funnel is
  'Lead, order, lines, payments, shipments, documents, tasks, questions, rating, events and audit of one order. Callers: active staff who may see it; agents without outgoing money. NOT_FOUND.';

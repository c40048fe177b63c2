-- "What do you know about me?": everything, as a file, to the chat that asked, for a while.

create table public.customer_exports (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  customer_id uuid not null,
  chat_id uuid not null,
  path text not null,
  asked_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  lease_until timestamptz,
  lease_by text,
  made_at timestamptz,
  expires_at timestamptz,
  gone_at timestamptz,
  constraint customer_exports_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint customer_exports_chat_belongs_to_the_desk foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict,
  constraint customer_exports_have_a_place_of_their_own unique (path),
  constraint customer_exports_end_once_they_are_made check ((made_at is null) = (expires_at is null))
);
comment on table public.customer_exports is 'Files of everything the desk knows of a person, asked for by that person. Changes only through commands.';
create index customer_exports_of_a_customer on public.customer_exports (desk_id, customer_id, asked_at desc);
create index customer_exports_of_a_chat on public.customer_exports (desk_id, chat_id);
create index customer_exports_to_make on public.customer_exports (asked_at) where made_at is null and gone_at is null;
create index customer_exports_to_end on public.customer_exports (expires_at) where made_at is not null and gone_at is null;

alter table public.customer_exports enable row level security;
revoke all on public.customer_exports from anon, authenticated, service_role;
grant select on public.customer_exports to authenticated;
grant select, insert, update, delete on public.customer_exports to service_role;
grant select, insert, update on public.customer_exports to desk_rpc;
select private.attach_guards('public.customer_exports');
select private.attach_audit('public.customer_exports', 'customer_export');
-- Who asks is written down. What its worker does afterwards, which is nobody of the desk, is not.
drop trigger audit_rpc on public.customer_exports;
create trigger audit_rpc after insert on public.customer_exports for each row
  when (current_user = 'desk_rpc') execute function private.audit_row('customer_export', 'rpc');
create policy "safe RPCs pass" on public.customer_exports to desk_rpc using (true) with check (true);
create policy "admins read who asked for their data" on public.customer_exports for select to authenticated
  using (desk_id in (select private.my_desk_ids('admin')));

-- Each part of the file is a function of its own named exported_…, of whichever story: export_customer asks them all.
create function private.exported_consents(customer public.customers) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('kind', c.kind, 'granted', c.granted, 'version', c.version, 'source', c.source, 'at', c.created_at) order by c.id), '[]')
  from public.consents as c
  where c.desk_id = customer.desk_id and (c.customer_id = customer.id
    or c.customer_id in (select m.id from public.customers as m where m.desk_id = customer.desk_id and m.merged_into = customer.id))
$$;

create function private.exported_messages(customer public.customers) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(x.line order by x.at), '[]')
  from (
    select pg_catalog.jsonb_build_object('at', m.received_at, 'from', 'you', 'said', private.lenient_json(m.event)) as line, m.received_at as at
    from public.inbox_messages as m
    where m.desk_id = customer.desk_id and m.chat_id in (select c.id from public.chats as c where c.desk_id = customer.desk_id and c.customer_id = customer.id)
    union all
    select pg_catalog.jsonb_build_object('at', o.sent_at, 'from', 'desk', 'said', coalesce(o.reply, pg_catalog.jsonb_build_object('notice', o.phrase_key, 'params', o.params))), o.sent_at
    from public.outbox_messages as o
    where o.desk_id = customer.desk_id and o.status = 'sent' and o.edits_card_id is null
      and o.chat_id in (select c.id from public.chats as c where c.desk_id = customer.desk_id and c.customer_id = customer.id)
    order by at desc limit 20000
  ) as x
$$;

create function private.exported_payments(customer public.customers) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('order_code', o.order_code, 'role', p.role, 'amount', p.amount, 'currency', p.currency,
    'method', p.method, 'status', p.status, 'reference', p.external_reference, 'at', coalesce(p.completed_at, p.created_at)) order by p.created_at), '[]')
  from public.payments as p join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
  where o.desk_id = customer.desk_id and o.customer_id = customer.id and p.role in ('client_payment', 'refund')
$$;

create function private.exported_requests(customer public.customers) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('kind', t.kind, 'status', t.status, 'at', t.created_at) order by t.created_at), '[]')
  from public.tasks as t where t.desk_id = customer.desk_id and t.customer_id = customer.id
$$;

create function private.exported_settings(customer public.customers) returns jsonb
language sql
stable
as $$
  select private.settings_of(customer) - 'full_name' - 'phone' - 'email' - 'delivery_address' - 'orders' - 'open_orders' - 'leads' - 'messages' - 'consents'
$$;

create function private.exported_files(customer public.customers) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('kind', f.kind, 'name', f.name, 'type', f.content_type, 'size', f.size, 'at', f.created_at) order by f.created_at), '[]')
  from public.chat_files as f
  where f.desk_id = customer.desk_id and f.unwanted_at is null and exists (
    select from public.chats as c
    where c.desk_id = customer.desk_id and c.customer_id = customer.id and c.account_id = f.account_id and c.sender_id = f.sender_id)
$$;

create or replace function public.export_customer(actor_id uuid, customer_id uuid, acting_customer_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(export_customer.actor_id, export_customer.acting_customer_id, '{admin,owner}');
  v_customer public.customers;
begin
  select c.* into v_customer from public.customers as c
  where c.desk_id = v_actor.desk_id and c.id = export_customer.customer_id
    and (export_customer.acting_customer_id is null or c.id = export_customer.acting_customer_id);
  if v_customer.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  return private.known_of(v_customer);
end
$$;

create function private.known_of(customer public.customers) returns jsonb
language plpgsql
stable
as $$
declare
  v_answer jsonb;
  v_part text;
  v_value jsonb;
begin
  v_answer := pg_catalog.jsonb_build_object(
    'customer', pg_catalog.to_jsonb(customer) - 'desk_id' - 'notes' - 'created_by' - 'merged_into',
    'identities', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('provider', i.provider, 'external_id', i.external_id, 'since', i.created_at)), '[]')
      from public.customer_identities as i where i.desk_id = customer.desk_id and i.customer_id = customer.id),
    'leads', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.to_jsonb(l) - 'desk_id' - 'notes' - 'assigned_to' - 'created_by' order by l.created_at), '[]')
      from public.leads as l where l.desk_id = customer.desk_id and l.customer_id = customer.id),
    'orders', (select coalesce(pg_catalog.jsonb_agg(private.customer_order(o) order by o.created_at), '[]')
      from public.orders as o where o.desk_id = customer.desk_id and o.customer_id = customer.id),
    'documents', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('type', d.type, 'storage_path', d.storage_path, 'at', d.created_at)), '[]')
      from public.documents as d where d.desk_id = customer.desk_id and d.erased_at is null and (d.customer_id = customer.id
        or d.order_id in (select o.id from public.orders as o where o.desk_id = customer.desk_id and o.customer_id = customer.id)
        or d.lead_id in (select l.id from public.leads as l where l.desk_id = customer.desk_id and l.customer_id = customer.id))));
  for v_part in
    select p.proname from pg_catalog.pg_proc as p
    where p.pronamespace = 'private'::regnamespace and p.proname like 'exported\_%' and p.proargtypes = (
      select t.oid::text::oidvector from pg_catalog.pg_type as t where t.oid = 'public.customers'::regtype)
    order by p.proname
  loop
    execute pg_catalog.format('select private.%I($1)', v_part) into v_value using customer;
    v_answer := v_answer || pg_catalog.jsonb_build_object(pg_catalog.substr(v_part, 10), v_value);
  end loop;
  return v_answer;
end
$$;
comment on function private.known_of is 'Everything the desk knows of a person, part by part: what each function private.exported_… gives, beside the core. Nothing of the desk''s own.';

comment on function private.exported_consents is 'All that a person agreed to and took back.';
comment on function private.exported_messages is 'What was said in the chats of a person, the newest 20,000 lines.';
comment on function private.exported_payments is 'The money of a person''s orders.';
comment on function private.exported_requests is 'What the desk has been asked to do for a person.';
comment on function private.exported_settings is 'How a person wants to be written to.';
comment on function private.exported_files is 'The files a person sent in chats.';
revoke execute on function private.exported_consents, private.exported_messages, private.exported_payments, private.exported_requests,
  private.exported_settings, private.exported_files, private.known_of from public;
grant execute on function private.exported_consents, private.exported_messages, private.exported_payments, private.exported_requests,
  private.exported_settings, private.exported_files, private.known_of to desk_rpc;

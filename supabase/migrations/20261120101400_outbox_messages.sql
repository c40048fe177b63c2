-- What people are told. Written in the transaction of the change it tells of; a phrase key and parameters, never a
-- sentence: it is put into words for the channel and the language when it is sent.

create type public.outbox_kind as enum ('notice', 'reply', 'broadcast');
create type public.outbox_lane as enum ('interactive', 'notice', 'broadcast');
create type public.outbox_status as enum ('waiting', 'claimed', 'sent', 'failed', 'expired', 'cancelled');

create table public.outbox_messages (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  customer_id uuid,
  staff_id uuid,
  phrase_key text not null,
  params jsonb not null default '{}',
  kind public.outbox_kind not null default 'notice',
  lane public.outbox_lane not null default 'notice',
  entity text,
  entity_id uuid,
  dedupe_key text,
  status public.outbox_status not null default 'waiting',
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  constraint outbox_messages_have_one_recipient check (num_nonnulls(customer_id, staff_id) = 1),
  constraint outbox_messages_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint outbox_messages_staff_belong_to_the_desk foreign key (desk_id, staff_id) references public.staff (desk_id, id) on delete restrict,
  constraint outbox_messages_come_once unique (desk_id, dedupe_key),
  constraint outbox_messages_phrase_key_is_a_key check (phrase_key ~ '^[a-z][a-z0-9-]{2,80}$')
);
comment on table public.outbox_messages is 'What customers and staff are told, and whether it has been. Written by commands.';

create index outbox_messages_due on public.outbox_messages (due_at, id) where status = 'waiting';
create index outbox_messages_to_a_customer on public.outbox_messages (desk_id, customer_id, id) where customer_id is not null;
create index outbox_messages_to_staff on public.outbox_messages (desk_id, staff_id, id) where staff_id is not null;
create index outbox_messages_about on public.outbox_messages (desk_id, entity, entity_id);

alter table public.outbox_messages enable row level security;
revoke all on public.outbox_messages from anon, authenticated, service_role;
grant select on public.outbox_messages to authenticated;
grant select, insert, update, delete on public.outbox_messages to service_role;
grant select, insert, update on public.outbox_messages to desk_rpc;
select private.attach_guards('public.outbox_messages');
create trigger touch_row before update on public.outbox_messages for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.outbox_messages to desk_rpc using (true) with check (true);
create policy "managers read what their desk tells people" on public.outbox_messages for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

create function private.notify(
  desk_id uuid, entity text, entity_id uuid, phrase_key text, params jsonb,
  customer_id uuid default null, staff_id uuid default null, dedupe_key text default null
) returns void
language sql
as $$
  insert into public.outbox_messages (desk_id, entity, entity_id, phrase_key, params, customer_id, staff_id, dedupe_key)
  select notify.desk_id, notify.entity, notify.entity_id, notify.phrase_key, notify.params, notify.customer_id, notify.staff_id, notify.dedupe_key
  where pg_catalog.num_nonnulls(notify.customer_id, notify.staff_id) = 1
  on conflict on constraint outbox_messages_come_once do nothing
$$;
comment on function private.notify is
  'Tells one customer or one staff member, once per dedupe key; nobody when neither is named. In the transaction of the change.';
revoke execute on function private.notify from public;
grant execute on function private.notify to desk_rpc;

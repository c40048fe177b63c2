-- Where a dialogue stands. The state belongs to the machine of that name and version; SQL stores it and looks at nothing in it.

create type public.conversation_status as enum ('active', 'closed', 'extracted');
create type public.conversation_owner as enum ('bot', 'human');

create table public.conversations (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  chat_id uuid not null,
  customer_id uuid,
  machine text not null,
  version integer not null,
  state jsonb not null,
  language text not null default 'en',
  status public.conversation_status not null default 'active',
  owner public.conversation_owner not null default 'bot',
  owner_staff_id uuid,
  slots jsonb not null default '{}',
  completeness integer not null default 0,
  timeout_name text,
  timeout_at timestamptz,
  turn bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz,
  constraint conversations_are_found_within_their_desk unique (desk_id, id),
  constraint conversations_belong_to_a_chat_of_the_desk foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict,
  constraint conversations_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint conversations_owner_belongs_to_the_desk foreign key (desk_id, owner_staff_id) references public.staff (desk_id, id) on delete restrict,
  constraint conversations_machine_is_named check (machine ~ '\S' and char_length(machine) <= 100),
  constraint conversations_completeness_is_a_percentage check (completeness between 0 and 100),
  constraint conversations_slots_are_an_object check (jsonb_typeof(slots) = 'object'),
  constraint conversations_end_at_a_time check ((status = 'active') = (closed_at is null)),
  constraint conversations_that_ended_wait_for_nothing check (status = 'active' or timeout_at is null),
  constraint conversations_timeout_has_a_name check ((timeout_name is null) = (timeout_at is null)),
  constraint conversations_turn_is_positive check (turn > 0)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
comment on table public.conversations is 'Where each dialogue stands and what it has found out. Changes only through commands.';
comment on column public.conversations.turn is 'How many turns have been committed.';
comment on column public.conversations.slots is 'What has been filled in so far, for the staff to see.';
comment on column public.conversations.timeout_at is 'When nothing comes before then, a timeout of this name does.';

create unique index conversations_one_active_per_chat on public.conversations (chat_id) where status = 'active';
create index conversations_of_a_chat on public.conversations (desk_id, chat_id, created_at desc);
create index conversations_of_a_customer on public.conversations (desk_id, customer_id) where customer_id is not null;
create index conversations_of_an_owner on public.conversations (desk_id, owner_staff_id) where owner_staff_id is not null;
create index conversations_to_wake on public.conversations (timeout_at) where timeout_at is not null;
-- By their beginning, which never changes: a turn touches no index.
create index conversations_to_close on public.conversations (created_at) where status = 'active';

alter table public.conversations enable row level security;
revoke all on public.conversations from anon, authenticated, service_role;
grant select on public.conversations to authenticated;
grant select, insert, update, delete on public.conversations to service_role;
grant select, insert, update on public.conversations to desk_rpc;
select private.attach_guards('public.conversations');
create policy "safe RPCs pass" on public.conversations to desk_rpc using (true) with check (true);
create policy "staff read the conversations of chats they see" on public.conversations for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or private.sees_chat(chat_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));

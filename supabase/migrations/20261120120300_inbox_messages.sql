-- What came in, exactly as it came. One row an update of the provider, however often it is delivered.

create type public.inbox_status as enum ('new', 'claimed', 'settled', 'parked', 'dead');

create table public.inbox_messages (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  account_id uuid not null,
  chat_id uuid not null,
  external_id text not null,
  body text not null,
  event text not null,
  status public.inbox_status not null default 'new',
  first_in_chat boolean not null default false,
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  lease_by text,
  last_error text,
  park_reason text,
  conversation_id uuid,
  web_version bigint,
  received_at timestamptz not null default clock_timestamp(),
  claimed_at timestamptz,
  settled_at timestamptz,
  constraint inbox_messages_come_once unique (account_id, external_id),
  constraint inbox_messages_belong_to_a_chat_of_the_account foreign key (desk_id, account_id, chat_id) references public.chats (desk_id, account_id, id) on delete restrict,
  constraint inbox_messages_conversation_belongs_to_the_desk foreign key (desk_id, conversation_id) references public.conversations (desk_id, id) on delete restrict,
  constraint inbox_messages_external_id_is_not_blank check (external_id ~ '\S' and char_length(external_id) <= 300),
  constraint inbox_messages_are_not_endless check (octet_length(body) <= 262144 and octet_length(event) <= 262144),
  constraint inbox_messages_in_work_have_a_lease check (status <> 'claimed' or (lease_until is not null and lease_by is not null)),
  constraint inbox_messages_in_work_are_first check (status <> 'claimed' or first_in_chat),
  constraint inbox_messages_are_parked_for_a_reason check ((status = 'parked') = (park_reason is not null)),
  constraint inbox_messages_end_at_a_time check ((status in ('settled', 'parked', 'dead')) = (settled_at is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
comment on table public.inbox_messages is 'What came in at the channels, raw, and what became of it. Changes only through commands.';
comment on column public.inbox_messages.external_id is 'The provider''s own id of the update: the same id is the same message.';
comment on column public.inbox_messages.body is 'Exactly as received; text, because jsonb cannot hold everything people send.';
comment on column public.inbox_messages.event is 'What the channel understood: JSON text of the normalised event.';
comment on column public.inbox_messages.first_in_chat is 'Nothing of this chat that is not done yet comes before it: only such a row is claimed.';
comment on column public.inbox_messages.lease_by is 'Who works on it, or worked on it last.';
comment on column public.inbox_messages.web_version is 'Its place among what the web chat shows.';

-- The order of claiming, and nothing else in it: done rows cost nothing, nor does what waits behind another message.
create index inbox_messages_to_claim on public.inbox_messages (due_at, id) where status = 'new' and first_in_chat;
create index inbox_messages_not_done on public.inbox_messages (chat_id, id) where status in ('new', 'claimed');
create unique index inbox_messages_one_turn_per_chat on public.inbox_messages (chat_id) where status = 'claimed';
create index inbox_messages_leases on public.inbox_messages (lease_until) where status = 'claimed';
create index inbox_messages_of_a_chat on public.inbox_messages (desk_id, chat_id, id);
create index inbox_messages_of_a_conversation on public.inbox_messages (desk_id, conversation_id) where conversation_id is not null;
create index inbox_messages_shown on public.inbox_messages (chat_id, web_version) where web_version is not null;

alter table public.inbox_messages enable row level security;
revoke all on public.inbox_messages from anon, authenticated, service_role;
grant select on public.inbox_messages to authenticated;
grant select, insert, update, delete on public.inbox_messages to service_role;
grant select, insert, update on public.inbox_messages to desk_rpc;
select private.attach_guards('public.inbox_messages');
create policy "safe RPCs pass" on public.inbox_messages to desk_rpc using (true) with check (true);
create policy "staff read what comes in at chats they see" on public.inbox_messages for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or private.sees_chat(chat_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));
